import type {
  FailureAction,
  FailurePolicy,
  Readiness,
  ServiceDefinition,
} from '../../../src-shared/model/service.js';
import { newService } from '../../core/services/defaults.js';
import { findServiceProblems, fixed } from '../../core/services/validate.js';
import { resultCodes } from '../../core/tasks/validate-finding.js';
import { flag, integer, listOf, text, textMap, textOrNull, word } from './leaves.js';
import { readServiceTriggers } from './read-service-triggers.js';
import type { Field, FieldHandlers, ManifestReading } from './reading.js';

const words = <T extends string>(...all: T[]): Record<T, T> =>
  Object.fromEntries(all.map((one) => [one, one])) as Record<T, T>;

/** Reads the services of a manifest (promises section 3): every default filled in, each name once. */
export function readServices(reading: ManifestReading, field: Field): ServiceDefinition[] {
  if (reading.isNull(field)) return [];
  const entries = reading.list(field);
  if (entries === null) {
    reading.error(field, resultCodes.invalidValue, 'is not a list; write a list of services');
    return [];
  }
  const services: ServiceDefinition[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const service = readService(reading, entry);
    if (service === null) continue;
    if (seen.has(service.name.toLowerCase())) {
      reading.error(entry, resultCodes.invalidValue, `there are two services ${service.name}; remove one`);
    }
    seen.add(service.name.toLowerCase());
    services.push(service);
  }
  return services;
}

function readService(reading: ManifestReading, entry: Field): ServiceDefinition | null {
  if (reading.mapping(entry) === null) {
    reading.error(entry, resultCodes.invalidValue, 'is not a service; write its fields below it, indented');
    return null;
  }
  const service = newService('');
  const given = new Map<string, Field>();
  const handlers = serviceHandlers(reading, service);
  const noting: FieldHandlers = Object.fromEntries(
    Object.entries(handlers).map(([key, read]) => [
      key,
      (f: Field) => {
        given.set(key, f);
        read(f);
      },
    ]),
  );
  const before = reading.problems.length;
  reading.children(entry, noting);
  if (service.name === '') {
    if (!given.has('name')) reading.missing(entry, 'name', 'write the name of the service');
    else reading.error(given.get('name') ?? entry, resultCodes.invalidValue, 'is empty; write a name');
    return null;
  }
  if (!given.has('displayName')) service.displayName = service.name;
  imply(service, given);
  if (reading.problems.length === before) {
    for (const { field, message, value } of findServiceProblems(service)) {
      const at = given.get(field === 'preshutdownTimeoutMs' ? 'preshutdownTimeout' : field) ?? entry;
      reading.error(at, resultCodes.invalidValue, message, value);
    }
  }
  return service;
}

/** Type and host imply each other where only one is written. */
function imply(service: ServiceDefinition, given: ReadonlyMap<string, Field>): void {
  if (given.has('host')) {
    if (service.host.startsWith('shared:') && !given.has('type')) service.type = 'share';
    return;
  }
  const line =
    typeof service.imagePath === 'string' ? service.imagePath : (service.imagePath ?? []).join(' ');
  const group = /\s-k\s+(\S+)\s*$/.exec(line)?.[1];
  if (service.type === 'share' && group !== undefined) service.host = `shared:${group}`;
}

function serviceHandlers(reading: ManifestReading, service: ServiceDefinition): FieldHandlers {
  const put =
    <K extends keyof ServiceDefinition>(key: K, read: (f: Field) => ServiceDefinition[K] | undefined) =>
    (f: Field): void => {
      const value = read(f);
      if (value !== undefined) service[key] = value;
    };
  const textOf = (f: Field): string | undefined => text(reading, f, [f.key])?.trim();
  const optional = (f: Field): string | null | undefined => textOrNull(reading, f, [f.key]);
  const list = (f: Field): string[] =>
    reading.isNull(f) ? [] : listOf(reading, f, [f.key], (one, at) => text(reading, one, at));
  return {
    name: put('name', textOf),
    displayName: put('displayName', textOf),
    description: put('description', optional),
    imagePath: put('imagePath', (f) => readCommandLine(reading, f)),
    type: put('type', (f) =>
      word(reading, f, [f.key], words('own', 'share', 'kernel-driver', 'file-system-driver')),
    ),
    interactive: put('interactive', (f) => flag(reading, f, [f.key])),
    start: put('start', (f) =>
      word(reading, f, [f.key], words('boot', 'system', 'auto', 'delayed-auto', 'demand', 'disabled')),
    ),
    errorControl: put('errorControl', (f) =>
      word(reading, f, [f.key], words('ignore', 'normal', 'severe', 'critical')),
    ),
    group: put('group', optional),
    tag: put('tag', (f) => (reading.isNull(f) ? null : integer(reading, f, [f.key]))),
    dependOnService: put('dependOnService', list),
    dependOnGroup: put('dependOnGroup', list),
    host: put('host', (f) => readHost(reading, f)),
    serviceDll: put('serviceDll', optional),
    readiness: put('readiness', (f) => readReadiness(reading, f)),
    workingDirectory: put('workingDirectory', optional),
    environment: put('environment', (f) => textMap(reading, f, [f.key])),
    environmentFile: put('environmentFile', optional),
    idleStop: put('idleStop', optional),
    account: put('account', textOf),
    failure: put('failure', (f) => readFailure(reading, f)),
    triggers: put('triggers', (f) => readServiceTriggers(reading, f)),
    preshutdownTimeout: (f) => {
      service.preshutdownTimeoutMs = readMs(reading, f) ?? null;
    },
    sidType: put('sidType', (f) => word(reading, f, [f.key], words('none', 'unrestricted', 'restricted'))),
    requiredPrivileges: put('requiredPrivileges', list),
    security: put('security', optional),
  };
}

