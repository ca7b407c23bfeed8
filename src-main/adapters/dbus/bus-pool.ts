import type { Log } from '../../ports/log.js';
import { BusConnection } from './bus-connection.js';

interface Shared {
  bus: BusConnection;
  users: number;
}

const open = new Map<string, Shared>();

/** A share of the one connection this process has to a bus. */
export interface BusLease {
  bus: BusConnection;
  /** Gives the share back; the last one closes the connection. Repeatable. */
  release(): Promise<void>;
}

/** All sensors of a process use one connection per bus address. */
export function leaseBus(address: string, log: Log): BusLease {
  let shared = open.get(address);
  if (shared === undefined) {
    shared = { bus: new BusConnection({ address, log }), users: 0 };
    open.set(address, shared);
  }
  const mine = shared;
  mine.users += 1;
  let released = false;
  return {
    bus: mine.bus,
    async release() {
      if (released) return;
      released = true;
      mine.users -= 1;
      if (mine.users > 0) return;
      open.delete(address);
      await mine.bus.close();
    },
  };
}
