import fc from 'fast-check';
import {
  dayNames,
  defaultTaskSettings,
  monthNames,
  yieldModes,
  type Action,
  type TaskDefinition,
  type TaskSettings,
  type Trigger,
} from '../../../src-shared/model/task.js';

/*
 * Definitions of every shape, for the tests that write and read them back. Values are valid one by one; what
 * only stands together with something else is put in order by `settle`.
 */

/** Any text that XML can hold. */
const text = fc
  .string({ unit: 'binary', maxLength: 30 })
  // eslint-disable-next-line no-control-regex -- the characters that XML 1.0 leaves out
  .map((value) => value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, ' '));
const word = text.map((value) => `x${value}`);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const duration = fc
  .record({ days: fc.nat(20), hours: fc.nat(23), minutes: fc.integer({ min: 1, max: 59 }) })
  .map(({ days, hours, minutes }) => `P${days}DT${hours}H${minutes}M`);
const date = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 19));
const zoned = fc.tuple(date, fc.constantFrom('', 'Z', '+05:30', '-08:00')).map(([at, zone]) => at + zone);
const guid = fc.uuid().map((id) => `{${id.toUpperCase()}}`);

const repetition = fc.record({
  interval: duration.filter((value) => value !== 'P0DT0H0M'),
  duration: fc.constantFrom(null, 'P40D'),
  stopAtDurationEnd: fc.boolean(),
});
const base = {
  id: maybe(word),
  enabled: fc.boolean(),
  startBoundary: maybe(zoned),
  endBoundary: fc.constant(null),
  repetition: maybe(repetition),
  executionTimeLimit: maybe(duration),
};
const calendar = { ...base, startBoundary: zoned, randomDelay: maybe(duration) };
const delayed = { ...base, delay: maybe(duration) };
const days = fc.shuffledSubarray([...dayNames], { minLength: 1 });
const months = fc.shuffledSubarray([...monthNames], { minLength: 1 });
const last = fc.constant('last' as const);

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ kind: fc.constant('time' as const), ...calendar }),
  fc.record({
    kind: fc.constant('daily' as const),
    ...calendar,
    daysInterval: fc.integer({ min: 1, max: 365 }),
  }),
  fc.record({
    kind: fc.constant('weekly' as const),
    ...calendar,
    weeksInterval: fc.integer({ min: 1, max: 52 }),
    daysOfWeek: days,
  }),
  fc.record({
    kind: fc.constant('monthly' as const),
    ...calendar,
    daysOfMonth: fc.array(fc.oneof(fc.integer({ min: 1, max: 31 }), last), { minLength: 1, maxLength: 5 }),
    months,
  }),
  fc.record({
    kind: fc.constant('monthlyDayOfWeek' as const),
    ...calendar,
    weeks: fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), last), { minLength: 1, maxLength: 5 }),
    daysOfWeek: days,
    months,
  }),
  fc.record({ kind: fc.constant('idle' as const), ...base }),
  fc.record({ kind: fc.constantFrom('registration' as const, 'boot' as const), ...delayed }),
  fc.record({ kind: fc.constant('logon' as const), ...delayed, userId: maybe(text) }),
  fc.record({
    kind: fc.constant('sessionStateChange' as const),
    ...delayed,
    userId: maybe(text),
    stateChange: fc.constantFrom(
      'ConsoleConnect' as const,
      'SessionLock' as const,
      'RemoteDisconnect' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('event' as const),
    ...delayed,
    subscription: word,
    periodOfOccurrence: maybe(duration),
    numberOfOccurrences: fc.integer({ min: 1, max: 32 }),
    matchingElement: maybe(text),
    valueQueries: fc.array(fc.record({ name: word, query: text }), { maxLength: 3 }),
  }),
  fc
    .record({ name: fc.constantFrom('WnfStateChangeTrigger', 'CustomTrigger'), enabled: fc.boolean() })
    .map(({ name, enabled }): Trigger => ({
      kind: 'kept',
      id: null,
      enabled,
      startBoundary: null,
      endBoundary: null,
      repetition: null,
      executionTimeLimit: null,
      element: name,
      xml: `<${name}>\n  <Enabled>${enabled}</Enabled><StateName a="1">&lt;</StateName></${name}>`,
    })),
);

const exec = fc.record({
  kind: fc.constant('exec' as const),
  id: maybe(word),
  command: word,
  arguments: maybe(fc.oneof(text, fc.array(text, { maxLength: 4 }))),
  workingDirectory: maybe(text),
  environment: fc.dictionary(
    word.map((name) => name.replace(/=/g, '')),
    text,
    { maxKeys: 3, noNullPrototype: true },
  ),
  environmentFile: maybe(text),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: exec },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('comHandler' as const),
      id: maybe(word),
      classId: guid,
      data: maybe(fc.oneof(text, fc.constantFrom('<a/>', '<a x="1">&amp;</a> t', '<a', '&amp;'))),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('SendEmail', 'ShowMessage').map((name) => ({
      kind: 'kept' as const,
      id: null,
      element: name,
      xml: `<${name}><Body>a &amp; b</Body></${name}>`,
    })),
  },
);

