import { restore } from '../../core/kernel/persist.js';
import { emptyState, type State } from '../../core/kernel/state.js';
import type { CoreEventBody } from '../../core/kernel/event.js';
import { currentLaunch } from '../../core/tasks/instance.js';
import type { RuntimeParts } from '../parts.js';

/** Restore: puts back what was saved. */
export function restoreState(parts: Pick<RuntimeParts, 'store'>): State {
  return restore(parts.store.load());
}

/** Catch up: asks the world what became of the instances that were live, and tells the core. */
export async function catchUp(
  parts: RuntimeParts,
  state: State,
  asked: RuntimeParts['serviceStart'] = undefined,
): Promise<Extract<CoreEventBody, { kind: 'HostStarted' }>> {
  const launches = [...state.instances.values()].map(currentLaunch);
  const probes = await parts.runner.probe(launches);
  const processes = [...state.services.processes.keys()];
  const serviceProbes = processes.length === 0 ? [] : await parts.serviceHosts?.probe(processes);
  const { clock, user, cores, seed } = parts;
  return {
    kind: 'HostStarted',
    bootId: clock.bootId(),
    zone: clock.zone(),
    user,
    cores,
    seed,
    probes,
    ...(asked !== undefined && asked),
    ...(serviceProbes !== undefined && serviceProbes.length > 0 && { serviceProbes }),
  };
}

/** Whether this home has never been used. */
export function isNew(state: State): boolean {
  return state.seed === emptyState().seed;
}
