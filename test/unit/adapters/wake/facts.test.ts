import { describe, expect, it } from 'vitest';
import { LinuxMachineFacts, sleepModel } from '../../../../src-main/adapters/wake/facts.linux.js';
import { macFacts, parsePmset, pmsetInstant } from '../../../../src-main/adapters/wake/mac.darwin.js';
import { RtcWay } from '../../../../src-main/adapters/wake/rtc.linux.js';
import { calendarInstant } from '../../../../src-main/adapters/wake/systemd.linux.js';
import {
  parsePowercfg,
  parseWakeTimers,
  wakeTaskXml,
  windowsFacts,
} from '../../../../src-main/adapters/wake/windows.win32.js';
import { wall } from '../../../../src-main/core/time/stamp.js';
import type { MachineFact } from '../../../../src-shared/model/diagnosis.js';
import { missingSystem, titled } from '../../../support/requirements.js';
import { silentLog } from '../../../support/sensor-context.js';
import { sleeper, WakeMachine } from '../../../support/wake-machine.js';

const byId = (facts: MachineFact[], id: MachineFact['id']): MachineFact | undefined =>
  facts.find((fact) => fact.id === id);

/** `powercfg /a` of a desktop with S3, and of a laptop with Modern Standby in a Greek Windows. */
const desktop = `The following sleep states are available on this system:
    Standby (S3)
    Hibernate
    Hybrid Sleep
    Fast Startup

The following sleep states are not available on this system:
    Standby (S1)
        The system firmware does not support this standby state.

    Standby (S0 Low Power Idle)
        The system firmware does not support this standby state.
`.replaceAll('\n', '\r\n');
const laptop = `Οι παρακάτω καταστάσεις αναστολής λειτουργίας είναι διαθέσιμες σε αυτό το σύστημα:
    Αναμονή (Αδράνεια χαμηλής κατανάλωσης S0) Συνδεδεμένο στο δίκτυο
    Αδρανοποίηση

Οι παρακάτω καταστάσεις αναστολής λειτουργίας δεν είναι διαθέσιμες σε αυτό το σύστημα:
    Αναμονή (S3)
        Αυτή η κατάσταση είναι απενεργοποιημένη.
`;
const server = `The following sleep states are available on this system:

The following sleep states are not available on this system:
    Standby (S3)
        The system firmware does not support this standby state.
`;
const wakeTimers = (
  ac: number,
  dc: number,
): string => `Power Scheme GUID: 381b4222-f694-41f0-9685-ff5bb260df2e  (Balanced)
  Subgroup GUID: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Sleep)
    Power Setting GUID: bd3b718a-0680-4d9d-8ab2-e1d2b4ac806d  (Allow wake timers)
      Possible Setting Index: 000
      Possible Setting Friendly Name: Disable
      Possible Setting Index: 001
      Possible Setting Friendly Name: Enable
    Current AC Power Setting Index: 0x0000000${ac}
    Current DC Power Setting Index: 0x0000000${dc}
`;

describe('what Windows says of its sleep', () => {
  it('WAM-32 WAM-41 tells S3 from low power idle in any language of Windows', () => {
    expect(parsePowercfg(desktop)).toMatchObject({ s3: true, s0: false });
    expect(parsePowercfg(laptop)).toMatchObject({ s3: false, s0: true });
    expect(parsePowercfg(server)).toEqual({ s3: false, s0: false, available: [] });
  });

  it('WAM-38 an always-on machine can wake from standby, an S3 machine need not', () => {
    expect(byId(windowsFacts(laptop, null), 'wake-from-standby')).toMatchObject({ state: 'ok' });
    expect(byId(windowsFacts(desktop, null), 'wake-from-standby')).toMatchObject({
      state: 'not-applicable',
      reason: 's3-machine',
    });
    expect(byId(windowsFacts(null, null), 'sleep-model')).toMatchObject({ state: 'unknown' });
  });

  it('WAM-33 cannot see the firmware and says so; a machine that never sleeps needs none of it', () => {
    expect(byId(windowsFacts(desktop, null), 'wake-firmware')).toMatchObject({
      state: 'unknown',
      reason: 'firmware-not-told',
    });
    expect(byId(windowsFacts(server, null), 'wake-firmware')?.state).toBe('not-applicable');
  });

  it('WAM-34 looks at Allow wake timers', () => {
    expect(parseWakeTimers(wakeTimers(1, 0))).toEqual({ ac: 1, battery: 0 });
    expect(parseWakeTimers('nothing')).toBeNull();
    expect(byId(windowsFacts(desktop, { ac: 1, battery: 0 }), 'wake-timers')?.state).toBe('ok');
    for (const ac of [0, 2]) {
      expect(byId(windowsFacts(desktop, { ac, battery: 0 }), 'wake-timers')).toMatchObject({
        state: 'problem',
        reason: 'timers-off',
      });
    }
    expect(byId(windowsFacts(desktop, null), 'wake-timers')?.state).toBe('unknown');
  });

  it('wakes by a task that may wake the machine, on AC only, at an instant in UTC', () => {
    const xml = wakeTaskXml(wall(Date.UTC(2026, 2, 3, 2, 0, 0)));
    expect(xml).toContain('<StartBoundary>2026-03-03T02:00:00Z</StartBoundary>');
    expect(xml).toContain('<WakeToRun>true</WakeToRun>');
    expect(xml).toContain('<DisallowStartIfOnBatteries>true</DisallowStartIfOnBatteries>');
  });
});

