import type { Problem } from '../../../src-shared/contract/tasks.js';
import type { Action, TaskDefinition, Trigger } from '../../../src-shared/model/task.js';

/** Result codes of a definition that is refused (reference "task model", section 17). */
export const resultCodes = {
  unknownVersion: '0x80041313',
  unexpectedNode: '0x80041316',
  namespace: '0x80041317',
  invalidValue: '0x80041318',
  missingNode: '0x80041319',
  malformedXml: '0x8004131A',
  tooManyNodes: '0x8004131D',
  engineRefuses: '0x80041329',
  badName: '0x8007007B',
} as const;
export type ResultCode = (typeof resultCodes)[keyof typeof resultCodes];

/** Where in a definition: `['triggers', 0, 'repetition', 'interval']`. */
export type DefinitionPath = readonly (string | number)[];

/** A problem and the place in the definition that it belongs to; the formats turn the place into a line. */
export interface Finding extends Problem {
  at: DefinitionPath;
  /** Where to point when `at` itself was not written. */
  orAt: DefinitionPath | null;
}

/** Collects findings; one for each rule group is passed along the definition. */
export class Findings {
  readonly list: Finding[] = [];

  constructor(private readonly task: TaskDefinition) {}

  error(at: DefinitionPath, value: unknown, code: ResultCode, message: string): void {
    this.add('error', at, value, code, message);
  }

  warning(at: DefinitionPath, value: unknown, message: string): void {
    this.add('warning', at, value, null, message);
  }

  note(at: DefinitionPath, value: unknown, message: string): void {
    this.add('note', at, value, null, message);
  }

  /** Where the last finding points when its own place was not written. */
  orAt(place: DefinitionPath): void {
    const last = this.list.at(-1);
    if (last !== undefined) last.orAt = place;
  }

  private add(
    severity: Problem['severity'],
    at: DefinitionPath,
    value: unknown,
    code: ResultCode | null,
    message: string,
  ): void {
    const element = elementName(this.task, at);
    this.list.push({ severity, line: null, element, value: shown(value), code, message, at, orAt: null });
  }
}

const longestValue = 120;

/** A value as one short line; null for none. */
export function shown(value: unknown): string | null {
  if (value === null || value === undefined || typeof value === 'object') return null;
  const text = String(value).replace(/\s+/g, ' ').trim();
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** Names whose XML element is not the field's own name with a capital letter. */
const otherNames: Record<string, string> = {
  path: 'URI',
  uri: 'URI',
  version: 'Task',
  maintenance: 'MaintenanceSettings',
  requiredPrivileges: 'Privilege',
};

const triggerElements: Record<Exclude<Trigger['kind'], 'kept'>, string> = {
  time: 'TimeTrigger',
  daily: 'CalendarTrigger',
  weekly: 'CalendarTrigger',
  monthly: 'CalendarTrigger',
  monthlyDayOfWeek: 'CalendarTrigger',
  idle: 'IdleTrigger',
  registration: 'RegistrationTrigger',
  boot: 'BootTrigger',
  logon: 'LogonTrigger',
  sessionStateChange: 'SessionStateChangeTrigger',
  event: 'EventTrigger',
};

/** The XML element of a trigger. */
export function triggerElement(trigger: Trigger): string {
  return trigger.kind === 'kept' ? trigger.element : triggerElements[trigger.kind];
}

/** The XML element of an action. */
export function actionElement(action: Action): string {
  if (action.kind === 'kept') return action.element;
  return action.kind === 'exec' ? 'Exec' : 'ComHandler';
}

/** The XML element that a place in the definition comes from. */
export function elementName(task: TaskDefinition, at: DefinitionPath): string | null {
  const key = at.findLast((part) => typeof part === 'string');
  if (typeof key !== 'string') return null;
  const index = at[1];
  if (at.length === 2 && typeof index === 'number') {
    const trigger = key === 'triggers' ? task.triggers[index] : undefined;
    if (trigger !== undefined) return triggerElement(trigger);
    const action = key === 'actions' ? task.actions[index] : undefined;
    if (action !== undefined) return actionElement(action);
  }
  if (key === 'requiredPrivileges' && at.at(-1) === key) return 'RequiredPrivileges';
  return otherNames[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
}
