import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../ports/log.js';
import type { Environment } from '../child/command.js';
import { run } from '../child/run.js';
import { systemBusAddress } from '../dbus/addresses.js';
import { leaseBus } from '../dbus/bus-pool.js';
import { logind } from '../dbus/logind.js';
import type { SleepWay } from './ways.js';

/** Asks logind, which asks everybody who holds the sleep back; then systemctl; then, as root, the kernel itself. */
export function linuxSleepWays(env: Environment, log: Log, sysRoot: string): SleepWay[] {
  return [
    { name: 'logind', sleep: () => askLogind(env, log) },
    {
      name: 'systemctl',
      sleep: async () => void (await run('systemctl', ['suspend'], { env, timeoutMs: 10_000 })),
    },
    { name: '/sys/power/state', sleep: () => writeFileSync(join(sysRoot, 'power', 'state'), 'mem') },
  ];
}

async function askLogind(env: Environment, log: Log): Promise<void> {
  const lease = leaseBus(systemBusAddress(env), log);
  lease.hold();
  try {
    if (!(await lease.bus.open())) throw new Error('no system bus');
    const { service: destination, path, manager } = logind;
    await lease.bus.call({
      destination,
      path,
      interface: manager,
      member: 'Suspend',
      signature: 'b',
      // Not interactive: nobody is there to be asked for a password.
      body: [false],
    });
  } finally {
    await lease.release();
  }
}
