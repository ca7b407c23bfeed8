import { controlCodes, triggerSubtypes as subtypes } from '../../../src-shared/model/service-constants.js';
import type { ServiceTrigger, TriggerData } from '../../../src-shared/model/service.js';
import type { Turn } from '../kernel/turn.js';
import type { DeviceReading } from '../signals/readings.js';
import { accepts, sendControl, stopRefusal, stopService } from './control.js';
import { configOf, inOrder, touchService } from './database.js';
import { clearFailed, mayTriggerStart } from './failure.js';
import { queueTrigger } from './queued-triggers.js';
import { recordOwn } from './records.js';
import { beginStart, startRefusal } from './start.js';
import type { Service } from './state.js';

/** Something happened that triggers may be waiting for. */
export interface Happening {
  type: ServiceTrigger['type'];
  subtype: string;
  data: TriggerData[];
  /** All parts of a trigger's data must match, in their order (firewall ports). */
  whole?: boolean;
}

/**
 * Whether a trigger answers to a happening: with data items at least one of its own must be in the event, binary bit
 * for bit, text without regard to case (SCM-34).
 */
export function answersTo(trigger: ServiceTrigger, { type, subtype, data, whole }: Happening): boolean {
  if (trigger.type !== type || trigger.subtype.toLowerCase() !== subtype.toLowerCase()) return false;
  if (trigger.data.length === 0) return true;
  if (whole === true) return trigger.data.every((item, at) => equal(item, data[at]));
  return trigger.data.some((item) => data.some((given) => equal(item, given)));
}

function equal(a: TriggerData, b: TriggerData | undefined): boolean {
  if (b === undefined || a.type !== b.type) return false;
  if (a.type === 'keyword-any' || a.type === 'keyword-all') {
    const [mask, value] = [BigInt(`0x${a.value || '0'}`), BigInt(`0x${b.value || '0'}`)];
    return a.type === 'keyword-any' ? (mask & value) !== 0n : (mask & value) === mask;
  }
  if (a.type === 'level') return parseInt(b.value, 16) <= parseInt(a.value, 16);
  return a.value.toLowerCase() === b.value.toLowerCase();
}

/** Acts for every service with a trigger that answers; returns the names of those that run for it, or stop. */
export function happen(turn: Turn, happening: Happening): string[] {
  const { services } = turn.state;
  if (services.shutdown !== null) return [];
  const acted: string[] = [];
  for (const service of inOrder(turn.state)) {
    const triggers = configOf(turn.state, service.key)?.triggers ?? [];
    const actions = new Set(
      triggers.filter((trigger) => answersTo(trigger, happening)).map(({ action }) => action),
    );
    for (const action of actions) {
      const done =
        action === 'start' ? triggerStart(turn, service, happening) : triggerStop(turn, service, happening);
      if (done) acted.push(service.row.name);
    }
  }
  return acted;
}

function dataOf({ type, subtype, data }: Happening): Record<string, string | number | null> {
  return { trigger: type, subtype, data: data.map(({ value }) => value).join('\n') };
}

function triggerStart(turn: Turn, service: Service, happening: Happening): boolean {
  const data = dataOf(happening);
  const { state } = service.row.status;
  if (state === 'STOP_PENDING' || state === 'START_PENDING') {
    queueTrigger(turn, service, { action: 'start', data });
    return true;
  }
  if (state !== 'STOPPED') {
    // One instance only: the running one is told, where it wants to know.
    if (accepts(service.row.status, controlCodes.triggerEvent)) {
      sendControl(turn, service, controlCodes.triggerEvent, data, { action: 'start', data });
    }
    return true;
  }
  return startByTrigger(turn, service, happening.type);
}

function startByTrigger(turn: Turn, service: Service, type: string): boolean {
  if (!mayTriggerStart(turn, service) || startRefusal(turn, service, false) !== 0) return false;
  clearFailed(turn, service);
  recordOwn(turn, 948, service, 'start', type);
  beginStart(turn, service, 'trigger', ['TriggerStarted']);
  return true;
}

function triggerStop(turn: Turn, service: Service, happening: Happening): boolean {
  if (service.row.status.state === 'START_PENDING') {
    queueTrigger(turn, service, { action: 'stop', data: dataOf(happening) });
    return true;
  }
  // With running dependants it is not stopped (reference, section 13).
  if (stopRefusal(turn, service, false) !== 0) return false;
  recordOwn(turn, 948, service, 'stop', happening.type);
  stopService(turn, service, 'trigger');
  return true;
}

/** Triggers that came while it was on its way: a stop once it runs, a start once it has stopped. */
export function actOnQueued(turn: Turn): void {
  for (const service of turn.state.services.live.values()) {
    const { queued, status } = service.row;
    const [first] = queued;
    if (first === undefined || service.start !== null) continue;
    if (status.state === 'STOPPED') {
      service.row.queued = [];
      touchService(turn, service);
      if (queued.some(({ action }) => action === 'start')) {
        startByTrigger(turn, service, String(first.data['trigger'] ?? ''));
      }
    } else if (status.state === 'RUNNING') {
      service.row.queued = queued.filter(({ action }) => action === 'start');
      if (queued.length === service.row.queued.length) continue;
      touchService(turn, service);
      if (stopRefusal(turn, service, false) === 0) stopService(turn, service, 'trigger');
    }
  }
}

