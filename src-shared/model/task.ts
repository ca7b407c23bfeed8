import { z } from 'zod';

/**
 * A task as it is registered: the Task Scheduler model in camelCase with every default filled in.
 * Source: reference "task model". Durations and boundaries stay in their written form, so that an
 * export gives back what was imported; the core reads them once at registration.
 */

const text = z.string().nullable();

export const Repetition = z.strictObject({
  interval: z.string(),
  /** `null` = for ever. */
  duration: text,
  stopAtDurationEnd: z.boolean(),
});
export type Repetition = z.infer<typeof Repetition>;

const triggerBase = {
  id: text,
  enabled: z.boolean(),
  /** Local without offset; with `Z` or an offset that very instant. */
  startBoundary: text,
  endBoundary: text,
  repetition: Repetition.nullable(),
  executionTimeLimit: text,
};
const calendarBase = { ...triggerBase, startBoundary: z.string(), randomDelay: text };
const delayed = { ...triggerBase, delay: text };

export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;
export const DayName = z.enum(dayNames);
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const months = z.array(z.enum(monthNames)).min(1);
const days = z.array(DayName).min(1);

export const Trigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('time'), ...calendarBase }),
  z.strictObject({
    kind: z.literal('daily'),
    ...calendarBase,
    daysInterval: z.number().int().min(1).max(365),
  }),
  z.strictObject({
    kind: z.literal('weekly'),
    ...calendarBase,
    weeksInterval: z.number().int().min(1).max(52),
    daysOfWeek: days,
  }),
  z.strictObject({
    kind: z.literal('monthly'),
    ...calendarBase,
    daysOfMonth: z.array(z.union([z.number().int().min(1).max(31), z.literal('last')])).min(1),
    months,
  }),
  z.strictObject({
    kind: z.literal('monthlyDayOfWeek'),
    ...calendarBase,
    weeks: z.array(z.union([z.number().int().min(1).max(4), z.literal('last')])).min(1),
    daysOfWeek: days,
    months,
  }),
  z.strictObject({ kind: z.literal('idle'), ...triggerBase }),
  z.strictObject({ kind: z.literal('registration'), ...delayed }),
  z.strictObject({ kind: z.literal('boot'), ...delayed }),
  z.strictObject({ kind: z.literal('logon'), ...delayed, userId: text }),
  z.strictObject({
    kind: z.literal('sessionStateChange'),
    ...delayed,
    userId: text,
    stateChange: z.enum([
      'ConsoleConnect',
      'ConsoleDisconnect',
      'RemoteConnect',
      'RemoteDisconnect',
      'SessionLock',
      'SessionUnlock',
    ]),
  }),
  z.strictObject({
    kind: z.literal('event'),
    ...delayed,
    subscription: z.string(),
    periodOfOccurrence: text,
    numberOfOccurrences: z.number().int().min(1).max(32),
    matchingElement: text,
    valueQueries: z.array(z.strictObject({ name: z.string(), query: z.string() })),
  }),
  /** An element that Windows writes and the public schema lacks: kept, exported unchanged, never fires. */
  z.strictObject({ kind: z.literal('kept'), ...triggerBase, element: z.string(), xml: z.string() }),
]);
export type Trigger = z.infer<typeof Trigger>;
export type TriggerKind = Trigger['kind'];

export const ExecAction = z.strictObject({
  kind: z.literal('exec'),
  id: text,
  command: z.string().min(1),
  /** One string as Windows writes it, or a list (manifest), which needs no quoting. */
  arguments: z.union([z.string(), z.array(z.string())]).nullable(),
  workingDirectory: text,
  /** Caretaker's own: added to the allow-listed environment. */
  environment: z.record(z.string(), z.string()),
  environmentFile: text,
});
export type ExecAction = z.infer<typeof ExecAction>;

export const Action = z.discriminatedUnion('kind', [
  ExecAction,
  z.strictObject({ kind: z.literal('comHandler'), id: text, classId: z.string(), data: text }),
  /** SendEmail and ShowMessage, dropped in Windows 8: kept and exported, never run. */
  z.strictObject({ kind: z.literal('kept'), id: text, element: z.string(), xml: z.string() }),
]);
export type Action = z.infer<typeof Action>;

export const Principal = z.strictObject({
  id: text,
  userId: text,
  groupId: text,
  displayName: text,
  logonType: z.enum(['S4U', 'Password', 'InteractiveToken', 'InteractiveTokenOrPassword']).nullable(),
  runLevel: z.enum(['LeastPrivilege', 'HighestAvailable']).nullable(),
  processTokenSidType: z.enum(['None', 'Unrestricted']).nullable(),
  requiredPrivileges: z.array(z.string()),
});
export type Principal = z.infer<typeof Principal>;

