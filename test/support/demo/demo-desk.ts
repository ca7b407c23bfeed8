import { sampleIdentity } from '../contract-samples.js';
import {
  requestDefinition,
  type EventName,
  type EventPayload,
  type RequestName,
  type RequestOut,
} from '../../../src-shared/contract/table.js';
import type { NoticeInfo } from '../../../src-shared/contract/notices.js';
import type { TaskSummary } from '../../../src-shared/contract/tasks.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { DiagnosisCheck } from '../../../src-shared/model/diagnosis.js';
import type { MaintenanceStatus } from '../../../src-shared/model/maintenance.js';
import { LogName, type EventRecord } from '../../../src-shared/model/record.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { ServiceSummary } from '../../../src-shared/model/service.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { adviceOn } from '../../../src-main/core/advice/advice.js';
import type { Answer, Desk } from '../../../src-main/ports/desk.js';
import { demoChecks } from './demo-checks.js';
import { demoCheck, demoYaml, type GivenFile } from './demo-files.js';
import { at, demoBands, demoRuns, demoZone } from './demo-day.js';
import { demoNotices, demoSignals, demoStatus, demoWhy } from './demo-machine.js';
import { demoRecords } from './demo-records.js';
import {
  demoControlSets,
  demoPlan,
  demoProcesses,
  demoServiceDetail,
  demoServices,
  demoServiceWhy,
} from './demo-services.js';
import { demoDefinitions, demoTasks } from './demo-tasks.js';

/** What the demonstration host answers from; a test changes it and tells. */
export interface DemoState {
  status: MaintenanceStatus;
  tasks: TaskSummary[];
  signals: SignalInfo[];
  services: ServiceSummary[];
  records: EventRecord[];
  output: { text: string; ended: boolean };
  diagnostic: boolean;
  checks: DiagnosisCheck[];
  notices: NoticeInfo[];
}

export interface DemoDesk extends Desk {
  readonly state: DemoState;
  /** Every request that came in, oldest first. */
  readonly calls: { request: string; input: unknown }[];
  emit<N extends EventName>(event: N, payload: EventPayload<N>): void;
  /** Answers a request so, until it is given back to the demonstration with null. */
  answer<N extends RequestName>(request: N, answer: Answer | Promise<Answer> | null): void;
}

type Inputs = Record<string, unknown>;
const word = (value: unknown) => (typeof value === 'string' ? value : '');
const same = (a: string | null, b: string) => a?.toLowerCase() === b.toLowerCase();

const demoOutput = [
  'open repository',
  'lock repository',
  'using parent snapshot 6f4c1a2e',
  'start scan on [/home/ana]',
  'start backup on [/home/ana]',
  'scan finished in 3.214s: 184213 files, 96.402 GiB',
  '[12:43] 21.04%  38760 files 20.283 GiB, total 184213 files 96.402 GiB, 0 errors',
  '[24:18] 47.90%  88241 files 46.177 GiB, total 184213 files 96.402 GiB, 0 errors',
  '[33:02] 64.11%  118098 files 61.803 GiB, total 184213 files 96.402 GiB, 0 errors',
  '',
].join('\n');

