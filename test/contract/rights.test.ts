import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src-shared/contract/define.js';
import { eventNames, requestNames } from '../../src-shared/contract/table.js';
import type { RequestName } from '../../src-shared/contract/table.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import { step } from '../../src-main/core/kernel/step.js';
import type { CoreRequest } from '../../src-main/core/kernel/event.js';
import { emptyState, type State } from '../../src-main/core/kernel/state.js';
import type { CoreAnswer } from '../../src-main/core/kernel/turn.js';
import { readTask } from '../../src-main/core/tasks/task.js';
import { elapsed, wall } from '../../src-main/core/time/stamp.js';
import { narrowed, narrowedEvent, requestRefusal } from '../../src-main/runtime/rights/check.js';
import { sampleInputs, sampleOutputs, sampleTask } from '../support/contract-samples.js';
import { sampleService } from '../support/service-samples.js';
import { taskRow } from '../support/store-rows.js';

const root: Principal = { kind: 'administrator', name: 'root', account: { uid: 0, gids: [0] } };
const ana: Principal = { kind: 'user', name: 'ana', account: { uid: 1000, gids: [1000] } };
const ben: Principal = { kind: 'user', name: 'ben', account: { uid: 1001, gids: [1001] } };
const stranger: Principal = { kind: 'everyone', name: 'somebody' };

type Wanted =
  | 'everyone'
  /** The core decides at the change itself; tested below. */
  | 'core'
  | 'administrator'
  | readonly ['task' | 'service' | 'manager', number];

/** What each request needs, written down a second time: bits as in reference "service model" 15 and of files. */
const wanted: Record<RequestName, Wanted> = {
  'host.status': 'everyone',
  'host.panel': 'administrator',
  'host.stop': 'administrator',
  'maintenance.status': 'everyone',
  'maintenance.start': 'administrator',
  'maintenance.stop': 'administrator',
  'maintenance.configure': 'administrator',
  'maintenance.pause': 'administrator',
  'maintenance.unpause': 'administrator',
  'notices.list': 'everyone',
  'notices.dismiss': 'administrator',
  'notices.act': 'administrator',
  'maintenance.postpone': 'administrator',
  'maintenance.later': 'administrator',
  'maintenance.skipPlan': 'administrator',
  'maintenance.diagnose': 'everyone',
  'tasks.list': 'everyone',
  'tasks.show': ['task', 0x1],
  'tasks.register': 'core',
  'tasks.apply': 'core',
  'tasks.import': 'core',
  'tasks.check': 'everyone',
  'tasks.write': 'everyone',
  'tasks.export': ['task', 0x1],
  'tasks.run': ['task', 0x20],
  'tasks.end': ['task', 0x20],
  'tasks.enable': ['task', 0x2],
  'tasks.disable': ['task', 0x2],
  'tasks.delete': ['task', 0x10000],
  'tasks.getSecurity': ['task', 0x20000],
  'tasks.setSecurity': 'core',
  'tasks.history': ['task', 0x1],
  'tasks.output': ['task', 0x1],
  'tasks.next': ['task', 0x1],
  'tasks.why': ['task', 0x1],
  'services.list': ['manager', 0x4],
  'services.show': ['service', 0x5],
  'services.start': ['service', 0x10],
  'services.stop': ['service', 0x20],
  'services.pause': ['service', 0x40],
  'services.continue': ['service', 0x40],
  'services.control': 'core',
  'services.create': ['manager', 0x2],
  'services.change': ['service', 0x2],
  'services.delete': ['service', 0x10000],
  'services.plan': ['manager', 0x4],
  'services.acquire': ['service', 0x10],
  'services.release': 'core',
  'services.raise': ['manager', 0x2],
  'services.getSecurity': ['service', 0x20000],
  'services.setSecurity': ['service', 0x40000],
  'services.processes': ['manager', 0x4],
  'services.controlSets': ['manager', 0x5],
  'services.configureControl': ['manager', 0x22],
  'services.acceptBoot': ['manager', 0x20],
  'services.why': ['service', 0x4],
  'services.advice': ['manager', 0x4],
  'history.events': 'everyone',
  'history.timeline': 'everyone',
  'history.logs': 'everyone',
  'history.diagnostic': 'administrator',
  'history.cleanUp': 'administrator',
  'signals.list': 'everyone',
};

const bits = [0x1, 0x2, 0x4, 0x8, 0x10, 0x20, 0x40, 0x80, 0x100, 0x10000, 0x20000, 0x40000, 0x80000];

