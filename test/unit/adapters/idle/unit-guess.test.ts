import { describe, expect, it } from 'vitest';
import { UnitGuess } from '../../../../src-main/adapters/idle/screensaver.linux.js';

describe('unit of GetSessionIdleTime', () => {
  it('takes the number for milliseconds until it knows better', () => {
    expect(new UnitGuess().milliseconds(300, 0)).toBe(300);
  });

  it('learns seconds from a number that grows with the time, three times', () => {
    const guess = new UnitGuess();
    for (const second of [5, 10, 15]) guess.milliseconds(second, second * 1000);
    expect(guess.isKnown).toBe(false);
    expect(guess.milliseconds(20, 20_000)).toBe(20_000);
  });

  it('learns milliseconds from one growth that seconds cannot show', () => {
    const guess = new UnitGuess();
    guess.milliseconds(0, 0);
    expect(guess.milliseconds(5_000, 5_000)).toBe(5_000);
    expect(guess.isKnown).toBe(true);
  });

  it('never calls a typing person idle: chance values do not make it believe in seconds', () => {
    const guess = new UnitGuess();
    // 2 ms after a key, twice as if two seconds had passed, then the next key.
    for (const [value, atMs] of [
      [0, 0],
      [2, 2_000],
      [4, 4_000],
      [1, 6_000],
      [240, 8_000],
    ] as const) {
      expect(guess.milliseconds(value, atMs)).toBe(value);
    }
  });

  it('takes a belief in seconds back when the number outruns the time', () => {
    const guess = new UnitGuess();
    for (const second of [0, 1, 2, 3]) guess.milliseconds(second, second * 1000);
    expect(guess.milliseconds(500, 4_000)).toBe(500);
  });
});
