import type { TaskDefinition } from '../../../src-shared/model/task.js';
import { compareDurations, fixedMs, parseDuration } from '../time/duration.js';
import { checkDuration } from './validate-duration.js';
import { resultCodes, type DefinitionPath, type Findings } from './validate-finding.js';
import { checkRange } from './validate-triggers.js';

const guid = /^\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/;

/** Settings: limits and rules of reference "task model", sections 2, 7, 9 and 12. */
export function validateSettings(task: TaskDefinition, findings: Findings): void {
  const { settings } = task;
  checkDuration(findings, ['settings', 'executionTimeLimit'], settings.executionTimeLimit);
  checkRange(settings.priority, 0, 10, ['settings', 'priority'], findings);
  validateRestart(task, findings);
  validateIdle(task, findings);
  validateExpiry(task, findings);
  if (settings.retryAfter !== null) {
    checkDuration(findings, ['settings', 'retryAfter'], settings.retryAfter, { least: 'PT1M' });
  }
  const { networkSettings } = settings;
  if (networkSettings?.id !== null && networkSettings !== null) {
    checkGuid(networkSettings.id, ['settings', 'networkSettings', 'id'], findings);
  }
}

/** GUIDs are written 8-4-4-4-12 within braces (reference "task model", section 1). */
export function checkGuid(text: string, at: DefinitionPath, findings: Findings): void {
  if (guid.test(text)) return;
  findings.error(
    at,
    text,
    resultCodes.invalidValue,
    'is not a GUID; write it as {01234567-89AB-CDEF-0123-456789ABCDEF}',
  );
}

function validateRestart({ settings }: TaskDefinition, findings: Findings): void {
  const { restartOnFailure } = settings;
  if (restartOnFailure === null) return;
  const at = ['settings', 'restartOnFailure'];
  checkDuration(findings, [...at, 'interval'], restartOnFailure.interval, { least: 'PT1M', most: 'P31D' });
  // Documents say 255; the console of Windows offers and exports 999 (decisions, section 2, "validation").
  checkRange(restartOnFailure.count, 1, 999, [...at, 'count'], findings);
  if (restartOnFailure.count > 255 && restartOnFailure.count <= 999) {
    findings.note(
      [...at, 'count'],
      restartOnFailure.count,
      'is more than the documented 255; Windows exports such counts, so it is taken as it is',
    );
  }
}

function validateIdle({ settings }: TaskDefinition, findings: Findings): void {
  if (settings.idleSettings === null) return;
  const { duration, waitTimeout } = settings.idleSettings;
  for (const [key, text] of Object.entries({ duration, waitTimeout })) {
    if (text === null) continue;
    const at = ['settings', 'idleSettings', key];
    const read = checkDuration(findings, at, text);
    // Zero is what servers write for "not set" (reference "task model", section 9); Windows' own tasks have
    // less than the schema's minute as well, and what Windows exports is taken (decisions, section 2).
    if (read === null || fixedMs(read) === 0 || compareDurations(read, parseDuration('PT1M')) !== -1)
      continue;
    findings.note(
      at,
      text,
      'is less than the PT1M that the schema asks for; Windows writes it too, and it is kept',
    );
  }
}

function validateExpiry({ settings, triggers }: TaskDefinition, findings: Findings): void {
  if (settings.deleteExpiredTaskAfter === null) return;
  const at = ['settings', 'deleteExpiredTaskAfter'];
  checkDuration(findings, at, settings.deleteExpiredTaskAfter);
  if (triggers.some(({ endBoundary }) => endBoundary !== null)) return;
  findings.error(
    at,
    settings.deleteExpiredTaskAfter,
    resultCodes.missingNode,
    'a task expires only at the EndBoundary of a trigger, and none has one; add an EndBoundary or remove DeleteExpiredTaskAfter',
  );
}