/** A state with one task, one service and the manager, each with the given descriptor. */
function stateWith(sddl: { task?: string; service?: string; manager?: string } = {}): State {
  const state = emptyState();
  const row = taskRow(sampleTask.path);
  row.schedule.security = sddl.task ?? null;
  const task = readTask(row);
  state.tasks.set(task.key, task);
  const set = state.services.sets.get(state.services.select.current);
  const definition = { ...sampleService, security: sddl.service ?? null };
  set?.services.set(sampleService.name, { definition, source: null });
  state.services.security = sddl.manager ?? null;
  return state;
}

function refused(state: State, by: Principal, name: RequestName): boolean {
  return requestRefusal(state, by, name, sampleInputs[name]) !== null;
}

describe('SCM-131 SCM-134 TASK-37 every request × principal × right', () => {
  it.each(requestNames)('%s has its row', (name) => {
    expect(Object.keys(wanted)).toContain(name);
  });

  it.each(requestNames)('%s', (name) => {
    const need = wanted[name];
    if (need === 'everyone' || need === 'core') {
      for (const by of [root, ana, ben, stranger]) expect(refused(stateWith(), by, name)).toBe(false);
      return;
    }
    if (need === 'administrator') {
      for (const by of [root, ana, ben, stranger]) expect(refused(stateWith(), by, name)).toBe(by !== root);
      return;
    }
    const [object, mask] = need;
    for (const bit of bits) {
      // Everything but one right, and nothing but what is needed.
      const without = stateWith({ [object]: `D:(D;;0x${bit.toString(16)};;;S-1-22-1-1000)(A;;GA;;;AU)` });
      expect(refused(without, ana, name), `without 0x${bit.toString(16)}`).toBe((mask & bit) !== 0);
      expect(refused(without, ben, name)).toBe(false);
    }
    const exactly = stateWith({ [object]: `D:(A;;0x${mask.toString(16)};;;S-1-22-1-1000)` });
    expect(refused(exactly, ana, name)).toBe(false);
    expect(refused(exactly, ben, name)).toBe(true);
    expect(refused(exactly, stranger, name)).toBe(true);
    const standard = (mask & 0x60000) === mask;
    // An administrator can always read and mend a descriptor, and is else bound by it.
    expect(refused(exactly, root, name)).toBe(!standard);
  });

  it('by default users look at services and see no task of others', () => {
    const state = stateWith();
    for (const name of requestNames) {
      const need = wanted[name];
      if (typeof need === 'string') continue;
      const [object, mask] = need;
      const looks = object !== 'task' && (mask & ~(object === 'manager' ? 0x20015 : 0x2008d)) === 0;
      expect(refused(state, ana, name), name).toBe(!looks);
      expect(refused(state, root, name), name).toBe(false);
    }
  });

  it('a hidden task is unknown, a seen one is denied by name', () => {
    const unseen = requestRefusal(stateWith(), ana, 'tasks.run', { task: sampleTask.path });
    expect(unseen).toMatchObject({ reason: 'unknown-task', code: 0x80070002 });
    const seen = stateWith({ task: 'D:(A;;FR;;;AU)' });
    expect(requestRefusal(seen, ana, 'tasks.run', { task: sampleTask.path })).toMatchObject({
      reason: 'access-denied',
      code: 0x80070005,
    });
    expect(requestRefusal(stateWith(), ana, 'services.start', { service: 'imaged' })).toMatchObject({
      reason: 'service-access-denied',
      code: 5,
    });
  });
});

/** Whatever of an answer names the sample task or the sample service. */
function names(what: unknown): boolean {
  return JSON.stringify(what).includes(JSON.stringify(sampleTask.path).slice(1, -1));
}

describe('what a user is shown', () => {
  const hidden = stateWith();
  const own = stateWith({ task: 'D:(A;;FA;;;S-1-22-1-1000)' });

  it.each(requestNames.filter((name) => wanted[name] === 'everyone' || name === 'tasks.history'))(
    '%s leaves out what is not theirs',
    (name) => {
      if (name === 'tasks.check' || name === 'tasks.write') return expect(wanted[name]).toBe('everyone');
      const out = sampleOutputs[name];
      expect(names(narrowed(hidden, ana, name, out))).toBe(false);
      expect(narrowed(hidden, root, name, out)).toEqual(out);
      expect(narrowed(own, ana, name, out)).toEqual(out);
    },
  );

  it('SCM-132 services that may not be queried are left out of lists without an error', () => {
    const shut = stateWith({ service: 'D:(A;;GA;;;BA)' });
    expect(narrowed(shut, ana, 'services.list', sampleOutputs['services.list'])).toEqual([]);
    expect(narrowed(shut, root, 'services.list', sampleOutputs['services.list'])).toHaveLength(1);
    expect(narrowed(hidden, ana, 'services.list', sampleOutputs['services.list'])).toHaveLength(1);
  });

  it.each(eventNames)('the event %s tells a user nothing of others’ tasks', (name) => {
    const [summary] = sampleOutputs['tasks.list'];
    const payloads: Partial<Record<string, unknown>> = {
      'maintenance.changed': sampleOutputs['maintenance.status'],
      'notices.changed': sampleOutputs['notices.list'],
      'tasks.changed': { tasks: [summary], removed: [sampleTask.path] },
      'services.changed': { services: sampleOutputs['services.list'], removed: [] },
      'services.drives': { arrived: [], gone: [] },
      'history.appended': sampleOutputs['history.events'],
      'signals.changed': sampleOutputs['signals.list'],
    };
    const payload = payloads[name] ?? { task: sampleTask.path };
    expect(names(narrowedEvent(hidden, ana, name, payload) ?? {})).toBe(false);
    expect(narrowedEvent(hidden, root, name, payload)).toEqual(payload);
  });
});

