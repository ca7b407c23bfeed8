import { describe, expect, test } from 'vitest';
import type { CoreEventBody, CoreRequest } from '../../../../src-main/core/kernel/event.js';
import { emptyState, type State } from '../../../../src-main/core/kernel/state.js';
import { step } from '../../../../src-main/core/kernel/step.js';
import type { Turn } from '../../../../src-main/core/kernel/turn.js';
import { elapsed, wall } from '../../../../src-main/core/time/stamp.js';
import { identityView } from '../../../../src-main/core/views/identity-view.js';
import { whyView } from '../../../../src-main/core/views/why-view.js';
import { taskView } from '../../../../src-main/core/views/task-view.js';
import type { Principal, TaskDefinition } from '../../../../src-shared/model/task.js';
import { buildTask } from '../../../support/task-builder.js';
import { trigger } from '../../../support/trigger-builder.js';

const start = Date.parse('2026-03-02T08:00:00Z');

/** A core with a clock that the test moves. */
class Core {
  readonly state: State = emptyState();
  private ms = 0;

  constructor(user: string, tasks: TaskDefinition[]) {
    this.feed({
      kind: 'HostStarted',
      bootId: 'b',
      zone: 'UTC',
      user,
      cores: 2,
      seed: 7,
      probes: [],
    });
    this.feed({ kind: 'PowerChanged', reading: { source: 'ac', percent: null } });
    this.request({ kind: 'register', tasks, mode: 'create' });
  }

  feed(body: CoreEventBody): Turn {
    const at = { wall: wall(start + this.ms), elapsed: elapsed(3_600_000 + this.ms) };
    return step(this.state, { ...body, at });
  }

  request(request: CoreRequest): Turn {
    return this.feed({ kind: 'Requested', by: 'user', request });
  }

  pass(ms: number): void {
    this.ms += ms;
    this.feed({ kind: 'TimeReached' });
  }

  view(path: string): ReturnType<typeof taskView> {
    const task = this.state.tasks.get(path.toLowerCase());
    if (task === undefined) throw new Error(`no ${path}`);
    return taskView(this.state, task);
  }
}

describe('states', () => {
  test('TASK-60 TASK-16 TASK-17 TASK-18 TASK-19 ready, queued, running, stopped again, disabled', () => {
    const core = new Core('ana', [
      buildTask('\\Late', {
        triggers: [trigger('time', { randomDelay: null, startBoundary: '2026-03-02T08:01:00' })],
        settings: { runOnlyIfIdle: true },
      }),
      buildTask('\\Work', { settings: { multipleInstancesPolicy: 'queue' } }),
    ]);
    expect(core.view('\\Work').state).toBe('Ready');
    core.request({ kind: 'run', task: '\\Work' });
    expect(core.view('\\Work').state).toBe('Running');
    core.request({ kind: 'run', task: '\\Work' });
    // Running comes before Queued (reference "task model", section 10).
    expect(core.view('\\Work')).toMatchObject({ state: 'Running' });
    core.pass(60_000);
    core.pass(1);
    expect(core.view('\\Late')).toMatchObject({ state: 'Queued', waiting: ['presence-unknown'] });
    core.request({ kind: 'end', task: '\\Late' });
    expect(core.view('\\Late')).toMatchObject({ state: 'Ready', waiting: [] });
    core.request({ kind: 'disable', task: '\\Late' });
    expect(core.view('\\Late').state).toBe('Disabled');
  });

  test('a row that cannot be read does not keep the rest from starting', () => {
    const core = new Core('ana', [buildTask('\\Work')]);
    core.state.unreadable.push('\\Broken');
    const turn = core.feed({
      kind: 'HostStarted',
      bootId: 'b',
      zone: 'UTC',
      user: 'ana',
      cores: 2,
      seed: 7,
      probes: [],
    });
    expect(turn.records.filter(({ id }) => id === 146).map(({ task }) => task)).toEqual(['\\Broken']);
  });
});

describe('why', () => {
  test('TASK-39 a plain task tells what sets it off and each condition that it asks for', () => {
    const core = new Core('ana', [
      buildTask('\\Late', {
        triggers: [trigger('daily')],
        settings: { runOnlyIfIdle: true, runOnlyIfNetworkAvailable: true },
      }),
    ]);
    const task = core.state.tasks.get('\\late');
    if (task === undefined) throw new Error('not registered');
    const tests = whyView(core.state, task).tests.map(({ test: name, holds, value }) => [name, holds, value]);
    expect(tests).toEqual([
      ['enabled', true, 'enabled'],
      ['start on demand', true, 'true'],
      ['set off', false, '2026-03-02T09:00:00.000Z'],
      ['power for the task', true, 'ac'],
      ['its network', false, 'any'],
      ['idle for tasks', false, 'presence-unknown'],
      ['no other instance', true, 'none'],
    ]);
  });
});

describe('identity', () => {
  const identity = (user: string, principal: Partial<Principal> | null): ReturnType<typeof identityView> => {
    const task = {
      ...buildTask('\\Who'),
      principal: principal && {
        id: 'Author',
        userId: null,
        groupId: null,
        displayName: null,
        logonType: null,
        runLevel: null,
        processTokenSidType: null,
        requiredPrivileges: [],
        ...principal,
      },
    };
    const core = new Core(user, [task]);
    const found = core.state.tasks.get('\\who');
    if (found === undefined) throw new Error('not registered');
    return identityView(core.state, found);
  };

  test.each([
    ['root', null, 'system', 'services'],
    ['ana', null, 'medium', 'interactive'],
    ['root', { userId: 'S-1-5-18' }, 'system', 'services'],
    ['root', { userId: 'NT AUTHORITY\\LOCAL SERVICE' }, 'low', 'services'],
    ['root', { userId: 'ana', logonType: 'S4U' as const }, 'medium', 'services'],
    ['root', { userId: 'PC\\ana', logonType: 'InteractiveToken' as const }, 'medium', 'interactive'],
    ['root', { userId: 'ana@home' }, 'medium', 'interactive'],
  ])('TASK-51 TASK-52 a host of %s with %j: level %s, session of %s', (user, principal, level, session) => {
    expect(identity(user, principal)).toMatchObject({ level, session, obstacle: null });
  });

  test('hardening and obstacles are shown', () => {
    const local = identity('root', { userId: 'LOCAL SERVICE', requiredPrivileges: ['SeAuditPrivilege'] });
    expect(local.hardening).toEqual([
      'no new privileges',
      'no capabilities',
      'an identity of its own',
      'only SeAuditPrivilege',
    ]);
    expect(identity('ana', { userId: 'SYSTEM' }).obstacle).toContain('starts tasks only as that user');
  });
});
