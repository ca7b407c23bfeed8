import type { EventLevel, LogName } from '../../../src-shared/model/record.js';

/** The numbers that stand for logs in the store. Stored data: never change one, only add. */
const logCodes: Record<LogName, number> = {
  System: 1,
  'TaskScheduler/Operational': 2,
  'TaskScheduler/Maintenance': 3,
  'TaskScheduler/Diagnostic': 4,
};

/** The numbers that Windows itself gives the levels. */
const levelCodes: Record<EventLevel, number> = {
  Critical: 1,
  Error: 2,
  Warning: 3,
  Information: 4,
  Verbose: 5,
};

function inverse<K extends string>(codes: Record<K, number>): Map<number, K> {
  return new Map((Object.entries(codes) as [K, number][]).map(([name, code]) => [code, name]));
}

const logNames = inverse(logCodes);
const levelNames = inverse(levelCodes);

/** The stored number of a log. */
export function logCode(log: LogName): number {
  return logCodes[log];
}

/** The stored number of a level: smaller is graver. */
export function levelCode(level: EventLevel): number {
  return levelCodes[level];
}

/** The log of a stored number, or undefined when it is unknown. */
export function logName(code: number): LogName | undefined {
  return logNames.get(code);
}

/** The level of a stored number, or undefined when it is unknown. */
export function levelName(code: number): EventLevel | undefined {
  return levelNames.get(code);
}
