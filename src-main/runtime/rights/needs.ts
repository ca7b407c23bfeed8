import type { EventName, EventPayload, RequestName, RequestOut } from '../../../src-shared/contract/table.js';
import type { NoticeInfo } from '../../../src-shared/contract/notices.js';
import type { MaintenanceStatus } from '../../../src-shared/model/maintenance.js';
import type { EventRecord } from '../../../src-shared/model/record.js';
import type { TaskWish } from '../../core/guard/task-guard.js';
import type { Sight } from '../../core/guard/visible.js';
import { managerRights, serviceRights, standardRights } from '../../core/rights/rights.js';

/**
 * What a request needs. `everyone`: nothing. `core`: the core checks what is changed. `administrator`: whole
 * machine. The others name the right to the task, folder, service or manager that the input means.
 */
export type Need =
  | { kind: 'everyone' | 'core' | 'administrator' }
  | { kind: 'task'; wish: TaskWish }
  | { kind: 'task-or-folder'; wish: 'read-rights' }
  | { kind: 'service'; right: number }
  | { kind: 'service-or-manager'; right: number }
  | { kind: 'manager'; right: number };

type RequestRow<N extends RequestName> = {
  need: Need;
  /** Leaves out of the answer what the asker may not see. */
  narrow?: (out: RequestOut<N>, sight: Sight) => RequestOut<N>;
};

const everyone: Need = { kind: 'everyone' };
const core: Need = { kind: 'core' };
const administrator: Need = { kind: 'administrator' };
const see: Need = { kind: 'task', wish: 'see' };
const service = (right: number): Need => ({ kind: 'service', right });
const manager = (right: number): Need => ({ kind: 'manager', right });

const { QUERY_CONFIG, QUERY_STATUS, START, STOP, PAUSE_CONTINUE, CHANGE_CONFIG } = serviceRights;
const { CONNECT, CREATE_SERVICE, ENUMERATE_SERVICE, MODIFY_BOOT_CONFIG } = managerRights;

