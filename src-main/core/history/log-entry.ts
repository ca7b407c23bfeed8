import type { EventData, EventLevel, LogName } from '../../../src-shared/model/record.js';
import type { Wall } from '../time/stamp.js';

/** A log record as the core makes it. A repeated wait comes again with the same `seq` and a higher count. */
export interface LogEntry {
  seq: number;
  at: Wall;
  log: LogName;
  id: number;
  level: EventLevel;
  task: string | null;
  service: string | null;
  instance: string | null;
  data: EventData;
}
