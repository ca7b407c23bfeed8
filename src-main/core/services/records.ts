import {
  controlCodes,
  failureActionNumbers,
  type serviceStartNames,
} from '../../../src-shared/model/service-constants.js';
import type { FailureAction, ServiceDefinition } from '../../../src-shared/model/service.js';
import { recordService, type Turn } from '../kernel/turn.js';
import { displayNameOf } from './database.js';
import { imageLine } from './image.js';
import { isDriver } from './group-order.js';
import type { Service } from './state.js';

/**
 * Events of the service manager in the log System, with the inserts in the order of Windows (reference "service
 * events"). A Win32 error travels as `%%1053`: who reads it expands it to the sentence of that error (SCM-97).
 */

function write(turn: Turn, id: number, service: Service, ...inserts: (string | number)[]): void {
  recordService(turn, id, service.row.name, inserts);
}

export function errorInsert(code: number): string {
  return `%%${code}`;
}

const startWords = {
  boot: 'boot start',
  system: 'system start',
  auto: 'auto start',
  'delayed-auto': 'auto start',
  demand: 'demand start',
  disabled: 'disabled',
} as const satisfies Record<keyof typeof serviceStartNames, string>;

const actionWords = {
  none: 'take no action',
  restart: 'restart the service',
  reboot: 'reboot the machine',
  run: 'run the configured recovery program',
} as const;

const controlWords = new Map<number, string>([
  [controlCodes.stop, 'stop'],
  [controlCodes.pause, 'pause'],
  [controlCodes.continue, 'continue'],
]);

/** 7000: it did not start. Services whose errors are to be ignored leave no record. */
export function recordStartFailed(turn: Turn, service: Service, code: number): void {
  write(turn, 7000, service, displayNameOf(turn.state, service), errorInsert(code));
}

export function recordDependencyFailed(turn: Turn, service: Service, on: string, code: number): void {
  write(turn, 7001, service, displayNameOf(turn.state, service), on, errorInsert(code));
}

export function recordGroupFailed(turn: Turn, service: Service, group: string): void {
  write(turn, 7002, service, displayNameOf(turn.state, service), group);
}

export function recordDependencyMissing(turn: Turn, service: Service, on: string): void {
  write(turn, 7003, service, displayNameOf(turn.state, service), on);
}

export function recordConnectTimeout(turn: Turn, service: Service, ms: number): void {
  write(turn, 7009, service, ms, displayNameOf(turn.state, service));
}

export function recordAnswerTimeout(turn: Turn, service: Service, ms: number): void {
  write(turn, 7011, service, ms, displayNameOf(turn.state, service));
}

/** Records whose one insert is the name: 7015 to 7022 and their like. */
export function recordNamed(turn: Turn, id: number, service: Service): void {
  write(turn, id, service, displayNameOf(turn.state, service));
}

export function recordInvalidState(turn: Turn, service: Service, state: string): void {
  write(turn, 7016, service, displayNameOf(turn.state, service), state);
}

/** 7036, 7023 or 7024: it stopped. */
export function recordStopped(turn: Turn, service: Service, code: number, specific: number): void {
  const name = displayNameOf(turn.state, service);
  if (code === 0) return write(turn, 7036, service, name, 'stopped');
  if (code === 1066) return write(turn, 7024, service, name, specific);
  return write(turn, 7023, service, name, errorInsert(code));
}

export function recordEntered(turn: Turn, service: Service, state: 'running' | 'paused'): void {
  write(turn, 7036, service, displayNameOf(turn.state, service), state);
}

export function recordCrashed(
  turn: Turn,
  service: Service,
  count: number,
  action: FailureAction['action'] | null,
  delayMs: number,
): void {
  const name = displayNameOf(turn.state, service);
  if (action === null) return write(turn, 7034, service, name, count);
  return write(turn, 7031, service, name, count, delayMs, failureActionNumbers[action], actionWords[action]);
}

export function recordActionFailed(
  turn: Turn,
  service: Service,
  action: FailureAction['action'],
  code: number,
): void {
  const name = displayNameOf(turn.state, service);
  write(turn, 7032, service, failureActionNumbers[action], actionWords[action], name, errorInsert(code));
}

/** 7035: somebody sent a control. */
export function recordControl(turn: Turn, service: Service, control: number | 'start'): void {
  const word = control === 'start' ? 'start' : controlWords.get(control);
  if (word !== undefined) write(turn, 7035, service, displayNameOf(turn.state, service), word);
}

/** 7042: stopped with a reason. */
export function recordStopReason(turn: Turn, service: Service, reason: number, comment: string): void {
  const hex = `0x${reason.toString(16)}`;
  const name = displayNameOf(turn.state, service);
  write(turn, 7042, service, name, 'stop', hex, stopReasonText(reason), comment);
}

const majors = ['', 'Other', 'Hardware', 'Operating System', 'Software', 'Application', 'None'];
const minors = [
  'None',
  'Other',
  'Maintenance',
  'Installation',
  'Upgrade',
  'Reconfiguration',
  'Hung',
  'Unstable',
  'Disk',
  'Network Card',
  'Environment',
  'Hardware Driver',
  'Other Driver',
  'Service Pack',
  'Software Update',
  'Security Fix',
  'Security',
  'Network Connectivity',
  'WMI',
  'Service Pack Uninstall',
  'Software Update Uninstall',
  'Security Fix Uninstall',
  'MMC',
];

function stopReasonText(reason: number): string {
  const major = majors[(reason >>> 16) & 0xff] ?? '';
  const minor = minors[reason & 0xffff] ?? '';
  const planned = (reason & 0x4000_0000) !== 0 ? 'Planned' : 'Unplanned';
  return [major, minor].filter((part) => part !== '').join(': ') + ` (${planned})`;
}

export function recordStartType(
  turn: Turn,
  service: Service,
  before: ServiceDefinition['start'],
  after: ServiceDefinition['start'],
): void {
  const name = displayNameOf(turn.state, service);
  write(turn, 7040, service, name, startWords[before], startWords[after], service.row.name);
}

export function recordInstalled(turn: Turn, service: Service, definition: ServiceDefinition): void {
  const type = isDriver(definition)
    ? definition.type === 'kernel-driver'
      ? 'kernel mode driver'
      : 'file system driver'
    : 'user mode service';
  const { name, account } = definition;
  const path = imageLine(definition) ?? '';
  write(
    turn,
    7045,
    service,
    name,
    path,
    type,
    startWords[definition.start],
    isDriver(definition) ? '' : account,
  );
}

export function recordLogonFailed(turn: Turn, service: Service, account: string, code: number): void {
  const name = displayNameOf(turn.state, service);
  if (code === 1385) return write(turn, 7041, service, name, account);
  return write(turn, 7038, service, name, account, errorInsert(code));
}

export function recordSlowStart(turn: Turn, service: Service, minutes: number): void {
  write(turn, 7044, service, displayNameOf(turn.state, service), minutes);
}

/** Caretaker's own 940 to 959: the name first, then what else there is. */
export function recordOwn(turn: Turn, id: number, service: Service, ...inserts: (string | number)[]): void {
  write(turn, id, service, displayNameOf(turn.state, service), ...inserts);
}

/** A record of the manager itself. */
export function recordManager(turn: Turn, id: number, ...inserts: (string | number)[]): void {
  recordService(turn, id, null, inserts);
}
