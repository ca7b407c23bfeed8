/**
 * Bounds of the queues of plain tasks; each overflow is an event (decisions section 3, "queues"). Windows
 * names no figures; these are far above what a workstation needs and far below what would harm it.
 */

/** Starts on their way, of all tasks: over it 131, near it 132. */
export const pendingMax = 10_000;
export const pendingNear = 8_000;
/** Starts on their way of one task: over it 130. */
export const pendingOfTaskMax = 100;
/** Instances of plain tasks that run at the same time for one user: over it 133, near it 134. */
export const runningOfUserMax = 200;
export const runningOfUserNear = 160;
/** Tasks with an event subscription (reference "task model", section 2): over it 150. */
export const subscriptionsMax = 500;
/** Starts by log records of one task within a minute: over it 130, so that two tasks cannot wake each other for ever. */
export const eventStartsPerMinuteMax = 60;
