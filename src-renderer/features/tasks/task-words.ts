import type { TaskSummary } from '../../../src-shared/contract/tasks.js';
import { resultBrief, waitReasonText } from '../../../src-shared/wording/reasons.js';
import type { Words } from '../../state/words.svelte.js';
import type { GlyphName, Tone } from '../../ui/glyph-names.js';

/** How a task looks in a row: silhouette, state in words, and what comes next. */
export interface TaskFace {
  glyph: GlyphName;
  tone: Tone;
  text: string;
  sub: string;
}

const neverRun = 0x41303;

/** Whether the last run ended with an error code; codes of the form 0x0004… are successes. */
export function lastFailed(task: TaskSummary): boolean {
  const result = task.lastResult;
  return result !== null && result !== 0 && result >>> 16 !== 4;
}

/** Whether a person should look: past its deadline, or failed. */
export function needsPerson(task: TaskSummary): boolean {
  if (!task.enabled) return false;
  return task.maintenance?.overdue === true || lastFailed(task);
}

export function isWaiting(task: TaskSummary): boolean {
  return task.waiting.length > 0 || task.state === 'Queued' || task.state === 'Suspended';
}

function nextRun(task: TaskSummary, words: Words): string {
  return task.nextRun === null ? '' : words.say('task.next', { moment: words.inline(task.nextRun) });
}

/** The first thing that holds the task back, or its next run. */
function waitOrNext(task: TaskSummary, words: Words): string {
  const reason = task.waiting[0];
  return reason === undefined ? nextRun(task, words) : waitReasonText(reason, words.language);
}

export function taskFace(task: TaskSummary, words: Words): TaskFace {
  const result = resultBrief(task.lastResult, words.language);
  if (task.state === 'Running') {
    return { glyph: 'running', tone: 'accent', text: words.say('state.word.running'), sub: '' };
  }
  if (task.state === 'Suspended') {
    const sub = waitOrNext(task, words);
    return { glyph: 'suspended', tone: 'accent', text: words.say('state.word.suspended'), sub };
  }
  if (!task.enabled) {
    return { glyph: 'disabled', tone: 'quiet', text: words.say('state.word.disabled'), sub: '' };
  }
  if (task.maintenance?.overdue === true) {
    const sub = waitOrNext(task, words);
    return { glyph: 'overdue', tone: 'warn', text: words.say('state.word.overdue'), sub };
  }
  if (lastFailed(task)) {
    return { glyph: 'failed', tone: 'fail', text: result, sub: nextRun(task, words) };
  }
  if (task.waiting.length > 0 || task.state === 'Queued') {
    const sub = waitOrNext(task, words);
    return { glyph: 'waiting', tone: 'quiet', text: words.say('state.word.waiting'), sub };
  }
  if (task.lastRun === null || task.lastResult === neverRun) {
    return { glyph: 'due', tone: 'quiet', text: words.say('result.never'), sub: nextRun(task, words) };
  }
  const text = words.say('task.doneAt', { result, moment: words.inline(task.lastRun) });
  return { glyph: 'done', tone: 'done', text, sub: nextRun(task, words) };
}

const named: Record<string, 'P1D' | 'P1W' | 'P1M'> = { P1D: 'P1D', P7D: 'P1W', P1W: 'P1W', P1M: 'P1M' };

/** "Daily", "Weekly", "Every 3 days". */
export function howOften(period: string, words: Words): string {
  const name = named[period];
  return name === undefined
    ? words.say('task.every', { period: words.period(period) })
    : words.say(`task.every.${name}`);
}

/** What kind of task it is: "Every 3 days, maintenance, alone". */
export function taskKind(task: TaskSummary, words: Words): string {
  const { maintenance } = task;
  if (maintenance === null) return task.description ?? words.say('task.kind.plain');
  const parts = [howOften(maintenance.period, words), words.say('task.kind.maintenance')];
  if (maintenance.exclusive) parts.push(words.say('task.kind.alone'));
  if (maintenance.critical) parts.push(words.say('task.kind.critical'));
  return parts.join(', ');
}
