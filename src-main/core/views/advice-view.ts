import type { TaskAdvice } from '../../../src-shared/model/advice.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { adviceOn } from '../advice/advice.js';
import { elementName } from '../tasks/validate-finding.js';

/** Advice on a task as the panel shows it (WAM-55). */
export function adviceView(task: TaskDefinition): TaskAdvice[] {
  return adviceOn(task).map(({ kind, at, message }) => ({ kind, element: elementName(task, at), message }));
}
