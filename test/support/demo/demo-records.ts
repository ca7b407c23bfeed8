import type { EventData, EventLevel, EventRecord, LogName } from '../../../src-shared/model/record.js';
import type { InstanceInfo } from '../../../src-shared/model/instance.js';
import { eventMessage } from '../../../src-shared/wording/event-message.js';
import { at, demoRuns } from './demo-day.js';

interface Given {
  at: string;
  log: LogName;
  id: number;
  level: EventLevel;
  task: string | null;
  instance: string | null;
  data: EventData;
}

const operational = 'TaskScheduler/Operational';
const maintenance = 'TaskScheduler/Maintenance';

function later(iso: string, ms: number): string {
  return new Date(Date.parse(iso) + ms).toISOString();
}

/** What the log says of one run, in the order of the references. */
function recordsOf(run: InstanceInfo): Given[] {
  const { task, instance } = run;
  const base = { TaskName: task, TaskInstanceId: instance };
  const one = (time: string, id: number, data: EventData, level: EventLevel = 'Information'): Given => ({
    at: time,
    log: id >= 800 ? maintenance : operational,
    id,
    level,
    task,
    instance,
    data,
  });
  const program = '/usr/bin/env';
  const begin = [
    one(run.started, 100, { TaskName: task, UserContext: 'ana', InstanceId: instance }),
    one(later(run.started, 4), 129, { TaskName: task, Path: program, ProcessID: 41_204, Priority: 7 }),
    one(later(run.started, 5), 200, { ...base, ActionName: program, EnginePID: 41_204 }),
  ];
  const rests = run.suspended.flatMap((rest) => [
    ...(rest.reason === 'presence' ? [one(rest.from, 328, base)] : []),
    one(later(rest.from, 1), 900, { ...base, Reason: rest.reason }),
    ...(rest.to === null ? [] : [one(rest.to, 901, base)]),
  ]);
  if (run.ended === null) return [...begin, ...rests];
  const end =
    run.outcome === 'stopped'
      ? [
          one(run.ended, 330, { ...base, UserContext: 'ana' }),
          one(run.ended, 111, { ...base, Reason: 'user' }),
        ]
      : [
          one(run.ended, 201, { ...base, ActionName: program, ResultCode: run.result }),
          one(later(run.ended, 1), 102, { TaskName: task, UserContext: 'ana', InstanceId: instance }),
        ];
  return [...begin, ...rests, ...end];
}

const others: Given[] = [
  {
    at: at('14:26:02'),
    log: maintenance,
    id: 800,
    level: 'Information',
    task: null,
    instance: null,
    data: { hc_stateid: 3, LastRunDateTime: at('12:36'), Kind: 'manual' },
  },
  {
    at: at('10:20:07'),
    log: maintenance,
    id: 906,
    level: 'Information',
    task: '\\System\\TrimDisks',
    instance: null,
    data: { TaskName: '\\System\\TrimDisks', Condition: 'power', Since: at('10:20:07'), Count: 47 },
  },
  {
    at: at('03:20', 1),
    log: maintenance,
    id: 805,
    level: 'Warning',
    task: '\\Backup\\Mail',
    instance: null,
    data: { Task: '\\Backup\\Mail' },
  },
  {
    at: at('03:00', 9),
    log: operational,
    id: 153,
    level: 'Warning',
    task: '\\Backup\\SystemImage',
    instance: null,
    data: { TaskName: '\\Backup\\SystemImage' },
  },
  {
    at: at('03:00', 2),
    log: operational,
    id: 326,
    level: 'Warning',
    task: '\\Backup\\SystemImage',
    instance: null,
    data: { TaskName: '\\Backup\\SystemImage' },
  },
  {
    at: at('04:00'),
    log: maintenance,
    id: 807,
    level: 'Information',
    task: null,
    instance: null,
    data: { LauncherId: 'regular' },
  },
  {
    at: at('19:14', 1),
    log: operational,
    id: 203,
    level: 'Error',
    task: '\\System\\FirmwareCheck',
    instance: null,
    data: { TaskName: '\\System\\FirmwareCheck', ActionName: '/usr/bin/fwupdmgr', ResultCode: 2_147_942_402 },
  },
  {
    at: at('18:32', 1),
    log: maintenance,
    id: 904,
    level: 'Information',
    task: null,
    instance: null,
    data: { UserContext: 'ana', Until: at('20:32', 1) },
  },
];

/** The logs, oldest first, with the messages that a host would send. */
export const demoRecords: EventRecord[] = [...demoRuns.flatMap(recordsOf), ...others]
  .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  .map((given, index) => {
    const record = { ...given, service: null };
    return { seq: index + 1, ...record, message: eventMessage(record, 'en') };
  });
