import { describe, expect, it } from 'vitest';
import { ChosenWakeTimer } from '../../src-main/adapters/wake/chosen-wake-timer.js';
import { RtcWay } from '../../src-main/adapters/wake/rtc.linux.js';
import { linuxSleepWays } from '../../src-main/adapters/wake/sleep.linux.js';
import { SystemdTimerWay } from '../../src-main/adapters/wake/systemd.linux.js';
import type { WakeWay } from '../../src-main/adapters/wake/ways.js';
import type { WakeReading } from '../../src-main/core/signals/readings.js';
import { wall } from '../../src-main/core/time/stamp.js';
import { eventually } from '../support/eventually.js';
import { FakeWakeTimer } from '../support/fakes/fake-wake-timer.js';
import { missingSystem } from '../support/requirements.js';
import { silentLog } from '../support/sensor-context.js';
import { sleeper, WakeMachine } from '../support/wake-machine.js';
import { describeWakeTimer } from './conformance/wake-timer.js';

const onLinux = missingSystem('Linux');

describeWakeTimer('fake', () => {
  const timer = new FakeWakeTimer();
  return {
    timer,
    wakesAt: () => timer.at,
    slept: () => eventually(() => timer.slept === 1),
    close: () => undefined,
  };
});

describeWakeTimer(
  'the alarm of the clock, and the kernel',
  () => {
    const machine = new WakeMachine(sleeper());
    const rtc = new RtcWay(machine.sys, Date.now);
    // Without a bus and without systemctl the kernel is asked itself.
    const sleepWays = linuxSleepWays({ ...machine.env, PATH: machine.bin }, silentLog, machine.sys);
    return {
      timer: new ChosenWakeTimer({ wakeWays: [rtc], sleepWays, log: silentLog }),
      wakesAt() {
        const alarm = machine.read('class/rtc/rtc0/wakealarm');
        return alarm === '' || alarm === '0' ? null : Number(alarm) * 1000;
      },
      slept: () => eventually(() => machine.read('power/state') === 'mem'),
      close: () => machine.remove(),
    };
  },
  onLinux,
);

describeWakeTimer(
  'a systemd timer, and systemctl',
  () => {
    const machine = new WakeMachine(sleeper());
    machine.program('systemd-run');
    machine.program('systemctl');
    const systemd = new SystemdTimerWay({
      env: machine.env,
      sysRoot: machine.sys,
      mark: 'abc',
      hasSystemd: true,
      isRoot: true,
    });
    return {
      timer: new ChosenWakeTimer({
        wakeWays: [systemd],
        sleepWays: linuxSleepWays(machine.env, silentLog, machine.sys),
        log: silentLog,
      }),
      /** What systemd would hold: each timer is stopped before the next one is made. */
      wakesAt() {
        const made = machine.calls('systemd-run');
        const stops = machine.calls('systemctl').filter((call) => call === 'stop caretaker-wake-abc.timer');
        const instant = /--on-calendar=(\S+ \S+) UTC/.exec(made.at(-1) ?? '')?.[1];
        return made.length === 0 || stops.length > made.length
          ? null
          : Date.parse(`${instant?.replace(' ', 'T') ?? ''}Z`);
      },
      slept: () => eventually(() => machine.calls('systemctl').includes('suspend')),
      close: () => machine.remove(),
    };
  },
  onLinux,
);

describe.skipIf(onLinux !== null)(
  `the ways to wake a Linux machine${onLinux === null ? '' : ` (${onLinux})`}`,
  () => {
    const abilities = (machine: WakeMachine): Promise<WakeReading> =>
      Promise.resolve(new RtcWay(machine.sys, Date.now).ability());

    it('WAM-30 a machine that never sleeps, one without alarm, one whose alarm is not ours: each says why', async () => {
      const { ['power/state']: state, ...rest } = sleeper();
      expect(state).toContain('mem');
      const server = new WakeMachine({ ...rest, 'power/state': 'disk' });
      expect(await abilities(server)).toEqual({ able: 'no', reason: 'no-sleep' });
      const bare = new WakeMachine({ 'power/state': 'freeze mem' });
      expect(await abilities(bare)).toEqual({ able: 'no', reason: 'no-clock-alarm' });
      const user = new SystemdTimerWay({ env: {}, sysRoot: sleeping().sys, mark: 'x', isRoot: false });
      expect(user.ability()).toEqual({ able: 'no', reason: 'no-permission' });
      for (const machine of [server, bare, ...made.splice(0)]) machine.remove();
    });

    const made: WakeMachine[] = [];
    function sleeping(): WakeMachine {
      const machine = new WakeMachine(sleeper());
      made.push(machine);
      return machine;
    }

    it('sets the alarm in the seconds of a clock that runs in local time', () => {
      const ahead = 2 * 3600;
      const machine = new WakeMachine({
        ...sleeper(),
        'class/rtc/rtc0/since_epoch': String(Math.floor(Date.now() / 1000) + ahead),
      });
      const at = Math.floor(Date.now() / 1000) + 600;
      new RtcWay(machine.sys, Date.now).set(wall(at * 1000));
      const alarm = Number(machine.read('class/rtc/rtc0/wakealarm'));
      expect(Math.abs(alarm - (at + ahead))).toBeLessThanOrEqual(1);
      machine.remove();
    });

    it("leaves another program's alarm alone when it comes sooner, and says that it was refused", async () => {
      const soon = Math.floor(Date.now() / 1000) + 60;
      const machine = new WakeMachine({ ...sleeper(), 'class/rtc/rtc0/wakealarm': String(soon) });
      const said: WakeReading[] = [];
      const timer = new ChosenWakeTimer({
        wakeWays: [new RtcWay(machine.sys, Date.now)],
        sleepWays: [],
        log: silentLog,
      });
      await timer.start((reading) => said.push(reading));
      timer.set(wall((soon + 600) * 1000));
      await timer.settled();
      expect(machine.read('class/rtc/rtc0/wakealarm')).toBe(String(soon));
      expect(said).toEqual([
        { able: 'yes', reason: null },
        { able: 'no', reason: 'refused' },
      ]);
      await timer.close();
      expect(machine.read('class/rtc/rtc0/wakealarm')).toBe(String(soon));
      machine.remove();
    });

    it('takes the first way that can be had, else says what the last one lacks', async () => {
      const way = (name: string, ability: WakeReading, log: string[]): WakeWay => ({
        name,
        ability: () => ability,
        set: () => void log.push(name),
        clear: () => undefined,
      });
      const log: string[] = [];
      const said: WakeReading[] = [];
      const no = way('one', { able: 'no', reason: 'no-permission' }, log);
      const yes = way('two', { able: 'yes', reason: null }, log);
      const timer = new ChosenWakeTimer({ wakeWays: [no, yes], sleepWays: [], log: silentLog });
      await timer.start((reading) => said.push(reading));
      timer.set(wall(1));
      await timer.settled();
      expect([log, said]).toEqual([['two'], [{ able: 'yes', reason: null }]]);
      const none = new ChosenWakeTimer({ wakeWays: [no], sleepWays: [], log: silentLog });
      await none.start((reading) => said.push(reading));
      none.set(wall(1));
      await none.settled();
      expect([log, said.at(-1)]).toEqual([['two'], { able: 'no', reason: 'no-permission' }]);
    });
  },
);
