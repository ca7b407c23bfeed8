import { describe, expect, it } from 'vitest';
import { Refused, Unreachable } from '../../../src-renderer/bridge/bridge.js';
import { Connection } from '../../../src-renderer/state/connection.svelte.js';
import { HistoryState, noFilter } from '../../../src-renderer/state/history.svelte.js';
import { MaintenanceState } from '../../../src-renderer/state/maintenance.svelte.js';
import { Mirror } from '../../../src-renderer/state/mirror.svelte.js';
import { SignalsState } from '../../../src-renderer/state/signals.svelte.js';
import { TaskOutput } from '../../../src-renderer/state/task-output.svelte.js';
import { TasksState } from '../../../src-renderer/state/tasks.svelte.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { demoSignals, demoStatus } from '../../support/demo/demo-machine.js';
import { demoRecords } from '../../support/demo/demo-records.js';
import { demoTasks } from '../../support/demo/demo-tasks.js';
import { FakeBridge } from '../../support/fake-bridge.js';

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a mirror', () => {
  it('never lets a late answer replace a newer one', async () => {
    const answers: ((value: string) => void)[] = [];
    const mirror = new Mirror<string>(() => new Promise((resolve) => answers.push(resolve)));
    const first = mirror.refresh();
    const second = mirror.refresh();
    answers[1]?.('new');
    answers[0]?.('old');
    await Promise.all([first, second]);
    expect(mirror.data).toBe('new');
  });

  it('asks again when an event changes a part while a snapshot is awaited', async () => {
    let asked = 0;
    const mirror = new Mirror(() => Promise.resolve(++asked));
    const first = mirror.refresh();
    mirror.change((value) => value + 100);
    await first;
    await settled();
    expect(mirror.data).toBe(2);
    mirror.change((value) => value + 100);
    expect(mirror.data).toBe(102);
  });

  it('keeps what it has when the host is gone, and tells a refusal', async () => {
    let answer: () => Promise<string> = () => Promise.resolve('kept');
    const mirror = new Mirror(() => answer());
    await mirror.refresh();
    answer = () => Promise.reject(new Unreachable('gone'));
    await mirror.refresh();
    expect(mirror.data).toBe('kept');
    expect(mirror.failure).toBeNull();
    answer = () => Promise.reject(new Refused(refuse('store-failing', 'The disk is full.')));
    await mirror.refresh();
    expect(mirror.data).toBe('kept');
    expect(mirror.failure).toEqual({
      kind: 'refused',
      detail: 'The disk is full.',
      reason: 'store-failing',
      code: null,
    });
  });
});

describe('maintenance', () => {
  it('takes a snapshot, then events, until it is let go', async () => {
    const bridge = new FakeBridge();
    bridge.answer('maintenance.status', () => demoStatus);
    const state = new MaintenanceState(bridge);
    const end = state.follow();
    await settled();
    expect(state.status.data?.state).toBe('running');
    bridge.emit('maintenance.changed', { ...demoStatus, state: 'suspended' });
    expect(state.status.data?.state).toBe('suspended');
    end();
    expect(bridge.listeners('maintenance.changed')).toBe(0);
  });

  it('keeps why an act was refused until the next one', async () => {
    const bridge = new FakeBridge();
    const state = new MaintenanceState(bridge);
    bridge.answer('maintenance.start', () =>
      Promise.reject(new Refused(refuse('nothing-due', 'Nothing is due.'))),
    );
    await state.start(false);
    expect(state.action.failure?.reason).toBe('nothing-due');
    expect(state.action.busy).toBe(false);
    bridge.answer('maintenance.stop', () => ({}));
    await state.stop();
    expect(state.action.failure).toBeNull();
  });
});

describe('tasks', () => {
  const started = async () => {
    const bridge = new FakeBridge();
    bridge.answer('tasks.list', () => [...demoTasks].reverse());
    const state = new TasksState(bridge);
    state.follow();
    await settled();
    return { bridge, state };
  };

  it('are sorted by path, whatever the case', async () => {
    const { bridge, state } = await started();
    expect(state.list.data?.map((task) => task.path)).toEqual(demoTasks.map((task) => task.path));
    expect(state.find('\\backup\\HOME')?.path).toBe('\\Backup\\Home');
    const added = { ...demoTasks[0], path: '\\aardvark' } as (typeof demoTasks)[number];
    bridge.emit('tasks.changed', { tasks: [added], removed: ['\\SEARCH\\Index'] });
    expect(state.list.data?.[0]?.path).toBe('\\aardvark');
    expect(state.find('\\Search\\Index')).toBeNull();
    expect([...state.lastChange]).toEqual(['\\aardvark', '\\search\\index']);
  });

  it('are asked for again after a gap', async () => {
    const { bridge } = await started();
    bridge.askAgain('tasks.changed');
    expect(bridge.calls.filter((call) => call.name === 'tasks.list')).toHaveLength(2);
  });
});

