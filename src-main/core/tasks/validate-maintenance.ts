import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { compareDurations } from '../time/duration.js';
import { checkDuration } from './validate-duration.js';
import { resultCodes, type Findings } from './validate-finding.js';

/** MaintenanceSettings: the validation cases of reference "automatic maintenance", section 3. */
export function validateMaintenance(task: TaskDefinition, findings: Findings): void {
  const { maintenance, settings } = task;
  if (maintenance === null) return;
  validatePeriod(maintenance, findings);
  if (!settings.useUnifiedSchedulingEngine) {
    findings.error(
      ['settings', 'useUnifiedSchedulingEngine'],
      'false',
      resultCodes.engineRefuses,
      'a task with MaintenanceSettings needs the unified scheduling engine; set UseUnifiedSchedulingEngine to true',
    );
    findings.orAt(['maintenance']);
  }
  if (!settings.allowStartOnDemand && task.triggers.length === 0) {
    findings.warning(
      ['settings', 'allowStartOnDemand'],
      'false',
      'without it maintenance cannot start the task by itself, and it has no trigger; set AllowStartOnDemand to true or add a trigger',
    );
  } else if (!settings.allowStartOnDemand) {
    findings.warning(
      ['settings', 'allowStartOnDemand'],
      'false',
      'without it maintenance cannot start the task by itself: only its triggers do; set AllowStartOnDemand to true',
    );
  }
}

function validatePeriod(maintenance: NonNullable<TaskDefinition['maintenance']>, findings: Findings): void {
  const period = checkDuration(findings, ['maintenance', 'period'], maintenance.period, {
    least: 'P1D',
    because: 'a maintenance task runs at most once a day',
  });
  if (maintenance.deadline === null) return;
  const at = ['maintenance', 'deadline'];
  const deadline = checkDuration(findings, at, maintenance.deadline);
  if (period === null || deadline === null) return;
  const order = compareDurations(deadline, period);
  if (order === 1) return;
  const against = `the Period ${maintenance.period}`;
  const fault =
    order === 0
      ? `is equal to ${against}`
      : order === -1
        ? `is shorter than ${against}`
        : `is longer than ${against} in some months and not in others`;
  findings.error(
    at,
    maintenance.deadline,
    resultCodes.invalidValue,
    `${fault}; the Deadline must be longer, so that at least one attempt fits before anybody is told`,
  );
}
