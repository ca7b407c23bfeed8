import type { ServicesManifest } from '../../../src-shared/model/service.js';
import type { CoreRequest } from '../kernel/event.js';
import type { CoreAnswer, Turn } from '../kernel/turn.js';
import { applyServices, manifestRefusal, planServices } from '../services/configure.js';
import { configure } from '../maintenance/requests.js';
import { definitionRefusal, deleteTask, put } from './requests.js';
import { keyOf } from './task.js';
import { applyTaskSettings, plannedTaskSettings } from './task-settings.js';

type Apply = Extract<CoreRequest, { kind: 'apply' }>;
interface Change {
  action: 'create' | 'update' | 'delete' | 'unchanged' | 'setting';
  subject: string;
  detail: string | null;
}

/**
 * Applies a manifest as one transaction: idempotent, and it deletes only with `prune`, and then only
 * what an earlier manifest of the same name made (promises section 3).
 */
export function apply(turn: Turn, by: string, request: Apply): CoreAnswer {
  for (const definition of request.tasks) {
    const refusal = definitionRefusal(definition);
    if (refusal !== null) return refusal;
  }
  const manifest = servicesOf(request);
  const refusal = manifest === null ? null : manifestRefusal(turn, manifest);
  if (refusal !== null) return refusal;
  const serviceChanges = manifest === null ? [] : planServices(turn, manifest, request.source, request.prune);
  const taskChanges = plan(turn, request);
  const changes = [...taskChanges, ...serviceChanges];
  if (request.dryRun) return { kind: 'done', out: { changes } };
  if (request.settings?.maintenance !== undefined) {
    const answer = configure(turn, request.settings.maintenance, true);
    if (answer.kind === 'refused') return answer;
  }
  if (request.settings !== null) applyTaskSettings(turn, request.settings);
  for (const definition of request.tasks) {
    const before = turn.state.tasks.get(keyOf(definition.path));
    if (before === undefined || !same(before.row.definition, definition))
      put(turn, by, definition, request.source);
    else before.row.source = request.source;
  }
  for (const change of taskChanges) if (change.action === 'delete') deleteTask(turn, by, change.subject);
  if (manifest !== null) applyServices(turn, manifest, request.source, serviceChanges);
  return { kind: 'done', out: { changes } };
}

/** With prune a manifest that speaks of no services any more wants none of those it made. */
function servicesOf({ services, prune }: Apply): ServicesManifest | null {
  if (services !== undefined && services !== null) return services;
  return prune ? { services: [], serviceGroupOrder: null, tagOrder: null, safeBoot: null } : null;
}

function plan(turn: Turn, request: Apply): Change[] {
  const { tasks, settings } = turn.state;
  const changes: Change[] = request.tasks.map((definition) => {
    const before = tasks.get(keyOf(definition.path));
    const action =
      before === undefined ? 'create' : same(before.row.definition, definition) ? 'unchanged' : 'update';
    return { action, subject: definition.path, detail: null };
  });
  for (const [name, value] of Object.entries(request.settings?.maintenance ?? {})) {
    const old: unknown = Object.entries(settings.maintenance).find(([key]) => key === name)?.[1];
    if (value !== undefined && old !== value) {
      changes.push({
        action: 'setting',
        subject: `maintenance.${name}`,
        detail: `${String(old)} → ${String(value)}`,
      });
    }
  }
  const planned = request.settings === null ? [] : plannedTaskSettings(turn.state, request.settings);
  for (const change of planned) changes.push({ action: 'setting', ...change });
  if (request.prune) {
    const kept = new Set(request.tasks.map(({ path }) => keyOf(path)));
    for (const task of tasks.values()) {
      if (task.row.source === request.source && !kept.has(task.key)) {
        changes.push({ action: 'delete', subject: task.row.path, detail: null });
      }
    }
  }
  return changes;
}

/** Definitions are plain data made by one parser, so their JSON tells whether they say the same. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
