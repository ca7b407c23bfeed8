import type { HandlerSettings } from '../../../src-shared/model/settings.js';
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

/** Modules were registered or taken away: every class id anew, in one spelling. */
export function setHandlers(turn: Turn, handlers: HandlerSettings): void {
  const { state } = turn;
  state.settings.handlers = Object.fromEntries(
    Object.entries(handlers).map(([classId, handler]) => [classKey(classId), handler]),
  );
  for (const task of state.tasks.values()) readHandlers(state, task);
  unsettle(turn);
}
