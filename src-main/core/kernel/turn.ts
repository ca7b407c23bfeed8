import type { Principal } from '../../../src-shared/contract/define.js';
import type { Refusal } from '../../../src-shared/failure/refusal.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { EventData } from '../../../src-shared/model/record.js';
import { eventKinds } from '../history/event-kinds.js';
import type { LogEntry } from '../history/log-entry.js';
import type { ServiceRow } from '../services/rows.js';
import { keepNotice } from '../notices/notices.js';
import type { Stamp } from '../time/stamp.js';
import type { Command, NoticeAction, NoticeCommand, NoticeKind } from './command.js';
import { mintGuid } from './chance.js';
import { invariant } from './invariant.js';
import type { State } from './state.js';

/** The answer to a request: a value for the asker, or a refusal. */
export type CoreAnswer = { kind: 'done'; out: unknown } | { kind: 'refused'; refusal: Refusal };

/** What one step brings forth. */
export interface Turn {
  readonly state: State;
  readonly at: Stamp;
  /** Who asks, in the step of a request; null = the host itself. */
  asker: Principal | null;
  readonly records: LogEntry[];
  readonly commands: Command[];
  readonly changedTasks: Set<string>;
  readonly removedTasks: Set<string>;
  /** Instances whose row changed; ended ones are no longer in the state, so the rows travel here. */
  readonly changedInstances: Map<InstanceId, State['instances'] extends Map<InstanceId, infer I> ? I : never>;
  /** Keys of services that look different now. */
  readonly changedServices: Set<string>;
  readonly removedServices: Set<string>;
  /** Rows of the service manager by kind and key; null = gone. Values are written as they are at the end of the step. */
  readonly serviceRows: Map<string, ServiceRow | { kind: ServiceRow['kind']; key: string; value: null }>;
  readonly spans: { signal: 'idle' | 'power' | 'system'; value: string }[];
  answer: CoreAnswer | null;
  /** Launch intents and acknowledged requests are written with full durability. */
  durable: boolean;
}

export function beginTurn(state: State, at: Stamp): Turn {
  return {
    state,
    at,
    asker: null,
    records: [],
    commands: [],
    changedTasks: new Set(),
    removedTasks: new Set(),
    changedInstances: new Map(),
    changedServices: new Set(),
    removedServices: new Set(),
    serviceRows: new Map(),
    spans: [],
    answer: null,
    durable: false,
  };
}

/** Writes a record of a known event id. */
export function record(
  turn: Turn,
  id: number,
  subject: { task?: string | null; instance?: string | null },
  data: EventData,
): LogEntry | null {
  const kind = eventKinds.get(id);
  invariant(kind !== undefined, `event ${id} has no entry in the event table`);
  if (kind.log === 'TaskScheduler/Diagnostic' && !turn.state.diagnostic) return null;
  const entry: LogEntry = {
    seq: ++turn.state.recordSeq,
    at: turn.at.wall,
    log: kind.log,
    id,
    level: kind.level,
    task: subject.task ?? null,
    service: null,
    instance: subject.instance ?? null,
    data,
  };
  turn.records.push(entry);
  return entry;
}

/** Writes a record of the service manager: inserts are `param1`, `param2`, … as Windows has them. */
export function recordService(
  turn: Turn,
  id: number,
  service: string | null,
  inserts: readonly (string | number)[],
): void {
  const data = Object.fromEntries(inserts.map((value, at) => [`param${at + 1}`, value]));
  const entry = record(turn, id, {}, data);
  if (entry !== null) entry.service = service;
}

export function command(turn: Turn, what: Command): void {
  turn.commands.push(what);
}

/** A notice for the person; the same key is told once. */
export function notify(
  turn: Turn,
  notice: NoticeKind,
  key: string,
  about: { task?: string; actions?: NoticeAction[]; values?: NoticeCommand['values'] } = {},
): void {
  const { task = null, actions = [], values = {} } = about;
  const told: NoticeCommand = { kind: 'notify', key, notice, task, actions, values };
  keepNotice(turn.state, told);
  command(turn, told);
}

export function mint(turn: Turn): InstanceId {
  return mintGuid(turn.state.seed, turn.state.minted++);
}

/** Starts and continuations are looked at again, after all events of this instant. */
export function unsettle(turn: Turn): void {
  turn.state.unsettled = true;
}
