import type { Principal } from '../../../src-shared/contract/define.js';
import type { ServicesManifest } from '../../../src-shared/model/service.js';
import type { SettingsPatch } from '../../../src-shared/model/settings.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type {
  BusyReading,
  DeviceReading,
  LidReading,
  LoadReading,
  JournalReading,
  NetworkReading,
  PolicyReading,
  PowerReading,
  PresenceReading,
  QuietReading,
  SessionReading,
  WakeReading,
} from '../signals/readings.js';
import type { Probe, ProcessEvent } from '../tasks/process.js';
import type { ServiceEventBody, ServiceRequest } from '../services/event.js';
import type { ServiceProbe } from '../services/process.js';
import type { Stamp } from '../time/stamp.js';

/** A change somebody asked for. Reads are not events: they look at the state between two steps. */
export type CoreRequest =
  | {
      kind: 'register';
      tasks: TaskDefinition[];
      mode: 'create' | 'update' | 'create-or-update';
      /** Registration triggers do not fire (TASK_IGNORE_REGISTRATION_TRIGGERS). */
      ignoreRegistrationTriggers?: boolean;
    }
  | {
      kind: 'apply';
      source: string;
      tasks: TaskDefinition[];
      settings: SettingsPatch | null;
      services?: ServicesManifest | null;
      prune: boolean;
      dryRun: boolean;
    }
  | { kind: 'run'; task: string; arguments?: string[] }
  | { kind: 'end'; task: string }
  | { kind: 'enable'; task: string }
  | { kind: 'disable'; task: string }
  | { kind: 'delete'; task: string }
  | { kind: 'task-security'; task: string; sddl: string }
  | { kind: 'folder-security'; folder: string; sddl: string }
  | { kind: 'start-maintenance'; all: boolean; onBattery: boolean }
  | { kind: 'stop-maintenance' }
  | { kind: 'configure'; maintenance: NonNullable<SettingsPatch['maintenance']> }
  | { kind: 'pause'; for: string | null; untilTomorrow: boolean }
  | { kind: 'unpause' }
  | { kind: 'dismiss-notice'; key: string }
  /** Not before that long from now (ISO 8601), of the scheduler's own accord. */
  | { kind: 'postpone'; task: string; for: string }
  /** The catch-up after sleep or boot: that long from now, or not at all before the next daily activation. */
  | { kind: 'later'; for: string }
  | { kind: 'skip-plan' }
  | { kind: 'diagnostic'; enabled: boolean }
  | ServiceRequest;

/** Everything the core is ever told. Names are in the past tense. */
export type CoreEventBody =
  | {
      kind: 'HostStarted';
      bootId: string;
      zone: string;
      /** Account the host runs as, for the records. */
      user: string;
      cores: number;
      /** Used once, when the state is new: the machine's seed for GUIDs and random delays. */
      seed: number;
      /** What the world says of the instances that were live at the last commit. */
      probes: Probe[];
      /** The same of the service processes; left out where no services lived. */
      serviceProbes?: ServiceProbe[];
      /** Asked for by whoever starts the host (SCM-71, SCM-108). */
      safeMode?: 'minimal' | 'network' | null;
      lastKnownGood?: boolean;
    }
  | { kind: 'HostStopping' }
  /** The timer that the core asked for fired. */
  | { kind: 'TimeReached' }
  | { kind: 'ClockJumped'; byMs: number }
  | { kind: 'ZoneChanged'; zone: string }
  | { kind: 'PowerChanged'; reading: PowerReading }
  | { kind: 'PresenceChanged'; reading: PresenceReading }
  | { kind: 'BusyChanged'; reading: BusyReading }
  | { kind: 'LoadChanged'; reading: LoadReading }
  | { kind: 'QuietChanged'; reading: QuietReading }
  | { kind: 'JournalWritten'; reading: JournalReading }
  | { kind: 'SessionsChanged'; reading: SessionReading }
  | { kind: 'NetworkChanged'; reading: NetworkReading }
  | { kind: 'DeviceArrived'; reading: DeviceReading }
  | { kind: 'LidChanged'; reading: LidReading }
  | { kind: 'WakeAbilityChanged'; reading: WakeReading }
  | { kind: 'PolicyChanged'; reading: PolicyReading }
  | { kind: 'Suspending' }
  | { kind: 'Resumed' }
  | { kind: 'ShuttingDown' }
  | { kind: 'ProcessReported'; report: ProcessEvent }
  | ServiceEventBody
  /** Without a principal the host itself asks. */
  | { kind: 'Requested'; by: string; principal?: Principal; request: CoreRequest };

export type CoreEvent = CoreEventBody & { at: Stamp };
