import { z } from 'zod';
import { DiagnosisCheck } from '../model/diagnosis.js';
import { MaintenanceStatus } from '../model/maintenance.js';
import { MaintenanceSettings } from '../model/settings.js';
import { event, request } from './define.js';

const Nothing = z.strictObject({});

export const maintenance = {
  status: request({ in: Nothing, out: MaintenanceStatus, right: 'read' }),
  start: request({
    in: z.strictObject({
      /** Every enabled maintenance task, due or not. */
      all: z.boolean().default(false),
      onBattery: z.boolean().default(false),
    }),
    out: z.object({ tasks: z.array(z.string()) }),
    right: 'operate',
    refuses: ['maintenance-off', 'on-battery', 'nothing-due', 'maintenance-running', 'paused'],
  }),
  stop: request({ in: Nothing, out: Nothing, right: 'operate', refuses: ['maintenance-not-running'] }),
  configure: request({
    in: MaintenanceSettings.partial(),
    out: MaintenanceSettings,
    right: 'change',
    refuses: ['bad-input', 'set-by-policy'],
  }),
  pause: request({
    in: z.strictObject({
      /** ISO 8601 duration, at most P7D; or null with untilTomorrow. */
      for: z.string().nullable().default(null),
      untilTomorrow: z.boolean().default(false),
    }),
    out: z.object({ until: z.string() }),
    right: 'operate',
    refuses: ['bad-input'],
  }),
  unpause: request({ in: Nothing, out: Nothing, right: 'operate', refuses: ['not-paused'] }),
  /** Not before that long from now (ISO 8601, at most P7D) of the scheduler's own accord; by hand it runs all the same. */
  postpone: request({
    in: z.strictObject({ task: z.string().min(1), for: z.string().default('PT4H') }),
    out: z.object({ until: z.string() }),
    right: 'operate',
    refuses: ['unknown-task', 'bad-input'],
  }),
  /** Puts off the catch-up that is planned after sleep or boot. */
  later: request({
    in: z.strictObject({ for: z.string().default('PT1H') }),
    out: z.object({ until: z.string() }),
    right: 'operate',
    refuses: ['no-plan', 'bad-input'],
  }),
  /** Nothing of the catch-up before the next daily activation. */
  skipPlan: request({
    in: Nothing,
    out: z.object({ until: z.string() }),
    right: 'operate',
    refuses: ['no-plan'],
  }),
  /** The checklist of running and waking, live: what was found, where, what would mend it. */
  diagnose: request({ in: Nothing, out: z.array(DiagnosisCheck), right: 'read' }),
  /** The whole status after each change. */
  changed: event(MaintenanceStatus),
};
