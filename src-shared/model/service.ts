import { z } from 'zod';
import { WhyTest } from './maintenance.js';

/** A service of the database (promises section 3; reference "service model", section 1). Limits are the core's. */
export const ServiceType = z.enum(['own', 'share', 'kernel-driver', 'file-system-driver']);
export type ServiceType = z.infer<typeof ServiceType>;

export const ServiceStart = z.enum(['boot', 'system', 'auto', 'delayed-auto', 'demand', 'disabled']);
export type ServiceStart = z.infer<typeof ServiceStart>;

export const ErrorControl = z.enum(['ignore', 'normal', 'severe', 'critical']);
export type ErrorControl = z.infer<typeof ErrorControl>;

/** How Caretaker knows that a generic service is running. */
export const Readiness = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('process') }),
  /** Exit code 0 of the command means ready; tried again until then. */
  z.strictObject({ kind: z.literal('command'), command: z.array(z.string()).min(1) }),
  /** Somebody listens on this TCP port of the machine itself. */
  z.strictObject({ kind: z.literal('port'), port: z.number().int().min(1).max(65_535) }),
  /** A line of its output holds this text. */
  z.strictObject({ kind: z.literal('log'), line: z.string().min(1) }),
]);
export type Readiness = z.infer<typeof Readiness>;

export const FailureAction = z.strictObject({
  action: z.enum(['none', 'restart', 'reboot', 'run']),
  delayMs: z.number().int().min(0),
});
export type FailureAction = z.infer<typeof FailureAction>;

export const FailurePolicy = z.strictObject({
  /** ISO 8601; the count returns to 0 after so long without a failure; null = never. */
  resetPeriod: z.string().nullable(),
  actions: z.array(FailureAction),
  command: z.array(z.string()).nullable(),
  rebootMessage: z.string().nullable(),
  /** STOPPED with an error code counts as a failure, too. */
  onNonCrashFailures: z.boolean(),
});
export type FailurePolicy = z.infer<typeof FailurePolicy>;

export const TriggerType = z.enum([
  'device-interface-arrival',
  'ip-address-availability',
  'domain-join',
  'firewall-port-event',
  'group-policy',
  'network-endpoint',
  'custom-system-state-change',
  'custom',
  'aggregate',
]);
export type TriggerType = z.infer<typeof TriggerType>;

/** One data item: text for strings, hexadecimal digits for everything else. */
export const TriggerData = z.strictObject({
  type: z.enum(['binary', 'string', 'level', 'keyword-any', 'keyword-all']),
  value: z.string(),
});
export type TriggerData = z.infer<typeof TriggerData>;

export const ServiceTrigger = z.strictObject({
  action: z.enum(['start', 'stop']),
  type: TriggerType,
  /** GUID in lower case, without braces: interface class, provider, or one of `triggerSubtypes`. */
  subtype: z.string(),
  data: z.array(TriggerData),
});
export type ServiceTrigger = z.infer<typeof ServiceTrigger>;

export const ServiceDefinition = z.strictObject({
  name: z.string().min(1),
  displayName: z.string(),
  description: z.string().nullable(),
  /** Program and arguments; one string is split with the CommandLineToArgvW rules. */
  imagePath: z.union([z.array(z.string()).min(1), z.string(), z.null()]),
  type: ServiceType,
  interactive: z.boolean(),
  start: ServiceStart,
  errorControl: ErrorControl,
  group: z.string().nullable(),
  tag: z.number().int().nullable(),
  dependOnService: z.array(z.string()),
  dependOnGroup: z.array(z.string()),
  /** `protocol`, `generic`, or `shared:GROUP`. */
  host: z.string().regex(/^(protocol|generic|shared:.+)$/, 'protocol, generic or shared:GROUP'),
  /** Module that a shared host loads for this service. */
  serviceDll: z.string().nullable(),
  readiness: Readiness,
  workingDirectory: z.string().nullable(),
  environment: z.record(z.string(), z.string()),
  environmentFile: z.string().nullable(),
  /** ISO 8601 time without clients after which it is stopped; null = never. */
  idleStop: z.string().nullable(),
  account: z.string(),
  failure: FailurePolicy,
  triggers: z.array(ServiceTrigger),
  preshutdownTimeoutMs: z.number().int().min(0).nullable(),
  sidType: z.enum(['none', 'unrestricted', 'restricted']),
  requiredPrivileges: z.array(z.string()),
  /** SDDL; null = the default of the reference. */
  security: z.string().nullable(),
});
export type ServiceDefinition = z.infer<typeof ServiceDefinition>;

export const ServiceState = z.enum([
  'STOPPED',
  'START_PENDING',
  'STOP_PENDING',
  'RUNNING',
  'CONTINUE_PENDING',
  'PAUSE_PENDING',
  'PAUSED',
]);
export type ServiceState = z.infer<typeof ServiceState>;

/** SERVICE_STATUS as a service reports it. */
export const ServiceStatus = z.strictObject({
  state: ServiceState,
  checkPoint: z.number().int().min(0),
  /** ms until the next report with a higher checkPoint or another state. */
  waitHint: z.number().int().min(0),
  /** Mask of `acceptBits`. */
  accepts: z.number().int().min(0),
  win32ExitCode: z.number().int().min(0),
  serviceSpecificExitCode: z.number().int().min(0),
});
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** Why a service was started last (dynamic information of Windows: 1, 2, 4, 8, 0x10). */
export const StartReason = z.enum(['demand', 'auto', 'trigger', 'restart', 'delayed', 'dependency']);
export type StartReason = z.infer<typeof StartReason>;

