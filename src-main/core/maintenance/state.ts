import type { RunKind } from '../../../src-shared/model/maintenance.js';
import type { Wall } from '../time/stamp.js';

/**
 * Automatic Maintenance as a state machine:
 *
 *            gate opens, something due            nothing left / gate closes
 *   waiting ───────────────────────────▶ idle run ──────────────────────────▶ waiting
 *      │  activation, gate open within the window                     ▲
 *      ├──────────────────────────────▶ regular run ──▶ window ends ──┤ (gate open: becomes an idle run)
 *      │  somebody asks                                               │ (an overdue task: extended)
 *      └──────────────────────────────▶ manual run ───────────────────┘
 */
export interface Run {
  kind: RunKind;
  started: Wall;
  /** Who asked, for a manual run. */
  by: string | null;
  /** A manual run that goes on when AC is lost. */
  onBattery: boolean;
  /** A regular run past the end of its window, kept for overdue tasks. */
  extended: boolean;
  /** Tasks (keys) of this run and how far each got. A manual run knows its tasks from the start. */
  tasks: Record<string, RunTaskState>;
}

export type RunTaskState = 'chosen' | 'live' | 'completed' | 'failed' | 'stopped';

/** The open daily window. */
export interface Window {
  /** The daily instant itself, without the random delay. */
  activation: Wall;
  opens: Wall;
  closes: Wall;
}

export interface LastRun {
  kind: RunKind;
  started: Wall;
  ended: Wall;
  completed: number;
  failed: number;
  suspended: number;
}

/** What was missed while the machine slept or was off, in the order in which it is made up for. */
export interface Plan {
  cause: 'sleep' | 'boot';
  since: Wall;
  /** Keys of tasks. */
  tasks: string[];
  /** Put off until then. */
  until: Wall | null;
  /** One at a time, until the first is done or ten minutes have passed since it began. */
  oneAtATime: boolean;
}

/** Our own waking of the machine. */
export interface Woken {
  at: Wall;
  /** The machine was asked to sleep again. */
  dozing: boolean;
}

export interface Week {
  since: Wall;
  completed: number;
  failed: number;
}

export interface Maintenance {
  run: Run | null;
  lastRun: LastRun | null;
  window: Window | null;
  next: Window | null;
  /** The last activation whose window opened: not served again when the clock is set back. */
  served: Wall | null;
  /** Stopped by a user: no automatic run before the gate has closed once or the next window opens. */
  stoppedByUser: boolean;
  paused: { by: string; since: Wall; until: Wall } | null;
  /** Keys of tasks that are due now. Rebuilt from the schedules, never stored. */
  due: Set<string>;
  /** Whether the machine is being kept awake. */
  awake: boolean;
  /** Since when Automatic Maintenance is off; null while it is on. */
  offSince: Wall | null;
  /** The ordered catch-up after sleep or boot. */
  plan: Plan | null;
  /** The daily run for which the sleeping machine is to be woken. */
  alarm: Wall | null;
  /** The instant for which the machine's wake timer is set: that one, or that of a plain task. */
  timer: Wall | null;
  /** The machine was woken by that timer and nobody has come since. */
  woken: Woken | null;
  /** What happened since the last weekly digest. */
  week: Week | null;
  /** The reason for which it was told that the machine cannot be woken. */
  wakeTold: string | null;
}

export function restingMaintenance(): Maintenance {
  return {
    run: null,
    lastRun: null,
    window: null,
    next: null,
    served: null,
    stoppedByUser: false,
    paused: null,
    due: new Set(),
    awake: false,
    offSince: null,
    plan: null,
    alarm: null,
    timer: null,
    woken: null,
    week: null,
    wakeTold: null,
  };
}
