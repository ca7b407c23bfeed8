import type { LogEntry } from '../history/log-entry.js';
import type { EventLevel } from '../../../src-shared/model/record.js';
import type { JournalReading } from '../signals/readings.js';
import { iso, wall } from '../time/stamp.js';

/** An element of an event as Windows' event schema has it. */
export interface EventNode {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: EventNode[];
}

const levels: Record<EventLevel, number> = { Critical: 1, Error: 2, Warning: 3, Information: 4, Verbose: 5 };

const providers = {
  tasks: { Name: 'Microsoft-Windows-TaskScheduler', Guid: '{de7b24ea-73c8-4a09-985d-5bdadcfa9017}' },
  services: { Name: 'Service Control Manager', Guid: '{555908d1-a6d7-4695-8e1e-26931d2012f4}' },
} as const;

/** The channel of Windows that a log of Caretaker stands for. */
export function channelOf(log: LogEntry['log']): string {
  return log.startsWith('TaskScheduler/') ? `Microsoft-Windows-${log}` : log;
}

function leaf(name: string, text: string | number, attributes: Record<string, string> = {}): EventNode {
  return { name, attributes, text: String(text), children: [] };
}

function branch(name: string, children: EventNode[]): EventNode {
  return { name, attributes: {}, text: '', children };
}

/** A record of Caretaker's own logs as an event. */
export function entryEvent(entry: LogEntry): EventNode {
  const provider = entry.service === null ? providers.tasks : providers.services;
  const data = Object.entries(entry.data).map(([name, value]) =>
    leaf('Data', String(value ?? ''), { Name: name }),
  );
  return branch('Event', [
    branch('System', [
      leaf('Provider', '', { ...provider }),
      leaf('EventID', entry.id),
      leaf('Level', levels[entry.level]),
      leaf('TimeCreated', '', { SystemTime: iso(entry.at) }),
      leaf('EventRecordID', entry.seq),
      leaf('Correlation', '', entry.instance === null ? {} : { ActivityID: entry.instance }),
      leaf('Channel', channelOf(entry.log)),
    ]),
    branch('EventData', data),
  ]);
}

/** The name of the system's journal as a channel. */
export const journalChannel = 'Journal';

/** Levels of syslog priorities 0 to 7. */
const journalLevels = [1, 1, 1, 2, 3, 4, 4, 5];

/** A line of the journal as an event: its unit or program is the provider, its fields are the data. */
export function journalEvent({ fields, at }: JournalReading): EventNode {
  const provider = fields['SYSLOG_IDENTIFIER'] ?? fields['_SYSTEMD_UNIT'] ?? fields['_COMM'] ?? '';
  const level = journalLevels[Number(fields['PRIORITY'] ?? 6)] ?? 4;
  return branch('Event', [
    branch('System', [
      leaf('Provider', '', { Name: provider }),
      leaf('EventID', fields['EVENT_ID'] ?? 0),
      leaf('Level', level),
      leaf('TimeCreated', '', { SystemTime: iso(wall(at)) }),
      leaf('Execution', '', { ProcessID: fields['_PID'] ?? '0' }),
      leaf('Channel', journalChannel),
      leaf('Computer', fields['_HOSTNAME'] ?? ''),
    ]),
    branch(
      'EventData',
      Object.entries(fields).map(([name, value]) => leaf('Data', value, { Name: name })),
    ),
  ]);
}
