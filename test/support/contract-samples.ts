import type { RequestIn, RequestName, RequestOut } from '../../src-shared/contract/table.js';
import { defaultMaintenanceSettings } from '../../src-shared/model/settings.js';
import type { MaintenanceStatus } from '../../src-shared/model/maintenance.js';
import { defaultTaskSettings, emptyRegistrationInfo } from '../../src-shared/model/task.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import { sampleService, serviceInputs, serviceOutputs } from './service-samples.js';
import type { TaskSummary } from '../../src-shared/contract/tasks.js';

export const sampleTask: TaskDefinition = {
  path: '\\Backup\\Home',
  version: '1.4',
  registrationInfo: emptyRegistrationInfo,
  triggers: [],
  principal: null,
  settings: defaultTaskSettings,
  maintenance: { period: 'P1D', deadline: 'P3D', exclusive: false },
  actions: [
    {
      kind: 'exec',
      id: null,
      command: 'restic',
      arguments: ['backup', '/home/ana'],
      workingDirectory: '/',
      environment: {},
      environmentFile: null,
    },
  ],
  actionsContext: null,
  data: null,
  keptXml: [],
};

export const sampleInstance = '{0F8FAD5B-D9CB-469F-A165-70867728950E}';

export const sampleSummary: TaskSummary = {
  path: sampleTask.path,
  state: 'Ready',
  enabled: true,
  lastRun: '2026-03-02T02:00:00.000Z',
  lastResult: 0,
  nextRun: '2026-03-03T02:00:00.000Z',
  waiting: ['presence'],
  description: 'Copies the home folder.',
  maintenance: {
    period: 'P1D',
    deadline: 'P3D',
    exclusive: false,
    due: '2026-03-03T02:20:00.000Z',
    overdue: false,
    critical: false,
  },
  instance: null,
};

const status: MaintenanceStatus = {
  enabled: true,
  state: 'waiting',
  run: null,
  lastRun: {
    kind: 'idle',
    started: '2026-03-02T02:00:00.000Z',
    ended: '2026-03-02T02:20:00.000Z',
    completed: 1,
    failed: 0,
    suspended: 0,
  },
  nextWindow: { opens: '2026-03-03T02:00:00.000Z', closes: '2026-03-03T03:00:00.000Z' },
  due: [
    {
      task: sampleTask.path,
      since: '2026-03-02T02:20:00.000Z',
      deadline: null,
      overdue: false,
      waiting: ['presence'],
    },
  ],
  paused: null,
  plan: null,
  origins: {},
  policy: {},
  settings: { ...defaultMaintenanceSettings },
  gate: [{ reason: 'presence', since: '2026-03-02T08:00:00.000Z' }],
  suspendedBy: null,
};

