import type { TaskDefinition, Trigger } from '../../../src-shared/model/task.js';
import { parseBoundary, type Boundary } from '../time/boundary.js';
import { compareDurations, fixedMs } from '../time/duration.js';
import { checkDuration, sentence } from './validate-duration.js';
import { resultCodes, type DefinitionPath, type Findings } from './validate-finding.js';

const mostTriggers = 48;

/** Triggers: limits and rules of reference "task model", sections 2, 4, 5 and 6. */
export function validateTriggers(task: TaskDefinition, findings: Findings): void {
  if (task.triggers.length > mostTriggers) {
    findings.error(
      ['triggers'],
      task.triggers.length,
      resultCodes.tooManyNodes,
      `a task has at most ${mostTriggers} triggers; remove ${task.triggers.length - mostTriggers}`,
    );
  }
  for (const [index, trigger] of task.triggers.entries()) {
    const at = ['triggers', index];
    validateBoundaries(trigger, at, findings);
    validateRepetition(trigger, at, findings);
    validateDelays(trigger, at, findings);
    validateKind(trigger, at, findings);
  }
}

function readBoundary(text: string | null, at: DefinitionPath, findings: Findings): Boundary | null {
  if (text === null) return null;
  try {
    return parseBoundary(text);
  } catch (error) {
    findings.error(at, text, resultCodes.invalidValue, sentence(error));
    return null;
  }
}

function validateBoundaries(trigger: Trigger, at: DefinitionPath, findings: Findings): void {
  const start = readBoundary(trigger.startBoundary, [...at, 'startBoundary'], findings);
  const end = readBoundary(trigger.endBoundary, [...at, 'endBoundary'], findings);
  if (start === null || end === null || start.zone !== end.zone || end.local >= start.local) return;
  findings.error(
    [...at, 'endBoundary'],
    trigger.endBoundary,
    resultCodes.invalidValue,
    `lies before the StartBoundary ${trigger.startBoundary ?? ''}, so the trigger would never fire; write a later one`,
  );
}

function validateRepetition(trigger: Trigger, at: DefinitionPath, findings: Findings): void {
  const { repetition } = trigger;
  if (repetition === null) return;
  const place = [...at, 'repetition'];
  const bounds = { least: 'PT1M', most: 'P31D' };
  const interval = checkDuration(findings, [...place, 'interval'], repetition.interval, bounds);
  if (interval !== null && fixedMs(interval) === null) {
    findings.error(
      [...place, 'interval'],
      repetition.interval,
      resultCodes.invalidValue,
      'has no fixed length; write it in days, hours or minutes',
    );
    return;
  }
  if (repetition.duration === null) return;
  const duration = checkDuration(findings, [...place, 'duration'], repetition.duration, { least: 'PT1M' });
  if (interval === null || duration === null) return;
  const order = compareDurations(duration, interval);
  if (order === -1 || order === null) {
    findings.error(
      [...place, 'duration'],
      repetition.duration,
      resultCodes.invalidValue,
      `is shorter than the Interval ${repetition.interval}; write a longer Duration, or leave it out to repeat for ever`,
    );
  }
}

function validateDelays(trigger: Trigger, at: DefinitionPath, findings: Findings): void {
  if (trigger.executionTimeLimit !== null) {
    checkDuration(findings, [...at, 'executionTimeLimit'], trigger.executionTimeLimit);
  }
  if ('delay' in trigger && trigger.delay !== null) {
    checkDuration(findings, [...at, 'delay'], trigger.delay);
  }
  if ('randomDelay' in trigger && trigger.randomDelay !== null) {
    checkDuration(findings, [...at, 'randomDelay'], trigger.randomDelay);
  }
}

function validateKind(trigger: Trigger, at: DefinitionPath, findings: Findings): void {
  switch (trigger.kind) {
    case 'daily':
      return checkRange(trigger.daysInterval, 1, 365, [...at, 'daysInterval'], findings);
    case 'weekly':
      return checkRange(trigger.weeksInterval, 1, 52, [...at, 'weeksInterval'], findings);
    case 'monthly': {
      const onlyFebruary = trigger.months.every((month) => month === 'February');
      if (onlyFebruary && trigger.daysOfMonth.every((day) => day !== 'last' && day > 29)) {
        const value = trigger.daysOfMonth.join(', ');
        findings.warning(
          [...at, 'daysOfMonth'],
          value,
          'February has no such day, so the trigger never fires; write Last for the end of the month',
        );
      }
      return;
    }
    case 'event':
      return validateEvent(trigger, at, findings);
    default:
      return;
  }
}

function validateEvent(
  trigger: Extract<Trigger, { kind: 'event' }>,
  at: DefinitionPath,
  findings: Findings,
): void {
  checkRange(trigger.numberOfOccurrences, 1, 32, [...at, 'numberOfOccurrences'], findings);
  if (trigger.subscription.trim() === '') {
    findings.error(
      [...at, 'subscription'],
      trigger.subscription,
      resultCodes.missingNode,
      'is empty; write the query of the events to wait for',
    );
  }
  if (trigger.periodOfOccurrence !== null) {
    const period = checkDuration(findings, [...at, 'periodOfOccurrence'], trigger.periodOfOccurrence);
    // Zero is the schema's own default and means "not set".
    if (period !== null && fixedMs(period) !== 0) {
      checkDuration(findings, [...at, 'periodOfOccurrence'], trigger.periodOfOccurrence, { least: 'PT1M' });
    }
  }
  if (trigger.valueQueries.length > 32) {
    findings.error(
      [...at, 'valueQueries'],
      trigger.valueQueries.length,
      resultCodes.tooManyNodes,
      'an event trigger has at most 32 value queries',
    );
  }
}

/** Whole numbers between two bounds, both inclusive. */
export function checkRange(
  value: number,
  least: number,
  most: number,
  at: DefinitionPath,
  findings: Findings,
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  findings.error(
    at,
    value,
    resultCodes.invalidValue,
    `is not a whole number from ${least} to ${most}; write one of those`,
  );
}
