import type { NoticeInfo } from '../../../src-shared/contract/notices.js';
import type { MaintenanceStatus, Why } from '../../../src-shared/model/maintenance.js';
import { defaultMaintenanceSettings } from '../../../src-shared/model/settings.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import { at, demoZone, guid } from './demo-day.js';

/** Maintenance as the pictures show it: a run by hand, one task overdue, one setting set by policy. */
export const demoStatus: MaintenanceStatus = {
  enabled: true,
  state: 'running',
  run: {
    kind: 'manual',
    emergency: true,
    since: at('14:26:02'),
    tasks: [
      {
        task: '\\Caretaker\\StorageReport',
        state: 'completed',
        instance: guid(1),
        reason: null,
        progress: null,
      },
      { task: '\\System\\PackageLists', state: 'completed', instance: guid(2), reason: null, progress: null },
      {
        task: '\\Backup\\Home',
        state: 'running',
        instance: guid(0),
        reason: null,
        progress: { fraction: 0.64, text: '118,098 of 184,213 files' },
      },
      { task: '\\Media\\PhotoIndex', state: 'waiting', instance: null, reason: 'exclusive', progress: null },
      {
        task: '\\Backup\\SystemImage',
        state: 'waiting',
        instance: null,
        reason: 'exclusive',
        progress: null,
      },
    ],
  },
  lastRun: {
    kind: 'idle',
    started: at('12:36'),
    ended: at('13:20'),
    completed: 1,
    failed: 0,
    suspended: 1,
  },
  nextWindow: { opens: at('03:00', -1), closes: at('04:00', -1) },
  due: [
    {
      task: '\\Backup\\Mail',
      since: at('03:20', 3),
      deadline: at('03:20', 1),
      overdue: true,
      waiting: ['network', 'presence'],
    },
    { task: '\\Backup\\Home', since: at('12:20'), deadline: at('12:20', -2), overdue: false, waiting: [] },
    {
      task: '\\Media\\PhotoIndex',
      since: at('03:00'),
      deadline: at('03:00', -7),
      overdue: false,
      waiting: ['exclusive'],
    },
    {
      task: '\\Backup\\SystemImage',
      since: at('03:00', 1),
      deadline: at('03:52', -3),
      overdue: false,
      waiting: ['exclusive', 'presence'],
    },
  ],
  paused: null,
  plan: null,
  origins: { wake: { from: 'machine', source: '/etc/caretaker/policy.d/office.yaml' } },
  policy: { wake: true },
  settings: { ...defaultMaintenanceSettings },
  gate: [{ reason: 'presence', since: at('14:21:40') }],
  suspendedBy: null,
};

/** Why the image of the system does not run. */
export const demoWhy: Why = {
  subject: '\\Backup\\SystemImage',
  state: 'Ready',
  tests: [
    { test: 'enabled', holds: true, value: 'enabled', since: null, source: null, remedy: null },
    { test: 'due', holds: true, value: at('03:00', 1), since: at('03:00', 1), source: null, remedy: null },
    { test: 'maintenance on', holds: true, value: 'on', since: null, source: null, remedy: null },
    { test: 'settled', holds: true, value: 'settled', since: null, source: null, remedy: null },
    {
      test: 'idle',
      holds: false,
      value: 'active',
      since: at('14:21:40'),
      source: 'mutter',
      remedy: 'leave the computer alone, or caretaker maintenance start',
    },
    { test: 'AC power', holds: true, value: 'ac', since: at('11:31'), source: 'upower', remedy: null },
    {
      test: 'room',
      holds: false,
      value: '\\Backup\\Home',
      since: null,
      source: null,
      remedy: 'it starts when the others are done',
    },
  ],
};

function signal(
  name: SignalInfo['signal'],
  value: string,
  given: Partial<Omit<SignalInfo, 'signal' | 'value'>>,
): SignalInfo {
  return {
    signal: name,
    value,
    since: null,
    age: 0,
    source: 'none',
    confidence: 'high',
    others: [],
    remedy: null,
    ...given,
  };
}

export const demoSignals: SignalInfo[] = [
  signal('power', 'ac', {
    since: at('11:31:04'),
    age: 10_856,
    source: 'upower',
    others: [
      { source: 'sysfs', value: 'ac', age: 46 },
      { source: 'systeminformation', value: 'ac', age: 1920 },
    ],
  }),
  signal('battery', '96 %', { since: at('14:02'), age: 1800, source: 'upower' }),
  signal('idle', 'active', {
    since: at('14:21:40'),
    age: 2,
    source: 'mutter',
    others: [
      { source: 'logind', value: 'active', age: 620 },
      { source: 'x11-sync', value: 'idle', age: 120 },
    ],
    remedy: 'X11 sees only old windows here. It is shown, never used in a Wayland session.',
  }),
  signal('busy', 'nothing', {
    since: at('14:02'),
    age: 1800,
    source: 'logind',
    others: [{ source: 'mpris', value: 'paused', age: 2040 }],
  }),
  signal('session', 'ana, active', { since: at('08:12'), age: 22_800, source: 'logind' }),
  signal('load', 'not watched', { source: 'systeminformation', confidence: 'medium', age: null }),
  signal('addresses', '192.168.1.20', { since: at('11:32:10'), age: 10_790, source: 'netlink' }),
  signal('networks', 'Home', {
    since: at('11:32:10'),
    age: 10_790,
    source: 'networkmanager',
  }),
  signal('devices', 'listening', { since: at('08:12'), age: 400, source: 'udev' }),
  signal('system', 'on', { since: at('08:12'), age: 22_800, source: 'logind' }),
  signal('zone', demoZone, { since: null, source: '/etc/localtime' }),
  signal('clock', 'unknown', {
    source: 'none',
    age: null,
    confidence: 'none',
    others: [{ source: 'timedated', value: 'unknown', age: null }],
    remedy: 'No time service answers: install systemd-timesyncd or chrony.',
  }),
  signal('processControl', 'cgroup-v2', {
    since: at('08:12'),
    source: 'cgroup-v2',
    others: [{ source: 'signals', value: 'always there', age: null }],
  }),
];

/** A catch-up after sleep, before it starts. */
export const demoPlan: NonNullable<MaintenanceStatus['plan']> = {
  cause: 'sleep',
  since: at('14:31:40'),
  startsAt: at('14:32:40'),
  postponed: false,
  oneAtATime: true,
  tasks: [
    { task: '\\Backup\\Mail', since: at('03:20', 1), overdue: true, state: 'waiting' },
    { task: '\\Media\\PhotoIndex', since: at('03:00'), overdue: false, state: 'waiting' },
    { task: '\\Backup\\SystemImage', since: at('03:00', 1), overdue: false, state: 'waiting' },
  ],
};

/** What the person has been told: a missed deadline, as the host tells it. */
export const demoNotices: NoticeInfo[] = [
  {
    key: 'deadline:mail',
    notice: 'deadline-missed',
    task: '\\Backup\\Mail',
    at: at('03:20', 1),
    title: 'Mail missed its deadline',
    body: 'It runs as soon as it may. You can also run it now.',
    values: {},
    actions: [
      { action: 'run-now', label: 'Run now' },
      { action: 'postpone', label: 'Postpone' },
      { action: 'open-panel', label: 'Open Caretaker' },
    ],
  },
];
