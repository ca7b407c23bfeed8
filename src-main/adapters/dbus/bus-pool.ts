import type { Log } from '../../ports/log.js';
import { BusConnection } from './bus-connection.js';

interface Shared {
  bus: BusConnection;
  holders: number;
}

const byAddress = new Map<string, Shared>();

/** A share of the one connection this process has to a bus. */
export interface BusLease {
  bus: BusConnection;
  /** To be called before the connection is used: whoever only made a sensor does not keep it open. */
  hold(): void;
  /** Gives the share back; the last one closes the connection. Repeatable; `hold` may follow. */
  release(): Promise<void>;
}

/** All sensors of a process use one connection per bus address. */
export function leaseBus(address: string, log: Log): BusLease {
  let shared = byAddress.get(address);
  if (shared === undefined) {
    shared = { bus: new BusConnection({ address, log }), holders: 0 };
    byAddress.set(address, shared);
  }
  const mine = shared;
  let held = false;
  return {
    bus: mine.bus,
    hold() {
      if (!held) mine.holders += 1;
      held = true;
    },
    async release() {
      if (!held) return;
      held = false;
      mine.holders -= 1;
      if (mine.holders === 0) await mine.bus.close();
    },
  };
}