describe('signals', () => {
  it('change one by one', async () => {
    const bridge = new FakeBridge();
    bridge.answer('signals.list', () => demoSignals);
    const state = new SignalsState(bridge);
    state.follow();
    await settled();
    const power = state.find('power');
    if (power === null) throw new Error('the demonstration has a power signal');
    bridge.emit('signals.changed', [{ ...power, value: 'battery' }]);
    expect(state.find('power')?.value).toBe('battery');
    expect(state.list.data).toHaveLength(demoSignals.length);
  });
});

describe('history', () => {
  it('is newest first; a repeat replaces its row; what the filter leaves out stays out', async () => {
    const bridge = new FakeBridge();
    bridge.answer('history.events', () => demoRecords.slice(0, 3));
    const state = new HistoryState(bridge);
    state.follow();
    await settled();
    expect(state.records?.map((record) => record.seq)).toEqual([3, 2, 1]);
    expect(state.more).toBe(false);
    const [first] = demoRecords;
    if (first === undefined) throw new Error('the demonstration has records');
    bridge.emit('history.appended', [
      { ...first, seq: 4 },
      { ...first, seq: 2, id: 906 },
    ]);
    expect(state.records?.map((record) => [record.seq, record.id])).toEqual([
      [4, first.id],
      [3, demoRecords[2]?.id],
      [2, 906],
      [1, first.id],
    ]);
    state.setFilter({ ...noFilter, level: 'Error' });
    await settled();
    bridge.emit('history.appended', [{ ...first, seq: 5, level: 'Information' }]);
    expect(state.records?.some((record) => record.seq === 5)).toBe(false);
  });
});

describe('output', () => {
  it('is read on from where it ended, and starts anew with a new run', async () => {
    const bridge = new FakeBridge();
    const output = new TaskOutput(bridge, '\\Backup\\Home');
    let run = { instance: '{A}', text: 'one\n', next: 4, cut: 0, ended: true };
    bridge.answer('tasks.output', () => run);
    output.follow();
    await settled();
    run = { ...run, text: 'two\n', next: 8 };
    output.follow();
    await settled();
    expect(output.text).toBe('one\ntwo\n');
    run = { instance: '{B}', text: 'other\n', next: 6, cut: 0, ended: true };
    output.follow();
    await settled();
    expect(output.text).toBe('other\n');
    expect(bridge.calls.map((call) => (call.input as { from: number }).from)).toEqual([0, 4, 8, 0]);
  });

  it('has no failure where a task never ran', async () => {
    const bridge = new FakeBridge();
    bridge.answer('tasks.output', () => Promise.reject(new Refused(refuse('not-running', 'It never ran.'))));
    const output = new TaskOutput(bridge, '\\Backup\\Home');
    output.follow();
    await settled();
    expect(output.loaded).toBe(true);
    expect(output.instance).toBeNull();
    expect(output.failure).toBeNull();
  });
});

describe('the connection', () => {
  it('is live only while the host answers', () => {
    const bridge = new FakeBridge();
    const connection = new Connection(bridge);
    expect(connection.live).toBe(true);
    bridge.setStatus({ kind: 'disconnected', since: 0, nextTryAt: 500 });
    expect(connection.live).toBe(false);
    connection.retry();
    expect(bridge.retries).toBe(1);
  });
});

describe('the whole history for a file', () => {
  it('is read page by page to the first record that fits the filter', async () => {
    const bridge = new FakeBridge();
    const pages = [10_000, 10_000, 3].map((count, page) =>
      Array.from({ length: count }, (_, index) => ({
        ...demoRecords[0],
        seq: (2 - page) * 10_000 + index + 1,
      })),
    ) as (typeof demoRecords)[];
    bridge.answer('history.events', () => pages.shift() ?? []);
    const state = new HistoryState(bridge);
    state.filter = { ...noFilter, level: 'Warning' };
    const records = await state.whole();
    expect(records).toHaveLength(20_003);
    expect(records[0]?.seq).toBe(1);
    expect(bridge.calls.map((call) => (call.input as { before: number | null }).before)).toEqual([
      null,
      20_001,
      10_001,
    ]);
    expect(bridge.calls[2]?.input).toMatchObject({ level: 'Warning' });
  });

  it('knows whether the diagnostic log records, and turns it', async () => {
    const bridge = new FakeBridge();
    let enabled = false;
    bridge.answer('history.logs', () => [{ log: 'TaskScheduler/Diagnostic' as const, enabled }]);
    bridge.answer('history.diagnostic', (input) => {
      enabled = (input as { enabled: boolean }).enabled;
      return { enabled };
    });
    const state = new HistoryState(bridge);
    await state.diagnostic.refresh();
    expect(state.diagnostic.data).toBe(false);
    await state.setDiagnostic(true);
    expect(state.diagnostic.data).toBe(true);
  });
});
