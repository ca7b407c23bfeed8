import type { State } from '../kernel/state.js';
import { networkServes } from '../tasks/start-conditions.js';
import type { Task } from '../tasks/task.js';

/**
 * Whether the network that a maintenance task asks for is there; it waits for it as a level (decisions
 * section 1, "after sleep or boot"; section 2, "conditions").
 */
export function networkThere(state: State, task: Task): boolean {
  return !task.row.definition.settings.runOnlyIfNetworkAvailable || networkServes(state, task);
}
