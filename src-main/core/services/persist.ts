import type { ServiceRow } from './rows.js';
import { keyOfService, liveService, newRuntime } from './database.js';
import { noServices, type Services } from './state.js';

/** The part of the service manager that has no rows of its own; travels in the kernel row. */
export interface ServicesKernel {
  select: Services['select'];
  pipes: number;
  requests: number;
  mode: Services['mode'];
  lastKnownGood: boolean;
  startedWell: boolean;
  loggedOn: boolean;
  accepted: boolean;
  stage: 'pending' | 'phases' | 'settling' | 'waiting' | 'delayed' | 'done' | null;
  restarts: Services['restarts'];
  security: string | null;
  facts: Services['facts'];
}

export function servicesKernel(services: Services): ServicesKernel {
  const { select, pipes, requests, mode, lastKnownGood, startedWell, loggedOn, accepted } = services;
  const { restarts, security, facts, startUp } = services;
  return {
    select,
    pipes,
    requests,
    mode,
    lastKnownGood,
    startedWell,
    loggedOn,
    accepted,
    stage: startUp?.stage ?? null,
    restarts,
    security,
    facts,
  };
}

/** Puts back exactly what was saved. */
export function restoreServices(kernel: ServicesKernel | undefined, rows: readonly ServiceRow[]): Services {
  const services = noServices();
  if (kernel !== undefined) {
    const { stage, facts, ...plain } = kernel;
    Object.assign(services, plain);
    Object.assign(services.facts, facts);
    if (stage !== null) services.startUp = { stage, queue: [], delayed: [], tried: new Set() };
  }
  for (const row of rows) {
    if (row.kind === 'set') services.sets.set(row.value.number, { ...row.value, services: new Map() });
  }
  for (const row of rows) {
    switch (row.kind) {
      case 'config': {
        const [number = '', ...rest] = row.key.split('/');
        services.sets.get(Number(number))?.services.set(rest.join('/'), row.value);
        break;
      }
      case 'state':
        services.live.set(row.key, liveService(row.value));
        break;
      case 'process':
        services.processes.set(row.key, { row: row.value, sent: null, waiting: [], ending: false });
        break;
      case 'set':
        break;
    }
  }
  for (const { row } of services.processes.values()) {
    if (row.kind === 'shared') services.images.set(row.imagePath.toLowerCase(), row.process);
  }
  const current = services.sets.get(services.select.current);
  for (const [key, { definition }] of current?.services ?? []) {
    if (!services.live.has(key))
      services.live.set(keyOfService(definition.name), liveService(newRuntime(definition.name)));
  }
  return services;
}