/** Asks the core itself, past the desk. */
function ask(state: State, principal: Principal, request: CoreRequest): CoreAnswer | null {
  const at = { wall: wall(Date.UTC(2026, 2, 2)), elapsed: elapsed(0) };
  return step(state, { kind: 'Requested', by: principal.name, principal, request, at }).answer;
}

const own: TaskDefinition = { ...sampleTask, path: '\\Ana\\Copy', maintenance: null };
const register = (task: TaskDefinition): CoreRequest => ({
  kind: 'register',
  tasks: [task],
  mode: 'create-or-update',
});

describe('the core checks changes at the instant they are made', () => {
  const denied = { kind: 'refused', refusal: { reason: 'access-denied' } };

  it('TASK-37 a user makes tasks, owns them, and shares them with nobody', () => {
    const state = emptyState();
    expect(ask(state, ana, register(own))).toMatchObject({ kind: 'done' });
    const task = state.tasks.get('\\ana\\copy');
    expect(task?.row.schedule.security).toContain('O:S-1-22-1-1000');
    // It runs as its maker, never as the host.
    expect(task?.row.definition.principal?.userId).toBe('ana');
    expect(ask(state, ben, { kind: 'run', task: own.path })).toMatchObject({
      refusal: { reason: 'unknown-task' },
    });
    expect(ask(state, ben, register({ ...own, data: '<x/>' }))).toMatchObject(denied);
    expect(ask(state, ben, { kind: 'delete', task: own.path })).toMatchObject({ kind: 'refused' });
    expect(ask(state, ana, { kind: 'disable', task: own.path })).toMatchObject({ kind: 'done' });
    expect(ask(state, root, { kind: 'enable', task: own.path })).toMatchObject({ kind: 'done' });
    expect(ask(state, ana, { kind: 'delete', task: own.path })).toMatchObject({ kind: 'done' });
    expect(state.tasks.size).toBe(0);
  });

  it('a user who was given a task by its descriptor may do what it says', () => {
    const state = stateWith();
    const share = 'D:(A;;FA;;;BA)(A;;FRFX;;;S-1-22-1-1001)';
    expect(ask(state, ana, { kind: 'task-security', task: sampleTask.path, sddl: share })).toMatchObject({
      refusal: { reason: 'unknown-task' },
    });
    expect(ask(state, root, { kind: 'task-security', task: sampleTask.path, sddl: share })).toMatchObject({
      kind: 'done',
    });
    expect(ask(state, ben, { kind: 'disable', task: sampleTask.path })).toMatchObject(denied);
    expect(ask(state, ben, { kind: 'end', task: sampleTask.path })).toMatchObject({
      refusal: { reason: 'not-running' },
    });
    expect(ask(state, root, { kind: 'task-security', task: sampleTask.path, sddl: 'D:(' })).toMatchObject({
      refusal: { reason: 'bad-input', message: expect.stringContaining('character') as string },
    });
  });

  it('a folder that is shut takes no task of a user', () => {
    const state = emptyState();
    const shut = { kind: 'folder-security', folder: '\\Ana', sddl: 'D:(A;OICI;FA;;;BA)' } as const;
    expect(ask(state, ana, shut)).toMatchObject(denied);
    expect(ask(state, root, shut)).toMatchObject({ kind: 'done' });
    expect(ask(state, ana, register(own))).toMatchObject(denied);
    expect(ask(state, ana, register({ ...own, path: '\\Elsewhere' }))).toMatchObject({ kind: 'done' });
    expect(ask(state, root, register(own))).toMatchObject({ kind: 'done' });
    expect(state.tasks.get('\\ana\\copy')?.row.schedule.security).toBe('O:BAD:AI(A;ID;FA;;;BA)');
  });

  it.each<[string, Partial<TaskDefinition>]>([
    ['a boot trigger', { triggers: [trigger('boot')] }],
    ['a log-on trigger for everybody', { triggers: [trigger('logon')] }],
    ['priority 1', { settings: { ...own.settings, priority: 1 } }],
    ['another account', { principal: runsAs({ userId: 'root' }) }],
    ['a group', { principal: runsAs({ groupId: 'users' }) }],
  ])('%s needs an administrator', (_what, part) => {
    expect(ask(emptyState(), ana, register({ ...own, ...part }))).toMatchObject(denied);
    expect(ask(emptyState(), root, register({ ...own, ...part }))).toMatchObject({ kind: 'done' });
  });

  it('their own account by name or SID is theirs to use', () => {
    for (const userId of ['ana', 'HOST\\ana', 'S-1-22-1-1000']) {
      expect(ask(emptyState(), ana, register({ ...own, principal: runsAs({ userId }) }))).toMatchObject({
        kind: 'done',
      });
    }
  });

  it('a descriptor in a definition is taken, with its maker as owner; a broken one refused', () => {
    const state = emptyState();
    const info = (securityDescriptor: string): TaskDefinition => ({
      ...own,
      registrationInfo: { ...own.registrationInfo, securityDescriptor },
    });
    expect(ask(state, ana, register(info('D:(A;;FA;;;S-1-22-1-1000)(A;;FR;;;AU)')))).toMatchObject({
      kind: 'done',
    });
    expect(state.tasks.get('\\ana\\copy')?.row.schedule.security).toMatch(/^O:S-1-22-1-1000D:/);
    expect(ask(state, root, register(info('D:(A;;QQ;;;BA)')))).toMatchObject({
      refusal: { reason: 'invalid-task', message: expect.stringContaining('SecurityDescriptor') as string },
    });
  });

  it('TASK-42 what concerns the whole machine is for administrators', () => {
    const state = emptyState();
    expect(ask(state, ana, { kind: 'diagnostic', enabled: true })).toMatchObject(denied);
    expect(state.diagnostic).toBe(false);
    expect(ask(state, root, { kind: 'diagnostic', enabled: true })).toMatchObject({ kind: 'done' });
    expect(state.diagnostic).toBe(true);
    expect(ask(state, ana, { kind: 'stop-maintenance' })).toMatchObject(denied);
    const settings = { maintenance: { wake: true } };
    const apply: CoreRequest = {
      kind: 'apply',
      source: 'a.yaml',
      tasks: [],
      settings,
      prune: false,
      dryRun: false,
    };
    expect(ask(state, ana, apply)).toMatchObject(denied);
  });

  it('a manifest with prune deletes no task of somebody else', () => {
    const state = emptyState();
    const apply = (tasks: TaskDefinition[]): CoreRequest => ({
      kind: 'apply',
      source: 'a.yaml',
      tasks,
      settings: null,
      prune: true,
      dryRun: false,
    });
    expect(ask(state, root, apply([own]))).toMatchObject({ kind: 'done' });
    expect(ask(state, ana, apply([]))).toMatchObject({ kind: 'refused' });
    expect(state.tasks.size).toBe(1);
  });

  it('SCM-21 SCM-40 services: the core asks the descriptor, too', () => {
    const state = stateWith({ service: 'D:(A;;CCLCRP;;;S-1-22-1-1000)(A;;GA;;;BA)' });
    const access = { refusal: { reason: 'service-access-denied', code: 5 } };
    const control = (number: number): CoreRequest => ({
      kind: 'service-control',
      service: 'imaged',
      control: number,
    });
    for (const number of [1, 2, 3, 4, 6, 10, 128, 255])
      expect(ask(state, ana, control(number))).toMatchObject(access);
    expect(ask(state, ben, { kind: 'service-start', service: 'imaged', arguments: [] })).toMatchObject(
      access,
    );
    expect(ask(state, ana, { kind: 'service-start', service: 'imaged', arguments: [] })).not.toMatchObject(
      access,
    );
    const patch = { start: 'disabled' } as const;
    const change: CoreRequest = { kind: 'service-change', service: 'imaged', patch, provisional: false };
    expect(ask(state, ana, change)).toMatchObject(access);
    const create: CoreRequest = { kind: 'service-create', definition: { ...sampleService, name: 'other' } };
    expect(ask(state, ana, create)).toMatchObject(access);
  });
});

function trigger(kind: 'boot' | 'logon'): TaskDefinition['triggers'][number] {
  const base = {
    id: null,
    enabled: true,
    startBoundary: null,
    endBoundary: null,
    repetition: null,
    executionTimeLimit: null,
    delay: null,
  };
  return kind === 'boot' ? { kind, ...base } : { kind, ...base, userId: null };
}

function runsAs(part: { userId?: string; groupId?: string }): TaskDefinition['principal'] {
  return {
    id: null,
    userId: null,
    groupId: null,
    displayName: null,
    logonType: null,
    runLevel: null,
    processTokenSidType: null,
    requiredPrivileges: [],
    ...part,
  };
}
