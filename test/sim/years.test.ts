import { expect, test } from 'vitest';
import { Invariants } from './invariants.js';
import { leftBehind, simulateYear } from './years.js';

test.each([1, 2])(
  'WAM-03 WAM-11 WAM-53 a year with sleep, crashes, clock jumps and flapping power breaks no rule (seed %i)',
  (seed) => {
    const year = simulateYear(seed);
    expect(year.records.length).toBeGreaterThan(20_000);
    expect(new Invariants(year).check().slice(0, 20)).toEqual([]);
    expect(leftBehind(year)).toEqual([]);
  },
  60_000,
);
