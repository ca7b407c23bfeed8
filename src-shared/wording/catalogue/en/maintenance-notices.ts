/** Notices of Automatic Maintenance and the sentences of its own records from 907. */
export const maintenanceNotices = {
  'notice.emergency-running.title': 'Overdue maintenance is running',
  'notice.emergency-running.body':
    '{task} is past its deadline. The computer may be slower until it is done.',
  'notice.wake-impossible.title': 'The computer cannot be woken for maintenance',
  'notice.wake-impossible.body':
    'Maintenance is done when the computer is on, idle and on AC power. The diagnosis says what is in the way.',
  'notice.starved.title': '{task} never gets its turn',
  'notice.starved.body':
    'It has waited {count, plural, one {# day} other {# days}}. Leave the computer on, idle and plugged in for a while, or run it now.',
  'notice.services-safe-mode.title': 'Services run in safe mode',
  'notice.services-safe-mode.body':
    'An important service failed to start again and again. Only the services of safe mode run; see the System log for the reason.',
  'notice.digest.title': 'Maintenance of the last seven days',
  'notice.digest.body':
    'Done: {completed}. Failed: {failed}. Behind their deadline: {overdue}. Waiting for long: {starved}.',
  'notice.action.run-now': 'Run now',
  'notice.action.postpone': 'Postpone',
  'notice.action.open-panel': 'Open Caretaker',

  'event.907': 'Instance "{InstanceId}" of the task "{TaskName}" goes on slowly: {ReasonText}.',
  'event.908': 'Instance "{InstanceId}" of the task "{TaskName}" goes on at full speed.',
  'event.909': 'The maintenance task "{TaskName}" has waited for {Days} days without being completed.',
  'event.910': 'Maintenance that was missed is planned: {Tasks}.',
  'event.911': 'The catch-up of missed maintenance was put off until {Until}.',
  'event.911.skip': 'The catch-up of missed maintenance was skipped until {Until}.',
  'event.912': 'The maintenance task "{TaskName}" was postponed until {Until}.',
  'event.913': 'The policy of Automatic Maintenance changed: {Settings}.',
  'event.914':
    'In the last seven days {Completed} maintenance runs were completed and {Failed} failed; {Overdue} tasks are behind their deadline.',
} as const;
