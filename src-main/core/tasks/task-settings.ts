import type { SettingsPatch } from '../../../src-shared/model/settings.js';
import type { State } from '../kernel/state.js';
import { unsettle, type Turn } from '../kernel/turn.js';
import { classKey, type Task } from './task.js';

/** Notes which of a task's COM handlers have a module here (decisions section 2, "COM handlers"). */
export function readHandlers(state: State, task: Task): void {
  const found = new Set<string>();
  for (const action of task.row.definition.actions) {
    if (action.kind !== 'comHandler') continue;
    const key = classKey(action.classId);
    if (state.settings.handlers?.[key] !== undefined) found.add(key);
  }
  task.handlers = found;
}

/** What a patch would change of the settings of the task model: name, old and new value. */
export function plannedTaskSettings(
  state: State,
  patch: SettingsPatch,
): { subject: string; detail: string }[] {
  const changes: { subject: string; detail: string }[] = [];
  for (const [classId, { module }] of Object.entries(patch.handlers ?? {})) {
    const old = state.settings.handlers?.[classKey(classId)]?.module ?? 'none';
    if (old !== module) {
      changes.push({ subject: `handlers.${classKey(classId)}`, detail: `${old} → ${module}` });
    }
  }
  const { batchLogon } = patch.tasks ?? {};
  if (batchLogon !== undefined) {
    const [old, now] = [state.settings.tasks?.batchLogon ?? null, batchLogon].map(listed);
    if (old !== now) changes.push({ subject: 'tasks.batchLogon', detail: `${String(old)} → ${String(now)}` });
  }
  return changes;
}

function listed(names: string[] | null): string {
  return names === null ? 'everybody' : names.length === 0 ? 'nobody' : names.join(', ');
}

/** Takes a patch over: modules are added to those that are registered, under one spelling of the class id. */
export function applyTaskSettings(turn: Turn, patch: SettingsPatch): void {
  const { state } = turn;
  if (patch.tasks?.batchLogon !== undefined) state.settings.tasks = { batchLogon: patch.tasks.batchLogon };
  if (patch.handlers === undefined) return;
  const added = Object.entries(patch.handlers).map(([classId, handler]) => [classKey(classId), handler]);
  state.settings.handlers = { ...state.settings.handlers, ...Object.fromEntries(added) };
  for (const task of state.tasks.values()) readHandlers(state, task);
  unsettle(turn);
}
