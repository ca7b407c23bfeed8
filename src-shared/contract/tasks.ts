import { TaskAdvice } from '../model/advice.js';
import { z } from 'zod';
import { InstanceInfo } from '../model/instance.js';
import { ServicesManifest } from '../model/service.js';
import { TaskWaitReason, Why } from '../model/maintenance.js';
import { SettingsPatch } from '../model/settings.js';
import { TaskDefinition } from '../model/task.js';
import { serviceErrorReasons } from '../failure/service-errors.js';
import { event, request } from './define.js';

const Nothing = z.strictObject({});
const OneSubject = z.strictObject({
  task: z.string().min(1).nullable().default(null),
  folder: z.string().min(1).nullable().default(null),
});
const ByName = z.strictObject({ task: z.string().min(1) });

/** States of the Task Scheduler (reference "task model", section 10). */
export const TaskState = z.enum(['Disabled', 'Queued', 'Ready', 'Running', 'Suspended']);
export type TaskState = z.infer<typeof TaskState>;

/** One row of `caretaker task list --json` (promises section 2; description, maintenance and instance are added). */
export const TaskSummary = z.object({
  path: z.string(),
  state: TaskState,
  enabled: z.boolean(),
  lastRun: z.string().nullable(),
  /** Exit code or result code of the last run; 0x41303 (267011) when it never ran. */
  lastResult: z.number().int().nullable(),
  nextRun: z.string().nullable(),
  waiting: z.array(TaskWaitReason),
  description: z.string().nullable(),
  maintenance: z
    .object({
      period: z.string(),
      deadline: z.string().nullable(),
      exclusive: z.boolean(),
      due: z.string(),
      overdue: z.boolean(),
      critical: z.boolean(),
    })
    .nullable(),
  /** The live instance, if any. */
  instance: z.string().nullable(),
});
export type TaskSummary = z.infer<typeof TaskSummary>;

/** As what a task really runs here (decisions section 3, "accounts" and "hardening"). */
export const TaskIdentity = z.object({
  runsAs: z.string(),
  session: z.enum(['services', 'interactive']),
  /** The level its process has, named as Windows names integrity levels; shown, never set. */
  level: z.enum(['system', 'medium', 'low']),
  /** What is taken from it. */
  hardening: z.array(z.string()),
  /** Why its account cannot be taken on here, one sentence; null when it can. */
  obstacle: z.string().nullable(),
});
export type TaskIdentity = z.infer<typeof TaskIdentity>;

/** One problem of a definition (`caretaker task check --json`, promises section 2). */
export const Problem = z.object({
  severity: z.enum(['error', 'warning', 'note']),
  line: z.number().int().nullable(),
  element: z.string().nullable(),
  value: z.string().nullable(),
  /** Result code as `0x8004…`, or null. */
  code: z.string().nullable(),
  /** What is wrong and what to do, one sentence. */
  message: z.string(),
});
export type Problem = z.infer<typeof Problem>;

export const Change = z.object({
  action: z.enum(['create', 'update', 'delete', 'unchanged', 'setting']),
  subject: z.string(),
  detail: z.string().nullable(),
});

const Files = z
  .array(z.strictObject({ name: z.string().min(1), base64: z.string() }))
  .min(1)
  .max(100);

/** One task of a checked file; `task` null for what concerns the file as a whole. */
export const CheckedTask = z.object({
  file: z.string(),
  valid: z.boolean(),
  task: z.string().nullable(),
  problems: z.array(Problem),
  /** What would be registered; null where an error stands in the way. */
  definition: TaskDefinition.nullable(),
  /** Whether a task of that path exists, so that it would be changed instead of made. */
  exists: z.boolean(),
});
export type CheckedTask = z.infer<typeof CheckedTask>;

