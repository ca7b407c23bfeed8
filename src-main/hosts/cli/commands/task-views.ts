import type { TaskSummary } from '../../../../src-shared/contract/tasks.js';
import type { RequestOut } from '../../../../src-shared/contract/table.js';
import { durationText, periodText } from '../../../../src-shared/wording/durations.js';
import { resultText, stopAuthorText, waitReasonText } from '../../../../src-shared/wording/reasons.js';
import type { Call, Work } from '../call.js';
import { printJson } from '../text/json.js';
import { momentOr } from '../text/moments.js';
import { table } from '../text/table.js';
import { word, type Word } from '../text/words.js';

type Run = RequestOut<'tasks.history'>[number];

/** All tasks, one row each. */
export const listTasks: Work = (call) =>
  call.withHost(async (host) => {
    const tasks = await host.call('tasks.list', {});
    if (call.json) return printJson(call, tasks);
    const say = (key: Word): string => word(call.language, key);
    if (tasks.length === 0) return call.terminal.out(say('noTasks'));
    const head = [say('task'), say('state'), say('lastRun'), say('nextRun'), say('waits')];
    const rows = tasks.map((task) => [
      task.path,
      task.state,
      momentOr(task.lastRun, call, say('never')),
      momentOr(task.nextRun, call),
      task.waiting[0] === undefined ? '' : waitReasonText(task.waiting[0], call.language),
    ]);
    for (const line of table(head, rows, call.terminal.width)) call.terminal.out(line);
  });

/** One task with what it does and when. */
export function showTask(call: Call, name: string): Promise<void> {
  return call.withHost(async (host) => {
    const shown = await host.call('tasks.show', { task: name });
    if (call.json)
      return printJson(call, { ...shown.summary, definition: shown.definition, identity: shown.identity });
    for (const line of table(null, rowsOf(shown, call), call.terminal.width)) call.terminal.out(line);
  });
}

function rowsOf({ summary, definition, identity }: RequestOut<'tasks.show'>, call: Call): string[][] {
  const say = (key: Word, ...values: string[]): string => word(call.language, key, ...values);
  const rows = [
    [say('task'), summary.path],
    [say('state'), summary.state],
    [say('lastRun'), lastRun(summary, call)],
    [say('nextRun'), momentOr(summary.nextRun, call)],
  ];
  if (summary.description !== null) rows.push([say('description'), summary.description]);
  if (summary.maintenance !== null) rows.push([say('maintenance'), maintenanceOf(summary.maintenance, call)]);
  for (const action of definition.actions) {
    if (action.kind === 'comHandler') rows.push([say('actions'), `COM ${action.classId}`]);
    if (action.kind !== 'exec') continue;
    const args = Array.isArray(action.arguments) ? action.arguments.join(' ') : (action.arguments ?? '');
    rows.push([say('actions'), `${action.command} ${args}`.trim()]);
  }
  rows.push([
    say('runsAs'),
    [`${identity.runsAs} (${identity.session}, ${identity.level})`, ...identity.hardening].join(', '),
  ]);
  if (identity.obstacle !== null) rows.push([say('obstacle'), identity.obstacle]);
  const triggers = definition.triggers.map(({ kind }) => kind).join(', ');
  rows.push([say('triggers'), triggers === '' ? say('none') : triggers]);
  for (const reason of summary.waiting) rows.push([say('waits'), waitReasonText(reason, call.language)]);
  return rows;
}

function lastRun({ lastRun: at, lastResult }: TaskSummary, call: Call): string {
  if (at === null) return word(call.language, 'never');
  return `${momentOr(at, call)}, ${resultText(lastResult, null, call.language)}`;
}

function maintenanceOf(maintenance: NonNullable<TaskSummary['maintenance']>, call: Call): string {
  const say = (key: Word, ...values: string[]): string => word(call.language, key, ...values);
  const parts = [say('every', periodText(maintenance.period, call.language))];
  if (maintenance.deadline !== null)
    parts.push(say('deadline', periodText(maintenance.deadline, call.language)));
  if (maintenance.exclusive) parts.push(say('exclusive'));
  return parts.join(', ');
}

/** The runs of a task, newest first. */
export function listRuns(call: Call, name: string): Promise<void> {
  return call.withHost(async (host) => {
    const runs = await host.call('tasks.history', { task: name });
    if (call.json) return printJson(call, runs);
    const say = (key: Word, ...values: string[]): string => word(call.language, key, ...values);
    if (runs.length === 0) return call.terminal.out(say('noRuns'));
    const rows = runs.map((run) => [
      momentOr(run.started, call),
      run.ended === null ? say('running') : momentOr(run.ended, call),
      outcome(run, call),
    ]);
    for (const line of table([say('started'), say('ended'), say('result')], rows, call.terminal.width))
      call.terminal.out(line);
  });
}

function outcome(run: Run, call: Call): string {
  const pauses = run.suspended.map(({ from, to, reason }) => {
    const ms = (to === null ? call.terminal.now() : Date.parse(to)) - Date.parse(from);
    const author = word(call.language, 'by', stopAuthorText(reason, call.language));
    return `${word(call.language, 'suspendedFor', durationText(ms, call.language))} ${author}`;
  });
  const result = run.outcome === null ? [] : [resultText(run.result, run.outcome, call.language)];
  return [...result, ...pauses].join('; ');
}
