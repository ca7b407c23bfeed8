import { serviceErrorCodes, type ServiceErrorReason } from '../../../src-shared/failure/service-errors.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { ServiceDefinition, ServiceStatus } from '../../../src-shared/model/service.js';
import { invariant } from '../kernel/invariant.js';
import type { State } from '../kernel/state.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import { elapsed } from '../time/stamp.js';
import type { ServiceConfig, ServiceRuntime } from './rows.js';
import type { ControlSet, Service, ServiceProcess } from './state.js';

export function keyOfService(name: string): string {
  return name.toLowerCase();
}

/** The control set that is current (SCM-104, SCM-105). */
export function currentSet(state: State): ControlSet {
  const set = state.services.sets.get(state.services.select.current);
  invariant(set !== undefined, 'the current control set is missing');
  return set;
}

/** The configuration that the next start will use; undefined where there is no such service. */
export function configOf(state: State, key: string): ServiceDefinition | undefined {
  return currentSet(state).services.get(key)?.definition;
}

/** What a running service was started with; else its configuration. */
export function inForce(state: State, service: Service): ServiceDefinition {
  const definition = service.row.startedWith ?? configOf(state, service.key);
  invariant(definition !== undefined, `${service.row.name} has no configuration`);
  return definition;
}

/** The name people see: a changed one counts at once. */
export function displayNameOf(state: State, service: Service): string {
  const name = configOf(state, service.key)?.displayName ?? service.row.startedWith?.displayName ?? '';
  return name === '' ? service.row.name : name;
}

/** By name or, failing that, by display name. */
export function findService(state: State, name: string): Service | undefined {
  const { live } = state.services;
  const direct = live.get(keyOfService(name));
  if (direct !== undefined) return direct;
  const wanted = name.toLowerCase();
  return [...live.values()].find((service) => displayNameOf(state, service).toLowerCase() === wanted);
}

/** All services in the order of the database: by name, without regard to case. */
export function inOrder(state: State): Service[] {
  return [...state.services.live.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

export const stoppedStatus: Readonly<ServiceStatus> = {
  state: 'STOPPED',
  checkPoint: 0,
  waitHint: 0,
  accepts: 0,
  win32ExitCode: serviceErrorCodes['service-never-started'],
  serviceSpecificExitCode: 0,
};

export function newRuntime(name: string): ServiceRuntime {
  return {
    name,
    status: { ...stoppedStatus },
    process: null,
    since: null,
    started: false,
    startReason: null,
    stoppedBy: null,
    startedWith: null,
    readyMs: null,
    failures: { count: 0, lastAt: null, recent: [], delayMs: null, failedSince: null, pending: null },
    marked: false,
    fallBack: null,
    queued: [],
  };
}

export function liveService(row: ServiceRuntime): Service {
  return {
    key: keyOfService(row.name),
    row,
    start: null,
    stopping: null,
    stopAfter: null,
    progressAt: elapsed(0),
    hung: false,
    bootStart: false,
    commandedAt: null,
  };
}

/** Whether it is up in the sense of its dependants: running, paused, or on the way between the two. */
export function isUp({ row }: Service): boolean {
  const { state } = row.status;
  return state !== 'STOPPED' && state !== 'START_PENDING' && state !== 'STOP_PENDING';
}

export function isStopped({ row }: Service): boolean {
  return row.status.state === 'STOPPED';
}

/** Services that run and name this one as something they need. */
export function runningDependents(state: State, service: Service): Service[] {
  return inOrder(state).filter((other) => {
    if (other === service || isStopped(other)) return false;
    return inForce(state, other).dependOnService.some((name) => keyOfService(name) === service.key);
  });
}

/** Its row and how it looks have changed. */
export function touchService(turn: Turn, service: Service): void {
  turn.changedServices.add(service.key);
  turn.serviceRows.set(`state:${service.key}`, { kind: 'state', key: service.key, value: service.row });
  turn.state.services.moved = true;
}

export function touchProcess(turn: Turn, { row }: ServiceProcess): void {
  turn.serviceRows.set(`process:${row.process}`, { kind: 'process', key: row.process, value: row });
  turn.state.services.moved = true;
}

/** Puts a configuration into a set, or takes it out. */
export function putConfig(turn: Turn, set: ControlSet, key: string, config: ServiceConfig | null): void {
  const rowKey = `${set.number}/${key}`;
  if (config === null) {
    set.services.delete(key);
    turn.serviceRows.set(`config:${rowKey}`, { kind: 'config', key: rowKey, value: null });
  } else {
    set.services.set(key, config);
    turn.serviceRows.set(`config:${rowKey}`, { kind: 'config', key: rowKey, value: config });
  }
  turn.changedServices.add(key);
}

export function touchSet(turn: Turn, { number, control }: ControlSet): void {
  const key = String(number);
  turn.serviceRows.set(`set:${key}`, { kind: 'set', key, value: { number, control } });
}

export function refused(reason: ServiceErrorReason, message: string): CoreAnswer {
  return { kind: 'refused', refusal: refuse(reason, message) };
}

export function unknownService(name: string): CoreAnswer {
  return refused('unknown-service', `There is no service ${name}. List them with: caretaker service list`);
}

/** The process a service lives in, while there is one. */
export function processOf(state: State, service: Service): ServiceProcess | null {
  const { process } = service.row;
  return process === null ? null : (state.services.processes.get(process) ?? null);
}
