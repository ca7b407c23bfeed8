import type { ServiceControl } from '../../../src-shared/model/service.js';
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

/** Why a start waits, in the start under way. */
export interface StartJob {
  reason: 'demand' | 'auto' | 'trigger' | 'restart' | 'delayed' | 'dependency';
  arguments: string[];
  /** Waits for its dependencies, for its process, for its turn, or for the answer to its start command. */
  step: 'waiting' | 'launching' | 'turn' | 'answering';
  /** Number of the start command while it is unanswered. */
  request: number | null;
  /** Asked for while it was stopping: begins at STOPPED. */
  afterStop: boolean;
}

/** A control that was sent and not answered yet: one at a time for each process. */
export interface SentControl {
  service: string;
  code: number;
  request: number;
}

export interface Service {
  key: string;
  row: ServiceRuntime;
  start: StartJob | null;
  /** Why it is being stopped; becomes `stoppedBy`. */
  stopping: string | null;
  /** When it last raised its checkPoint or changed its state: tells slow from hung. */
  progressAt: Elapsed;
  hung: boolean;
}

export interface ServiceProcess {
  row: ServiceProcessRow;
  sent: SentControl | null;
  /** Controls that wait for their turn. */
  waiting: { service: string; code: number; data: Record<string, string | number | null> }[];
  /** Ended on purpose: its exit is no failure. */
  ending: boolean;
}

/** The start-up under way. */
export interface StartUp {
  /** Names by key, in the order of their start commands. */
  queue: string[];
  /** Those set aside because a dependency hangs. */
  aside: string[];
  delayed: string[];
  stage: 'phases' | 'delayed' | 'done';
}

/** A shutdown under way (SCM-116 to SCM-123). */
export interface Shutdown {
  stage: 'preshutdown' | 'shutdown' | 'done';
  /** Keys that were notified and have not stopped. */
  awaited: Set<string>;
  largestHintMs: number;
  progressed: boolean;
  /** The order in which preshutdown notices still go out. */
  preshutdown: string[];
  /** Restart of the world afterwards: with what. */
  then: { restart: 'normal' | 'last-known-good' | 'safe-mode' } | null;
}

/** All that the service manager knows. */
export interface Services {
  sets: Map<number, ControlSet>;
  select: Select;
  live: Map<string, Service>;
  processes: Map<ServiceProcessId, ServiceProcess>;
  /** Shared processes by image path, in lower case (the image database). */
  images: Map<string, ServiceProcessId>;
  /** By handle: the service somebody holds. */
  clients: Map<number, string>;
  nextHandle: number;
  /** Number of the last control pipe (SCM-86). */
  pipes: number;
  requests: number;
  mode: BootMode;
  lastKnownGood: boolean;
  /** Auto-start is over with no severe error. */
  startedWell: boolean;
  loggedOn: boolean;
  accepted: boolean;
  /** A set of the services is being started: null before the first start of a world. */
  startUp: StartUp | null;
  shutdown: Shutdown | null;
  /** Restarts of the world, to see three in ten minutes. */
  restarts: Wall[];
  /** SDDL of the manager; null = the default. */
  security: string | null;
  /** Machine facts that triggers compare with. */
  facts: { addresses: boolean | null; domain: string | null | undefined; drives: string[] | null };
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
    lastKnownGood: false,
    startedWell: false,
    loggedOn: false,
    accepted: false,
    startUp: null,
    shutdown: null,
    restarts: [],
    security: null,
    facts: { addresses: null, domain: undefined, drives: null },
  };
}
