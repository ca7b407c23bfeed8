import { expect, test } from 'vitest';
import { buildTask } from '../../support/task-builder.js';
import { play } from '../../support/play.js';
import { trigger } from '../../support/trigger-builder.js';

const awake = buildTask('\\Wake', { triggers: [trigger('daily')], settings: { wakeToRun: true } });
const sleep = { at: '2026-03-02T08:30:00', system: 'sleep' } as const;

test('WakeToRun wakes the machine at its instant (145); it starts when the machine has settled', () => {
  const played = play([awake], [sleep], { end: '2026-03-02T12:00:00', settings: { wake: true } });
  expect(played.times(145)).toEqual(['09:00:00']);
  expect(played.times(100)).toEqual(['09:01:00']);
  expect(played.of(153)).toEqual([]);
});

test('on battery it is not woken, and the start is missed', () => {
  const timeline = [
    { at: '2026-03-02T08:10:00', power: 'battery' as const },
    sleep,
    { at: '2026-03-02T11:00:00', system: 'wake' as const },
  ];
  const played = play([awake], timeline, { end: '2026-03-02T12:00:00', settings: { wake: true } });
  expect(played.of(145)).toEqual([]);
  expect(played.of(153)).toHaveLength(1);
});

test('plain idle is fifteen minutes though maintenance waits for an hour', () => {
  const idle = buildTask('\\Idle', { triggers: [trigger('idle')] });
  const home = buildTask('\\Home', { maintenance: { period: 'P1D' } });
  const played = play([idle, home], [{ at: '2026-03-02T09:00:00', user: 'away' }], {
    settings: { idleAfter: 'PT1H' },
    end: '2026-03-02T12:00:00',
  });
  expect(played.times(100, '\\Idle')).toEqual(['09:15:00']);
  expect(played.times(100, '\\Home')).toEqual(['10:00:00']);
});
