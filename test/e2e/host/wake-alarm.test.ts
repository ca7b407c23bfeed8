import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { DiagnosisCheck } from '../../../src-shared/model/diagnosis.js';
import { startPrivateBus, type PrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';
import { missingLogind, startLogind, type LogindTestbed } from '../../support/logind.js';
import { missing, titled } from '../../support/requirements.js';
import { missingUPower, startUPower, type UPowerTestbed } from '../../support/upower.js';
import { sleeper, WakeMachine } from '../../support/wake-machine.js';

const lacking = missingLogind() ?? missingUPower() ?? missing('mount');
const alarmFile = 'class/rtc/rtc0/wakealarm';

/** The host sees the folder in place of /sys/class and /sys/power; nobody else does. */
function through(machine: WakeMachine): string[] {
  const binds = ['class', 'power'].map((name) => `mount --bind "${machine.sys}/${name}" /sys/${name}`);
  return [
    'unshare',
    '-m',
    '--propagation',
    'private',
    'sh',
    '-c',
    `${binds.join(' && ')} && exec "$@"`,
    'sh',
  ];
}

describe.skipIf(lacking !== null)(titled('a machine that may be woken, with real logind', lacking), () => {
  let machine: WakeMachine;
  let bus: PrivateBus;
  let upower: UPowerTestbed;
  let logind: LogindTestbed;
  let host: HostProcess;

  beforeAll(async () => {
    machine = new WakeMachine(sleeper());
    bus = await startPrivateBus();
    upower = await startUPower(bus.address);
    logind = await startLogind(bus.address, []);
    host = new HostProcess({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }, through(machine));
    await host.start();
  }, 60_000);
  afterAll(async () => {
    await host.clean();
    await logind.stop();
    await upower.stop();
    await bus.stop();
    machine.remove();
  }, 30_000);

  /** When the machine would wake, ms since epoch; null: it would not. */
  const alarm = (): number | null => {
    const text = machine.read(alarmFile);
    return text === '' || text === '0' ? null : Number(text) * 1000;
  };

  test('WAM-33 WAM-34 the diagnosis sees a machine that can be woken', async () => {
    const checks = await host.json<DiagnosisCheck[]>('maintenance', 'diagnose');
    const states = Object.fromEntries(checks.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({ 'sleep-model': 'ok', 'wake-firmware': 'ok', 'wake-timers': 'ok' });
  });

  test('WAM-26 the alarm stands at the next activation when the machine falls asleep, and is gone when it wakes', async () => {
    await logind.sleep();
    await logind.started('suspend.target');
    // Nobody has asked to be woken.
    expect(alarm()).toBeNull();
    await logind.wake();
    expect(await host.run('maintenance', 'configure', '--wake', 'on')).toMatchObject({ code: 0 });
    const status = await host.json<RequestOut<'maintenance.status'>>('maintenance', 'status');
    await eventually(async () => (await logind.inhibitors()).some((lock) => lock.startsWith('Caretaker')));
    await logind.sleep();
    // The sleep is held back until the alarm is really set.
    await logind.started('suspend.target');
    expect(alarm()).toBe(Date.parse(status.nextWindow?.opens ?? ''));
    await logind.wake();
    await eventually(() => alarm() === null);
  }, 60_000);

  test('WAM-39 on battery it is not woken, and the diagnosis says why', async () => {
    await upower.setAc(false);
    await eventually(async () => {
      const signals = await host.json<RequestOut<'signals.list'>>('signals');
      return signals.some(({ signal, value }) => signal === 'power' && value === 'battery');
    });
    // A change of power counts after three seconds.
    const client = await host.connect();
    await eventually(async () => {
      const { gate } = await client.call('maintenance.status', {});
      return gate.some(({ reason }) => reason === 'power');
    }, 10_000);
    await eventually(async () => (await logind.inhibitors()).some((lock) => lock.startsWith('Caretaker')));
    await logind.sleep();
    await logind.started('suspend.target');
    expect(alarm()).toBeNull();
    await logind.wake();
    const slept = await eventually(async () => {
      const checks = await client.call('maintenance.diagnose', {});
      return checks.find(({ id, state }) => id === 'slept-on-ac' && state === 'problem');
    });
    expect(slept).toMatchObject({ reason: 'slept-on-battery' });
    client.close();
  }, 60_000);
});
