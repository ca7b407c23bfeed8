import type { Principal } from '../../../src-shared/contract/define.js';
import type { EventName, RequestName } from '../../../src-shared/contract/table.js';
import { refuse, type Refusal } from '../../../src-shared/failure/refusal.js';
import { findTask } from '../../core/guard/find.js';
import { folderRefusal } from '../../core/guard/folders.js';
import { managerRefusal, serviceRefusal } from '../../core/guard/service-guard.js';
import { taskRefusal, unknownTask } from '../../core/guard/task-guard.js';
import { sightOf, type Sight } from '../../core/guard/visible.js';
import type { State } from '../../core/kernel/state.js';
import { eventSights, needs, type Need } from './needs.js';

/** Says why a principal may not have this request answered, or null. `input` has passed its schema. */
export function requestRefusal(
  state: State,
  by: Principal,
  name: RequestName,
  input: unknown,
): Refusal | null {
  const need: Need = needs[name]?.need ?? { kind: 'administrator' };
  const given = input as { task?: string | null; folder?: string | null; service?: string | null };
  switch (need.kind) {
    case 'everyone':
    case 'core':
      return null;
    case 'administrator':
      if (by.kind === 'administrator') return null;
      return refuse('access-denied', `${by.name} may not use ${name}: it concerns the whole machine.`);
    case 'task':
      return onTask(state, by, given.task ?? null, need.wish);
    case 'task-or-folder':
      if (given.folder != null) return folderRefusal(state, by, given.folder, need.wish);
      return onTask(state, by, given.task ?? null, need.wish);
    case 'service':
      return given.service == null ? null : serviceRefusal(state, by, given.service, need.right);
    case 'service-or-manager':
      if (given.service == null) return managerRefusal(state, by, need.right);
      return serviceRefusal(state, by, given.service, need.right);
    case 'manager':
      return managerRefusal(state, by, need.right);
  }
}

/** A task that is gone has left a history: of administrators' concern. No task at all: the answer is narrowed. */
function onTask(
  state: State,
  by: Principal,
  name: string | null,
  wish: Extract<Need, { kind: 'task' }>['wish'],
): Refusal | null {
  if (name === null) return null;
  const task = findTask(state, name);
  if (task !== null) return taskRefusal(by, task, wish);
  return by.kind === 'administrator' ? null : unknownTask(name);
}

/** An answer without what the principal may not see. */
export function narrowed(state: State, by: Principal, name: RequestName, out: unknown): unknown {
  const narrow = needs[name]?.narrow as ((out: unknown, sight: Sight) => unknown) | undefined;
  // An administrator's answer is whole, unless a descriptor shuts even administrators out.
  return narrow === undefined ? out : narrow(out, sightOf(state, by));
}

/** What of an event's payload a principal may see; null = nothing. */
export function narrowedEvent(state: State, by: Principal, name: EventName, payload: unknown): unknown {
  if (by.kind === 'administrator') return payload;
  const narrow = eventSights[name] as ((payload: unknown, sight: Sight) => unknown) | undefined;
  return narrow === undefined ? null : narrow(payload, sightOf(state, by));
}