/** A desk with a made-up machine behind it: enough for every page to be seen and tried. */
export function demoDesk(): DemoDesk {
  const state: DemoState = {
    status: demoStatus,
    tasks: demoTasks,
    signals: demoSignals,
    services: demoServices,
    records: demoRecords,
    output: { text: demoOutput, ended: false },
    diagnostic: false,
    checks: demoChecks,
    notices: demoNotices,
  };
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  const own = new Map<string, Answer | Promise<Answer>>();
  const calls: DemoDesk['calls'] = [];

  function emit<N extends EventName>(event: N, payload: EventPayload<N>): void {
    for (const listener of listeners.get(event) ?? []) listener(payload);
  }

  function setStatus(change: Partial<MaintenanceStatus>): void {
    state.status = { ...state.status, ...change };
    emit('maintenance.changed', state.status);
  }

  function dropNotice(key: string): void {
    state.notices = state.notices.filter((notice) => notice.key !== key);
    emit('notices.changed', state.notices);
  }

  function changeTask(path: string, change: Partial<TaskSummary>): void {
    state.tasks = state.tasks.map((task) => (same(task.path, path) ? { ...task, ...change } : task));
    emit('tasks.changed', { tasks: state.tasks.filter((task) => same(task.path, path)), removed: [] });
  }

  /** A control that goes through at once: the end of its pending state is the test's to tell. */
  function pend(name: unknown, pending: ServiceSummary['state']): { state: ServiceSummary['state'] } {
    const since = at('14:32');
    state.services = state.services.map((service) =>
      same(service.name, word(name)) ? { ...service, state: pending, since } : service,
    );
    emit('services.changed', {
      services: state.services.filter((service) => same(service.name, word(name))),
      removed: [],
    });
    return { state: pending };
  }

  const answers: { [N in RequestName]?: (input: Inputs) => RequestOut<N> | Promise<RequestOut<N>> } = {
    'maintenance.status': () => state.status,
    'maintenance.start': () => {
      const run = demoStatus.run;
      setStatus({ state: 'running', run });
      return { tasks: run?.tasks.map((task) => task.task) ?? [] };
    },
    'maintenance.stop': () => {
      setStatus({ state: 'waiting', run: null });
      return {};
    },
    'maintenance.configure': (input) => {
      setStatus({ settings: { ...state.status.settings, ...input } });
      return state.status.settings as RequestOut<'maintenance.configure'>;
    },
    'maintenance.pause': () => {
      const until = '2026-11-20T17:32:00.000Z';
      setStatus({ state: 'paused', run: null, paused: { by: 'ana', until } });
      return { until };
    },
    'maintenance.diagnose': () => state.checks,
    'notices.list': () => state.notices,
    'notices.dismiss': ({ key }) => {
      dropNotice(word(key));
      return {};
    },
    'notices.act': ({ key }) => {
      dropNotice(word(key));
      return { link: null };
    },
    'maintenance.later': () => {
      const until = '2026-11-20T14:32:00.000Z';
      const { plan } = state.status;
      setStatus({ plan: plan && { ...plan, postponed: true, startsAt: until } });
      return { until };
    },
    'maintenance.skipPlan': () => {
      setStatus({ plan: null });
      return { until: '2026-11-21T02:00:00.000Z' };
    },
    'maintenance.unpause': () => {
      setStatus({ state: 'waiting', paused: null });
      return {};
    },
    'tasks.list': () => state.tasks,
    'tasks.run': ({ task }) => {
      const instance = '{0F8FAD5B-D9CB-469F-A165-70867728950E}';
      changeTask(word(task), { state: 'Running', instance });
      return { instance };
    },
    'tasks.end': ({ task }) => {
      changeTask(word(task), { state: 'Ready', instance: null });
      return {};
    },
    'tasks.enable': ({ task }) => {
      changeTask(word(task), { enabled: true, state: 'Ready' });
      return {};
    },
    'tasks.disable': ({ task }) => {
      changeTask(word(task), { enabled: false, state: 'Disabled' });
      return {};
    },
    'tasks.delete': ({ task }) => {
      state.tasks = state.tasks.filter((one) => !same(one.path, word(task)));
      emit('tasks.changed', { tasks: [], removed: [word(task)] });
      return {};
    },
    'tasks.check': ({ files }) => demoCheck(files as GivenFile[], state.tasks),
    'tasks.write': ({ task }) => ({ fileName: 'Task.yaml', text: demoYaml(task as TaskDefinition) }),
    'tasks.register': ({ tasks }) => ({ registered: (tasks as TaskDefinition[]).map((task) => task.path) }),
    'tasks.import': ({ files }) => {
      const names = (files as { name: string }[]).map((file) => file.name);
      return {
        files: names.map((file) => ({ file, valid: true, task: `\\Imported\\${file}`, problems: [] })),
        registered: names.map((file) => `\\Imported\\${file}`),
      };
    },
    'tasks.export': ({ task, format }) =>
      format === 'xml'
        ? { fileName: 'Task.xml', text: `<Task><!-- ${word(task)} --></Task>\n` }
        : { fileName: 'Task.yaml', text: `tasks:\n  - path: ${word(task)}\n` },
    'tasks.history': ({ task }) => demoRuns.filter((run) => task === null || same(run.task, word(task))),
    'tasks.output': ({ from }) => ({
      instance: demoRuns[0]?.instance ?? '',
      text: state.output.text.slice(Number(from)),
      next: state.output.text.length,
      cut: 0,
      ended: state.output.ended,
    }),
    'tasks.next': ({ task }) => ({ task: word(task), zone: demoZone, next: [] }),
    'tasks.why': ({ task }) => ({ ...demoWhy, subject: word(task) }),
    'history.events': ({ log, level, task, since, before, limit }) =>
      state.records
        .filter(
          (record) =>
            (log === null || record.log === log) &&
            (level === null || record.level === level) &&
            (task === null || same(record.task, word(task))) &&
            (since === null || record.at >= word(since)) &&
            (before === null || record.seq < Number(before)),
        )
        .slice(-Number(limit)),
    'history.cleanUp': () => ({ records: 1204, journal: 0, instances: 31 }),
    'host.status': () => ({
      pid: 4242,
      home: '/home/ana/.local/state/caretaker',
      panel: 'http://127.0.0.1:21042/',
      version: '0.1.0',
      host: 'headless',
      since: at('08:12:30'),
    }),
    'history.logs': () =>
      LogName.options.map((log) => ({
        log,
        enabled: log !== 'TaskScheduler/Diagnostic' || state.diagnostic,
      })),
    'history.diagnostic': ({ enabled }) => {
      state.diagnostic = enabled === true;
      return { enabled: state.diagnostic };
    },
    'history.timeline': ({ from, to }) => ({
      instances: demoRuns.filter((run) => run.started < word(to) && (run.ended ?? word(to)) > word(from)),
      ...demoBands,
    }),
    'signals.list': () => state.signals,
    'services.list': () => state.services,
    'services.start': ({ service }) => pend(service, 'START_PENDING'),
    'services.stop': ({ service }) => pend(service, 'STOP_PENDING'),
    'services.pause': ({ service }) => pend(service, 'PAUSE_PENDING'),
    'services.continue': ({ service }) => pend(service, 'CONTINUE_PENDING'),
    'services.plan': ({ mode }) => ({ ...demoPlan, mode: mode as typeof demoPlan.mode }),
    'services.controlSets': () => demoControlSets,
    'services.processes': () => demoProcesses(state.services),
  };

  function showService(request: string, name: unknown): Answer {
    const summary = state.services.find((service) => same(service.name, word(name)));
    if (summary === undefined) {
      return { kind: 'refusal', refusal: refuse('unknown-service', `there is no service "${word(name)}"`) };
    }
    return {
      kind: 'out',
      out: request === 'services.show' ? demoServiceDetail(summary) : demoServiceWhy(summary),
    };
  }

  function show(task: unknown): Answer {
    const summary = state.tasks.find((one) => same(one.path, word(task)));
    const definition = demoDefinitions.get(word(task).toLowerCase()) ?? demoDefinitions.values().next().value;
    if (summary === undefined || definition === undefined) {
      return { kind: 'refusal', refusal: refuse('unknown-task', `there is no task "${word(task)}"`) };
    }
    const advice = adviceOn(definition).map(({ kind, message }) => ({ kind, element: null, message }));
    return {
      kind: 'out',
      out: { summary, definition: { ...definition, path: summary.path }, advice, identity: sampleIdentity },
    };
  }

  return {
    state,
    calls,
    emit,
    answer(request, answer) {
      if (answer === null) own.delete(request);
      else own.set(request, answer);
    },
    async call(request, input) {
      calls.push({ request, input });
      const mine = own.get(request);
      if (mine !== undefined) return mine;
      const parsed = requestDefinition(request)?.in.safeParse(input);
      if (parsed?.success !== true) {
        const refusal = refuse('bad-input', `"${request}" is not asked like that`);
        return { kind: 'refusal', refusal };
      }
      if (request === 'tasks.show') return show((parsed.data as Inputs)['task']);
      if (request === 'services.show' || request === 'services.why') {
        return showService(request, (parsed.data as Inputs)['service']);
      }
      const answer = answers[request as RequestName];
      if (answer === undefined) {
        const refusal = refuse('unknown-request', `the demonstration does not know "${request}"`);
        return { kind: 'refusal', refusal };
      }
      return { kind: 'out', out: await answer(parsed.data as Inputs) };
    },
    subscribe(event, _by, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener);
      return () => void set.delete(listener);
    },
  };
}
