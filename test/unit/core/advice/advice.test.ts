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
    ].flatMap(adviceOn);
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(adviceKinds));
    for (const { kind, message } of told) expect(message).toBe(say('en', `advice.${kind}`));
  });
});
