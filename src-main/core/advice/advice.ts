import type { AdviceKind } from '../../../src-shared/model/advice.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import type { DefinitionPath } from '../tasks/validate-finding.js';
import { maintenanceAdvice } from './maintenance-advice.js';
import { taskAdvice } from './task-advice.js';

/** Something that is allowed and seldom wise: what, where in the definition, and what to do instead. */
export interface Advice {
  kind: AdviceKind;
  at: DefinitionPath;
  /** One English sentence; other languages have it as `advice.KIND` in src-shared/wording. */
  message: string;
}

/** Looks at one definition; null = nothing to say. */
export type AdviceRule = (task: TaskDefinition) => Advice | null;

/** Every rule, in the order in which it is told; a topic adds its list here. */
const rules: readonly AdviceRule[] = [...maintenanceAdvice, ...taskAdvice];

/** What could be better about a definition (WAM-55, TASK-34 to TASK-36). Pure: needs no host, so that `task check` says the same. */
export function adviceOn(task: TaskDefinition): Advice[] {
  return rules.map((rule) => rule(task)).filter((advice) => advice !== null);
}
