import { join } from 'node:path';
import { ChildProgram } from './child-program.js';
import { product } from '../../src-main/hosts/product.js';
import { missing } from './requirements.js';

// From the root: a bench is a bundle that lies elsewhere.
const script = join(product().root, 'test', 'support', 'upower-testbed.py');

/** The real upowerd over hardware that `umockdev` pretends. */
export interface UPowerTestbed {
  setAc(online: boolean): Promise<void>;
  setCharge(percent: number): Promise<void>;
  /** Ends the daemon: its name leaves the bus. */
  stopDaemon(): Promise<void>;
  startDaemon(): Promise<void>;
  stop(): Promise<void>;
}

export function missingUPower(): string | null {
  return missing('dbus-daemon', 'umockdev-wrapper', 'upowerd', '/usr/bin/python3');
}

/** Starts plugged in; `battery` says whether the machine has one, full. */
export async function startUPower(busAddress: string, battery = true): Promise<UPowerTestbed> {
  const program = new ChildProgram(
    'umockdev-wrapper',
    ['/usr/bin/python3', script, ...(battery ? ['battery'] : [])],
    { env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: busAddress } },
  );
  await program.line((line) => line === 'ready');
  return {
    setAc: (online) => program.ask(`ac ${online ? 1 : 0}`),
    setCharge: (percent) => program.ask(`charge ${percent}`),
    stopDaemon: () => program.ask('stop'),
    startDaemon: () => program.ask('start'),
    async stop() {
      // The end of its input lets the script end upowerd as well.
      program.child.stdin?.end();
      await program.stop();
    },
  };
}
