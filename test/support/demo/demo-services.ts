import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { ServiceDefinition, ServiceSummary, StartupPlan } from '../../../src-shared/model/service.js';
import { acceptBits, triggerSubtypes } from '../../../src-shared/model/service-constants.js';
import { sampleService } from '../service-samples.js';
import { at } from './demo-day.js';

/** Twelve services as a workstation might have them: one starts, one failed, one is paused. */

interface Given {
  displayName: string;
  group: string | null;
  state: ServiceSummary['state'];
  start?: ServiceDefinition['start'];
  host?: string;
  pid?: number;
  needs?: string[];
  change?: Partial<ServiceSummary>;
  define?: Partial<ServiceDefinition>;
}

const imaging = '6bdd1fc6-810f-11d0-bec7-08002be2092f';

const given: Record<string, Given> = {
  plugplay: {
    displayName: 'Plug and play watcher',
    group: 'Base',
    state: 'RUNNING',
    start: 'auto',
    pid: 1204,
  },
  vaultd: {
    displayName: 'Vault mount',
    group: 'Base',
    state: 'RUNNING',
    start: 'delayed-auto',
    pid: 1377,
    change: { startReason: 'delayed' },
  },
  imaged: {
    displayName: 'Imaging service',
    group: 'Imaging',
    state: 'START_PENDING',
    pid: 48_211,
    needs: ['plugplay', 'vaultd'],
    change: {
      since: at('14:31:46'),
      startReason: 'trigger',
      status: {
        state: 'START_PENDING',
        checkPoint: 3,
        waitHint: 20_000,
        accepts: 0,
        win32ExitCode: 0,
        serviceSpecificExitCode: 0,
      },
    },
    define: {
      triggers: [
        {
          action: 'start',
          type: 'device-interface-arrival',
          subtype: imaging,
          data: [{ type: 'string', value: 'USB\\VID_04A9' }],
        },
        { action: 'start', type: 'ip-address-availability', subtype: triggerSubtypes.firstAddress, data: [] },
        { action: 'stop', type: 'domain-join', subtype: triggerSubtypes.domainLeave, data: [] },
      ],
    },
  },
  scanpanel: { displayName: 'Scan panel', group: 'Imaging', state: 'STOPPED', needs: ['imaged'] },
  faxd: { displayName: 'Fax bridge', group: 'Imaging', state: 'STOPPED', needs: ['imaged'] },
  officesync: {
    displayName: 'Office sync',
    group: 'Network',
    state: 'STOPPED',
    change: { stoppedBy: 'trigger', exitCode: 0, since: at('18:02', 4) },
    define: {
      triggers: [
        { action: 'start', type: 'ip-address-availability', subtype: triggerSubtypes.firstAddress, data: [] },
        { action: 'stop', type: 'ip-address-availability', subtype: triggerSubtypes.lastAddress, data: [] },
      ],
    },
  },
  thumbd: {
    displayName: 'Thumbnail maker',
    group: 'Storage',
    state: 'PAUSED',
    pid: 1390,
    change: { since: at('13:50') },
  },
  taped: {
    displayName: 'Tape library',
    group: 'Storage',
    state: 'STOPPED',
    start: 'auto',
    change: { exitCode: 1069, since: at('08:14'), stoppedBy: 'failed' },
  },
  snapd: {
    displayName: 'Snapshot keeper',
    group: 'Storage',
    state: 'RUNNING',
    start: 'auto',
    pid: 1402,
    needs: ['vaultd'],
  },
  timed: {
    displayName: 'Time keeper',
    group: null,
    state: 'RUNNING',
    start: 'auto',
    host: 'shared:netsvcs',
    pid: 1190,
  },
  gpclient: {
    displayName: 'Policy client',
    group: null,
    state: 'RUNNING',
    start: 'auto',
    host: 'shared:netsvcs',
    pid: 1190,
    needs: ['timed'],
  },
  telnetd: {
    displayName: 'Remote console',
    group: null,
    state: 'STOPPED',
    start: 'disabled',
    change: { exitCode: 1058 },
  },
};

const startTypes = {
  boot: 'BOOT_START',
  system: 'SYSTEM_START',
  auto: 'AUTO_START',
  'delayed-auto': 'AUTO_START',
  demand: 'DEMAND_START',
  disabled: 'DISABLED',
} as const;

export const demoServiceDefinitions: ReadonlyMap<string, ServiceDefinition> = new Map(
  Object.entries(given).map(([name, { displayName, group, start = 'demand', host, needs, define }]) => [
    name,
    {
      ...sampleService,
      name,
      displayName,
      description: `${displayName}, looked after by Caretaker.`,
      imagePath: ['/usr/libexec/ana', name],
      start,
      group,
      dependOnService: needs ?? [],
      host: host ?? 'generic',
      type: host === undefined ? 'own' : 'share',
      account: 'LocalService',
      triggers: [],
      ...define,
    },
  ]),
);

