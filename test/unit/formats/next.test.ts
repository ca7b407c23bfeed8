import { describe, expect, it } from 'vitest';
import { iso, wall } from '../../../src-main/core/time/stamp.js';
import { nextOfFiles, readInstant } from '../../../src-main/formats/next.js';
import { bytesOf, fixture } from './fixtures.js';

const options = { from: wall(Date.parse('2026-03-27T12:00:00Z')), zone: 'Europe/Berlin', count: 3 };

describe('nextOfFiles', () => {
  it('lists what comes next, in UTC, whole seconds, strictly after', () => {
    const { runs } = nextOfFiles([{ bytes: fixture('task-xml/v1.1-daily-hourly.xml'), name: 'daily.xml' }], {
      ...options,
      from: wall(Date.parse('2026-05-06T05:33:00Z')),
    });
    expect(runs).toEqual([
      {
        task: '\\daily',
        zone: 'Europe/Berlin',
        next: ['2026-05-06T06:33:00Z', '2026-05-06T07:33:00Z', '2026-05-06T08:33:00Z'],
      },
    ]);
  });

  it('lists each task of a manifest, over a change of the clock', () => {
    const text = `tasks:
  - path: \\Night
    exec: { command: "true" }
    triggers: [{ daily: { startBoundary: 2026-01-01T02:30:00 } }]
  - path: \\Idle
    exec: { command: "true" }
    triggers: [idle]
`;
    expect(nextOfFiles([{ bytes: bytesOf(text), name: 'm.yaml' }], options)).toEqual({
      runs: [
        {
          task: '\\Night',
          zone: 'Europe/Berlin',
          next: ['2026-03-28T01:30:00Z', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'],
        },
        { task: '\\Idle', zone: 'Europe/Berlin', next: [] },
      ],
      problems: [expect.objectContaining({ severity: 'note' })],
    });
  });

  it('gives the problems of a file that is not valid', () => {
    const { runs, problems } = nextOfFiles(
      [{ bytes: fixture('task-xml/full-of-mistakes.xml'), name: 'x.xml' }],
      options,
    );
    expect(runs).toEqual([]);
    expect(problems.length).toBeGreaterThan(10);
  });
});

describe('readInstant', () => {
  it.each([
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-29T08:00', '2026-03-29T06:00:00.000Z'],
    ['2026-03-29T08:00:30', '2026-03-29T06:00:30.000Z'],
    ['2026-03-29T08:00Z', '2026-03-29T08:00:00.000Z'],
    ['2026-03-29T08:00:00.5-04:00', '2026-03-29T12:00:00.500Z'],
    ['2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(readInstant(text, 'Europe/Berlin'))).toBe(expected);
  });

  it.each(['', 'tomorrow', '2026-02-30', '08:00'])('refuses %j', (text) => {
    expect(() => readInstant(text, 'UTC')).toThrow(RangeError);
  });
});
