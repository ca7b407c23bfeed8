import { createHash } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { MachineFacts } from '../../ports/machine-facts.js';
import type { WakeTimer } from '../../ports/wake-timer.js';
import { ChosenWakeTimer } from './chosen-wake-timer.js';
import { LinuxMachineFacts } from './facts.linux.js';
import { macSleepWays, MacMachineFacts, PmsetWay } from './mac.darwin.js';
import { RtcWay } from './rtc.linux.js';
import { linuxSleepWays } from './sleep.linux.js';
import { SystemdTimerWay } from './systemd.linux.js';
import type { WakeWay } from './ways.js';
import { WindowsMachineFacts, windowsSleepWays, WindowsWakeWay } from './windows.win32.js';

interface WakeContext {
  clock: Clock;
  log: Log;
  env: Record<string, string | undefined>;
  /** The home of the host: one timer each. */
  home: string;
  /** `/sys` unless told. */
  sysRoot?: string;
}

/** What wakes this machine and puts it to sleep, and what it says of both. */
export function chooseWake(
  context: WakeContext,
  platform: NodeJS.Platform = process.platform,
): { wakeTimer: WakeTimer; machineFacts: MachineFacts } {
  const { env, log } = context;
  switch (platform) {
    case 'win32':
      return {
        wakeTimer: new ChosenWakeTimer({
          wakeWays: [new WindowsWakeWay(env)],
          sleepWays: windowsSleepWays(env),
          log,
        }),
        machineFacts: new WindowsMachineFacts(env),
      };
    case 'darwin':
      return {
        wakeTimer: new ChosenWakeTimer({
          wakeWays: [new PmsetWay(env)],
          sleepWays: macSleepWays(env),
          log,
        }),
        machineFacts: new MacMachineFacts(env),
      };
    default:
      return linuxWake(context);
  }
}

function linuxWake(context: WakeContext): { wakeTimer: WakeTimer; machineFacts: MachineFacts } {
  const { clock, env, log, home, sysRoot = '/sys' } = context;
  const mark = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const wakeWays: WakeWay[] = [
    new RtcWay(sysRoot, () => clock.now().wall),
    new SystemdTimerWay({ env, sysRoot, mark }),
  ];
  return {
    wakeTimer: new ChosenWakeTimer({ wakeWays, sleepWays: linuxSleepWays(env, log, sysRoot), log }),
    machineFacts: new LinuxMachineFacts({ sysRoot, env, log, wakeWays }),
  };
}