/** One good answer of every request: adding a request to the contract without a sample does not compile. */
export const sampleOutputs: { [N in RequestName]: RequestOut<N> } = {
  'host.status': {
    pid: 4242,
    home: '/home/ana/.local/state/caretaker',
    panel: 'http://127.0.0.1:21042/',
    version: '0.1.0',
    host: 'headless',
    since: '2026-03-02T08:00:00.000Z',
  },
  'host.panel': { url: 'http://127.0.0.1:21042/#token=abc' },
  'host.stop': {},
  'maintenance.status': status,
  'maintenance.start': { tasks: [sampleTask.path] },
  'maintenance.stop': {},
  'maintenance.configure': defaultMaintenanceSettings,
  'maintenance.pause': { until: '2026-03-02T10:00:00.000Z' },
  'maintenance.unpause': {},
  'tasks.list': [sampleSummary],
  'tasks.show': { summary: sampleSummary, definition: sampleTask, advice: [] },
  'tasks.register': { registered: [sampleTask.path] },
  'tasks.apply': { changes: [{ action: 'create', subject: sampleTask.path, detail: null }] },
  'tasks.import': {
    files: [{ file: 'home.xml', valid: true, task: sampleTask.path, problems: [] }],
    registered: [sampleTask.path],
  },
  'tasks.check': {
    files: [
      {
        file: 'home.xml',
        valid: true,
        task: sampleTask.path,
        problems: [],
        definition: sampleTask,
        exists: true,
      },
    ],
  },
  'tasks.write': { fileName: 'Home.yaml', text: 'tasks: []' },
  'tasks.export': { fileName: 'Home.xml', text: '<Task/>' },
  'tasks.run': { instance: sampleInstance },
  'tasks.end': {},
  'tasks.enable': {},
  'tasks.disable': {},
  'tasks.delete': {},
  'tasks.history': [
    {
      instance: sampleInstance,
      task: sampleTask.path,
      started: '2026-03-02T02:00:00.000Z',
      ended: '2026-03-02T02:20:00.000Z',
      suspended: [{ from: '2026-03-02T02:05:00.000Z', to: '2026-03-02T02:10:00.000Z', reason: 'presence' }],
      result: 0,
      outcome: 'completed',
      trigger: 'idle',
      output: null,
      progress: null,
    },
  ],
  'tasks.output': { instance: sampleInstance, text: 'saved 3 files\n', next: 14, cut: 0, ended: true },
  'tasks.next': { task: sampleTask.path, zone: 'Europe/Berlin', next: ['2026-03-03T02:00:00Z'] },
  'tasks.why': {
    subject: sampleTask.path,
    state: 'Ready',
    tests: [
      {
        test: 'presence',
        holds: false,
        value: 'active',
        since: '2026-03-02T08:00:00.000Z',
        source: 'x11-sync',
        remedy: 'Leave the machine alone for 4 minutes.',
      },
    ],
  },
  ...serviceOutputs,
  'history.events': [
    {
      seq: 1,
      at: '2026-03-02T02:00:00.000Z',
      log: 'TaskScheduler/Operational',
      id: 106,
      level: 'Information',
      task: sampleTask.path,
      service: null,
      instance: null,
      data: { TaskName: sampleTask.path, UserContext: 'ana' },
      message: 'User "ana" registered the task "\\Backup\\Home".',
    },
  ],
  'history.timeline': { instances: [], idle: [], power: [], system: [] },
  'history.logs': [{ log: 'TaskScheduler/Diagnostic', enabled: false }],
  'history.diagnostic': { enabled: true },
  'history.cleanUp': { records: 3, journal: 0, instances: 1 },
  'signals.list': [
    {
      signal: 'power',
      value: 'ac',
      since: null,
      age: 2,
      source: 'sysfs',
      confidence: 'high',
      others: [],
      remedy: null,
    },
  ],
};

/** One good input of every request, with every field that it has. */
export const sampleInputs: { [N in RequestName]: RequestIn<N> } = {
  'host.status': {},
  'host.panel': {},
  'host.stop': {},
  'maintenance.status': {},
  'maintenance.start': { all: true, onBattery: false },
  'maintenance.stop': {},
  'maintenance.configure': { ...defaultMaintenanceSettings, parallel: 2 },
  'maintenance.pause': { for: 'PT2H', untilTomorrow: false },
  'maintenance.unpause': {},
  'tasks.list': {},
  'tasks.show': { task: sampleTask.path },
  'tasks.register': { tasks: [sampleTask], mode: 'create' },
  'tasks.apply': {
    source: 'tasks.yaml',
    tasks: [sampleTask],
    settings: { maintenance: { wake: true } },
    services: {
      services: [sampleService],
      serviceGroupOrder: ['Base'],
      tagOrder: { Base: [3, 1, 2] },
      safeBoot: { minimal: ['Base'], network: ['Base'] },
    },
    prune: true,
    dryRun: true,
  },
  ...serviceInputs,
  'tasks.import': { files: [{ name: 'home.xml', base64: 'PFRhc2svPg==' }] },
  'tasks.check': { files: [{ name: 'home.xml', base64: 'PFRhc2svPg==' }] },
  'tasks.write': { task: sampleTask, format: 'yaml' },
  'tasks.export': { task: sampleTask.path, format: 'xml' },
  'tasks.run': { task: sampleTask.path },
  'tasks.end': { task: sampleTask.path },
  'tasks.enable': { task: sampleTask.path },
  'tasks.disable': { task: sampleTask.path },
  'tasks.delete': { task: sampleTask.path },
  'tasks.history': { task: sampleTask.path, limit: 10 },
  'tasks.output': { task: sampleTask.path, instance: sampleInstance, from: 0 },
  'tasks.next': { task: sampleTask.path, count: 3, from: '2026-03-02T00:00:00Z' },
  'tasks.why': { task: sampleTask.path },
  'history.events': {
    log: 'System',
    since: '2026-03-02T00:00:00Z',
    task: null,
    service: null,
    level: 'Error',
    before: 10,
    limit: 5,
  },
  'history.timeline': { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' },
  'history.logs': {},
  'history.diagnostic': { enabled: false },
  'history.cleanUp': { keepDays: 35, journalMegabytes: 64 },
  'signals.list': {},
};
