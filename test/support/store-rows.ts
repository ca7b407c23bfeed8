import type { EventQuery } from '../../src-shared/contract/history.js';
import type { LogEntry } from '../../src-main/core/history/log-entry.js';
import type { CoreEvent } from '../../src-main/core/kernel/event.js';
import type { InstanceRow, TaskRow } from '../../src-main/core/kernel/rows.js';
import { elapsed, wall, type Stamp } from '../../src-main/core/time/stamp.js';
import type { Log } from '../../src-main/ports/log.js';
import type { Batch } from '../../src-main/ports/store.js';
import { sampleTask } from './contract-samples.js';

/** 2026-03-02T00:00:00Z: the instant from which the rows below count. */
export const dayOne = Date.UTC(2026, 2, 2);

/** A moment `ms` after {@link dayOne}. */
export function moment(ms: number): Stamp {
  return { wall: wall(dayOne + ms), elapsed: elapsed(ms) };
}

export function timeReached(ms: number): CoreEvent {
  return { kind: 'TimeReached', at: moment(ms) };
}

/** A batch that holds only an event, but for what is given. */
export function batchAt(ms: number, rest: Partial<Batch> = {}): Batch {
  return {
    journal: { event: timeReached(ms), abandoned: false },
    records: [],
    tasks: [],
    removedTasks: [],
    instances: [],
    serviceRows: [],
    removedServiceRows: [],
    kernel: null,
    spans: [],
    durable: false,
    ...rest,
  };
}

export function taskRow(path: string, rest: Partial<TaskRow> = {}): TaskRow {
  return {
    path,
    definition: { ...sampleTask, path },
    source: null,
    schedule: {
      registered: wall(dayOne),
      completed: null,
      lastRun: null,
      lastResult: null,
      retryAt: null,
      heldUntil: null,
      heldBy: null,
      deadlineTold: null,
      servedUntil: null,
      waits: {},
      waitingFor: null,
      pending: [],
      repeats: [],
      restarts: 0,
      expiresAt: null,
      occurrences: {},
    },
    ...rest,
  };
}

/** The GUID that ends in `number`. */
export function guid(number: number): string {
  return `{00000000-0000-4000-8000-${number.toString(16).toUpperCase().padStart(12, '0')}}`;
}

/** A run that started `started` ms after {@link dayOne}; without `ended` it is live. */
export function instanceRow(
  number: number,
  started: number,
  ended: number | null = null,
  rest: Partial<InstanceRow> = {},
): InstanceRow {
  return {
    instance: guid(number),
    task: '\\Backup\\Home',
    cause: 'idle',
    user: 'ana',
    started: wall(dayOne + started),
    ended: ended === null ? null : wall(dayOne + ended),
    suspended: [],
    phase: ended === null ? 'running' : 'ended',
    result: ended === null ? null : 0,
    outcome: ended === null ? null : 'completed',
    pid: ended === null ? 4711 : null,
    launches: [guid(number)],
    workedMs: 0,
    stopAuthor: null,
    maintenance: true,
    ...rest,
  };
}

/** A record `ms` after {@link dayOne}. */
export function logEntry(seq: number, ms: number, rest: Partial<LogEntry> = {}): LogEntry {
  return {
    seq,
    at: wall(dayOne + ms),
    log: 'TaskScheduler/Operational',
    id: 100,
    level: 'Information',
    task: '\\Backup\\Home',
    service: null,
    instance: guid(seq),
    data: { TaskName: '\\Backup\\Home', ResultCode: 0 },
    ...rest,
  };
}

/** A query for everything, but for what is given. */
export function query(rest: Partial<EventQuery> = {}): EventQuery {
  return {
    log: null,
    since: null,
    task: null,
    service: null,
    level: null,
    before: null,
    limit: 1000,
    ...rest,
  };
}

/** A log that keeps its warnings and errors. */
export function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const keep = (message: string, data?: Record<string, unknown>): void => {
    lines.push(data === undefined ? message : `${message} ${JSON.stringify(data)}`);
  };
  const ignore = (): void => undefined;
  return { log: { debug: ignore, info: ignore, warn: keep, error: keep }, lines };
}
