/** How the scheduler is asked to treat a program. */
export interface Scheduling {
  /** The idle class (SCHED_IDLE): runs when nobody else wants the processor. */
  idle: boolean;
  /** −20 (first) to 19 (last). */
  nice: number;
}

/**
 * Nice values for priorities 0 to 10, after the process classes of reference "task model", section 8:
 * realtime, high, above normal, normal, below normal, idle. Realtime is the best nice value, not a
 * real-time class, which could lock up the machine.
 */
const niceOf = [-20, -10, -5, -5, 0, 0, 0, 10, 10, 19, 19];
const firstIdlePriority = 9;

/**
 * The scheduling for a task's priority (0 to 10; outside that it is taken as the nearest). Maintenance
 * always runs in the idle class, so that the host wakes in time to give the machine back. The I/O
 * priority needs no call of its own: the kernel derives it from both, the idle I/O class from the idle
 * class and the best-effort level from the nice value (ioprio_set(2), "default").
 */
export function schedulingOf(priority: number, maintenance: boolean): Scheduling {
  const step = Math.min(10, Math.max(0, Math.round(priority)));
  return { idle: maintenance || step >= firstIdlePriority, nice: niceOf[step] ?? 0 };
}