const settings: fc.Arbitrary<TaskSettings> = fc.record({
  allowStartOnDemand: fc.boolean(),
  restartOnFailure: maybe(fc.record({ interval: duration, count: fc.integer({ min: 1, max: 999 }) })),
  multipleInstancesPolicy: fc.constantFrom(
    'parallel' as const,
    'queue' as const,
    'ignoreNew' as const,
    'stopExisting' as const,
  ),
  disallowStartIfOnBatteries: fc.boolean(),
  stopIfGoingOnBatteries: fc.boolean(),
  allowHardTerminate: fc.boolean(),
  startWhenAvailable: fc.boolean(),
  networkProfileName: maybe(text),
  runOnlyIfNetworkAvailable: fc.boolean(),
  networkSettings: maybe(fc.record({ name: maybe(text), id: maybe(guid) })),
  wakeToRun: fc.boolean(),
  enabled: fc.boolean(),
  hidden: fc.boolean(),
  deleteExpiredTaskAfter: fc.constant(null),
  idleSettings: maybe(
    fc.record({
      duration: maybe(duration),
      waitTimeout: maybe(duration),
      stopOnIdleEnd: fc.boolean(),
      restartOnIdle: fc.boolean(),
    }),
  ),
  executionTimeLimit: fc.oneof(duration, fc.constantFrom('PT0S', 'PT72H')),
  priority: fc.integer({ min: 0, max: 10 }),
  runOnlyIfIdle: fc.boolean(),
  useUnifiedSchedulingEngine: fc.boolean(),
  disallowStartOnRemoteAppSession: fc.boolean(),
  volatile: fc.boolean(),
  yield: fc.constantFrom(...yieldModes),
  critical: fc.boolean(),
  retryAfter: maybe(duration),
});

const principal = fc.record({
  id: maybe(word),
  userId: maybe(text),
  groupId: fc.constant(null),
  displayName: maybe(text),
  logonType: maybe(fc.constantFrom('S4U' as const, 'Password' as const, 'InteractiveToken' as const)),
  runLevel: maybe(fc.constantFrom('LeastPrivilege' as const, 'HighestAvailable' as const)),
  processTokenSidType: maybe(fc.constantFrom('None' as const, 'Unrestricted' as const)),
  requiredPrivileges: fc.subarray(['SeChangeNotifyPrivilege', 'SeImpersonatePrivilege']),
});

const path = fc
  .array(fc.stringMatching(/^[A-Za-z0-9äλ&<"'][A-Za-z0-9 äλ&<"'.]{0,8}[a-z0-9]$/), {
    minLength: 1,
    maxLength: 3,
  })
  .map((names) => `\\${names.join('\\')}`);

/** Any valid definition. */
export const anyDefinition: fc.Arbitrary<TaskDefinition> = fc
  .record({
    path,
    version: fc.constantFrom('1.2', '1.3', '1.4', '1.6'),
    info: fc.record({
      securityDescriptor: maybe(text),
      source: maybe(text),
      date: maybe(date),
      author: maybe(text),
      version: maybe(text),
      description: maybe(text),
      documentation: maybe(text),
    }),
    triggers: fc.array(trigger, { maxLength: 4 }),
    principal: maybe(principal),
    settings,
    maintenance: maybe(
      fc.record({
        period: fc.constantFrom('P1D', 'P1M', 'PT36H'),
        deadline: fc.constantFrom(null, 'P40D'),
        exclusive: fc.boolean(),
      }),
    ),
    actions: fc.array(action, { minLength: 1, maxLength: 3 }),
    actionsContext: maybe(word),
    data: fc.constantFrom(null, '<Data>x &amp; <y xmlns="urn:y">\n</y></Data>'),
    keptXml: fc.constantFrom<string[]>(
      [],
      ['<?in Settings?><HideAppWindow>true</HideAppWindow>'],
      ['<?in Actions/0?><HideAppWindow a="b" />', '<?in ?><HideAppWindow>1</HideAppWindow>'],
    ),
  })
  .map(settle);

type Loose = Omit<TaskDefinition, 'registrationInfo'> & {
  info: Omit<TaskDefinition['registrationInfo'], 'uri'>;
};

function settle({ info, ...task }: Loose): TaskDefinition {
  const minor = Number(task.version.slice(2));
  const maintenance = minor >= 4 ? task.maintenance : null;
  const early =
    minor < 3 ? { useUnifiedSchedulingEngine: false, disallowStartOnRemoteAppSession: false } : {};
  const late = minor < 4 ? { volatile: false } : {};
  const strict =
    maintenance === null
      ? {}
      : {
          useUnifiedSchedulingEngine: true,
          multipleInstancesPolicy: 'ignoreNew' as const,
          networkSettings: null,
        };
  const inAction =
    task.keptXml.some((xml) => xml.startsWith('<?in Actions')) && task.actions[0]?.kind === 'kept';
  return {
    ...task,
    registrationInfo: { ...info, uri: task.path },
    maintenance,
    triggers: maintenance === null ? task.triggers : task.triggers.filter(({ kind }) => kind === 'kept'),
    settings: { ...defaultTaskSettings, ...task.settings, ...early, ...late, ...strict },
    principal:
      task.principal !== null && minor < 3
        ? { ...task.principal, processTokenSidType: null, requiredPrivileges: [] }
        : task.principal,
    actions:
      maintenance === null ? task.actions : task.actions.filter(({ kind }) => kind !== 'kept').concat(plain),
    keptXml: inAction ? [] : task.keptXml,
  };
}

const plain: Action = {
  kind: 'exec',
  id: null,
  command: 'true',
  arguments: null,
  workingDirectory: null,
  environment: {},
  environmentFile: null,
};
