/** Advice on definitions (src-main/core/advice has the same English words). */
export const advice = {
  'advice.exclusive':
    'an exclusive task runs after all others and alone; leave it out unless the work takes the whole machine or locks a database',
  'advice.no-deadline':
    'without a Deadline a task that is late stays late: no window is extended for it; set one longer than the Period',
  'advice.no-resume':
    'it is ended each time somebody comes back and starts anew; let it keep what it has done in CARETAKER_STATE_DIR, or set freeze or signal',
  'advice.not-maintenance':
    'it is ended when the user comes back and its work is lost; with MaintenanceSettings it would be suspended and go on later',
  'advice.never-yields':
    'it goes on whoever sits at the computer, and on battery; keep this for short work that must not be interrupted',
  'advice.no-limit':
    'without ExecutionTimeLimit a task that hangs is never ended and holds exclusive ones back; set one, such as PT4H',
  'advice.starts-with-machine':
    'a task that starts at boot or logon slows both down; give it a schedule with StartWhenAvailable, or at least a Delay',
  'advice.no-conditions':
    'it starts on battery, while somebody works and without a network; set the conditions that it needs: idle, mains, network',
  'advice.much-privilege':
    'it runs with every right there is; take the account with the least that will do, LocalService rather than LocalSystem, and LeastPrivilege',
} as const;
