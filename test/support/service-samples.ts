import type { RequestIn, RequestName, RequestOut } from '../../src-shared/contract/table.js';
import type { ServiceControl, ServiceDefinition, ServiceSummary } from '../../src-shared/model/service.js';

type ServiceRequestName = Extract<RequestName, `services.${string}`>;

export const sampleService: ServiceDefinition = {
  name: 'imaged',
  displayName: 'Imaging',
  description: 'Takes pictures from cameras.',
  imagePath: ['node', 'imaged.js'],
  type: 'own',
  interactive: false,
  start: 'demand',
  errorControl: 'normal',
  group: 'Imaging',
  tag: null,
  dependOnService: ['plugplay'],
  dependOnGroup: [],
  host: 'generic',
  serviceDll: null,
  readiness: { kind: 'process' },
  workingDirectory: null,
  environment: {},
  environmentFile: null,
  idleStop: 'PT3M',
  account: 'LocalSystem',
  failure: {
    resetPeriod: 'P1D',
    actions: [
      { action: 'restart', delayMs: 60_000 },
      { action: 'run', delayMs: 0 },
    ],
    command: ['./notify.sh'],
    rebootMessage: null,
    onNonCrashFailures: false,
  },
  triggers: [
    {
      action: 'start',
      type: 'device-interface-arrival',
      subtype: '6bdd1fc6-810f-11d0-bec7-08002be2092f',
      data: [{ type: 'string', value: 'USB\\VID_04A9' }],
    },
  ],
  preshutdownTimeoutMs: null,
  sidType: 'none',
  requiredPrivileges: [],
  security: null,
};

const sampleServiceSummary: ServiceSummary = {
  name: sampleService.name,
  displayName: sampleService.displayName,
  state: 'RUNNING',
  startType: 'DEMAND_START',
  pid: 4321,
  exitCode: 0,
  triggers: sampleService.triggers,
  description: sampleService.description,
  type: 'own',
  delayed: false,
  group: 'Imaging',
  account: 'LocalSystem',
  host: 'generic',
  status: {
    state: 'RUNNING',
    checkPoint: 0,
    waitHint: 0,
    accepts: 1,
    win32ExitCode: 0,
    serviceSpecificExitCode: 0,
  },
  hung: false,
  since: '2026-03-02T08:00:00.000Z',
  startReason: 'trigger',
  stoppedBy: null,
  failed: false,
  failures: 0,
  restartAt: null,
  clients: 1,
  marked: false,
  provisional: false,
};

const control: ServiceControl = {
  serviceGroupOrder: ['Base', 'Network', 'Imaging'],
  tagOrder: { Base: [3, 1, 2] },
  safeBoot: { minimal: ['Base'], network: ['Base', 'Network'] },
  bootVerificationProgram: null,
  servicesPipeTimeoutMs: 30_000,
  waitToKillServiceTimeoutMs: 30_000,
  preshutdownOrder: [],
  noInteractiveServices: true,
  rebootArmed: false,
};

const pending = { state: 'START_PENDING' } as const;
const why: RequestOut<'services.why'> = { subject: 'imaged', state: 'RUNNING', tests: [] };
const advice = [{ service: 'imaged', advice: 'stop-on-idle', message: 'Let it stop when idle.' }];

export const serviceOutputs: { [N in ServiceRequestName]: RequestOut<N> } = {
  'services.list': [sampleServiceSummary],
  'services.show': {
    summary: sampleServiceSummary,
    definition: sampleService,
    dependencies: ['plugplay'],
    dependents: [],
    advice,
  },
  'services.start': pending,
  'services.stop': { state: 'STOP_PENDING' },
  'services.pause': { state: 'PAUSE_PENDING' },
  'services.continue': { state: 'CONTINUE_PENDING' },
  'services.control': { state: 'RUNNING' },
  'services.create': {},
  'services.change': {},
  'services.delete': { marked: false },
  'services.plan': {
    mode: 'normal',
    phases: [{ group: 'Base', services: ['plugplay'] }],
    started: ['plugplay'],
    delayed: [],
    failed: {},
    critical: ['plugplay'],
    errors: [],
  },
  'services.acquire': { handle: 1 },
  'services.release': {},
  'services.raise': { services: ['imaged'] },
  'services.getSecurity': { sddl: 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)' },
  'services.setSecurity': {},
  'services.processes': [
    {
      pid: 4321,
      process: '{0F8FAD5B-D9CB-469F-A165-70867728950E}',
      imagePath: 'node imaged.js',
      account: 'LocalSystem',
      pipe: 1,
      services: ['imaged'],
      since: '2026-03-02T08:00:00.000Z',
    },
  ],
  'services.controlSets': {
    select: { current: 1, default: 1, failed: null, lastKnownGood: 2 },
    sets: [
      { number: 1, services: 1, current: true, default: true, failed: false, lastKnownGood: false, control },
    ],
    accepted: true,
    lastKnownGood: false,
    mode: 'normal',
  },
  'services.configureControl': control,
  'services.acceptBoot': {},
  'services.why': why,
  'services.advice': advice,
};

const byName = { service: 'imaged' };

export const serviceInputs: { [N in ServiceRequestName]: RequestIn<N> } = {
  'services.list': {},
  'services.show': byName,
  'services.start': { ...byName, arguments: ['-v'] },
  'services.stop': { ...byName, dependents: true, reason: 0x4004_0004, comment: 'upgrade' },
  'services.pause': byName,
  'services.continue': byName,
  'services.control': { ...byName, control: 200 },
  'services.create': { definition: sampleService },
  'services.change': { ...byName, patch: { start: 'auto' }, provisional: true },
  'services.delete': byName,
  'services.plan': { mode: 'minimal' },
  'services.acquire': byName,
  'services.release': { handle: 1 },
  'services.raise': { provider: 'd9444cc9-bbb2-4a5e-8db0-4f0f6a04e4ab', hex: ['dead'], string: ['beef'] },
  'services.getSecurity': byName,
  'services.setSecurity': { ...byName, sddl: 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)' },
  'services.processes': {},
  'services.controlSets': {},
  'services.configureControl': { patch: control },
  'services.acceptBoot': { acceptable: true },
  'services.why': byName,
  'services.advice': {},
};
