import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse, type Refusal } from '../../../src-shared/failure/refusal.js';
import type { ServiceDefinition, ServicesManifest } from '../../../src-shared/model/service.js';
import type { State } from '../kernel/state.js';
import { mayAccess } from '../rights/access.js';
import { managerRights, serviceRights, standardRights } from '../rights/rights.js';
import { tokenOf } from '../rights/token.js';
import type { ServiceRequest } from '../services/event.js';
import { findService, managerDescriptor, serviceDescriptor } from './find.js';
import { sddlProblem } from './registration.js';

const service = serviceRights;
const manager = managerRights;

/** Says why a principal may not have these rights to a service, or null. One that does not exist is for the request to refuse. */
export function serviceRefusal(
  state: State,
  principal: Principal,
  name: string,
  right: number,
): Refusal | null {
  const found = findService(state, name);
  if (found === null) return null;
  if (mayAccess(serviceDescriptor(found), tokenOf(principal), 'service', right)) return null;
  return denied(principal, found.name, right);
}

/** The same for the manager itself. */
export function managerRefusal(state: State, principal: Principal, right: number): Refusal | null {
  if (mayAccess(managerDescriptor(state), tokenOf(principal), 'manager', right)) return null;
  return denied(principal, 'the service manager', right);
}

function denied(principal: Principal, what: string, right: number): Refusal {
  const wish = `right 0x${(right >>> 0).toString(16)}`;
  const message = `Access is denied: ${principal.name} lacks ${wish} to ${what}; see: caretaker sc sdshow`;
  return refuse('service-access-denied', message);
}

/** The right that a control needs; null for one that no client may send (error 87 follows). */
function controlRight(control: number): number | null {
  if (control === 1) return service.STOP;
  if (control === 4) return service.INTERROGATE;
  if (control === 2 || control === 3 || (control >= 6 && control <= 10)) return service.PAUSE_CONTINUE;
  return control >= 128 && control <= 255 ? service.USER_DEFINED_CONTROL : null;
}

/** Checks a request on services against the descriptor of the service or the manager (SCM-131, SCM-134). */
export function serviceRequestRefusal(
  state: State,
  principal: Principal,
  request: ServiceRequest,
): Refusal | null {
  const on = (name: string, right: number): Refusal | null => serviceRefusal(state, principal, name, right);
  const onManager = (right: number): Refusal | null => managerRefusal(state, principal, right);
  switch (request.kind) {
    case 'service-start':
    case 'service-acquire':
      return on(request.service, service.START);
    case 'service-stop':
      return stopRefusal(state, principal, request);
    case 'service-control': {
      const right = controlRight(request.control);
      return right === null ? null : on(request.service, right);
    }
    case 'service-create':
      return onManager(manager.CREATE_SERVICE) ?? descriptorRefusal(request.definition.security);
    case 'service-change':
      return changeRefusal(state, principal, request.service, request.patch);
    case 'service-delete':
      return on(request.service, standardRights.DELETE);
    case 'service-release': {
      const held = state.services.clients.get(request.handle);
      return held === undefined ? null : on(held, service.START);
    }
    case 'service-security': {
      const wrong = descriptorRefusal(request.sddl);
      const right = standardRights.WRITE_DAC;
      return wrong ?? (request.service === null ? onManager(right) : on(request.service, right));
    }
    case 'service-accept-boot':
      return onManager(manager.MODIFY_BOOT_CONFIG);
    case 'service-configure-control':
      return onManager(manager.CREATE_SERVICE | manager.MODIFY_BOOT_CONFIG);
    case 'service-raise':
      // Any service with a trigger of that provider may follow: what the manager lets only administrators do.
      return onManager(manager.CREATE_SERVICE);
  }
}

/** With its dependants, each of them must be stoppable. */
function stopRefusal(
  state: State,
  principal: Principal,
  request: Extract<ServiceRequest, { kind: 'service-stop' }>,
): Refusal | null {
  const refusal = serviceRefusal(state, principal, request.service, service.STOP);
  if (refusal !== null || !request.dependents) return refusal;
  for (const name of dependentsOf(state, request.service)) {
    const other = serviceRefusal(state, principal, name, service.STOP);
    if (other !== null) return other;
  }
  return null;
}

/** Every service that needs this one, at any distance, by name or by group. */
function dependentsOf(state: State, name: string): Set<string> {
  const { sets, select } = state.services;
  const all = [...(sets.get(select.current)?.services.values() ?? [])].map(({ definition }) => definition);
  const found = new Set<string>();
  const open = [findService(state, name)];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one === null) continue;
    const key = one.name.toLowerCase();
    const group = one.group?.toLowerCase();
    for (const other of all) {
      const needs =
        other.dependOnService.some((needed) => needed.toLowerCase() === key) ||
        other.dependOnGroup.some((needed) => needed.toLowerCase() === group);
      if (!needs || found.has(other.name)) continue;
      found.add(other.name);
      open.push(other);
    }
  }
  return found;
}

/** A new descriptor needs the right to change it; a restart as failure action the right to start (WINSVC). */
function changeRefusal(
  state: State,
  principal: Principal,
  name: string,
  patch: Partial<ServiceDefinition>,
): Refusal | null {
  let right: number = service.CHANGE_CONFIG;
  if (patch.security !== undefined) right |= standardRights.WRITE_DAC;
  if (patch.failure?.actions.some(({ action }) => action === 'restart') === true) right |= service.START;
  const refusal = serviceRefusal(state, principal, name, right);
  if (refusal !== null) return refusal;
  const reboots = patch.failure?.actions.some(({ action }) => action === 'reboot') === true;
  if (reboots && principal.kind !== 'administrator') {
    return refuse('privilege-not-held', `A reboot as failure action of ${name} needs an administrator.`);
  }
  return descriptorRefusal(patch.security ?? null);
}

function descriptorRefusal(sddl: string | null): Refusal | null {
  const wrong = sddlProblem(sddl);
  return wrong === null ? null : refuse('service-invalid-parameter', `The security descriptor: ${wrong}`);
}

/** A manifest with services makes and changes them, and with an order of groups the whole control set. */
export function manifestRefusal(
  state: State,
  principal: Principal,
  manifest: ServicesManifest,
): Refusal | null {
  const { services, serviceGroupOrder, tagOrder, safeBoot } = manifest;
  const empty = services.length === 0 && serviceGroupOrder === null && tagOrder === null && safeBoot === null;
  if (empty) return null;
  const refusal = managerRefusal(state, principal, manager.CREATE_SERVICE);
  if (refusal !== null) return refusal;
  for (const definition of services) {
    const found = findService(state, definition.name);
    const one = found === null ? null : changeRefusal(state, principal, found.name, definition);
    const wrong = one ?? descriptorRefusal(definition.security);
    if (wrong !== null) return wrong;
  }
  return null;
}
