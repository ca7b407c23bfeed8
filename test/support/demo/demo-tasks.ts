import type { TaskSummary } from '../../../src-shared/contract/tasks.js';
import type { WaitReason } from '../../../src-shared/model/maintenance.js';
import {
  defaultTaskSettings,
  emptyRegistrationInfo,
  type TaskDefinition,
} from '../../../src-shared/model/task.js';
import { at, guid } from './demo-day.js';

interface Given {
  path: string;
  command: [program: string, ...words: string[]];
  description?: string;
  state?: TaskSummary['state'];
  lastRun?: string | null;
  lastResult?: number;
  nextRun?: string | null;
  waiting?: WaitReason[];
  every?: string;
  deadline?: string | null;
  exclusive?: boolean;
  overdue?: boolean;
  due?: string;
  running?: number;
  trigger?: TaskDefinition['triggers'][number];
}

const tonight = at('03:00', -1);
const noTrigger = { id: null, enabled: true, endBoundary: null, repetition: null, executionTimeLimit: null };

const given: Given[] = [
  {
    path: '\\Backup\\Home',
    command: ['restic', 'backup', '/home/ana', '--exclude-caches'],
    description: 'Copies the home folder to the backup drive.',
    state: 'Running',
    lastRun: at('12:40'),
    lastResult: 0,
    every: 'P1D',
    deadline: 'P3D',
    due: at('12:20'),
    running: 0,
  },
  {
    path: '\\Backup\\Mail',
    command: ['mbsync', '--all'],
    description: 'Keeps a second copy of the mail.',
    lastRun: at('03:02', 4),
    lastResult: 0,
    nextRun: tonight,
    waiting: ['network', 'presence'],
    every: 'P1D',
    deadline: 'P2D',
    overdue: true,
    due: at('03:20', 3),
  },
  {
    path: '\\Backup\\SystemImage',
    command: ['/usr/local/bin/image', '--target', '/media/vault'],
    description: 'A whole image of the system disk.',
    lastRun: at('22:14', 1),
    lastResult: 0,
    nextRun: tonight,
    waiting: ['presence', 'exclusive'],
    every: 'P7D',
    deadline: 'P10D',
    exclusive: true,
    due: at('03:00', 1),
  },
  {
    path: '\\Caretaker\\HistoryCleanup',
    command: ['caretaker', 'builtin', 'history-cleanup'],
    description: 'Keeps the history within its bounds.',
    lastRun: at('03:00:04'),
    lastResult: 0,
    nextRun: tonight,
    every: 'P1D',
    deadline: 'P7D',
    due: tonight,
  },
  {
    path: '\\Caretaker\\StorageReport',
    command: ['caretaker', 'builtin', 'storage-report'],
    description: 'Looks at the space and the health of the disks.',
    lastRun: at('14:26:02'),
    lastResult: 0,
    nextRun: tonight,
    every: 'P1D',
    deadline: 'P7D',
    due: at('14:26', -1),
  },
  {
    path: '\\Media\\PhotoIndex',
    command: ['photo-index', '/home/ana/Pictures'],
    lastRun: at('03:00:30'),
    lastResult: 0,
    nextRun: tonight,
    waiting: ['exclusive'],
    every: 'P7D',
    deadline: 'P14D',
    exclusive: true,
    due: at('03:00'),
  },
  {
    path: '\\Media\\Transcode',
    command: ['transcode', '--queue'],
    description: 'Transcodes what is in the queue.',
    state: 'Suspended',
    lastRun: at('22:30', 1),
    lastResult: 0,
    running: 60,
    trigger: { kind: 'idle', ...noTrigger, startBoundary: null },
  },
  {
    path: '\\Search\\Index',
    command: ['updatedb', '--require-visibility', '0'],
    lastRun: at('03:00', 0),
    lastResult: 0,
    nextRun: tonight,
    every: 'P1D',
    deadline: null,
    due: tonight,
  },
  {
    path: '\\System\\DefragVault',
    command: ['e4defrag', '/media/vault'],
    description: 'Monthly, on the vault drive.',
    state: 'Disabled',
    lastRun: at('12:00', 49),
    lastResult: 0,
    nextRun: null,
  },
  {
    path: '\\System\\DiskCheck',
    command: ['btrfs', 'scrub', 'start', '-B', '/'],
    lastRun: at('03:14'),
    lastResult: 0,
    nextRun: at('03:14', -7),
    every: 'P7D',
    deadline: 'P14D',
    due: at('12:58', -7),
  },
  {
    path: '\\System\\FirmwareCheck',
    command: ['fwupdmgr', 'refresh'],
    description: 'Asks the vendors for new firmware.',
    lastRun: at('19:14', 1),
    lastResult: 0x80070002,
    nextRun: at('09:00', -2),
    trigger: {
      kind: 'weekly',
      ...noTrigger,
      startBoundary: '2026-01-04T09:00:00',
      randomDelay: null,
      weeksInterval: 1,
      daysOfWeek: ['Sunday'],
    },
  },
  {
    path: '\\System\\PackageLists',
    command: ['apt-get', 'update'],
    lastRun: at('14:26:11'),
    lastResult: 0,
    nextRun: tonight,
    every: 'P1D',
    deadline: 'P3D',
    due: at('14:28', -1),
  },
  {
    path: '\\System\\TrimDisks',
    command: ['fstrim', '--all', '--verbose'],
    lastRun: null,
    lastResult: 0x41303,
    nextRun: at('12:00', -3),
    trigger: {
      kind: 'weekly',
      ...noTrigger,
      startBoundary: '2026-01-05T12:00:00',
      randomDelay: 'PT10M',
      weeksInterval: 1,
      daysOfWeek: ['Monday'],
    },
  },
];

