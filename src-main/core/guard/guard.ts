import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse, type Refusal } from '../../../src-shared/failure/refusal.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { CoreRequest } from '../kernel/event.js';
import type { State } from '../kernel/state.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import { claim } from './claim.js';
import { asOwnTask } from './registration.js';
import { manifestRefusal, serviceRequestRefusal } from './service-guard.js';
import { namedTaskRefusal, putRefusal, taskRefusal } from './task-guard.js';
import { folderRefusal } from './folders.js';

/**
 * Answers a request if its asker may have it. Everything that a request will do is checked before it does
 * any of it, so that nothing is half done.
 *
 * @param answer what the request does
 */
export function guarded(
  turn: Turn,
  request: CoreRequest,
  answer: (allowed: CoreRequest) => CoreAnswer,
): CoreAnswer {
  const { state, asker } = turn;
  const refusal = asker === null ? null : refusalOf(state, asker, request);
  if (refusal !== null) return { kind: 'refused', refusal };
  const allowed = owned(asker, request);
  const isNew = new Set(definitionsOf(allowed).map(({ path }) => path.toLowerCase()));
  for (const key of isNew) if (state.tasks.has(key)) isNew.delete(key);
  const answered = answer(allowed);
  if (answered.kind === 'done') claim(turn, definitionsOf(allowed), isNew);
  return answered;
}

function definitionsOf(request: CoreRequest): TaskDefinition[] {
  if (request.kind === 'register') return request.tasks;
  return request.kind === 'apply' && !request.dryRun ? request.tasks : [];
}

/** What a user registers runs as that user, never as the host. */
function owned(asker: Principal | null, request: CoreRequest): CoreRequest {
  if (asker === null || asker.kind === 'administrator' || asker.account === undefined) return request;
  if (request.kind !== 'register' && request.kind !== 'apply') return request;
  return { ...request, tasks: request.tasks.map((definition) => asOwnTask(asker.name, definition)) };
}

function refusalOf(state: State, asker: Principal, request: CoreRequest): Refusal | null {
  switch (request.kind) {
    case 'register':
      return firstRefusal(request.tasks, (definition) => putRefusal(state, asker, definition));
    case 'apply':
      return applyRefusal(state, asker, request);
    case 'run':
    case 'end':
      return namedTaskRefusal(state, asker, request.task, 'run');
    case 'enable':
    case 'disable':
      return namedTaskRefusal(state, asker, request.task, 'change');
    case 'delete':
      return namedTaskRefusal(state, asker, request.task, 'delete');
    case 'task-security':
      return namedTaskRefusal(state, asker, request.task, 'change-rights');
    case 'folder-security':
      return folderRefusal(state, asker, request.folder, 'change-rights');
    case 'service-start':
    case 'service-stop':
    case 'service-control':
    case 'service-create':
    case 'service-change':
    case 'service-delete':
    case 'service-acquire':
    case 'service-release':
    case 'service-raise':
    case 'service-security':
    case 'service-configure-control':
    case 'service-accept-boot':
      return serviceRequestRefusal(state, asker, request);
    default:
      // What concerns the whole machine, or is not known here.
      if (asker.kind === 'administrator') return null;
      return refuse('access-denied', `${asker.name} may not do this: it concerns the whole machine.`);
  }
}

function applyRefusal(
  state: State,
  asker: Principal,
  request: Extract<CoreRequest, { kind: 'apply' }>,
): Refusal | null {
  if (request.settings !== null && asker.kind !== 'administrator') {
    return refuse('access-denied', `${asker.name} may not change settings: they concern the whole machine.`);
  }
  const refusal =
    firstRefusal(request.tasks, (definition) => putRefusal(state, asker, definition)) ??
    (request.services == null ? null : manifestRefusal(state, asker, request.services));
  if (refusal !== null || !request.prune) return refusal;
  const kept = new Set(request.tasks.map(({ path }) => path.toLowerCase()));
  const pruned = [...state.tasks.values()].filter(
    (task) => task.row.source === request.source && !kept.has(task.key),
  );
  return firstRefusal(pruned, (task) => taskRefusal(asker, task, 'delete'));
}

function firstRefusal<T>(items: readonly T[], check: (item: T) => Refusal | null): Refusal | null {
  for (const item of items) {
    const refusal = check(item);
    if (refusal !== null) return refusal;
  }
  return null;
}
