import type { ServiceControl, ServiceStatus, StartReason } from '../../../src-shared/model/service.js';
import type { Elapsed, Wall } from '../time/stamp.js';
import type { ServiceProcessId } from './process.js';
import type { ServiceConfig, ServiceProcessRow, ServiceRuntime } from './rows.js';

export type BootMode = 'normal' | 'minimal' | 'network';

/** A numbered copy of the whole configuration (SCM-104). */
export interface ControlSet {
  number: number;
  control: ServiceControl;
  /** By key: the name in lower case. */
  services: Map<string, ServiceConfig>;
}

/** Which set plays which role (SCM-105). */
export interface Select {
  current: number;
  default: number;
  failed: number | null;
  lastKnownGood: number | null;
}

/** A start under way. */
export interface StartJob {
  reason: StartReason;
  arguments: string[];
  /**
   * waiting: for what it needs, or until it has stopped. launching: for its process. turn: for its turn
   * among the start commands. answering: for the answer to its start command.
   */
  step: 'waiting' | 'launching' | 'turn' | 'answering';
  /** Number of the start command while it is unanswered. */
  request: number | null;
  /** What was started for it: by key, groups with a plus sign. What has stopped of it has failed. */
  pulled: Set<string>;
  /** Part of the automatic start: its errors have the consequences of its ErrorControl. */
  boot: boolean;
}

/** A control that was sent and not answered yet: one at a time for each process. */
export interface SentControl {
  service: string;
  code: number;
  request: number;
  /** What its state was, for a control that is refused. */
  before: ServiceStatus;
  /** For a trigger event: queued again when the service says that it is shutting down. */
  queued: QueuedTrigger | null;
}

export interface WaitingControl {
  service: string;
  code: number;
  data: Record<string, string | number | null>;
  queued: QueuedTrigger | null;
}

export interface QueuedTrigger {
  action: 'start' | 'stop';
  data: Record<string, string | number | null>;
}

export interface Service {
  key: string;
  row: ServiceRuntime;
  start: StartJob | null;
  /** Who stops it; becomes `stoppedBy`. */
  stopping: string | null;
  /** Wants to be stopped once these have stopped. */
  stopAfter: { awaits: Set<string>; author: string } | null;
  /** When it last raised its checkPoint or changed its state: tells slow from hung. */
  progressAt: Elapsed;
  /** START_PENDING without a sign for 80 s and its hint: recorded as 7022. */
  hung: boolean;
  /** Its start belongs to the automatic one, and is not over. */
  bootStart: boolean;
  /** When its start command went out. */
  commandedAt: Elapsed | null;
}

export interface ServiceProcess {
  row: ServiceProcessRow;
  sent: SentControl | null;
  /** Controls that wait for their turn. */
  waiting: WaitingControl[];
  /** Ended on purpose: its exit is no failure. */
  ending: boolean;
}

/** The automatic start. */
export interface StartUp {
  /** pending: begins when all events of its first instant are in. settling: commands are out, outcomes are not. */
  stage: 'pending' | 'phases' | 'settling' | 'waiting' | 'delayed' | 'done';
  /** Keys that still wait for their turn, in the order of the plan. */
  queue: string[];
  delayed: string[];
  /** Keys that had their try. */
  tried: Set<string>;
}

/** What follows when everything has stopped. */
export type WorldRestart = 'normal' | 'last-known-good' | 'safe-mode';

/** A shutdown under way (SCM-116 to SCM-123). */
export interface Shutdown {
  stage: 'preshutdown' | 'shutdown' | 'done';
  /** Keys that were notified and have not stopped. */
  awaited: Set<string>;
  largestHintMs: number;
  /** One of the awaited reported progress since the last look. */
  progressed: boolean;
  /** Null: the machine goes down; else the services begin anew. */
  restart: WorldRestart | null;
}

/** All that the service manager knows. */
export interface Services {
  sets: Map<number, ControlSet>;
  select: Select;
  live: Map<string, Service>;
  processes: Map<ServiceProcessId, ServiceProcess>;
  /** Shared processes by image path, in lower case (the image database). */
  images: Map<string, ServiceProcessId>;
  /** By handle: the key of the service somebody holds. */
  clients: Map<number, string>;
  nextHandle: number;
  /** Number of the last control pipe (SCM-86). */
  pipes: number;
  requests: number;
  mode: BootMode;
  /** Asked for by whoever started the host while services of the last one still ran. */
  nextMode: BootMode | null;
  lastKnownGood: boolean;
  /** The automatic start is over without a severe error. */
  startedWell: boolean;
  loggedOn: boolean;
  accepted: boolean;
  startUp: StartUp | null;
  /** Keys with a start under way that waits. */
  waiting: Set<string>;
  /** Keys whose start command waits for its turn, in the order of the plan. */
  turns: string[];
  /** Something happened that waiting starts may follow from. */
  moved: boolean;
  shutdown: Shutdown | null;
  /** Something went so wrong that the services are to begin anew. */
  restartWanted: WorldRestart | null;
  /** Restarts of the world, to see three in ten minutes. */
  restarts: Wall[];
  /** SDDL of the manager; null = the default. */
  security: string | null;
  /** Machine facts that triggers compare with. */
  facts: {
    addresses: boolean | null;
    domain: string | null | undefined;
    drives: string[] | null;
    policy: { machine: string | null; user: string | null };
    users: string[] | null;
    locked: string[];
  };
}

/** Values of a new control set (decisions section 3; reference "service model", section 18). */
export function defaultControl(): ServiceControl {
  return {
    serviceGroupOrder: [],
    tagOrder: {},
    safeBoot: { minimal: [], network: [] },
    bootVerificationProgram: null,
    servicesPipeTimeoutMs: 30_000,
    waitToKillServiceTimeoutMs: 30_000,
    preshutdownOrder: [],
    noInteractiveServices: true,
    rebootArmed: false,
  };
}

export function noServices(): Services {
  const first: ControlSet = { number: 1, control: defaultControl(), services: new Map() };
  return {
    sets: new Map([[1, first]]),
    select: { current: 1, default: 1, failed: null, lastKnownGood: null },
    live: new Map(),
    processes: new Map(),
    images: new Map(),
    clients: new Map(),
    nextHandle: 1,
    pipes: 0,
    requests: 0,
    mode: 'normal',
    nextMode: null,
    lastKnownGood: false,
    startedWell: false,
    loggedOn: false,
    accepted: false,
    startUp: null,
    waiting: new Set(),
    turns: [],
    moved: false,
    shutdown: null,
    restartWanted: null,
    restarts: [],
    security: null,
    facts: freshFacts(),
  };
}

/** What is known of the machine before anything was told. */
export function freshFacts(): Services['facts'] {
  return {
    addresses: null,
    domain: undefined,
    drives: null,
    policy: { machine: null, user: null },
    users: null,
    locked: [],
  };
}
