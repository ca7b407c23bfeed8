import { taskName } from '../ids/task-path.js';
import type { StopAuthor } from '../model/instance.js';
import type { MaintenanceStatus } from '../model/maintenance.js';
import type { Language } from './language.js';
import { isMessageKey, say, type MessageKey } from './message.js';
import { momentInline, momentPhrase, sinceText, untilText } from './moments.js';
import { waitReasonText } from './reasons.js';

/** The state in one true sentence, and a second line that says why or what comes. */
export interface StateSentence {
  sentence: string;
  sub: string | null;
}

interface Telling {
  status: MaintenanceStatus;
  now: number;
  zone: string;
  language: Language;
}

/**
 * The sentence that opens the panel, the tray's menu and `caretaker maintenance status`.
 *
 * @param now milliseconds since 1970
 * @param zone IANA name of the reader's zone
 */
export function maintenanceSentence(
  status: MaintenanceStatus,
  now: number,
  zone: string,
  language: Language,
): StateSentence {
  const telling: Telling = { status, now, zone, language };
  switch (status.state) {
    case 'off':
      return { sentence: say(language, 'state.off'), sub: say(language, 'state.off.sub') };
    case 'paused':
      return paused(telling);
    case 'running':
      return running(telling);
    case 'suspended':
      return { sentence: suspended(telling), sub: dueLine(telling) };
    case 'waiting':
      return waiting(telling);
  }
}

function paused({ status, now, zone, language }: Telling): StateSentence {
  const until = status.paused?.until ?? null;
  return {
    sentence:
      until === null
        ? say(language, 'state.paused')
        : say(language, 'state.paused.until', { until: untilText(until, now, zone, language) }),
    sub: say(language, 'state.paused.sub'),
  };
}

function running({ status, language }: Telling): StateSentence {
  const run = status.run;
  if (run === null) return { sentence: say(language, 'state.wait.starting'), sub: null };
  const atWork = run.tasks.filter((entry) => entry.state === 'running');
  const first = atWork[0];
  const now =
    first === undefined
      ? []
      : [say(language, 'state.running.now', { count: atWork.length, first: taskName(first.task) })];
  const behaviour: MessageKey[] = [
    ...(run.emergency ? (['state.running.emergency.sub'] as const) : []),
    ...(run.kind === 'manual'
      ? (['state.running.manual.sub'] as const)
      : (['state.running.idle.sub'] as const)),
  ];
  return {
    sentence: say(language, `state.running.${run.kind}`),
    sub: [...now, ...behaviour.map((key) => say(language, key as 'state.running.idle.sub'))].join(' '),
  };
}

function suspended({ status, language }: Telling): string {
  const author = status.suspendedBy ?? status.run?.tasks.find((entry) => entry.state === 'suspended')?.reason;
  const key = `state.suspended.${(author ?? 'other') as StopAuthor}`;
  return say(language, (isMessageKey(key) ? key : 'state.suspended.other') as 'state.suspended.other');
}

function waiting(telling: Telling): StateSentence {
  const { status, now, zone, language } = telling;
  if (status.due.length === 0) return nothingDue(telling);
  const overdue = status.due.filter((task) => task.overdue);
  const worst = overdue[0];
  if (worst?.deadline != null) {
    const moment = momentPhrase(worst.deadline, now, zone, language);
    const reason = worst.waiting[0] ?? status.gate[0]?.reason;
    const lines = [
      reason === undefined
        ? say(language, 'state.wait.starting')
        : say(language, 'state.overdue.waits', { reason: waitReasonText(reason, language) }),
      ...(overdue.length > 1 ? [say(language, 'state.overdue.more', { count: overdue.length - 1 })] : []),
    ];
    const task = taskName(worst.task);
    return { sentence: say(language, 'state.overdue', { task, moment }), sub: lines.join(' ') };
  }
  return { sentence: gateSentence(telling), sub: dueLine(telling) };
}

function nothingDue(telling: Telling): StateSentence {
  const { status, now, zone, language } = telling;
  const window = status.nextWindow;
  const sub = lastRunLine(telling);
  if (window === null) return { sentence: say(language, 'state.nothingDue.noWindow'), sub };
  const sentence = isOpen(window, now)
    ? say(language, 'state.nothingDue.open', { until: untilText(window.closes, now, zone, language) })
    : say(language, 'state.nothingDue', { moment: momentInline(window.opens, now, zone, language) });
  return { sentence, sub };
}

/** The host tells the window that is open as the next one. */
function isOpen(window: NonNullable<MaintenanceStatus['nextWindow']>, now: number): boolean {
  return Date.parse(window.opens) <= now && now < Date.parse(window.closes);
}

/** "Next window tonight 03:00." or, while it is open, until when; null while maintenance is off. */
export function windowText(
  status: MaintenanceStatus,
  now: number,
  zone: string,
  language: Language,
): string | null {
  const window = status.nextWindow;
  if (window === null) return null;
  return isOpen(window, now)
    ? say(language, 'state.windowOpen', { until: untilText(window.closes, now, zone, language) })
    : say(language, 'state.nextWindow', { moment: momentInline(window.opens, now, zone, language) });
}

function lastRunLine({ status, now, zone, language }: Telling): string | null {
  const last = status.lastRun;
  if (last === null) return null;
  const moment = momentPhrase(last.ended, now, zone, language);
  const count = last.completed;
  return last.failed > 0
    ? say(language, 'state.lastRun.failed', { moment, count, failed: last.failed })
    : say(language, 'state.lastRun', { moment, count });
}

/** What holds everything back, most important first; with an open gate, what the first due task waits for. */
function gateSentence({ status, now, zone, language }: Telling): string {
  const held = status.gate[0];
  const reason = held?.reason ?? status.due[0]?.waiting[0];
  if (reason === undefined) return say(language, 'state.wait.starting');
  if (reason === 'power' && held?.since != null) {
    return say(language, 'state.wait.power.since', { since: sinceText(held.since, now, zone, language) });
  }
  if (reason === 'window') {
    const opens = status.nextWindow?.opens;
    if (opens === undefined) return say(language, 'state.wait.window.noWindow');
    return say(language, 'state.wait.window', { moment: momentInline(opens, now, zone, language) });
  }
  return say(language, `state.wait.${reason}`);
}

function dueLine(telling: Telling): string | null {
  const { status, now, zone, language } = telling;
  const first = status.due[0];
  const due =
    first === undefined
      ? null
      : say(language, 'state.due', { count: status.due.length, first: taskName(first.task) });
  const lines = [due, windowText(status, now, zone, language)].filter((line) => line !== null);
  return lines.length === 0 ? null : lines.join(' ');
}

/** The first line of the tray's menu: the same sentence as everywhere. */
export function trayText(status: MaintenanceStatus, now: number, zone: string, language: Language): string {
  return maintenanceSentence(status, now, zone, language).sentence;
}

/** What a door says while its host does not answer. */
export function disconnectedText(language: Language): string {
  return say(language, 'state.disconnected');
}
