import type { MaintenanceStatus } from '../../src-shared/model/maintenance.js';

/** A status with nothing due, of which a test changes what it is about. */
export function maintenanceStatus(change: Partial<MaintenanceStatus> = {}): MaintenanceStatus {
  return {
    enabled: true,
    state: 'waiting',
    run: null,
    lastRun: null,
    nextWindow: { opens: '2026-03-03T02:00:00Z', closes: '2026-03-03T03:00:00Z' },
    due: [],
    paused: null,
    plan: null,
    origins: {},
    policy: {},
    settings: {},
    gate: [],
    suspendedBy: null,
    ...change,
  };
}
