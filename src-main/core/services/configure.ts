import type { ServiceDefinition, ServicesManifest } from '../../../src-shared/model/service.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import {
  currentSet,
  keyOfService,
  liveService,
  newRuntime,
  putConfig,
  refused,
  touchService,
  touchSet,
} from './database.js';
import { markForDelete } from './delete.js';
import { isDriver } from './group-order.js';
import { circleOf } from './needs.js';
import { recordInstalled, recordStartType } from './records.js';
import type { ServiceConfig } from './rows.js';
import type { Service } from './state.js';
import { findServiceProblems } from './validate.js';

/** The first thing that is wrong with a definition by itself, as a refusal. */
export function definitionRefusal(definition: ServiceDefinition): CoreAnswer | null {
  const [first] = findServiceProblems(definition);
  if (first === undefined) return null;
  return refused(first.reason, `${definition.name}: ${first.field} ${first.message} (${first.value}).`);
}

/** A display name is nobody else's name, nor display name; its own name it may equal (1078). */
function twinRefusal(turn: Turn, definition: ServiceDefinition): CoreAnswer | null {
  const wanted = definition.displayName.toLowerCase();
  const own = keyOfService(definition.name);
  if (wanted === '' || wanted === own) return null;
  for (const [key, { definition: other }] of currentSet(turn.state).services) {
    if (key === own) continue;
    if (key === wanted || other.displayName.toLowerCase() === wanted) {
      const message = `${definition.displayName} is the name of the service ${other.name} already; choose another displayName.`;
      return refused('duplicate-service-name', message);
    }
  }
  return null;
}

function circleRefusal(turn: Turn, definition: ServiceDefinition): CoreAnswer | null {
  const key = keyOfService(definition.name);
  const services = new Map<string, { definition: ServiceDefinition }>(currentSet(turn.state).services);
  services.set(key, { definition });
  const path = circleOf(services, key);
  if (path === null) return null;
  return refused(
    'circular-dependency',
    `The dependencies go in a circle: ${path.join(' → ')}. Break it first.`,
  );
}

/** CreateService (reference "service model", section 16). */
export function createService(turn: Turn, definition: ServiceDefinition, source: string | null): CoreAnswer {
  const known = turn.state.services.live.get(keyOfService(definition.name));
  if (known?.row.marked === true) {
    return refused(
      'service-marked-for-delete',
      `${definition.name} is marked for deletion; it goes when nobody uses it any more.`,
    );
  }
  if (known !== undefined) return refused('service-exists', `There is a service ${known.row.name} already.`);
  const refusal =
    definitionRefusal(definition) ?? twinRefusal(turn, definition) ?? circleRefusal(turn, definition);
  if (refusal !== null) return refusal;
  install(turn, definition, source);
  return { kind: 'done', out: {} };
}

function install(turn: Turn, definition: ServiceDefinition, source: string | null): void {
  const key = keyOfService(definition.name);
  const service = liveService(newRuntime(definition.name));
  turn.state.services.live.set(key, service);
  putConfig(turn, currentSet(turn.state), key, { definition, source });
  touchService(turn, service);
  recordInstalled(turn, service, definition);
}

/** ChangeServiceConfig: what is not given stays; acts at the next start, the display name at once. */
export function changeService(
  turn: Turn,
  service: Service,
  patch: Partial<Omit<ServiceDefinition, 'name'>>,
  provisional: boolean,
): CoreAnswer {
  const set = currentSet(turn.state);
  const config = set.services.get(service.key);
  if (config === undefined || service.row.marked) {
    return refused('service-marked-for-delete', `${service.row.name} is marked for deletion.`);
  }
  const before = config.definition;
  const after: ServiceDefinition = { ...before, ...patch, name: before.name };
  if (!isDriver(before) && isDriver(after)) {
    return refused('service-invalid-parameter', `${before.name} is a program and cannot become a driver.`);
  }
  const refusal =
    definitionRefusal(after) ??
    twinRefusal(turn, after) ??
    (patch.dependOnService === undefined ? null : circleRefusal(turn, after));
  if (refusal !== null) return refusal;
  reconfigure(turn, service, { ...config, definition: after }, provisional);
  return { kind: 'done', out: {} };
}

function reconfigure(turn: Turn, service: Service, config: ServiceConfig, provisional: boolean): void {
  const set = currentSet(turn.state);
  const before = set.services.get(service.key);
  putConfig(turn, set, service.key, config);
  if (before === undefined) return;
  if (before.definition.start !== config.definition.start) {
    recordStartType(turn, service, before.definition.start, config.definition.start);
  }
  // The last good one is kept until the new one has proved itself (CT-08).
  if (provisional) service.row.fallBack ??= before;
  else service.row.fallBack = null;
  touchService(turn, service);
}

