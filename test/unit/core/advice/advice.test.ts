import { describe, expect, it } from 'vitest';
import { adviceKinds } from '../../../../src-shared/model/advice.js';
import type { Trigger } from '../../../../src-shared/model/task.js';
import { say } from '../../../../src-shared/wording/message.js';
import { adviceOn } from '../../../../src-main/core/advice/advice.js';
import { findProblems } from '../../../../src-main/core/tasks/validate.js';
import { adviceView } from '../../../../src-main/core/views/advice-view.js';
import { buildTask } from '../../../support/task-builder.js';

const well = { period: 'P1D', deadline: 'P3D' };
const kindsOf = (task: Parameters<typeof adviceOn>[0]): string[] => adviceOn(task).map(({ kind }) => kind);
const idleTrigger: Trigger = {
  kind: 'idle',
  id: null,
  enabled: true,
  startBoundary: null,
  endBoundary: null,
  repetition: null,
  executionTimeLimit: null,
};

const runningAs = (userId: string | null, runLevel: 'HighestAvailable' | null) => ({
  id: null,
  userId,
  groupId: null,
  displayName: null,
  logonType: null,
  runLevel,
  processTokenSidType: null,
  requiredPrivileges: [],
});

describe('advice', () => {
  it('has nothing to say of a well-made maintenance task or of a plain one', () => {
    expect(adviceOn(buildTask('\\Good', { maintenance: well }))).toEqual([]);
    expect(adviceOn(buildTask('\\Plain'))).toEqual([]);
  });

  it.each([
    ['exclusive', buildTask('\\T', { maintenance: { ...well, exclusive: true } })],
    ['no-deadline', buildTask('\\T', { maintenance: { period: 'P1D' } })],
    ['no-resume', buildTask('\\T', { maintenance: well, settings: { yield: 'restart' } })],
    ['not-maintenance', buildTask('\\T', { settings: { runOnlyIfIdle: true } })],
    ['not-maintenance', buildTask('\\T', { triggers: [idleTrigger] })],
    ['never-yields', buildTask('\\T', { maintenance: well, settings: { critical: true } })],
    ['never-yields', buildTask('\\T', { maintenance: well, settings: { yield: 'never' } })],
    ['no-limit', buildTask('\\T', { maintenance: well, settings: { executionTimeLimit: 'PT0S' } })],
  ])('WAM-55 points out %s', (kind, task) => {
    expect(kindsOf(task)).toEqual([kind]);
  });

  it('leaves an idle task alone that goes on when the user comes back', () => {
    const idleSettings = { duration: null, waitTimeout: null, stopOnIdleEnd: false, restartOnIdle: false };
    expect(adviceOn(buildTask('\\T', { settings: { runOnlyIfIdle: true, idleSettings } }))).toEqual([]);
  });

  it('WAM-55 is a note of the check, which stands in nobody’s way, and a list for the panel', () => {
    const task = buildTask('\\T', { maintenance: { ...well, exclusive: true } });
    expect(findProblems(task).map(({ severity, element }) => [severity, element])).toEqual([
      ['note', 'Exclusive'],
    ]);
    expect(adviceView(task)).toMatchObject([{ kind: 'exclusive', element: 'Exclusive' }]);
  });

  it('says the same words as the catalogue', () => {
    const told = [
      buildTask('\\T', {
        maintenance: { period: 'P1D', exclusive: true },
        settings: { yield: 'restart', critical: true, executionTimeLimit: 'PT0S' },
      }),
      buildTask('\\U', { settings: { runOnlyIfIdle: true } }),
      {
        ...buildTask('\\V', {
          triggers: [{ ...idleTrigger, kind: 'boot', delay: null }],
          settings: { disallowStartIfOnBatteries: false },
        }),
        principal: runningAs('root', null),
      },
    ].flatMap(adviceOn);
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(adviceKinds));
    for (const { kind, message } of told) expect(message).toBe(say('en', `advice.${kind}`));
  });

  it('TASK-34 TASK-35 TASK-36 goes through the checklist for tasks: triggers, constraints, account', () => {
    const boot = { ...idleTrigger, kind: 'boot' as const, delay: null };
    const plain = buildTask('\\T', { triggers: [boot] });
    expect(kindsOf(plain)).toEqual(['starts-with-machine']);
    expect(kindsOf(buildTask('\\T', { triggers: [{ ...boot, delay: 'PT5M' }] }))).toEqual([]);
    expect(kindsOf(buildTask('\\T', { triggers: [{ ...boot, kind: 'logon', userId: null }] }))).toEqual([
      'starts-with-machine',
    ]);
    const bare = { disallowStartIfOnBatteries: false };
    const delayed = { ...boot, delay: 'PT5M' };
    expect(kindsOf(buildTask('\\T', { triggers: [delayed], settings: bare }))).toEqual(['no-conditions']);
    expect(kindsOf(buildTask('\\T', { triggers: [], settings: bare }))).toEqual([]);
    const conditioned = { ...bare, runOnlyIfNetworkAvailable: true };
    expect(kindsOf(buildTask('\\T', { triggers: [delayed], settings: conditioned }))).toEqual([]);
    const runsAs = (userId: string | null, runLevel: 'HighestAvailable' | null) =>
      kindsOf({ ...buildTask('\\T'), principal: runningAs(userId, runLevel) });
    for (const account of ['S-1-5-18', 'NT AUTHORITY\\SYSTEM', 'LocalSystem', 'root']) {
      expect(runsAs(account, null)).toEqual(['much-privilege']);
    }
    expect(runsAs('S-1-5-19', null)).toEqual([]);
    expect(runsAs('ana', 'HighestAvailable')).toEqual(['much-privilege']);
  });
});
