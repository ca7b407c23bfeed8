import type { MaintenanceSettings } from './settings.js';

/** Defaults of the manifest example in the promises; apart from the schema, so that the core needs no schema library. */
export const defaultMaintenanceSettings: MaintenanceSettings = {
  time: '03:00',
  window: 'PT1H',
  randomDelay: 'PT0S',
  wake: false,
  idleAfter: 'PT4M',
  profile: 'opportunistic',
  parallel: null,
  enabled: true,
  minBattery: null,
  busyPrograms: [],
};
