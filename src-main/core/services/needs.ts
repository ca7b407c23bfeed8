import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import type { ServiceDefinition } from '../../../src-shared/model/service.js';
import type { State } from '../kernel/state.js';
import { configOf, currentSet, inOrder, isStopped, isUp, keyOfService } from './database.js';
import { circles, circleThrough } from './circles.js';
import { isDriver } from './group-order.js';
import type { Service, StartJob } from './state.js';

/** Whether a service may start now, as far as what it needs goes. */
export type NeedsVerdict =
  | { kind: 'go' }
  /** `hung`: everything it waits for hangs, so that others need not wait with it. */
  | { kind: 'wait'; hung: boolean; pull: { mark: string; services: Service[] } | null }
  | { kind: 'missing'; on: string }
  | { kind: 'service-failed'; on: Service; code: number }
  | { kind: 'group-failed'; on: string };

/**
 * Looks at what a service needs (reference "service model", sections 5 and 6): services by their real state,
 * groups once none of their members is on its way any more. Drivers' needs of services are not checked (SCM-70).
 */
export function lookAtNeeds(
  state: State,
  service: Service,
  definition: ServiceDefinition,
  job: StartJob,
): NeedsVerdict {
  const blockers: Service[] = [];
  for (const group of definition.dependOnGroup) {
    const verdict = lookAtGroup(state, service, group, job, blockers);
    if (verdict !== null) return verdict;
  }
  if (!isDriver(definition)) {
    for (const name of definition.dependOnService) {
      const verdict = lookAtService(state, name, job, blockers);
      if (verdict !== null) return verdict;
    }
  }
  if (blockers.length === 0) return { kind: 'go' };
  return { kind: 'wait', hung: blockers.every(({ hung }) => hung), pull: null };
}

function lookAtService(state: State, name: string, job: StartJob, blockers: Service[]): NeedsVerdict | null {
  const need = state.services.live.get(keyOfService(name));
  const definition = need === undefined ? undefined : configOf(state, need.key);
  if (need === undefined || definition === undefined || need.row.marked) return { kind: 'missing', on: name };
  if (isUp(need)) return null;
  if (!isStopped(need) || need.start !== null) {
    // Stopping and not asked to come back: it is asked, as if it had stopped.
    if (need.row.status.state !== 'STOP_PENDING' || need.start !== null) {
      blockers.push(need);
      return null;
    }
  }
  if (definition.start === 'disabled') {
    return { kind: 'service-failed', on: need, code: codes['service-disabled'] };
  }
  // It was started for this one, and is not up: it failed.
  const { win32ExitCode } = need.row.status;
  const triedInBoot = job.boot && win32ExitCode !== 0 && state.services.startUp?.tried.has(need.key) === true;
  if (job.pulled.has(need.key) || triedInBoot) {
    return { kind: 'service-failed', on: need, code: win32ExitCode };
  }
  return { kind: 'wait', hung: false, pull: { mark: need.key, services: [need] } };
}

function lookAtGroup(
  state: State,
  service: Service,
  group: string,
  job: StartJob,
  blockers: Service[],
): NeedsVerdict | null {
  const members = membersOf(state, group).filter((member) => member !== service);
  const going = members.filter((member) => !isUp(member) && (member.start !== null || !isStopped(member)));
  // The real outcome of the group is waited for, but not that of a member that hangs beside one that runs.
  const holding = going.filter(({ hung }) => !hung);
  const up = members.some(isUp);
  if (holding.length > 0) {
    blockers.push(...holding);
    return null;
  }
  if (up) return null;
  if (going.length > 0) {
    blockers.push(...going);
    return null;
  }
  const mark = `+${group.toLowerCase()}`;
  const startable = members.filter((member) => configOf(state, member.key)?.start !== 'disabled');
  // In the automatic start the group's own phase was its try; a start by hand tries all members.
  if (job.boot || job.pulled.has(mark) || startable.length === 0) return { kind: 'group-failed', on: group };
  return { kind: 'wait', hung: false, pull: { mark, services: startable } };
}

function membersOf(state: State, group: string): Service[] {
  return inOrder(state).filter(
    ({ key }) => configOf(state, key)?.group?.toLowerCase() === group.toLowerCase(),
  );
}

/** What a service needs by name, in the order in which it would be started; unknown ones are left out. */
export function dependenciesOf(state: State, key: string): string[] {
  const found: string[] = [];
  const seen = new Set([key]);
  const visit = (at: string): void => {
    for (const name of configOf(state, at)?.dependOnService ?? []) {
      const need = keyOfService(name);
      if (seen.has(need) || configOf(state, need) === undefined) continue;
      seen.add(need);
      visit(need);
      found.push(need);
    }
  };
  visit(key);
  return found;
}

/** What needs this service, directly and indirectly, in the reverse order of start: the order of stopping. */
export function dependentsOf(state: State, key: string): string[] {
  const found: string[] = [];
  const seen = new Set([key]);
  const visit = (at: string): void => {
    for (const [other, { definition }] of currentSet(state).services) {
      if (seen.has(other)) continue;
      if (!definition.dependOnService.some((name) => keyOfService(name) === at)) continue;
      seen.add(other);
      visit(other);
      found.push(other);
    }
  };
  visit(key);
  return found;
}

/** The circle that a service is on, as a path from it to itself; null where there is none (1059). */
export function circleOf(
  services: ReadonlyMap<string, { definition: ServiceDefinition }>,
  key: string,
): string[] | null {
  const edges = (at: string): string[] => {
    const definition = services.get(at)?.definition;
    // What a driver needs of services is never asked (SCM-70).
    if (definition === undefined || isDriver(definition)) return [];
    return definition.dependOnService.map(keyOfService).filter((need) => services.has(need));
  };
  const circle = circles([key], edges).find((part) => part.includes(key));
  if (circle === undefined) return null;
  return circleThrough(key, circle, edges).map((at) => services.get(at)?.definition.name ?? at);
}
