import { describe, expect, it } from 'vitest';
import { kernelRow, restore } from '../../../../src-main/core/kernel/persist.js';
import { notify, beginTurn } from '../../../../src-main/core/kernel/turn.js';
import type { NoticeKind } from '../../../../src-main/core/kernel/command.js';
import { settleNotices } from '../../../../src-main/core/notices/notices.js';
import { SteppedCore } from '../../../support/stepped-core.js';
import { buildTask } from '../../../support/task-builder.js';

const day = 86_400_000;

function told(core: SteppedCore, notice: NoticeKind, key: string, task?: string): void {
  notify(beginTurn(core.state, core.state.now), notice, key, task === undefined ? {} : { task });
}

const keys = (core: SteppedCore): string[] => core.state.notices.map(({ key }) => key);

describe('open notices', () => {
  it('WAM-52 a missed deadline is told once, with what can be done, and stays open until it is dismissed', () => {
    const core = new SteppedCore();
    const task = buildTask('\\Backup', { maintenance: { period: 'P1D', deadline: 'P3D' } });
    core.request({ kind: 'register', tasks: [task], mode: 'create' });
    core.feed({ kind: 'PresenceChanged', reading: { presence: 'active', lastInputAt: null } });
    const commands = [...Array<number>(5)].flatMap(() => core.pass(day).commands);
    const notices = commands.filter(({ kind }) => kind === 'notify');
    expect(notices).toHaveLength(1);
    expect(core.state.notices).toEqual([
      expect.objectContaining({
        notice: 'deadline-missed',
        task: '\\Backup',
        actions: expect.arrayContaining(['run-now']) as string[],
      }),
    ]);
    const [key = ''] = keys(core);
    expect(core.request({ kind: 'dismiss-notice', key }).answer).toMatchObject({ kind: 'done' });
    expect(keys(core)).toEqual([]);
    expect(core.request({ kind: 'dismiss-notice', key }).answer).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'unknown-notice' },
    });
  });

  it('outlive the host', () => {
    const core = new SteppedCore();
    told(core, 'starved', 'starved:1', '\\Backup');
    const restored = restore({ kernel: kernelRow(core.state), tasks: [], instances: [] } as never);
    expect(restored.notices).toEqual(core.state.notices);
    expect(restored.notices).toHaveLength(1);
  });

  it('one of a kind about a task: a newer one takes the place of the older', () => {
    const core = new SteppedCore();
    told(core, 'task-failed', 'failed:1', '\\Backup');
    told(core, 'task-failed', 'failed:other', '\\Other');
    told(core, 'task-failed', 'failed:2', '\\Backup');
    expect(keys(core)).toEqual(['failed:other', 'failed:2']);
  });

  it('a completion settles lateness, a success also the failure before it', () => {
    const core = new SteppedCore();
    for (const notice of [
      'deadline-missed',
      'emergency-running',
      'starved',
      'task-failed',
      'digest',
    ] as const)
      told(core, notice, notice, '\\Backup');
    told(core, 'starved', 'other', '\\Other');
    settleNotices(core.state, '\\Backup', true);
    expect(keys(core)).toEqual(['task-failed', 'digest', 'other']);
    settleNotices(core.state, '\\Backup', false);
    expect(keys(core)).toEqual(['digest', 'other']);
  });

  it('go with their task, and when the machine can be woken after all', () => {
    const core = new SteppedCore();
    const task = buildTask('\\Backup', { maintenance: { period: 'P1D' } });
    core.request({ kind: 'register', tasks: [task], mode: 'create' });
    told(core, 'starved', 'starved:1', '\\Backup');
    told(core, 'wake-impossible', 'wake:1');
    core.request({ kind: 'delete', task: '\\Backup' });
    expect(keys(core)).toEqual(['wake:1']);
    core.feed({ kind: 'WakeAbilityChanged', reading: { able: 'no', reason: 'no-permission' } });
    expect(keys(core)).toEqual(['wake:1']);
    core.feed({ kind: 'WakeAbilityChanged', reading: { able: 'yes', reason: null } });
    expect(keys(core)).toEqual([]);
  });

  it('are bounded, the oldest go first', () => {
    const core = new SteppedCore();
    for (let count = 0; count < 50; count++) told(core, 'starved', `starved:${count}`, `\\Task${count}`);
    expect(keys(core)).toHaveLength(40);
    expect(keys(core)[0]).toBe('starved:10');
  });
});
