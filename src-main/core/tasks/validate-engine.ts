import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { resultCodes, type DefinitionPath, type Findings } from './validate-finding.js';

/**
 * Features that the unified scheduling engine refuses (reference "task model", section 15). Windows itself
 * exports some of them, so alone they are notes; together with MaintenanceSettings, which need the engine,
 * they are errors (decisions, section 2, "validation").
 */
export function validateEngine(task: TaskDefinition, findings: Findings): void {
  if (!task.settings.useUnifiedSchedulingEngine) return;
  for (const { at, value, what } of refusedFeatures(task)) {
    if (task.maintenance === null) {
      findings.note(
        at,
        value,
        `${what} is not offered by the unified scheduling engine of Windows; Caretaker honours it`,
      );
    } else {
      findings.error(
        at,
        value,
        resultCodes.engineRefuses,
        `${what} cannot be had together with MaintenanceSettings; remove one of the two`,
      );
    }
  }
}

interface Feature {
  at: DefinitionPath;
  value: string | null;
  what: string;
}

function* refusedFeatures(task: TaskDefinition): Generator<Feature> {
  if (task.principal?.logonType === 'InteractiveTokenOrPassword') {
    const value = task.principal.logonType;
    yield { at: ['principal', 'logonType'], value, what: 'the logon type InteractiveTokenOrPassword' };
  }
  const { multipleInstancesPolicy, networkSettings } = task.settings;
  if (multipleInstancesPolicy === 'stopExisting') {
    yield {
      at: ['settings', 'multipleInstancesPolicy'],
      value: 'StopExisting',
      what: 'the policy StopExisting',
    };
  }
  if (networkSettings !== null) {
    yield { at: ['settings', 'networkSettings'], value: networkSettings.name, what: 'a named network' };
  }
  for (const [index, trigger] of task.triggers.entries()) {
    const at = ['triggers', index];
    const calendar = trigger.kind === 'daily' || trigger.kind === 'weekly';
    if (trigger.kind === 'monthly' || trigger.kind === 'monthlyDayOfWeek') {
      yield { at, value: null, what: 'a monthly trigger' };
    }
    if (trigger.repetition !== null && (calendar || trigger.kind.startsWith('monthly'))) {
      const value = trigger.repetition.interval;
      yield { at: [...at, 'repetition'], value, what: 'repetition of a calendar trigger' };
    }
    if (trigger.executionTimeLimit !== null) {
      const value = trigger.executionTimeLimit;
      yield { at: [...at, 'executionTimeLimit'], value, what: 'a time limit of a trigger' };
    }
  }
  for (const [index, action] of task.actions.entries()) {
    if (action.kind !== 'kept') continue;
    yield { at: ['actions', index], value: null, what: `the action ${action.element}` };
  }
}