describe('what macOS says of its sleep', () => {
  const settings = `System-wide power settings:
Currently in use:
 standby              1
 Sleep On Power Button 1
 hibernatemode        3
 lowpowermode         1
 sleep                1 (sleep prevented by powerd)
`;

  it('WAM-32 reads pmset', () => {
    const facts = macFacts(parsePmset(settings), false);
    expect(byId(facts, 'sleep-model')).toMatchObject({ state: 'ok', value: 'hibernatemode 3' });
    expect(byId(facts, 'low-power')).toMatchObject({ state: 'problem', reason: 'low-power-mode' });
    expect(byId(facts, 'wake-timers')).toMatchObject({ state: 'problem', reason: 'no-permission' });
    expect(byId(macFacts(null, true), 'sleep-model')?.state).toBe('unknown');
  });

  it('writes instants as pmset takes them, in local time', () => {
    const at = new Date(2026, 2, 3, 2, 4, 5);
    expect(pmsetInstant(wall(at.getTime()))).toBe('03/03/26 02:04:05');
  });
});

describe('what Linux says of its sleep', () => {
  it('WAM-32 WAM-41 tells S3, low power idle and machines that never sleep apart', () => {
    expect(sleepModel('freeze mem disk', 's2idle [deep]')).toBe('S3');
    expect(sleepModel('freeze mem disk', '[s2idle] deep')).toBe('S0ix');
    expect(sleepModel('freeze mem', '[s2idle]')).toBe('S0ix');
    expect(sleepModel('freeze', null)).toBe('S0ix');
    expect(sleepModel('freeze mem', '[shallow] deep')).toBe('other');
    expect(sleepModel('disk', null)).toBe('none');
    expect(sleepModel(null, null)).toBe('none');
  });

  it('writes instants as systemd takes them', () => {
    expect(calendarInstant(wall(Date.UTC(2026, 2, 3, 2, 4, 5, 999)))).toBe('2026-03-03 02:04:05 UTC');
  });

  const onLinux = missingSystem('Linux');

  async function ask(files: Record<string, string>): Promise<MachineFact[]> {
    const machine = new WakeMachine(files);
    const wakeWays = [new RtcWay(machine.sys, Date.now)];
    const facts = new LinuxMachineFacts({ sysRoot: machine.sys, env: machine.env, log: silentLog, wakeWays });
    const said = await facts.ask();
    await facts.close();
    machine.remove();
    return said;
  }

  it.skipIf(onLinux !== null)(
    titled('WAM-33 WAM-34 looks at the clock that wakes and at the right to set it', onLinux),
    async () => {
      const good = await ask(sleeper());
      expect(byId(good, 'wake-firmware')).toMatchObject({ state: 'ok', value: 'enabled' });
      expect(byId(good, 'wake-timers')?.state).toBe('ok');
      expect(byId(good, 'wake-from-standby')).toMatchObject({ reason: 's3-machine' });
      const off = await ask({ ...sleeper(), 'class/rtc/rtc0/device/power/wakeup': 'disabled' });
      expect(byId(off, 'wake-firmware')).toMatchObject({ state: 'problem', reason: 'firmware-wake-off' });
      const none = await ask({ 'power/state': 'mem' });
      expect(byId(none, 'wake-firmware')).toMatchObject({ state: 'problem', reason: 'no-clock-alarm' });
      expect(byId(none, 'wake-timers')).toMatchObject({ state: 'problem', reason: 'no-clock-alarm' });
    },
  );

  it.skipIf(onLinux !== null)(
    titled('WAM-38 asks low power idle for a sign that it is really reached', onLinux),
    async () => {
      const idle = { ...sleeper(), 'power/mem_sleep': '[s2idle]' };
      expect(byId(await ask(idle), 'wake-from-standby')).toMatchObject({ reason: 'standby-unproven' });
      const file = 'devices/system/cpu/cpuidle/low_power_idle_system_residency_us';
      expect(byId(await ask({ ...idle, [file]: '1200' }), 'wake-from-standby')?.state).toBe('ok');
    },
  );

  it.skipIf(onLinux !== null)(titled('sees a mode that saves power', onLinux), async () => {
    const file = 'firmware/acpi/platform_profile';
    expect(byId(await ask({ ...sleeper(), [file]: 'low-power' }), 'low-power')).toMatchObject({
      state: 'problem',
      reason: 'low-power-mode',
    });
    expect(byId(await ask({ ...sleeper(), [file]: 'balanced' }), 'low-power')?.state).toBe('ok');
    expect(byId(await ask(sleeper()), 'low-power')?.state).toBe('not-applicable');
  });
});
