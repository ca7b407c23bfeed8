import { beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../../src-shared/failure/fault.js';
import type { Command } from '../../../src-main/core/kernel/command.js';
import type { CoreEvent, CoreEventBody } from '../../../src-main/core/kernel/event.js';
import { emptyState } from '../../../src-main/core/kernel/state.js';
import type { Batch, Store } from '../../../src-main/ports/store.js';
import { Pump } from '../../../src-main/runtime/pump/pump.js';
import { Agenda } from '../../../src-main/simulation/agenda.js';
import { memoryStore } from '../../../src-main/simulation/memory-store.js';
import { SimulatedClock } from '../../../src-main/simulation/simulated-clock.js';
import { buildTask } from '../../support/task-builder.js';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const task = buildTask('\\Backup', { maintenance: { period: 'P1D' } });

/** A pump on a simulated clock, with everything that leaves it on one list, in order. */
function bench(store: Store = memoryStore()): {
  pump: Pump;
  course: string[];
  commands: Command[];
  abandoned: CoreEvent[];
  pass(ms: number): void;
  full: { value: boolean };
} {
  const agenda = new Agenda();
  const clock = new SimulatedClock(Date.parse('2026-03-02T08:00:00Z'), 'UTC', agenda);
  const course: string[] = [];
  const commands: Command[] = [];
  const abandoned: CoreEvent[] = [];
  const full = { value: false };
  const guarded: Store = Object.assign(Object.create(store) as Store, {
    commit: (batch: Batch) => {
      if (full.value) throw new Fault('disk-full', 'The disk is full.', true);
      store.commit(batch);
      course.push(`commit ${batch.journal.event.kind}${batch.durable ? ' durable' : ''}`);
    },
  });
  const pump = new Pump(emptyState(), {
    clock,
    store: guarded,
    log,
    execute: (command) => {
      commands.push(command);
      course.push(command.kind);
    },
    onTurn: () => {},
    onAbandoned: (event) => abandoned.push(event),
  });
  const pass = (ms: number): void => {
    const until = clock.instant + ms;
    for (let next = agenda.take(until); next !== null; next = agenda.take(until)) {
      clock.instant = next.at;
      next.act();
    }
    clock.instant = until;
  };
  pump.feed({ kind: 'HostStarted', bootId: 'b', zone: 'UTC', user: 'ana', cores: 2, seed: 1, probes: [] });
  pump.feed({ kind: 'PowerChanged', reading: { source: 'ac', percent: null } });
  pump.feed({ kind: 'PresenceChanged', reading: { presence: 'active', lastInputAt: null } });
  pass(0);
  course.length = 0;
  return { pump, course, commands, abandoned, pass, full };
}

const register: CoreEventBody & { kind: 'Requested' } = {
  kind: 'Requested',
  by: 'ana',
  request: { kind: 'register', tasks: [task], mode: 'create' },
};
const idle: CoreEventBody = { kind: 'PresenceChanged', reading: { presence: 'idle', lastInputAt: null } };
const active: CoreEventBody = { kind: 'PresenceChanged', reading: { presence: 'active', lastInputAt: null } };
const light: CoreEventBody = { kind: 'LoadChanged', reading: { load: 'below' } };

describe('the order of writing', () => {
  let b: ReturnType<typeof bench>;
  beforeEach(async () => {
    b = bench();
    await b.pump.request(register);
    b.pass(0);
    b.course.length = 0;
  });

  test('a launch goes out after its intent is on disk, a suspension before', () => {
    b.pump.feed(light);
    b.pump.feed(idle);
    b.pass(0);
    expect(b.course).toEqual([
      'commit LoadChanged',
      'commit PresenceChanged',
      'rest-load',
      'commit TimeReached durable',
      'launch',
    ]);
    b.course.length = 0;
    b.pump.feed(active);
    expect(b.course).toEqual(['suspend', 'commit PresenceChanged', 'watch-load']);
  });

  test('while the disk is full only giving back is allowed; the rest waits and is done once', () => {
    b.full.value = true;
    b.pump.feed(light);
    b.pump.feed(idle);
    b.pass(0);
    expect(b.course).toEqual([]);
    b.pump.feed(active);
    expect(b.course).toEqual(['suspend']);
    b.full.value = false;
    b.pass(5_000);
    expect(b.course.filter((line) => line === 'launch')).toHaveLength(1);
    expect(b.course.indexOf('launch')).toBeGreaterThan(b.course.indexOf('commit TimeReached durable'));
    expect(b.pump.failing).toBe(false);
  });

  test('a request that cannot be written is answered with the reason, and takes effect later', async () => {
    b.full.value = true;
    const answer = await b.pump.request({
      kind: 'Requested',
      by: 'ana',
      request: { kind: 'disable', task: '\\Backup' },
    });
    expect(answer).toMatchObject({ kind: 'refused', refusal: { reason: 'store-failing' } });
    b.full.value = false;
    b.pass(5_000);
    expect(b.course).toContain('commit Requested durable');
  });
});

describe('the queue', () => {
  test('an event that arrives while one is handled waits its turn', () => {
    const store = memoryStore();
    const b = bench(store);
    const seen: string[] = [];
    const agenda = new Agenda();
    const pump: Pump = new Pump(b.pump.state, {
      clock: new SimulatedClock(Date.parse('2026-03-02T09:00:00Z'), 'UTC', agenda),
      store,
      log,
      execute: () => {},
      onTurn: () => {
        seen.push('turn');
        if (seen.length === 1) {
          pump.feed(active);
          seen.push('fed');
        }
      },
      onAbandoned: () => {},
    });
    pump.feed(idle);
    expect(seen).toEqual(['turn', 'fed', 'turn']);
  });

  test('a step that fails is abandoned, journaled as such and reported', () => {
    const store = memoryStore();
    const b = bench(store);
    const broken = { kind: 'NoSuchEvent' } as unknown as CoreEventBody;
    b.pump.feed(broken);
    expect(b.abandoned.map(({ kind }) => kind as string)).toEqual(['NoSuchEvent']);
    expect(store.journal(1, 100).filter(({ abandoned }) => abandoned)).toHaveLength(1);
  });
});
