import type { WakeTimer } from '../../ports/wake-timer.js';
import type { KeepAwake } from '../../ports/keep-awake.js';
import type { Notifier } from '../../ports/notifier.js';
import { executeServiceCommand, type ServiceExecutorParts } from './service-commands.js';
import type { ProcessRunner } from '../../ports/process-runner.js';
import type {
  BusySensor,
  JournalSensor,
  LoadSensor,
  PresenceSensor,
  QuietSensor,
} from '../../ports/sensors.js';
import type { Command } from '../../core/kernel/command.js';
import { journalFilter } from './journal-filter.js';
import type { Language } from '../../../src-shared/wording/language.js';
import { noticeActionText, noticeText } from '../../../src-shared/wording/notices.js';

export interface ExecutorParts extends ServiceExecutorParts {
  runner: ProcessRunner;
  presence: PresenceSensor;
  busy: BusySensor;
  load: LoadSensor;
  quiet: QuietSensor;
  journal: JournalSensor;
  keepAwake: KeepAwake;
  wakeTimer: WakeTimer;
  notifier: Notifier;
  /** Of the person at the machine. */
  language: Language;
}

/** Carries the core's commands to the ports. Outcomes come back as events, never as return values. */
export function executor(parts: ExecutorParts): (command: Command) => void {
  const { runner, presence, busy, load, quiet, journal, keepAwake, wakeTimer, notifier, language } = parts;
  return (command) => {
    switch (command.kind) {
      case 'launch':
        return runner.launch(command.spec);
      case 'suspend':
        return runner.suspend(command.instance, command.mode);
      case 'slow':
        return runner.slow(command.instance);
      case 'resume':
        return runner.resume(command.instance);
      case 'stop':
        return runner.stop(command.instance, { graceMs: command.graceMs, hard: command.hard });
      case 'forget':
        return runner.forget(command.instance);
      case 'drop-state':
        return runner.dropState(command.state);
      case 'watch-idle':
        return presence.watch(command.idleAfterMs);
      case 'watch-programs':
        return busy.watchPrograms(command.programs);
      case 'watch-load':
        return load.watch({
          limitPercent: command.limitPercent,
          windowMs: command.windowMs,
          ownCpuMs: () => runner.ownCpuMs(),
        });
      case 'rest-load':
        return load.rest();
      case 'watch-quiet': {
        const { cpuPercentOfCore, diskPercent, windowMs, share } = command;
        const limits = { cpuPercentOfCore, diskPercent, windowMs, share };
        return quiet.watch({ ...limits, ownCpuMs: () => runner.ownCpuMs() });
      }
      case 'rest-quiet':
        return quiet.rest();
      case 'watch-journal':
        return journal.follow(journalFilter(command.subscriptions));
      case 'keep-awake':
        return keepAwake.hold(command.why);
      case 'release-awake':
        return keepAwake.release();
      case 'set-wake-timer':
        return wakeTimer.set(command.at);
      case 'clear-wake-timer':
        return wakeTimer.clear();
      case 'sleep-again':
        return wakeTimer.sleepAgain();
      case 'notify': {
        const { key, notice, task, values } = command;
        const { title, body } = noticeText(notice, task, language, values);
        const actions = command.actions.map((action) => ({
          action,
          label: noticeActionText(action, language),
        }));
        return notifier.notify({ key, title, body, urgency: 'normal', actions });
      }
      default:
        executeServiceCommand(command, parts);
    }
  };
}