/** Program and arguments as a list, or as one line; null where it says null. */
function readCommandLine(reading: ManifestReading, field: Field): string[] | string | null | undefined {
  if (reading.isNull(field)) return null;
  if (reading.list(field) === null) return text(reading, field, [field.key]);
  const parts = listOf(reading, field, [field.key], (one, at) => text(reading, one, at));
  if (parts.length > 0) return parts;
  reading.error(field, resultCodes.invalidValue, 'is empty; write the program and its arguments');
  return undefined;
}

function readHost(reading: ManifestReading, field: Field): string | undefined {
  const value = text(reading, field, [field.key]);
  if (value === undefined || /^(protocol|generic|shared:\S+)$/.test(value)) return value;
  reading.error(field, resultCodes.invalidValue, 'is no host; write protocol, generic or shared:GROUP');
  return undefined;
}

function readReadiness(reading: ManifestReading, field: Field): Readiness | undefined {
  const found: {
    kind?: Readiness['kind'] | undefined;
    command: string[];
    port?: number | undefined;
    line?: string | undefined;
  } = { kind: 'process', command: [] };
  reading.children(field, {
    kind: (f) => (found.kind = word(reading, f, [f.key], words('process', 'command', 'port', 'log'))),
    command: (f) => (found.command = listOf(reading, f, [f.key], (one, at) => text(reading, one, at))),
    port: (f) => (found.port = integer(reading, f, [f.key])),
    line: (f) => (found.line = text(reading, f, [f.key])),
  });
  const { kind, command, port, line } = found;
  switch (kind) {
    case 'process':
      return { kind };
    case 'command':
      if (command.length > 0) return { kind, command };
      break;
    case 'port':
      if (port !== undefined && port > 0 && port < 65_536) return { kind, port };
      break;
    case 'log':
      if (line !== undefined && line !== '') return { kind, line };
      break;
    default:
      return undefined;
  }
  const wanted = { command: 'command', port: 'port (1 to 65535)', log: 'line' }[kind];
  reading.error(field, resultCodes.missingNode, `of kind ${kind} wants its ${wanted}`, kind);
  return undefined;
}

function readFailure(reading: ManifestReading, field: Field): FailurePolicy {
  const policy: FailurePolicy = newService('').failure;
  if (reading.isNull(field)) return policy;
  reading.children(field, {
    resetPeriod: (f) => (policy.resetPeriod = textOrNull(reading, f, [f.key]) ?? null),
    actions: (f) =>
      (policy.actions = (reading.isNull(f) ? [] : (reading.list(f) ?? [f])).flatMap(
        (one) => readAction(reading, one) ?? [],
      )),
    command: (f) => {
      const line = readCommandLine(reading, f);
      policy.command = typeof line === 'string' ? line.split(/\s+/) : (line ?? null);
    },
    rebootMessage: (f) => (policy.rebootMessage = textOrNull(reading, f, [f.key]) ?? null),
    onNonCrashFailures: (f) => (policy.onNonCrashFailures = flag(reading, f, [f.key]) ?? false),
  });
  return policy;
}

/** `{ restart: PT1M }`, or the bare word for no delay. */
function readAction(reading: ManifestReading, field: Field): FailureAction | null {
  const kinds = words('none', 'restart', 'reboot', 'run');
  if (reading.mapping(field) === null) {
    const action = word(reading, field, [field.key], kinds);
    return action === undefined ? null : { action, delayMs: 0 };
  }
  let found: FailureAction | null = null;
  const take = (action: FailureAction['action']) => (f: Field) => {
    const delayMs = readMs(reading, f);
    if (delayMs !== undefined) found = { action, delayMs };
  };
  reading.children(field, {
    none: take('none'),
    restart: take('restart'),
    reboot: take('reboot'),
    run: take('run'),
  });
  return found;
}

/** A duration in ms; nothing written is no time. */
function readMs(reading: ManifestReading, field: Field): number | undefined {
  if (reading.isNull(field)) return 0;
  const written = text(reading, field, [field.key]);
  if (written === undefined) return undefined;
  const ms = fixed(written);
  if (ms !== null && ms >= 0) return ms;
  reading.error(field, resultCodes.invalidValue, 'is not a duration such as PT1M');
  return undefined;
}