export const TaskMaintenance = z.strictObject({
  /** At least P1D. */
  period: z.string(),
  /** Longer than the period; `null` = never in emergency. */
  deadline: text,
  exclusive: z.boolean(),
});
export type TaskMaintenance = z.infer<typeof TaskMaintenance>;

export const yieldModes = ['freeze', 'signal', 'restart', 'slow', 'never'] as const;

export const TaskSettings = z.strictObject({
  allowStartOnDemand: z.boolean(),
  restartOnFailure: z
    .strictObject({ interval: z.string(), count: z.number().int().min(1).max(999) })
    .nullable(),
  multipleInstancesPolicy: z.enum(['parallel', 'queue', 'ignoreNew', 'stopExisting']),
  disallowStartIfOnBatteries: z.boolean(),
  stopIfGoingOnBatteries: z.boolean(),
  allowHardTerminate: z.boolean(),
  startWhenAvailable: z.boolean(),
  networkProfileName: text,
  runOnlyIfNetworkAvailable: z.boolean(),
  networkSettings: z.strictObject({ name: text, id: text }).nullable(),
  wakeToRun: z.boolean(),
  enabled: z.boolean(),
  hidden: z.boolean(),
  deleteExpiredTaskAfter: text,
  idleSettings: z
    .strictObject({
      duration: text,
      waitTimeout: text,
      stopOnIdleEnd: z.boolean(),
      restartOnIdle: z.boolean(),
    })
    .nullable(),
  /** `PT0S` = no limit; default PT72H. */
  executionTimeLimit: z.string(),
  /** 0 (realtime) to 10 (idle); default 7. */
  priority: z.number().int().min(0).max(10),
  runOnlyIfIdle: z.boolean(),
  useUnifiedSchedulingEngine: z.boolean(),
  disallowStartOnRemoteAppSession: z.boolean(),
  volatile: z.boolean(),
  /** Caretaker's own: what a maintenance task does when the user returns. */
  yield: z.enum(yieldModes),
  /** Caretaker's own: never suspended for presence, window end, pause or power. */
  critical: z.boolean(),
  /** Caretaker's own: after a failure code due again that long after the finish. */
  retryAfter: text,
});
export type TaskSettings = z.infer<typeof TaskSettings>;

export const RegistrationInfo = z.strictObject({
  uri: text,
  securityDescriptor: text,
  source: text,
  date: text,
  author: text,
  version: text,
  description: text,
  documentation: text,
});
export type RegistrationInfo = z.infer<typeof RegistrationInfo>;

export const TaskDefinition = z.strictObject({
  path: z.string(),
  /** Schema version as written, `1.1` to `1.6`. */
  version: z.string(),
  registrationInfo: RegistrationInfo,
  triggers: z.array(Trigger).max(48),
  principal: Principal.nullable(),
  settings: TaskSettings,
  maintenance: TaskMaintenance.nullable(),
  actions: z.array(Action).min(1).max(32),
  actionsContext: text,
  /** The Data element, verbatim XML. */
  data: text,
  /** Elements newer than the schema that is known, verbatim, exported unchanged. */
  keptXml: z.array(z.string()),
});
export type TaskDefinition = z.infer<typeof TaskDefinition>;

/** The settings of a task that says nothing: reference "task model", section 7. */
export const defaultTaskSettings: TaskSettings = {
  allowStartOnDemand: true,
  restartOnFailure: null,
  multipleInstancesPolicy: 'ignoreNew',
  disallowStartIfOnBatteries: true,
  stopIfGoingOnBatteries: true,
  allowHardTerminate: true,
  startWhenAvailable: false,
  networkProfileName: null,
  runOnlyIfNetworkAvailable: false,
  networkSettings: null,
  wakeToRun: false,
  enabled: true,
  hidden: false,
  deleteExpiredTaskAfter: null,
  idleSettings: null,
  executionTimeLimit: 'PT72H',
  priority: 7,
  runOnlyIfIdle: false,
  useUnifiedSchedulingEngine: false,
  disallowStartOnRemoteAppSession: false,
  volatile: false,
  yield: 'freeze',
  critical: false,
  retryAfter: null,
};

export const emptyRegistrationInfo: RegistrationInfo = {
  uri: null,
  securityDescriptor: null,
  source: null,
  date: null,
  author: null,
  version: null,
  description: null,
  documentation: null,
};
