import type { AdviceRule } from './advice.js';

/** Exclusive holds a task back until all others are done, and all others while it works (WAM-55). */
const exclusive: AdviceRule = ({ maintenance }) =>
  maintenance?.exclusive === true
    ? {
        kind: 'exclusive',
        at: ['maintenance', 'exclusive'],
        message:
          'an exclusive task runs after all others and alone; leave it out unless the work takes the whole machine or locks a database',
      }
    : null;

/** Without a deadline nobody is told and no window is extended, however late it is (WAM-49, WAM-52). */
const noDeadline: AdviceRule = ({ maintenance }) =>
  maintenance !== null && maintenance.deadline === null
    ? {
        kind: 'no-deadline',
        at: ['maintenance'],
        message:
          'without a Deadline a task that is late stays late: no window is extended for it; set one longer than the Period',
      }
    : null;

/** A task that is started anew each time must keep what it has done (WAM-44). */
const noResume: AdviceRule = ({ maintenance, settings }) =>
  maintenance !== null && settings.yield === 'restart'
    ? {
        kind: 'no-resume',
        at: ['settings', 'yield'],
        message:
          'it is ended each time somebody comes back and starts anew; let it keep what it has done in CARETAKER_STATE_DIR, or set freeze or signal',
      }
    : null;

/** Work for idle times that is ended, not suspended, when the user comes back. */
const notMaintenance: AdviceRule = ({ maintenance, settings, triggers }) => {
  const onIdle = settings.runOnlyIfIdle || triggers.some(({ kind, enabled }) => kind === 'idle' && enabled);
  if (maintenance !== null || !onIdle || settings.idleSettings?.stopOnIdleEnd === false) return null;
  return {
    kind: 'not-maintenance',
    at: ['settings'],
    message:
      'it is ended when the user comes back and its work is lost; with MaintenanceSettings it would be suspended and go on later',
  };
};

/** What nobody can interrupt should be short. */
const neverYields: AdviceRule = ({ maintenance, settings }) =>
  maintenance !== null && (settings.critical || settings.yield === 'never')
    ? {
        kind: 'never-yields',
        at: ['settings', settings.critical ? 'critical' : 'yield'],
        message:
          'it goes on whoever sits at the computer, and on battery; keep this for short work that must not be interrupted',
      }
    : null;

/** Zero in any of its written forms. */
const isZero = (duration: string): boolean => !/[1-9]/.test(duration);

/** A task that hangs would hold the exclusive ones back, and the window open. */
const noLimit: AdviceRule = ({ maintenance, settings }) =>
  maintenance !== null && isZero(settings.executionTimeLimit)
    ? {
        kind: 'no-limit',
        at: ['settings', 'executionTimeLimit'],
        message:
          'without ExecutionTimeLimit a task that hangs is never ended and holds exclusive ones back; set one, such as PT4H',
      }
    : null;

/** Advice on maintenance tasks, and on tasks that should be some. */
export const maintenanceAdvice: readonly AdviceRule[] = [
  exclusive,
  noDeadline,
  noResume,
  notMaintenance,
  neverYields,
  noLimit,
];
