import { z } from 'zod';
import { Progress } from './instance.js';

/** Why a start waits: a closed list, worded in src-shared/wording. */
export const waitReasons = [
  'disabled',
  'task-disabled',
  'policy',
  'clock',
  'battery-low',
  'postponed',
  'plan',
  'plan-later',
  'plan-skipped',
  'paused',
  'settling',
  'presence',
  'presence-unknown',
  'busy',
  'load',
  'load-unknown',
  'power',
  'power-unknown',
  'window',
  'parallel',
  'exclusive',
  'ended-by-user',
  'stopped-by-user',
  'running',
  'asleep',
  'shutdown',
  'not-due',
  'no-start-on-demand',
  'storage',
  'network',
  'no-handler',
  'launch-failed',
] as const;
export const WaitReason = z.enum(waitReasons);
export type WaitReason = z.infer<typeof WaitReason>;

/** Why the start of a plain task waits, or did not happen, besides the reasons of maintenance. */
export const taskWaitReasons = [
  'not-idle',
  'delay',
  'late-start',
  'restart',
  'queued',
  'crowded',
  'not-logged-on',
  'machine-off',
  'host-off',
  'clock-set',
  'past-end',
] as const;
export const TaskWaitReason = z.union([WaitReason, z.enum(taskWaitReasons)]);
export type TaskWaitReason = z.infer<typeof TaskWaitReason>;

export const RunKind = z.enum(['idle', 'regular', 'manual']);
export type RunKind = z.infer<typeof RunKind>;

export const MaintenanceStateName = z.enum(['off', 'waiting', 'running', 'suspended', 'paused']);
export type MaintenanceStateName = z.infer<typeof MaintenanceStateName>;

export const RunTask = z.object({
  task: z.string(),
  state: z.enum(['waiting', 'running', 'suspended', 'completed', 'failed', 'stopped']),
  instance: z.string().nullable(),
  /** Why it is suspended or waits. */
  reason: z.string().nullable(),
  /** How far the running program says it is. */
  progress: Progress.nullable(),
});

export const MaintenanceRun = z.object({
  kind: RunKind,
  /** It holds an overdue task. */
  emergency: z.boolean(),
  since: z.string(),
  tasks: z.array(RunTask),
});
export type MaintenanceRun = z.infer<typeof MaintenanceRun>;

export const DueTask = z.object({
  task: z.string(),
  since: z.string(),
  deadline: z.string().nullable(),
  overdue: z.boolean(),
  waiting: z.array(WaitReason),
});
export type DueTask = z.infer<typeof DueTask>;

/** The ordered catch-up after sleep or boot; it can be put off (`maintenance.later`) or skipped (`maintenance.skipPlan`). */
export const MaintenancePlan = z.object({
  /** What the machine came back from, and when. */
  cause: z.enum(['sleep', 'boot']),
  since: z.string(),
  /** Nothing of it starts before this instant: it settles, or was put off; `null` = it may as soon as the gate is open. */
  startsAt: z.string().nullable(),
  postponed: z.boolean(),
  /** One task at a time, at first. */
  oneAtATime: z.boolean(),
  /** In the order in which they are taken. */
  tasks: z.array(
    z.object({
      task: z.string(),
      since: z.string(),
      overdue: z.boolean(),
      state: z.enum(['waiting', 'running', 'suspended', 'done']),
    }),
  ),
});
export type MaintenancePlan = z.infer<typeof MaintenancePlan>;

/** `caretaker maintenance status --json` (promises section 2; `plan`, `settings`, `origins`, `gate` and `suspendedBy` are added). */
export const MaintenanceStatus = z.object({
  enabled: z.boolean(),
  state: MaintenanceStateName,
  run: MaintenanceRun.nullable(),
  lastRun: z
    .object({
      kind: RunKind,
      started: z.string(),
      ended: z.string(),
      completed: z.number().int(),
      failed: z.number().int(),
      suspended: z.number().int(),
    })
    .nullable(),
  /** The next daily window; `null` while maintenance is off. */
  nextWindow: z.object({ opens: z.string(), closes: z.string() }).nullable(),
  due: z.array(DueTask),
  paused: z.object({ by: z.string(), until: z.string().nullable() }).nullable(),
  /** The catch-up that is planned or under way; `null` = none. */
  plan: MaintenancePlan.nullable(),
  policy: z.record(z.string(), z.unknown()),
  settings: z.record(z.string(), z.unknown()),
  /** Where each setting in force comes from; `source` is the policy's file or registry key. */
  origins: z.record(
    z.string(),
    z.object({ from: z.enum(['machine', 'user', 'settings']), source: z.string().nullable() }),
  ),
  /** What holds everything back just now, most important first; empty when the gate is open. */
  gate: z.array(z.object({ reason: WaitReason, since: z.string().nullable() })),
  /** When state is suspended: by whom. */
  suspendedBy: z.string().nullable(),
});
export type MaintenanceStatus = z.infer<typeof MaintenanceStatus>;

/** One test of the chain behind a task's state (`caretaker why --json`). */
export const WhyTest = z.object({
  test: z.string(),
  holds: z.boolean(),
  value: z.string(),
  since: z.string().nullable(),
  source: z.string().nullable(),
  remedy: z.string().nullable(),
});
export type WhyTest = z.infer<typeof WhyTest>;
export const Why = z.object({ subject: z.string(), state: z.string(), tests: z.array(WhyTest) });
export type Why = z.infer<typeof Why>;
