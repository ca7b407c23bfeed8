import type { RequestOut } from '../../../src-shared/contract/table.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { InstanceRow } from '../../core/kernel/rows.js';
import { keyOf, type Task } from '../../core/tasks/task.js';
import { iso, wall } from '../../core/time/stamp.js';
import { nextOfTask } from '../../core/triggers/next-occurrence.js';
import { adviceView } from '../../core/views/advice-view.js';
import { identityView } from '../../core/views/identity-view.js';
import { instanceView, taskView } from '../../core/views/task-view.js';
import { whyView } from '../../core/views/why-view.js';
import { checkFiles, exportTask, importFiles } from './task-files.js';
import { securityChange, securityOf } from './task-rights.js';
import { Refused, type Handlers, type Office } from './handler.js';

/** Which sensor speaks for a test of the why chain. */
const sourceOf: Record<string, string> = {
  idle: 'idle',
  'not busy': 'busy',
  "others' load": 'load',
  'AC power': 'power',
  'battery charge': 'power',
  network: 'network',
};

export function taskHandlers(office: Office): Handlers<'tasks'> {
  const { parts, state, change } = office;
  const find = (name: string): Task => findTask(office, name);
  return {
    'tasks.list': () => [...state().tasks.values()].map((task) => taskView(state(), task)).sort(byPath),
    'tasks.show': ({ task }) => ({
      summary: taskView(state(), find(task)),
      definition: find(task).row.definition,
      advice: adviceView(find(task).row.definition),
      identity: identityView(state(), find(task)),
    }),
    'tasks.register': async ({ tasks, mode }, by) =>
      (await change({ kind: 'register', tasks, mode }, by)) as RequestOut<'tasks.register'>,
    'tasks.apply': async (input, by) =>
      (await change({ kind: 'apply', ...input, settings: input.settings }, by)) as RequestOut<'tasks.apply'>,
    'tasks.import': ({ files }, by) => importFiles(office, files, by),
    'tasks.check': ({ files }) => checkFiles(office, files),
    'tasks.write': ({ task, format }) => parts.formats.write(task, format),
    'tasks.export': ({ task, format }) => exportTask(office, find(task), format),
    'tasks.run': async ({ task, arguments: words }, by) =>
      (await change({ kind: 'run', task, arguments: words }, by)) as RequestOut<'tasks.run'>,
    'tasks.end': ({ task }, by) => plain(change({ kind: 'end', task }, by)),
    'tasks.enable': ({ task }, by) => plain(change({ kind: 'enable', task }, by)),
    'tasks.disable': ({ task }, by) => plain(change({ kind: 'disable', task }, by)),
    'tasks.delete': ({ task }, by) => plain(change({ kind: 'delete', task }, by)),
    'tasks.getSecurity': (subject) => ({ sddl: securityOf(office, subject) }),
    'tasks.setSecurity': (input, by) => plain(change(securityChange(input), by)),
    'tasks.history': ({ task, limit }) => {
      const path = task === null ? null : pathOf(office, task);
      return parts.store.instances({ task: path, limit }).map((row) => shown(office, row));
    },
    'tasks.output': ({ task, instance, from }) => output(office, task, instance, from),
    'tasks.next': ({ task, count, from }) => next(office, find(task), count, from),
    'tasks.why': ({ task }) => {
      const why = whyView(state(), find(task));
      const sources = new Map(office.signals().map(({ signal, source }) => [signal as string, source]));
      const tests = why.tests.map((test) => ({
        ...test,
        source: test.source ?? sources.get(sourceOf[test.test] ?? '') ?? null,
      }));
      return { ...why, tests };
    },
  };
}

async function plain(done: Promise<unknown>): Promise<Record<string, never>> {
  await done;
  return {};
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path.toLowerCase() < b.path.toLowerCase() ? -1 : 1;
}

function unknownTask(name: string): Refused {
  return new Refused(refuse('unknown-task', `There is no task ${name}. List them with: caretaker task list`));
}

function findTask({ state }: Office, name: string): Task {
  let task: Task | undefined;
  try {
    task = state().tasks.get(keyOf(name));
  } catch {
    task = undefined;
  }
  if (task === undefined) throw unknownTask(name);
  return task;
}

/** The path of a task that exists or at least has a history (a deleted task keeps its history). */
function pathOf({ parts, state }: Office, name: string): string {
  try {
    const known = state().tasks.get(keyOf(name));
    if (known !== undefined) return known.row.path;
  } catch {
    throw unknownTask(name);
  }
  const path = name.startsWith('\\') ? name : `\\${name}`;
  if (parts.store.instances({ task: path, limit: 1 }).length === 0) throw unknownTask(name);
  return path;
}

function shown({ parts }: Office, row: InstanceRow): ReturnType<typeof instanceView> {
  const launch = (row.launches.at(-1) ?? row.instance) as InstanceId;
  return instanceView(row, parts.runner.outputPath(launch), parts.runner.progress(launch));
}

function output(
  office: Office,
  name: string,
  instance: string | null,
  from: number,
): RequestOut<'tasks.output'> {
  const { parts } = office;
  const path = pathOf(office, name);
  const rows = parts.store.instances({ task: path, limit: 1000 });
  const wanted = instance?.toUpperCase() ?? null;
  const row = wanted === null ? rows[0] : rows.find((candidate) => candidate.instance === wanted);
  if (row === undefined) {
    const what = wanted === null ? `${path} has not run yet` : `${path} has no run ${wanted}`;
    throw new Refused(refuse('not-running', `${what}; there is no output to show.`));
  }
  const launch = (row.launches.at(-1) ?? row.instance) as InstanceId;
  const read = parts.runner.readOutput(launch, from) ?? { text: '', next: from, cut: 0 };
  return { instance: row.instance, ...read, ended: row.ended !== null };
}

function next(office: Office, task: Task, count: number, from: string | null): RequestOut<'tasks.next'> {
  const { zone } = office.state().host;
  const start = from === null ? office.parts.clock.now().wall : Date.parse(from);
  if (Number.isNaN(start)) {
    throw new Refused(
      refuse('bad-input', `--from ${from ?? ''} is not an ISO 8601 instant such as 2026-03-02T08:00:00Z`),
    );
  }
  const instants = nextOfTask(task.row.definition, wall(start), zone, count);
  return { task: task.row.path, zone, next: instants.map((at) => `${iso(at).slice(0, 19)}Z`) };
}
