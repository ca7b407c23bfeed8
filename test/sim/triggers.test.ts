import { expect, test } from 'vitest';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';

const daily: TaskDefinition['triggers'] = [
  {
    kind: 'daily',
    id: null,
    enabled: true,
    startBoundary: '2026-03-01T09:00:00',
    endBoundary: null,
    repetition: null,
    executionTimeLimit: null,
    randomDelay: null,
    daysInterval: 1,
  },
];

test('TASK-01 a trigger fires and a program runs, whoever sits there', () => {
  const played = play([buildTask('\\Daily', { triggers: daily })], [], { end: '2026-03-04T08:00:00' });
  expect(played.of(107).map(({ at }) => at.slice(5, 19))).toEqual(['03-02T09:00:00', '03-03T09:00:00']);
  expect(played.times(102)).toEqual(['09:00:00', '09:00:00']);
});

test('what was slept through is recorded as missed (153), and the next one fires', () => {
  const played = play(
    [buildTask('\\Daily', { triggers: daily })],
    [
      { at: '2026-03-02T08:30:00', system: 'sleep' },
      { at: '2026-03-02T10:00:00', system: 'wake' },
    ],
    { end: '2026-03-04T08:00:00' },
  );
  expect(played.of(153).map(({ at }) => at.slice(5, 19))).toEqual(['03-02T10:00:00']);
  expect(played.of(100).map(({ at }) => at.slice(5, 10))).toEqual(['03-03']);
});

test('with StartWhenAvailable a missed start is made up ten minutes later (114)', () => {
  const task = buildTask('\\Daily', { triggers: daily, settings: { startWhenAvailable: true } });
  const played = play(
    [task],
    [
      { at: '2026-03-02T08:30:00', system: 'shutdown' },
      { at: '2026-03-02T10:00:00', system: 'boot' },
    ],
    { end: '2026-03-03T08:00:00' },
  );
  expect(played.of(114).map(({ at }) => at.slice(5, 19))).toEqual(['03-02T10:10:00']);
});
