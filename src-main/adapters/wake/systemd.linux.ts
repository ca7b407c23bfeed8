import { existsSync } from 'node:fs';
import type { WakeReading } from '../../core/signals/readings.js';
import type { Wall } from '../../core/time/stamp.js';
import { findCommand, type Environment } from '../child/command.js';
import { run } from '../child/run.js';
import type { WakeWay } from './ways.js';
import { canSleep } from './rtc.linux.js';

const timeoutMs = 4_000;

/**
 * A systemd timer with WakeSystem (systemd.timer(5)); only the manager of the machine has the right to wake
 * it (CAP_WAKE_ALARM), so it takes root.
 */
export class SystemdTimerWay implements WakeWay {
  readonly name = 'systemd';

  constructor(
    private readonly options: {
      env: Environment;
      sysRoot: string;
      /** Names this home's timer among those of others. */
      mark: string;
      /** Whether systemd runs the machine. */
      hasSystemd?: boolean;
      isRoot?: boolean;
    },
  ) {}

  get #unit(): string {
    return `caretaker-wake-${this.options.mark}`;
  }

  ability(): WakeReading {
    const { env, sysRoot } = this.options;
    if (!canSleep(sysRoot)) return { able: 'no', reason: 'no-sleep' };
    if (!existsSync(`${sysRoot}/class/rtc/rtc0`)) return { able: 'no', reason: 'no-clock-alarm' };
    const isRoot = this.options.isRoot ?? process.getuid?.() === 0;
    const hasSystemd = this.options.hasSystemd ?? existsSync('/run/systemd/system');
    const able = isRoot && hasSystemd && findCommand('systemd-run', env) !== null;
    return able ? { able: 'yes', reason: null } : { able: 'no', reason: 'no-permission' };
  }

  async set(at: Wall): Promise<void> {
    await this.clear();
    await run(
      'systemd-run',
      [
        `--unit=${this.#unit}`,
        `--on-calendar=${calendarInstant(at)}`,
        '--timer-property=WakeSystem=true',
        '--timer-property=AccuracySec=1s',
        '/bin/true',
      ],
      { env: this.options.env, timeoutMs },
    );
  }

  async clear(): Promise<void> {
    // It is not there most of the time.
    await run('systemctl', ['stop', `${this.#unit}.timer`], { env: this.options.env, timeoutMs }).catch(
      () => undefined,
    );
  }
}

/** An instant in the words of systemd.time(7), to the second. */
export function calendarInstant(at: Wall): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