function summary(task: Given): TaskSummary {
  return {
    path: task.path,
    state: task.state ?? 'Ready',
    enabled: task.state !== 'Disabled',
    lastRun: task.lastRun ?? null,
    lastResult: task.lastResult ?? null,
    nextRun: task.nextRun ?? null,
    waiting: task.waiting ?? [],
    description: task.description ?? null,
    maintenance:
      task.every === undefined
        ? null
        : {
            period: task.every,
            deadline: task.deadline ?? null,
            exclusive: task.exclusive ?? false,
            due: task.due ?? tonight,
            overdue: task.overdue ?? false,
            critical: false,
          },
    instance: task.running === undefined ? null : guid(task.running),
  };
}

function definition(task: Given): TaskDefinition {
  const [command, ...words] = task.command;
  return {
    path: task.path,
    version: '1.4',
    registrationInfo: {
      ...emptyRegistrationInfo,
      author: 'ana',
      date: '2026-10-02T09:14:00',
      description: task.description ?? null,
    },
    triggers: task.trigger === undefined ? [] : [task.trigger],
    principal: null,
    settings: {
      ...defaultTaskSettings,
      useUnifiedSchedulingEngine: true,
      enabled: task.state !== 'Disabled',
    },
    maintenance:
      task.every === undefined
        ? null
        : { period: task.every, deadline: task.deadline ?? null, exclusive: task.exclusive ?? false },
    actions: [
      {
        kind: 'exec',
        id: null,
        command,
        arguments: words,
        workingDirectory: '/',
        environment: task.path === '\\Backup\\Home' ? { RESTIC_REPOSITORY: '/media/vault/restic' } : {},
        environmentFile: null,
      },
    ],
    actionsContext: null,
    data: null,
    keptXml: [],
  };
}

export const demoTasks: TaskSummary[] = given.map(summary);
export const demoDefinitions: ReadonlyMap<string, TaskDefinition> = new Map(
  given.map((task) => [task.path.toLowerCase(), definition(task)]),
);

/** As many tasks as somebody wants, for the long list. */
export function manyTasks(count: number): TaskSummary[] {
  return Array.from({ length: count }, (_, number) => ({
    ...(demoTasks[number % demoTasks.length] as TaskSummary),
    path: `\\Folder ${String(Math.floor(number / 50)).padStart(3, '0')}\\Task ${String(number).padStart(5, '0')}`,
    instance: null,
    state: 'Ready' as const,
  }));
}
