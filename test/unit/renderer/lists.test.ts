import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../src-renderer/bridge/retry-delay.js';
import { choices, timeChoices } from '../../../src-renderer/features/maintenance/setting-choices.js';
import { disagrees, verdictOf } from '../../../src-renderer/features/signals/signal-words.js';
import { isWaiting, lastFailed, needsPerson } from '../../../src-renderer/features/tasks/task-words.js';
import { rowAfterKey } from '../../../src-renderer/ui/roving.js';
import { demoSignals } from '../../support/demo/demo-machine.js';
import { demoTasks } from '../../support/demo/demo-tasks.js';

describe('moving through rows', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 3, 13],
    ['PageUp', 3, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['a', 50, null],
  ])('%s from row %i leads to %s', (key, from, to) => {
    expect(rowAfterKey(key, from, 100)).toBe(to);
  });

  it('passes over headings in the direction of the key', () => {
    const heading = (index: number) => index % 10 !== 0;
    expect(rowAfterKey('ArrowDown', 9, 100, heading)).toBe(11);
    expect(rowAfterKey('ArrowUp', 11, 100, heading)).toBe(9);
    expect(rowAfterKey('ArrowUp', 1, 100, heading)).toBe(1);
    expect(rowAfterKey('Home', 50, 100, heading)).toBe(1);
    expect(rowAfterKey('End', 50, 101, heading)).toBe(99);
  });

  it('has nowhere to go in an empty list', () => {
    expect(rowAfterKey('ArrowDown', 0, 0)).toBeNull();
  });
});

describe('trying again', () => {
  it('waits longer each time, up to fifteen seconds and a fifth', () => {
    expect([0, 1, 2, 3].map((attempt) => retryDelayMs(attempt, 0))).toEqual([500, 1000, 2000, 4000]);
    expect(retryDelayMs(1000, 0)).toBe(15_000);
    expect(retryDelayMs(1000, 1)).toBe(18_000);
  });
});

describe('choices of a setting', () => {
  it('hold the present value, offered or not', () => {
    expect(choices('window', 'PT1H')).toHaveLength(6);
    expect(choices('window', 'PT75M')[0]).toBe('PT75M');
    expect(timeChoices('02:47')).toContain('02:47');
    expect(timeChoices('03:00')).toHaveLength(48);
  });
});

describe('tasks that need a person', () => {
  const names = (test: (task: (typeof demoTasks)[number]) => boolean) =>
    demoTasks.filter(test).map((task) => task.path);

  it('are past their deadline or failed, and enabled', () => {
    expect(names(needsPerson)).toEqual(['\\Backup\\Mail', '\\System\\FirmwareCheck']);
    expect(names(lastFailed)).toEqual(['\\System\\FirmwareCheck']);
    expect(names(isWaiting)).toContain('\\Media\\Transcode');
  });

  it('has not failed when it never ran or ended with a success code', () => {
    const [task] = demoTasks;
    if (task === undefined) throw new Error('the demonstration has tasks');
    expect(lastFailed({ ...task, lastResult: 0x41303 })).toBe(false);
    expect(lastFailed({ ...task, lastResult: null })).toBe(false);
    expect(lastFailed({ ...task, lastResult: -2147024894 })).toBe(true);
  });
});

describe('verdicts on signals', () => {
  const signal = (name: string) => {
    const found = demoSignals.find((one) => one.signal === name);
    if (found === undefined) throw new Error(`the demonstration has no ${name}`);
    return found;
  };

  it('name disagreement only between values that contradict each other', () => {
    expect(disagrees(signal('idle'))).toBe(true);
    expect(disagrees(signal('busy'))).toBe(false);
    expect(disagrees({ ...signal('idle'), others: [{ source: 'x', value: 'unknown', age: null }] })).toBe(
      false,
    );
  });

  it.each([
    ['power', 'signals.verdict.sure'],
    ['idle', 'signals.verdict.disagree'],
    ['clock', 'signals.verdict.unknown'],
    ['load', 'signals.verdict.resting'],
  ])('%s is %s', (name, word) => {
    expect(verdictOf(signal(name)).word).toBe(word);
  });
});
