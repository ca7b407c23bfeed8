import { z } from 'zod';
import {
  ControlSetInfo,
  ServiceAdvice,
  ServiceControl,
  ServiceDefinition,
  ServiceProcessInfo,
  ServiceState,
  ServiceSummary,
  ServiceWhy,
  StartupPlan,
} from '../model/service.js';
import { serviceErrorReasons as refuses } from '../failure/service-errors.js';
import { event, request } from './define.js';

const Nothing = z.strictObject({});
/** The service by its name, or by its display name. */
const ByName = z.strictObject({ service: z.string().min(1) });

const PendingState = z.object({ state: ServiceState });

export const services = {
  list: request({ in: Nothing, out: z.array(ServiceSummary), right: 'read' }),
  show: request({
    in: ByName,
    out: z.object({
      summary: ServiceSummary,
      /** The configuration as it stands in the current control set: what the next start will use. */
      definition: ServiceDefinition,
      /** What this service needs, in the order in which it would be started. */
      dependencies: z.array(z.string()),
      /** What needs this service, in the order in which it would be stopped. */
      dependents: z.array(z.string()),
      advice: z.array(ServiceAdvice),
    }),
    right: 'read',
    refuses,
  }),
  /** Answers as soon as the start is accepted (START_PENDING); `changed` tells the rest. */
  start: request({
    in: z.strictObject({ service: z.string().min(1), arguments: z.array(z.string()).default([]) }),
    out: PendingState,
    right: 'operate',
    refuses,
  }),
  stop: request({
    in: z.strictObject({
      service: z.string().min(1),
      /** Stop what depends on it first, in order. */
      dependents: z.boolean().default(false),
      /** SERVICE_STOP_REASON bits and a comment (event 7042). */
      reason: z.number().int().min(0).nullable().default(null),
      comment: z.string().nullable().default(null),
    }),
    out: PendingState,
    right: 'operate',
    refuses,
  }),
  pause: request({ in: ByName, out: PendingState, right: 'operate', refuses }),
  continue: request({ in: ByName, out: PendingState, right: 'operate', refuses }),
  /** A control by its number: 4, 6 to 10, or 128 to 255; 1 to 3 as well. */
  control: request({
    in: z.strictObject({ service: z.string().min(1), control: z.number().int().min(0).max(0xffff) }),
    out: PendingState,
    right: 'operate',
    refuses,
  }),
  create: request({
    in: z.strictObject({ definition: ServiceDefinition }),
    out: Nothing,
    right: 'change',
    refuses,
  }),
  /** Only the given values change; what is left out stays. */
  change: request({
    in: z.strictObject({
      service: z.string().min(1),
      patch: ServiceDefinition.omit({ name: true }).partial(),
      /** Counts only after it ran well once; else the last good configuration returns (CT-08). */
      provisional: z.boolean().default(false),
    }),
    out: Nothing,
    right: 'change',
    refuses,
  }),
  delete: request({ in: ByName, out: z.object({ marked: z.boolean() }), right: 'change', refuses }),
  plan: request({
    in: z.strictObject({ mode: z.enum(['normal', 'minimal', 'network']).default('normal') }),
    out: StartupPlan,
    right: 'read',
  }),
  /** One client more: started if need be, its idle clock stands still until `release`. Answered when it runs. */
  acquire: request({ in: ByName, out: z.object({ handle: z.number().int() }), right: 'operate', refuses }),
  release: request({
    in: z.strictObject({ handle: z.number().int() }),
    out: Nothing,
    right: 'operate',
    refuses: ['bad-input'],
  }),
  /** A custom event: every service with a trigger of this provider whose data matches. */
  raise: request({
    in: z.strictObject({
      provider: z.string().min(1),
      hex: z.array(z.string()).default([]),
      string: z.array(z.string()).default([]),
    }),
    /** Services that a trigger of theirs acted for. */
    out: z.object({ services: z.array(z.string()) }),
    right: 'operate',
    refuses: ['bad-input', ...refuses],
  }),
  /** SDDL of a service; `service` null means the manager. */
  getSecurity: request({
    in: z.strictObject({ service: z.string().min(1).nullable() }),
    out: z.object({ sddl: z.string() }),
    right: 'read',
    refuses,
  }),
  setSecurity: request({
    in: z.strictObject({ service: z.string().min(1).nullable(), sddl: z.string().min(1) }),
    out: Nothing,
    right: 'change',
    refuses,
  }),
  processes: request({ in: Nothing, out: z.array(ServiceProcessInfo), right: 'read' }),
  controlSets: request({
    in: Nothing,
    out: z.object({
      select: z.object({
        current: z.number().int(),
        default: z.number().int(),
        failed: z.number().int().nullable(),
        lastKnownGood: z.number().int().nullable(),
      }),
      sets: z.array(ControlSetInfo),
      /** Whether the present start has been accepted as good. */
      accepted: z.boolean(),
      /** Whether the present start uses the Last Known Good set. */
      lastKnownGood: z.boolean(),
      mode: z.enum(['normal', 'minimal', 'network']),
    }),
    right: 'read',
  }),
  configureControl: request({
    in: z.strictObject({ patch: ServiceControl.partial() }),
    out: ServiceControl,
    right: 'change',
    refuses,
  }),
  /** NotifyBootConfigStatus: the start was good (or not: back to Last Known Good at once). */
  acceptBoot: request({
    in: z.strictObject({ acceptable: z.boolean() }),
    out: Nothing,
    right: 'change',
    refuses,
  }),
  why: request({ in: ByName, out: ServiceWhy, right: 'read', refuses }),
  advice: request({ in: Nothing, out: z.array(ServiceAdvice), right: 'read' }),
  changed: event(z.object({ services: z.array(ServiceSummary), removed: z.array(z.string()) })),
  /** Network drives came or went (SCM-139). */
  drives: event(z.object({ arrived: z.array(z.string()), gone: z.array(z.string()) })),
};