/** One row of `caretaker service list --json` (promises section 2: the first seven; the rest is added). */
export const ServiceSummary = z.object({
  name: z.string(),
  displayName: z.string(),
  state: ServiceState,
  startType: z.enum(['BOOT_START', 'SYSTEM_START', 'AUTO_START', 'DEMAND_START', 'DISABLED']),
  pid: z.number().int().nullable(),
  /** win32ExitCode; 1077 when it was not started since boot, 1058 when it is disabled besides. */
  exitCode: z.number().int(),
  triggers: z.array(ServiceTrigger),
  description: z.string().nullable(),
  type: ServiceType,
  delayed: z.boolean(),
  group: z.string().nullable(),
  account: z.string(),
  host: z.string(),
  status: ServiceStatus,
  /** No progress within the wait hint. */
  hung: z.boolean(),
  /** Since when it is in this state, UTC. */
  since: z.string().nullable(),
  startReason: StartReason.nullable(),
  /** Author of the last end: `service` (itself), `user`, `trigger`, `idle`, `crash`, `shutdown`, `dependency`, `failed`; null = never ended. */
  stoppedBy: z.string().nullable(),
  /** Crash loop: failed until started by hand, or by a trigger an hour later. */
  failed: z.boolean(),
  /** Failures counted since boot or the last reset. */
  failures: z.number().int(),
  /** When a failure action is due, UTC. */
  restartAt: z.string().nullable(),
  /** Clients that hold it with acquire. */
  clients: z.number().int(),
  /** Deleted, until the last user lets go. */
  marked: z.boolean(),
  /** A changed configuration that has not been tried yet (CT-08). */
  provisional: z.boolean(),
});
export type ServiceSummary = z.infer<typeof ServiceSummary>;

/** `caretaker service plan --json` (promises section 2; errors are added). */
export const StartupPlan = z.object({
  mode: z.enum(['normal', 'minimal', 'network']),
  phases: z.array(z.object({ group: z.string(), services: z.array(z.string()) })),
  started: z.array(z.string()),
  /** Those of them that start two minutes after the others. */
  delayed: z.array(z.string()),
  failed: z.record(z.string(), z.number().int()),
  critical: z.array(z.string()),
  /** For each failed one: what it failed on, and for a circle the whole path. */
  errors: z.array(
    z.object({
      service: z.string(),
      code: z.number().int(),
      /** Service or group that it failed on; null where there is none. */
      on: z.string().nullable(),
      path: z.array(z.string()),
    }),
  ),
});
export type StartupPlan = z.infer<typeof StartupPlan>;

export const ServiceProcessInfo = z.object({
  pid: z.number().int().nullable(),
  /** GUID of the process in Caretaker. */
  process: z.string(),
  imagePath: z.string(),
  account: z.string(),
  pipe: z.number().int(),
  services: z.array(z.string()),
  since: z.string(),
});
export type ServiceProcessInfo = z.infer<typeof ServiceProcessInfo>;

/** Values beside the services that a control set holds. */
export const ServiceControl = z.strictObject({
  serviceGroupOrder: z.array(z.string()),
  /** Order of driver tags by group. */
  tagOrder: z.record(z.string(), z.array(z.number().int())),
  safeBoot: z.strictObject({ minimal: z.array(z.string()), network: z.array(z.string()) }),
  /** Program that says whether a start was good; null = a log-on does. */
  bootVerificationProgram: z.array(z.string()).nullable(),
  servicesPipeTimeoutMs: z.number().int().min(1),
  waitToKillServiceTimeoutMs: z.number().int().min(0),
  /** Order of preshutdown notices; others follow in the order of the database. */
  preshutdownOrder: z.array(z.string()),
  noInteractiveServices: z.boolean(),
  /** An administrator allowed real reboots as a failure action. */
  rebootArmed: z.boolean(),
});
export type ServiceControl = z.infer<typeof ServiceControl>;

export const ControlSetInfo = z.object({
  number: z.number().int(),
  services: z.number().int(),
  current: z.boolean(),
  default: z.boolean(),
  failed: z.boolean(),
  lastKnownGood: z.boolean(),
  control: ServiceControl,
});

export const ServiceWhy = z.object({ subject: z.string(), state: z.string(), tests: z.array(WhyTest) });

/** Advice for a service after the seeds' checklist. */
export const ServiceAdvice = z.object({
  service: z.string(),
  /** Stable word such as `automatic-without-need`. */
  advice: z.string(),
  message: z.string(),
});
export type ServiceAdvice = z.infer<typeof ServiceAdvice>;

/** What a manifest says of services (promises section 3); null leaves a value as it is. */
export const ServicesManifest = z.strictObject({
  services: z.array(ServiceDefinition),
  serviceGroupOrder: z.array(z.string()).nullable(),
  tagOrder: z.record(z.string(), z.array(z.number().int())).nullable(),
  safeBoot: z.strictObject({ minimal: z.array(z.string()), network: z.array(z.string()) }).nullable(),
});
export type ServicesManifest = z.infer<typeof ServicesManifest>;
export type ControlSetInfo = z.infer<typeof ControlSetInfo>;
