import { expect, test } from 'vitest';
import { drawBetween, mintGuid } from '../../../../src-main/core/kernel/chance.js';

test('GUIDs have the Windows form, differ, and depend on seed and counter alone', () => {
  const minted = Array.from({ length: 20_000 }, (_, counter) => mintGuid(7, counter));
  expect(new Set(minted).size).toBe(minted.length);
  expect(
    minted.every((guid) =>
      /^\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}$/.test(guid),
    ),
  ).toBe(true);
  expect(mintGuid(7, 3)).toBe(minted[3]);
  expect(mintGuid(8, 3)).not.toBe(minted[3]);
});

test('a draw is uniform from 0 to the bound, both included', () => {
  const counts = new Map<number, number>();
  for (let counter = 0; counter < 40_000; counter++) {
    const drawn = drawBetween(42, counter, 3);
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3]);
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
