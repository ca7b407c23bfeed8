import { taskPathProblem } from '../../../src-shared/ids/task-path.js';
import type { Problem } from '../../../src-shared/contract/tasks.js';
import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { adviceOn } from '../advice/advice.js';
import { validateActions, validatePrincipal } from './validate-actions.js';
import { validateEngine } from './validate-engine.js';
import { Findings, resultCodes, type Finding } from './validate-finding.js';
import { validateMaintenance } from './validate-maintenance.js';
import { validateSettings } from './validate-settings.js';
import { validateTriggers } from './validate-triggers.js';

/**
 * Every rule that spans elements or bounds a value, for a definition from any source. A task with an error
 * is not registered; warnings and notes do not stand in its way. Lines are the business of the formats.
 */
export function validateTask(task: TaskDefinition): Problem[] {
  return findProblems(task).map(({ severity, line, element, value, code, message }) => ({
    severity,
    line,
    element,
    value,
    code,
    message,
  }));
}

/** As {@link validateTask}, with the place in the definition of each problem. */
export function findProblems(task: TaskDefinition): Finding[] {
  const findings = new Findings(task);
  validatePath(task, findings);
  validateVersion(task, findings);
  validateTriggers(task, findings);
  validateSettings(task, findings);
  validateMaintenance(task, findings);
  validateEngine(task, findings);
  validatePrincipal(task, findings);
  validateActions(task, findings);
  for (const { at, message } of adviceOn(task)) findings.note(at, null, message);
  return findings.list;
}

function validatePath({ path }: TaskDefinition, findings: Findings): void {
  const problem = taskPathProblem(path);
  if (problem !== null) findings.error(['path'], path, resultCodes.badName, problem);
}

const knownVersions = new Set(['1.1', '1.2', '1.3', '1.4', '1.5', '1.6']);

/** Features and the schema version that brought them (reference "task model", sections 7 and 13). */
function validateVersion(task: TaskDefinition, findings: Findings): void {
  const { version, settings, principal } = task;
  if (!knownVersions.has(version)) {
    findings.error(
      ['version'],
      version,
      resultCodes.unknownVersion,
      'is not a schema version that is known; write 1.2, 1.3 or 1.4',
    );
    return;
  }
  const minor = Number(version.slice(2));
  const needs = (since: number, used: boolean, at: string[]) => {
    if (!used || minor >= since) return;
    findings.error(
      at,
      null,
      resultCodes.unexpectedNode,
      `needs schema version 1.${since}, and the task states ${version}; set version="1.${since}"`,
    );
  };
  needs(3, settings.useUnifiedSchedulingEngine, ['settings', 'useUnifiedSchedulingEngine']);
  needs(3, settings.disallowStartOnRemoteAppSession, ['settings', 'disallowStartOnRemoteAppSession']);
  needs(3, principal !== null && principal.processTokenSidType !== null, [
    'principal',
    'processTokenSidType',
  ]);
  needs(3, principal !== null && principal.requiredPrivileges.length > 0, [
    'principal',
    'requiredPrivileges',
  ]);
  needs(4, settings.volatile, ['settings', 'volatile']);
  needs(4, task.maintenance !== null, ['maintenance']);
}