function summaryOf(name: string, { state, start = 'demand', pid, change }: Given): ServiceSummary {
  const definition = demoServiceDefinitions.get(name) ?? sampleService;
  const started = state === 'RUNNING' || state === 'PAUSED';
  return {
    name,
    displayName: definition.displayName,
    state,
    startType: startTypes[start],
    pid: pid ?? null,
    exitCode: state === 'STOPPED' ? 1077 : 0,
    triggers: definition.triggers,
    description: definition.description,
    type: definition.type,
    delayed: start === 'delayed-auto',
    group: definition.group,
    account: definition.account,
    host: definition.host,
    status: {
      state,
      checkPoint: 0,
      waitHint: 0,
      accepts: started ? acceptBits.stop | acceptBits.pauseContinue | acceptBits.shutdown : 0,
      win32ExitCode: 0,
      serviceSpecificExitCode: 0,
    },
    hung: false,
    since: started ? at('08:13') : null,
    startReason: started ? 'auto' : null,
    stoppedBy: null,
    failed: false,
    failures: 0,
    restartAt: null,
    clients: 0,
    marked: false,
    provisional: false,
    ...change,
  };
}

export const demoServices: ServiceSummary[] = Object.entries(given).map(([name, each]) =>
  summaryOf(name, each),
);

const dependentsOf = (name: string) =>
  Object.entries(given).flatMap(([other, { needs }]) => (needs?.includes(name) === true ? [other] : []));

/** Everything about one, from the list as it is now. */
export function demoServiceDetail(summary: ServiceSummary): RequestOut<'services.show'> {
  const definition = demoServiceDefinitions.get(summary.name) ?? sampleService;
  return {
    summary,
    definition,
    dependencies: definition.dependOnService,
    dependents: dependentsOf(summary.name),
    advice:
      summary.name === 'taped'
        ? [
            {
              service: 'taped',
              advice: 'automatic-without-need',
              message:
                'Starts with the system though nothing needs it then; a trigger or demand start would do.',
            },
          ]
        : [],
  };
}

export function demoServiceWhy(summary: ServiceSummary): RequestOut<'services.why'> {
  return {
    subject: summary.name,
    state: summary.state,
    tests: [
      {
        test: 'configuration',
        holds: summary.startType !== 'DISABLED',
        value: summary.startType,
        since: null,
        source: 'database',
        remedy: summary.startType === 'DISABLED' ? 'set another start type' : null,
      },
    ],
  };
}

export const demoPlan: StartupPlan = {
  mode: 'normal',
  phases: [
    { group: 'Base', services: ['plugplay', 'vaultd'] },
    { group: 'Storage', services: ['snapd'] },
    { group: '(none)', services: ['timed', 'gpclient'] },
  ],
  started: ['plugplay', 'snapd', 'timed', 'gpclient', 'vaultd'],
  delayed: ['vaultd'],
  failed: { taped: 1069 },
  critical: ['timed', 'gpclient'],
  errors: [{ service: 'taped', code: 1059, on: 'vaultd', path: ['taped', 'vaultd', 'taped'] }],
};

const control = {
  serviceGroupOrder: ['Base', 'Network', 'Storage', 'Imaging'],
  tagOrder: { Base: [3, 1, 2] },
  safeBoot: { minimal: ['Base'], network: ['Base', 'Network'] },
  bootVerificationProgram: null,
  servicesPipeTimeoutMs: 30_000,
  waitToKillServiceTimeoutMs: 30_000,
  preshutdownOrder: [],
  noInteractiveServices: true,
  rebootArmed: false,
};

export const demoControlSets: RequestOut<'services.controlSets'> = {
  select: { current: 1, default: 1, failed: null, lastKnownGood: 2 },
  sets: [
    { number: 1, services: 12, current: true, default: true, failed: false, lastKnownGood: false, control },
    { number: 2, services: 11, current: false, default: false, failed: false, lastKnownGood: true, control },
  ],
  accepted: true,
  lastKnownGood: false,
  mode: 'normal',
};

/** One row a process, as tasklist /svc has it. */
export function demoProcesses(services: readonly ServiceSummary[]): RequestOut<'services.processes'> {
  const byPid = new Map<number, ServiceSummary[]>();
  for (const service of services) {
    if (service.pid !== null) byPid.set(service.pid, [...(byPid.get(service.pid) ?? []), service]);
  }
  return [...byPid].map(([pid, own], index) => ({
    pid,
    process: `{00000000-0000-0000-0000-${String(index).padStart(12, '0')}}`,
    imagePath: own.length > 1 ? 'caretaker svchost -k netsvcs' : `/usr/libexec/ana/${own[0]?.name ?? ''}`,
    account: 'LocalService',
    pipe: index,
    services: own.map(({ name }) => name),
    since: at('08:13'),
  }));
}