/** Requests by name. One that is missing here is for administrators. */
export const needs: { [N in RequestName]?: RequestRow<N> } = {
  'host.status': { need: everyone },
  'host.panel': { need: administrator },
  'host.stop': { need: administrator },

  'maintenance.status': { need: everyone, narrow: maintenanceFor },
  'maintenance.start': { need: administrator },
  'maintenance.stop': { need: administrator },
  'maintenance.configure': { need: administrator },
  'maintenance.pause': { need: administrator },
  'maintenance.unpause': { need: administrator },
  'maintenance.diagnose': {
    need: everyone,
    narrow: (checks, sight) =>
      checks.map((check) => ({ ...check, tasks: check.tasks.filter((task) => sight.task(task)) })),
  },

  'notices.list': { need: everyone, narrow: noticesFor },
  'notices.dismiss': { need: administrator },
  'notices.act': { need: administrator },

  'tasks.list': { need: everyone, narrow: (list, sight) => list.filter(({ path }) => sight.task(path)) },
  'tasks.show': { need: see },
  'tasks.register': { need: core },
  'tasks.apply': { need: core },
  'tasks.import': { need: core },
  'tasks.check': {
    need: everyone,
    // Whether a path is taken is told of tasks that the asker may see.
    narrow: ({ files }, sight) => ({
      files: files.map((file) => ({
        ...file,
        exists: file.exists && file.task !== null && sight.task(file.task),
      })),
    }),
  },
  'tasks.write': { need: everyone },
  'tasks.export': { need: see },
  'tasks.run': { need: { kind: 'task', wish: 'run' } },
  'tasks.end': { need: { kind: 'task', wish: 'run' } },
  'tasks.enable': { need: { kind: 'task', wish: 'change' } },
  'tasks.disable': { need: { kind: 'task', wish: 'change' } },
  'tasks.delete': { need: { kind: 'task', wish: 'delete' } },
  'tasks.getSecurity': { need: { kind: 'task-or-folder', wish: 'read-rights' } },
  'tasks.setSecurity': { need: core },
  'tasks.history': { need: see, narrow: (runs, sight) => runs.filter(({ task }) => sight.task(task)) },
  'tasks.output': { need: see },
  'tasks.next': { need: see },
  'tasks.why': { need: see },

  'services.list': {
    need: manager(ENUMERATE_SERVICE),
    narrow: (list, sight) => list.filter(({ name }) => sight.service(name)),
  },
  'services.show': { need: service(QUERY_CONFIG | QUERY_STATUS) },
  'services.start': { need: service(START) },
  'services.stop': { need: service(STOP) },
  'services.pause': { need: service(PAUSE_CONTINUE) },
  'services.continue': { need: service(PAUSE_CONTINUE) },
  'services.control': { need: core },
  'services.create': { need: manager(CREATE_SERVICE) },
  'services.change': { need: service(CHANGE_CONFIG) },
  'services.delete': { need: service(standardRights.DELETE) },
  'services.plan': { need: manager(ENUMERATE_SERVICE) },
  'services.acquire': { need: service(START) },
  'services.release': { need: core },
  'services.raise': { need: manager(CREATE_SERVICE) },
  'services.getSecurity': { need: { kind: 'service-or-manager', right: standardRights.READ_CONTROL } },
  'services.setSecurity': { need: { kind: 'service-or-manager', right: standardRights.WRITE_DAC } },
  'services.processes': {
    need: manager(ENUMERATE_SERVICE),
    narrow: (list, sight) =>
      list.map((process) => ({
        ...process,
        services: process.services.filter((name) => sight.service(name)),
      })),
  },
  'services.controlSets': { need: manager(CONNECT | ENUMERATE_SERVICE) },
  'services.configureControl': { need: manager(CREATE_SERVICE | MODIFY_BOOT_CONFIG) },
  'services.acceptBoot': { need: manager(MODIFY_BOOT_CONFIG) },
  'services.why': { need: service(QUERY_STATUS) },
  'services.advice': {
    need: manager(ENUMERATE_SERVICE),
    narrow: (list, sight) => list.filter((advice) => sight.service(advice.service)),
  },

  'history.events': { need: everyone, narrow: (records, sight) => records.filter(seen(sight)) },
  'history.timeline': {
    need: everyone,
    narrow: (day, sight) => ({ ...day, instances: day.instances.filter(({ task }) => sight.task(task)) }),
  },
  'history.logs': { need: everyone },
  'history.diagnostic': { need: administrator },
  'history.cleanUp': { need: administrator },
  'signals.list': { need: everyone },
};

/** Events by name: what of a payload somebody may see; null = nothing of it. One that is missing is for administrators. */
export const eventSights: {
  [N in EventName]?: (payload: EventPayload<N>, sight: Sight) => EventPayload<N> | null;
} = {
  'maintenance.changed': maintenanceFor,
  'notices.changed': noticesFor,
  // What is gone had a name that only its own may know; their lists are asked for again.
  'tasks.changed': ({ tasks, removed }, sight) => {
    const shown = tasks.filter(({ path }) => sight.task(path));
    return shown.length === 0 && removed.length === 0 ? null : { tasks: shown, removed: [] };
  },
  'services.changed': ({ services, removed }, sight) => ({
    services: services.filter(({ name }) => sight.service(name)),
    removed,
  }),
  'services.drives': (drives) => drives,
  'history.appended': (records, sight) => {
    const shown = records.filter(seen(sight));
    return shown.length === 0 ? null : shown;
  },
  'signals.changed': (signals) => signals,
};

function seen(sight: Sight): (record: EventRecord) => boolean {
  return ({ task, service: name }) =>
    (task === null || sight.task(task)) && (name === null || sight.service(name));
}

function noticesFor(notices: NoticeInfo[], sight: Sight): NoticeInfo[] {
  return notices.filter(({ task }) => task === null || sight.task(task));
}

function maintenanceFor(status: MaintenanceStatus, sight: Sight): MaintenanceStatus {
  const mine = <T extends { task: string }>(list: T[]): T[] => list.filter(({ task }) => sight.task(task));
  const { run, plan } = status;
  return {
    ...status,
    run: run && { ...run, tasks: mine(run.tasks) },
    due: mine(status.due),
    plan: plan && { ...plan, tasks: mine(plan.tasks) },
  };
}
