import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueHeap } from '../../../../src-main/core/kernel/due-heap.js';

test('keys leave by instant, ties by key, whatever was set, moved and removed before', () => {
  const operation = fc.tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
      const heap = new DueHeap();
      const oracle = new Map<string, number>();
      for (const [number, at] of operations) {
        const key = `k${String(number).padStart(2, '0')}`;
        heap.set(key, at);
        if (at === null) oracle.delete(key);
        else oracle.set(key, at);
        expect(heap.at(key)).toBe(at);
      }
      const wanted = [...oracle].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
      expect(heap.size).toBe(wanted.length);
      expect(heap.earliest()).toBe(wanted[0] === undefined ? null : oracle.get(wanted[0]));
      const left: string[] = [];
      for (let key = heap.takeDue(Infinity); key !== null; key = heap.takeDue(Infinity)) left.push(key);
      expect(left).toEqual(wanted);
    }),
  );
});

test('takes nothing before its instant', () => {
  const heap = new DueHeap();
  heap.set('a', 100);
  expect(heap.takeDue(99)).toBeNull();
  expect(heap.takeDue(100)).toBe('a');
  expect(heap.takeDue(100)).toBeNull();
});
