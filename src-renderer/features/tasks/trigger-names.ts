import type { Trigger } from '../../../src-shared/model/task.js';

type Monthly = Extract<Trigger, { kind: 'monthlyDayOfWeek' }>;

// The schema's own lists would bring the schema library into the panel.
export const dayNames: Monthly['daysOfWeek'] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];
export const monthNames: Monthly['months'] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