/** One line of what a manifest changes. */
export interface ServiceChange {
  action: 'create' | 'update' | 'delete' | 'unchanged' | 'setting';
  subject: string;
  detail: string | null;
}

/** What a manifest would change of the services (promises section 3). */
export function planServices(
  turn: Turn,
  manifest: ServicesManifest,
  source: string,
  prune: boolean,
): ServiceChange[] {
  const set = currentSet(turn.state);
  const changes = manifest.services.map((definition): ServiceChange => {
    const before = set.services.get(keyOfService(definition.name))?.definition;
    if (before === undefined) return { action: 'create', subject: definition.name, detail: null };
    const fields = Object.entries(definition)
      .filter(([name, value]) => JSON.stringify(Reflect.get(before, name)) !== JSON.stringify(value))
      .map(([name]) => name);
    const action = fields.length === 0 ? 'unchanged' : 'update';
    return { action, subject: before.name, detail: fields.length === 0 ? null : fields.join(', ') };
  });
  for (const name of ['serviceGroupOrder', 'tagOrder', 'safeBoot'] as const) {
    const value = manifest[name];
    const before = set.control[name];
    if (value === null || JSON.stringify(value) === JSON.stringify(before)) continue;
    changes.push({
      action: 'setting',
      subject: name,
      detail: `${JSON.stringify(before)} → ${JSON.stringify(value)}`,
    });
  }
  if (prune) {
    const kept = new Set(manifest.services.map(({ name }) => keyOfService(name)));
    for (const [key, config] of set.services) {
      const marked = turn.state.services.live.get(key)?.row.marked === true;
      if (config.source !== source || kept.has(key) || marked) continue;
      changes.push({ action: 'delete', subject: config.definition.name, detail: null });
    }
  }
  return changes;
}

/** Judges the services of a manifest before anything is changed. */
export function manifestRefusal(turn: Turn, { services }: ServicesManifest): CoreAnswer | null {
  for (const definition of services) {
    const refusal = definitionRefusal(definition);
    if (refusal !== null) return refusal;
    const { row } = turn.state.services.live.get(keyOfService(definition.name)) ?? {};
    if (row?.marked === true) {
      return refused(
        'service-marked-for-delete',
        `${row.name} is marked for deletion; it goes when nobody uses it any more.`,
      );
    }
  }
  const names = new Map<string, string>();
  for (const { definition } of currentSet(turn.state).services.values()) claim(names, definition);
  for (const definition of services) {
    const other = claim(names, definition);
    if (other !== null) {
      return refused(
        'duplicate-service-name',
        `${definition.displayName} is the displayName of ${other} already; choose another for ${definition.name}.`,
      );
    }
  }
  return null;
}

function claim(names: Map<string, string>, { name, displayName }: ServiceDefinition): string | null {
  const wanted = displayName.toLowerCase();
  const other = names.get(wanted);
  if (other !== undefined && keyOfService(other) !== keyOfService(name)) return other;
  names.set(wanted, name);
  return null;
}

/** Makes the services what a manifest says; circles are left for the start to find, as in a database made elsewhere. */
export function applyServices(
  turn: Turn,
  manifest: ServicesManifest,
  source: string,
  changes: ServiceChange[],
): void {
  const set = currentSet(turn.state);
  const doing = new Map(changes.map(({ action, subject }) => [keyOfService(subject), action]));
  for (const definition of manifest.services) {
    const key = keyOfService(definition.name);
    const service = turn.state.services.live.get(key);
    if (service === undefined) install(turn, definition, source);
    else if (doing.get(key) === 'update') reconfigure(turn, service, { definition, source }, false);
    else if (set.services.get(key)?.source !== source) putConfig(turn, set, key, { definition, source });
  }
  const { serviceGroupOrder, tagOrder, safeBoot } = manifest;
  set.control = {
    ...set.control,
    serviceGroupOrder: serviceGroupOrder ?? set.control.serviceGroupOrder,
    tagOrder: tagOrder ?? set.control.tagOrder,
    safeBoot: safeBoot ?? set.control.safeBoot,
  };
  touchSet(turn, set);
  for (const { action, subject } of changes) {
    const service = turn.state.services.live.get(keyOfService(subject));
    if (action === 'delete' && service !== undefined) markForDelete(turn, service);
  }
  turn.state.services.moved = true;
}
