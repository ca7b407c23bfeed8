import type { en } from '../en/catalogue.js';
import type { Translation } from '../translation.js';
import { advice } from './advice.js';
import { categories } from './categories.js';
import { desktop } from './desktop.js';
import { diagnosis } from './diagnosis.js';
import { events } from './events.js';
import { maintenance } from './maintenance.js';
import { maintenanceNotices } from './maintenance-notices.js';
import { panel } from './panel.js';
import { reasons } from './reasons.js';
import { serviceAdvice } from './service-advice.js';
import { serviceEvents } from './service-events.js';
import { times } from './times.js';
import { why } from './why.js';
import { win32 } from './win32.js';

/** All Greek messages: the compiler demands every key of the English catalogue. */
export const el: Translation<typeof en> = {
  ...events,
  ...advice,
  ...categories,
  ...reasons,
  ...serviceAdvice,
  ...serviceEvents,
  ...times,
  ...why,
  ...win32,
  ...maintenance,
  ...maintenanceNotices,
  ...desktop,
  ...diagnosis,
  ...panel,
};
