import type { PowerMonitor } from 'electron';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  ElectronPresenceSensor,
  type InputMonitor,
} from '../../src-main/adapters/idle/presence-sensor.electron.js';
import {
  ElectronPowerSource,
  type PowerEvents,
} from '../../src-main/adapters/power/electron-power-source.electron.js';
import { RankedPowerSensor } from '../../src-main/adapters/power/power-sensor.js';
import {
  ElectronSessionSensor,
  type LockEvents,
} from '../../src-main/adapters/session/session-sensor.electron.js';
import {
  ElectronSystemSensor,
  type SleepEvents,
} from '../../src-main/adapters/suspend/system-sensor.electron.js';
import type { SessionReading, SystemReading } from '../../src-main/core/signals/readings.js';
import { FakeClock } from '../support/fakes/fake-clock.js';
import { FakePowerMonitor } from '../support/fakes/fake-power-monitor.js';
import { sensorContext, silentLog } from '../support/sensor-context.js';
import { describePowerSensor } from './conformance/power.js';
import { describePresenceSensor } from './conformance/presence.js';

describePowerSensor('Electron, over a fake powerMonitor', () => {
  const monitor = new FakePowerMonitor();
  const { clock } = sensorContext();
  let percent = 100;
  // The charge is asked for seldom: it is known from the next change of the source on.
  const source = new ElectronPowerSource(monitor, clock, () => Promise.resolve(percent));
  return Promise.resolve({
    sensor: new RankedPowerSensor({ clock, sources: [source], remedy: 'Restart the desktop app.' }),
    source: 'electron',
    setAc: (online) => Promise.resolve(monitor.setBattery(!online)),
    setCharge: async (charge) => {
      percent = charge;
      await source.askCharge();
    },
    silence: () => {
      monitor.broken = true;
      return Promise.resolve(monitor.setBattery(false));
    },
    close: () => Promise.resolve(),
  });
});

describePresenceSensor(
  'Electron, over a fake powerMonitor',
  () => {
    const monitor = new FakePowerMonitor();
    return Promise.resolve({
      sensor: new ElectronPresenceSensor(sensorContext(), monitor),
      source: 'electron',
      touch: () => Promise.resolve(monitor.touch()),
      silence: () => {
        monitor.broken = true;
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  },
  null,
  // Twice the interval of the poll: a look that comes late must still see the input as recent.
  { idleAfterMs: 2_000, lateMs: 1_500, returnMs: 1_500 },
);

describe('Electron sensors', () => {
  it('fit the real powerMonitor', () => {
    expectTypeOf<PowerMonitor>().toExtend<PowerEvents & InputMonitor & SleepEvents & LockEvents>();
  });

  it('UI-03 look at the input at once when the screen is unlocked', async () => {
    const monitor = new FakePowerMonitor();
    const clock = new FakeClock();
    const sensor = new ElectronPresenceSensor({ clock, log: silentLog, env: {} }, monitor);
    const told: string[] = [];
    let idleSeconds = 500;
    monitor.getSystemIdleTime = () => idleSeconds;
    await sensor.start(({ presence }) => void told.push(presence));
    idleSeconds = 0;
    monitor.setLocked(false);
    await clock.pass(0);
    expect(told).toEqual(['idle', 'active']);
    await sensor.stop();
    expect({ listening: monitor.listening, timers: clock.timers }).toEqual({ listening: 0, timers: 0 });
  });

  it('tell sleep, resume and shutdown, and let the clock catch up first', async () => {
    const monitor = new FakePowerMonitor();
    const clock = new FakeClock();
    const sensor = new ElectronSystemSensor({ clock, log: silentLog, env: {} }, monitor);
    const told: SystemReading['kind'][] = [];
    let slept = '';
    clock.setTimer(clock.now().elapsed, () => (slept += `fired before ${told.length} `));
    await sensor.start(({ kind }) => void told.push(kind));
    monitor.emit('suspend');
    expect(sensor.describe()[0]).toMatchObject({ signal: 'system', value: 'suspending' });
    monitor.emit('resume');
    expect(slept).toBe('fired before 1 ');
    sensor.sessionEnding();
    monitor.emit('shutdown');
    expect(told).toEqual(['suspending', 'resumed', 'shutting-down']);
    await sensor.stop();
    monitor.emit('suspend');
    expect({ told: told.length, listening: monitor.listening }).toEqual({ told: 3, listening: 0 });
  });

  it('survive a handler that fails', async () => {
    const monitor = new FakePowerMonitor();
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    const sensor = new ElectronSystemSensor({ clock: new FakeClock(), log, env: {} }, monitor);
    await sensor.start(() => Promise.reject(new Error('full disk')));
    monitor.emit('suspend');
    await Promise.resolve();
    await Promise.resolve();
    expect(errors).toHaveLength(1);
    await sensor.stop();
  });

  it('tell the lock of the session they live in', async () => {
    const monitor = new FakePowerMonitor();
    monitor.locked = true;
    const clock = new FakeClock();
    const sensor = new ElectronSessionSensor({ clock, log: silentLog, env: {} }, monitor, 'ana');
    const told: SessionReading[] = [];
    await sensor.start((reading) => void told.push(reading));
    monitor.setLocked(true);
    monitor.setLocked(false);
    expect(told.map(({ sessions }) => sessions?.[0]?.locked)).toEqual([true, false]);
    expect(sensor.describe()[0]).toMatchObject({ signal: 'session', value: 'ana', source: 'electron' });
    await sensor.stop();
    expect(monitor.listening).toBe(0);
  });
});
