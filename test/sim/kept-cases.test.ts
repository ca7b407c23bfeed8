import { expect, test } from 'vitest';
import { buildTask } from '../support/task-builder.js';
import { play } from '../support/play.js';

// Cases that random machines found; each stays as a test of its own.

test('WAM-53 an exclusive task asked for by hand waits for the exclusive one that works (seed 739294810)', () => {
  const exclusive = { maintenance: { period: 'P1D', exclusive: true } };
  const [one, other] = [buildTask('\\One', exclusive), buildTask('\\Other', exclusive)];
  const played = play(
    [one, other],
    [
      { at: '2026-03-02T12:00:00', run: '\\One' },
      { at: '2026-03-02T12:10:00', run: '\\Other' },
    ],
    {
      programs: { '\\One': { takes: 'PT30M' }, '\\Other': { takes: 'PT5M' } },
      end: '2026-03-02T20:00:00',
    },
  );
  expect(played.lines.filter((line) => / (100|102) /.test(line)).map((line) => line.slice(6))).toEqual([
    '12:00:00 100 One',
    '12:30:00 102 One',
    '12:30:00 100 Other',
    '12:35:00 102 Other',
  ]);
});
