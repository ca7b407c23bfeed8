import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { defaultMaintenanceSettings } from '../../../src-shared/model/default-settings.js';
import type { Settings } from '../../../src-shared/model/settings.js';
import type { Policy } from '../maintenance/policy.js';
import { restingMaintenance, type Maintenance } from '../maintenance/state.js';
import { unknownSignals, type Signals } from '../signals/snapshot.js';
import { noServices, type Services } from '../services/state.js';
import type { OpenNotice } from '../notices/notices.js';
import type { Instance } from '../tasks/instance.js';
import type { Task } from '../tasks/task.js';
import { noLapses, type Lapses } from '../tasks/lapses.js';
import { Subscriptions } from '../tasks/subscriptions.js';
import { unknownTaskIdle, type TaskIdle } from '../tasks/task-idle.js';
import { TriggerIndex } from '../triggers/trigger-index.js';
import { elapsed, wall, type Stamp } from '../time/stamp.js';
import { DueHeap } from './due-heap.js';

/** All that the core knows. It is changed in place by `step` and by nothing else. */
export interface State {
  now: Stamp;
  seed: number;
  /** Rises with each GUID that is minted. */
  minted: number;
  /** Number of the last log record. */
  recordSeq: number;
  host: { bootId: string | null; zone: string; user: string; cores: number; running: boolean };
  /** What is in force: policy over what was configured. */
  settings: Settings;
  /** What was configured by hand or by a manifest. */
  configured: Settings;
  policy: Policy;
  diagnostic: boolean;
  signals: Signals;
  /** By key: the path in lower case. */
  tasks: Map<string, Task>;
  /** Live ones, by GUID. */
  instances: Map<InstanceId, Instance>;
  /** Which instance a launch belongs to (one launch per action). */
  launches: Map<InstanceId, InstanceId>;
  maintenance: Maintenance;
  /** What was told and is still open, oldest first; replaced whenever it changes. */
  notices: OpenNotice[];
  services: Services;
  /** Descriptors of task folders that were given one, by path in lower case. */
  folders: Map<string, { path: string; security: string }>;
  /** Due instants of the wall clock. Keys: `due:`, `deadline:`, `trigger:`, `expire:` + task key; `window-opens`, `window-closes`, `pause`. */
  wallDue: DueHeap;
  /** Due instants of the elapsed clock. Keys: `limit:`, `ends:` + instance; `start:` + instance + task key; `repeat:` + trigger + task key; `look:` + task key; `power`, `settled`, `task-idle`. */
  elapsedDue: DueHeap;
  /** When tasks with WakeToRun are due, by task key. */
  wakeDue: DueHeap;
  /** Which tasks an event may set off. Rebuilt from the definitions. */
  triggerIndex: TriggerIndex;
  subscriptions: Subscriptions;
  /** What the journal's reader was last asked for. */
  journalWatched: string;
  /** Idle in the sense of plain tasks. Never stored. */
  taskIdle: TaskIdle;
  /** When the machine slept, was off or had its clock set. Never stored. */
  lapses: Lapses;
  /** Keys of tasks with a start that waits for more than a timer, in the order in which they were set off. */
  pendingTasks: Set<string>;
  /** Starts on their way, of all tasks. */
  pendingCount: number;
  /** 132 was written since the queue was last half empty. */
  queueTold: boolean;
  /** Sessions whose log-on was seen, in this boot: a restart of the host is no log-on. */
  sessionsSeen: string[];
  /** Rows that could not be read at the start; kept in the store, told with 146. */
  unreadable: string[];
  /** Something changed that starts may follow from: they are decided at the next TimeReached, after all events of this instant. */
  unsettled: boolean;
}

export function emptyState(): State {
  return {
    now: { wall: wall(0), elapsed: elapsed(0) },
    seed: 0,
    minted: 0,
    recordSeq: 0,
    host: { bootId: null, zone: 'UTC', user: '', cores: 1, running: false },
    settings: { maintenance: { ...defaultMaintenanceSettings } },
    configured: { maintenance: { ...defaultMaintenanceSettings } },
    policy: { machine: null, user: null },
    diagnostic: false,
    signals: unknownSignals(wall(0)),
    tasks: new Map(),
    instances: new Map(),
    launches: new Map(),
    maintenance: restingMaintenance(),
    notices: [],
    services: noServices(),
    folders: new Map(),
    wallDue: new DueHeap(),
    elapsedDue: new DueHeap(),
    wakeDue: new DueHeap(),
    triggerIndex: new TriggerIndex(),
    subscriptions: new Subscriptions(),
    journalWatched: '',
    taskIdle: unknownTaskIdle(),
    lapses: noLapses(),
    pendingTasks: new Set(),
    pendingCount: 0,
    queueTold: false,
    sessionsSeen: [],
    unreadable: [],
    unsettled: false,
  };
}