export const tasks = {
  list: request({ in: Nothing, out: z.array(TaskSummary), right: 'read' }),
  show: request({
    in: ByName,
    out: z.object({
      summary: TaskSummary,
      definition: TaskDefinition,
      advice: z.array(TaskAdvice),
      identity: TaskIdentity,
    }),
    right: 'read',
    refuses: ['unknown-task'],
  }),
  /** Registers all or none. `files`: how each definition is named in messages. */
  register: request({
    in: z.strictObject({
      tasks: z.array(TaskDefinition).min(1),
      mode: z.enum(['create', 'update', 'create-or-update']).default('create-or-update'),
    }),
    out: z.object({ registered: z.array(z.string()) }),
    right: 'change',
    refuses: ['task-exists', 'unknown-task', 'invalid-task'],
  }),
  /** Applies a manifest as one transaction (promises section 3). `source` is the file name, for prune. */
  apply: request({
    in: z.strictObject({
      source: z.string().min(1),
      tasks: z.array(TaskDefinition),
      settings: SettingsPatch.nullable(),
      /** Null where the manifest speaks of no services. */
      services: ServicesManifest.nullable().default(null),
      prune: z.boolean().default(false),
      dryRun: z.boolean().default(false),
    }),
    out: z.object({ changes: z.array(Change) }),
    right: 'change',
    refuses: ['invalid-task', 'bad-input', 'set-by-policy', ...serviceErrorReasons],
  }),
  /** Reads the files (Task Scheduler XML in any of its encodings, or a manifest) and registers all or none. */
  import: request({
    in: z.strictObject({ files: Files }),
    out: z.object({
      files: z.array(
        z.object({
          file: z.string(),
          valid: z.boolean(),
          /** Path of the task; null where the file names none or several. */
          task: z.string().nullable(),
          problems: z.array(Problem),
        }),
      ),
      /** Empty when any file is not valid. */
      registered: z.array(z.string()),
    }),
    right: 'change',
    refuses: ['bad-input', 'invalid-task'],
  }),
  /** What an import of these files would register and what of them cannot be honoured; nothing is changed. */
  check: request({
    in: z.strictObject({ files: Files }),
    out: z.object({ files: z.array(CheckedTask) }),
    right: 'read',
    refuses: ['bad-input'],
  }),
  /** A definition, registered or not, as the text of a file: the other side of an editor's form. */
  write: request({
    in: z.strictObject({ task: TaskDefinition, format: z.enum(['xml', 'yaml']) }),
    out: z.object({ fileName: z.string(), text: z.string() }),
    right: 'read',
  }),
  /** The definition as a file. */
  export: request({
    in: z.strictObject({ task: z.string().min(1), format: z.enum(['xml', 'yaml']) }),
    out: z.object({ fileName: z.string(), text: z.string() }),
    right: 'read',
    refuses: ['unknown-task'],
  }),
  run: request({
    /** Arguments are the values of $(Arg0), $(Arg1) … in the actions. */
    in: z.strictObject({
      task: z.string().min(1),
      arguments: z.array(z.string().max(8192)).max(32).default([]),
    }),
    out: z.object({ instance: z.string() }),
    right: 'operate',
    refuses: [
      'unknown-task',
      'task-disabled',
      'no-start-on-demand',
      'already-running',
      'no-handler',
      'on-battery',
      'no-network',
      'not-logged-on',
      'too-busy',
    ],
  }),
  end: request({ in: ByName, out: Nothing, right: 'operate', refuses: ['unknown-task', 'not-running'] }),
  enable: request({ in: ByName, out: Nothing, right: 'change', refuses: ['unknown-task'] }),
  disable: request({ in: ByName, out: Nothing, right: 'change', refuses: ['unknown-task'] }),
  delete: request({ in: ByName, out: Nothing, right: 'change', refuses: ['unknown-task'] }),
  /** SDDL of a task, or of a folder such as `\\Backup`: exactly one of the two is given. */
  getSecurity: request({
    in: OneSubject,
    out: z.object({ sddl: z.string() }),
    right: 'read',
    refuses: ['unknown-task', 'bad-input'],
  }),
  setSecurity: request({
    in: OneSubject.extend({ sddl: z.string().min(1) }),
    out: Nothing,
    right: 'change',
    refuses: ['unknown-task', 'bad-input'],
  }),
  history: request({
    in: z.strictObject({
      task: z.string().min(1).nullable().default(null),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    out: z.array(InstanceInfo),
    right: 'read',
    refuses: ['unknown-task'],
  }),
  /** Text of the newest run's output from byte `from`; `instance` picks another run. */
  output: request({
    in: z.strictObject({
      task: z.string().min(1),
      instance: z.string().nullable().default(null),
      from: z.number().int().min(0).default(0),
    }),
    out: z.object({
      instance: z.string(),
      text: z.string(),
      /** Where to read on. */
      next: z.number().int(),
      /** Bytes cut from the head to keep the file bounded. */
      cut: z.number().int(),
      ended: z.boolean(),
    }),
    right: 'read',
    refuses: ['unknown-task', 'not-running'],
  }),
  next: request({
    in: z.strictObject({
      task: z.string().min(1),
      count: z.number().int().min(1).max(1000).default(5),
      from: z.string().nullable().default(null),
    }),
    out: z.object({ task: z.string(), zone: z.string(), next: z.array(z.string()) }),
    right: 'read',
    refuses: ['unknown-task', 'bad-input'],
  }),
  why: request({ in: ByName, out: Why, right: 'read', refuses: ['unknown-task'] }),
  changed: event(z.object({ tasks: z.array(TaskSummary), removed: z.array(z.string()) })),
};