const none: TriggerData[] = [];

function strings(values: readonly string[]): TriggerData[] {
  return values.map((value) => ({ type: 'string', value }));
}

/** The first preferred, non-loopback address came, or the last one went (SCM-22, SCM-23). */
export function addressesChanged(turn: Turn, addresses: string[] | null): void {
  const { facts } = turn.state.services;
  if (addresses === null) return;
  const before = facts.addresses;
  facts.addresses = addresses.length > 0;
  if (before !== facts.addresses && !isPending(turn)) addressesFire(turn, facts.addresses);
}

function addressesFire(turn: Turn, any: boolean): void {
  const subtype = any ? subtypes.firstAddress : subtypes.lastAddress;
  happen(turn, { type: 'ip-address-availability', subtype, data: none });
}

/** Before the automatic start begins, facts are only noted: what holds then fires with it. */
function isPending(turn: Turn): boolean {
  return turn.state.services.startUp?.stage === 'pending';
}

/** A start of the system: conditions that hold already fire (reference, section 13). */
export function fireWhatHolds(turn: Turn): void {
  const { addresses, domain, policy, users } = turn.state.services.facts;
  if (addresses !== null) addressesFire(turn, addresses);
  if (domain !== undefined) domainFires(turn, domain);
  if (policy.machine !== null && policy.machine !== '{}') policyFires(turn, 'machine');
  if ((users ?? []).length > 0) policyAtLogOn(turn);
}

/** A device arrived: by its interface classes, and of those by its hardware ids (SCM-24). Nothing fires when one leaves. */
export function deviceArrived(turn: Turn, { classes, ids }: DeviceReading): void {
  for (const subtype of classes)
    happen(turn, { type: 'device-interface-arrival', subtype, data: strings(ids) });
}

/** Joined: start; left or not joined: stop (SCM-26). */
export function domainChanged(turn: Turn, domain: string | null): void {
  const { facts } = turn.state.services;
  const before = facts.domain;
  facts.domain = domain;
  if (before !== undefined && (before === null) === (domain === null)) return;
  if (!isPending(turn)) domainFires(turn, domain);
}

function domainFires(turn: Turn, domain: string | null): void {
  const subtype = domain === null ? subtypes.domainLeave : subtypes.domainJoin;
  happen(turn, { type: 'domain-join', subtype, data: none });
}

/** Policy at the start or at a refresh: where it changed, and at least one setting results (SCM-27, SCM-28, SCM-30). */
export function policyRead(turn: Turn, scope: 'machine' | 'user', settings: Record<string, unknown>): void {
  const { policy, users } = turn.state.services.facts;
  const text = JSON.stringify(settings);
  const before = policy[scope];
  policy[scope] = text;
  if (before === text || Object.keys(settings).length === 0 || isPending(turn)) return;
  // A person's policy is read at logon: without anybody there is nothing to do yet.
  if (scope === 'user' && (users ?? []).length === 0) return;
  policyFires(turn, scope);
}

function policyFires(turn: Turn, scope: 'machine' | 'user'): void {
  const subtype = scope === 'machine' ? subtypes.machinePolicy : subtypes.userPolicy;
  happen(turn, { type: 'group-policy', subtype, data: none });
}

/** Somebody logged on: their policy is read (SCM-29). */
export function policyAtLogOn(turn: Turn): void {
  const { user } = turn.state.services.facts.policy;
  if (user !== null && user !== '{}' && !isPending(turn)) policyFires(turn, 'user');
}

/** An event of somebody's own (SCM-31). */
export function raised(turn: Turn, provider: string, hex: string[], text: string[]): string[] {
  const binary = hex.map((value): TriggerData => ({ type: 'binary', value: value.toLowerCase() }));
  const subtype = provider.replace(/^\{|\}$/g, '').toLowerCase();
  return happen(turn, { type: 'custom', subtype, data: [...binary, ...strings(text)] });
}

/** A port of the firewall was opened or closed: every part that a trigger names must agree. */
export function firewallChanged(
  turn: Turn,
  reading: { open: boolean; port: string; protocol: string; program: string | null; service: string | null },
): void {
  const { open, port, protocol, program, service } = reading;
  const data = strings([port, protocol, program ?? '', service ?? '']);
  const subtype = open ? subtypes.portOpen : subtypes.portClose;
  happen(turn, { type: 'firewall-port-event', subtype, data, whole: true });
}

export function endpointRequested(turn: Turn, endpoint: 'rpc' | 'pipe', name: string): void {
  const subtype = endpoint === 'rpc' ? subtypes.rpcEndpoint : subtypes.pipeEndpoint;
  happen(turn, { type: 'network-endpoint', subtype, data: strings([name]) });
}

export function systemStateChanged(turn: Turn, name: string): void {
  happen(turn, { type: 'custom-system-state-change', subtype: subtypes.systemState, data: strings([name]) });
}
