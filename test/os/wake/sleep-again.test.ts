import { ChosenWakeTimer } from '../../../src-main/adapters/wake/chosen-wake-timer.js';
import { RtcWay } from '../../../src-main/adapters/wake/rtc.linux.js';
import { linuxSleepWays } from '../../../src-main/adapters/wake/sleep.linux.js';
import { describeWakeTimer } from '../../ports/conformance/wake-timer.js';
import { startPrivateBus } from '../../support/dbus.js';
import { missingLogind, startLogind } from '../../support/logind.js';
import { silentLog } from '../../support/sensor-context.js';
import { sleeper, WakeMachine } from '../../support/wake-machine.js';

describeWakeTimer(
  'sleep by way of the real logind',
  async () => {
    const bus = await startPrivateBus();
    const logind = await startLogind(bus.address, []);
    const machine = new WakeMachine(sleeper());
    const env = { ...machine.env, DBUS_SYSTEM_BUS_ADDRESS: bus.address };
    return {
      timer: new ChosenWakeTimer({
        wakeWays: [new RtcWay(machine.sys, Date.now)],
        sleepWays: linuxSleepWays(env, silentLog, machine.sys),
        log: silentLog,
      }),
      wakesAt() {
        const alarm = machine.read('class/rtc/rtc0/wakealarm');
        return alarm === '' || alarm === '0' ? null : Number(alarm) * 1000;
      },
      slept: () => logind.started('suspend.target'),
      async close() {
        await logind.stop();
        await bus.stop();
        machine.remove();
      },
    };
  },
  missingLogind(),
);
