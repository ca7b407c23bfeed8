import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { InstanceInfo, StopAuthor } from '../../../src-shared/model/instance.js';

/** The day that the demonstration shows: Friday 20 November 2026, 14:32 in Berlin. */
export const demoZone = 'Europe/Berlin';
export const demoNow = Date.parse('2026-11-20T13:32:00.000Z');

/** An instant of that day or the days before it, as UTC: local time in November is an hour ahead. */
export function at(time: string, daysAgo = 0): string {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const midnight = Date.parse('2026-11-19T23:00:00.000Z') - daysAgo * 86_400_000;
  return new Date(midnight + ((hour * 60 + minute) * 60 + second) * 1000).toISOString();
}

/** A GUID in the form of the logs, the same for the same number. */
export function guid(number: number): string {
  const hex = (value: number, length: number) =>
    (value >>> 0).toString(16).toUpperCase().padStart(8, '0').slice(-length);
  const mix = Math.imul(number + 1, 0x9e3779b1);
  return `{${hex(mix, 8)}-${hex(mix >>> 7, 4)}-4${hex(mix >>> 3, 3)}-A${hex(mix >>> 11, 3)}-${hex(mix, 8)}${hex(number, 4)}}`;
}

interface Run {
  task: string;
  started: string;
  ended: string | null;
  suspended?: [from: string, to: string | null, reason: StopAuthor][];
  result?: number | null;
  outcome?: InstanceInfo['outcome'];
  trigger: InstanceInfo['trigger'];
}

function run(number: number, given: Run): InstanceInfo {
  return {
    instance: guid(number),
    task: given.task,
    started: given.started,
    ended: given.ended,
    suspended: (given.suspended ?? []).map(([from, to, reason]) => ({ from, to, reason })),
    result: given.result ?? (given.ended === null ? null : 0),
    outcome: given.outcome ?? (given.ended === null ? null : 'completed'),
    trigger: given.trigger,
    output: null,
    progress: null,
  };
}

const backup = '\\Backup\\Home';
const image = '\\Backup\\SystemImage';
const check = '\\System\\DiskCheck';
const index = '\\Media\\PhotoIndex';
const report = '\\Caretaker\\StorageReport';
const cleanup = '\\Caretaker\\HistoryCleanup';
const firmware = '\\System\\FirmwareCheck';
const lists = '\\System\\PackageLists';

const today: Run[] = [
  {
    task: backup,
    started: at('12:40'),
    ended: null,
    suspended: [
      [at('13:20'), at('14:05'), 'presence'],
      [at('14:21:40'), at('14:26:02'), 'presence'],
    ],
    trigger: 'idle',
  },
  { task: report, started: at('14:26:02'), ended: at('14:26:11'), trigger: 'manual' },
  { task: lists, started: at('14:26:11'), ended: at('14:27:59'), trigger: 'manual' },
  {
    task: check,
    started: at('03:14'),
    ended: at('12:58'),
    suspended: [[at('04:00'), at('12:36'), 'window']],
    trigger: 'regular',
  },
  { task: index, started: at('03:00:30'), ended: at('03:21'), trigger: 'regular' },
  { task: cleanup, started: at('03:00:04'), ended: at('03:00:19'), trigger: 'regular' },
  {
    task: firmware,
    started: at('19:14', 1),
    ended: at('19:22', 1),
    result: 2,
    outcome: 'failed',
    trigger: 'time',
  },
  { task: backup, started: at('18:44', 1), ended: at('19:03', 1), trigger: 'idle' },
  {
    task: image,
    started: at('22:14', 1),
    ended: at('23:50', 1),
    result: null,
    outcome: 'stopped',
    suspended: [[at('23:20', 1), at('23:41', 1), 'power']],
    trigger: 'idle',
  },
];

/** Four weeks of nights: something every night, a rest now and then. */
function earlier(): Run[] {
  return Array.from({ length: 28 }, (_, night) => {
    const day = night + 2;
    const runs: Run[] = [
      { task: index, started: at('03:01', day), ended: at('03:20', day), trigger: 'regular' },
      {
        task: backup,
        started: at('12:20', day),
        ended: at('13:10', day),
        suspended: day % 3 === 0 ? [[at('12:31', day), at('12:52', day), 'presence']] : [],
        trigger: 'idle',
      },
    ];
    if (day % 7 === 3) {
      runs.push({
        task: image,
        started: at('01:58', day),
        ended: at('03:52', day),
        ...(day === 17 ? { result: 3, outcome: 'failed' as const } : {}),
        trigger: 'idle',
      });
    }
    return runs;
  }).flat();
}

/** Every run of the demonstration, newest first. */
export const demoRuns: InstanceInfo[] = [...today, ...earlier()]
  .map((given, number) => run(number, given))
  .sort((a, b) => (a.started < b.started ? 1 : -1));

type Timeline = RequestOut<'history.timeline'>;
type Band = Timeline['idle'][number];

/** Bands from a list of changes: each holds until the next. */
function bands(changes: [from: string, value: string][]): Band[] {
  return changes.map(([from, value], index) => ({ from, to: changes[index + 1]?.[0] ?? null, value }));
}

export const demoBands: Omit<Timeline, 'instances'> = {
  idle: bands([
    [at('12:00', 1), 'active'],
    [at('18:40', 1), 'idle'],
    [at('19:35', 1), 'active'],
    [at('22:10', 1), 'idle'],
    [at('00:00'), 'unknown'],
    [at('02:59'), 'idle'],
    [at('04:00'), 'unknown'],
    [at('08:12'), 'active'],
    [at('10:24'), 'idle'],
    [at('11:18'), 'active'],
    [at('12:36'), 'idle'],
    [at('13:20'), 'active'],
    [at('14:05'), 'idle'],
    [at('14:21:40'), 'active'],
  ]),
  power: bands([
    [at('12:00', 1), 'ac'],
    [at('10:20'), 'battery'],
    [at('11:31'), 'ac'],
  ]),
  system: bands([
    [at('06:00', 1), 'on'],
    [at('00:00'), 'asleep'],
    [at('02:59'), 'on'],
    [at('04:00'), 'asleep'],
    [at('08:12'), 'on'],
  ]),
};
