import type { Language } from '../../src-shared/wording/language.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import type { Channel } from '../ports/channel.js';
import type { Clock } from '../ports/clock.js';
import type { Formats } from '../ports/formats.js';
import type { KeepAwake } from '../ports/keep-awake.js';
import type { Log } from '../ports/log.js';
import type { MachineFacts } from '../ports/machine-facts.js';
import type { Notifier } from '../ports/notifier.js';
import type { Machine, ServiceHosts } from '../ports/service-hosts.js';
import type { PolicySource } from '../ports/policy.js';
import type { ProcessRunner } from '../ports/process-runner.js';
import type { Sensors } from '../ports/sensors.js';
import type { Store } from '../ports/store.js';
import type { WakeTimer } from '../ports/wake-timer.js';

/** What a host hands to the runtime. */
export interface RuntimeParts {
  clock: Clock;
  store: Store;
  sensors: Sensors;
  runner: ProcessRunner;
  /** Closed by the runtime after everything that speaks over it; null where the simulation has none. */
  channel: Channel | null;
  policy: PolicySource;
  notifier: Notifier;
  keepAwake: KeepAwake;
  wakeTimer: WakeTimer;
  machineFacts: MachineFacts;
  formats: Formats;
  /** Absent where this host runs no services. */
  serviceHosts?: ServiceHosts;
  machine?: Machine;
  /** Asked for by whoever starts the host (SCM-71, SCM-108). */
  serviceStart?: { safeMode: 'minimal' | 'network' | null; lastKnownGood: boolean };
  log: Log;
  home: string;
  version: string;
  hostKind: 'electron' | 'headless';
  pid: number;
  /** Account the host runs as. */
  user: string;
  cores: number;
  /** Used once, for a new home: the seed of GUIDs and random delays. */
  seed: number;
  /** Registered on a fresh start, kept up to date later unless deleted. */
  builtinTasks: TaskDefinition[];
  /** A fresh one-time link and the plain address; null where no panel is served, or not yet. */
  panel(): { link(): string; address: string } | null;
  /** After each event that was handled. */
  onWork(): void;
  /** Somebody wants the panel: shows the window, or opens a browser with the link where there is a session. */
  onPanelWanted(): void;
  /** Language of the person at the machine, for notices. */
  language: Language;
  /** Somebody asked the host to stop. */
  onStopRequested(): void;
}
