import { quoteArguments } from '../../../formats/task-xml/quote.js';
import {
  errorControlNumbers,
  serviceStartNames,
  serviceStartNumbers,
} from '../../../../src-shared/model/service-constants.js';
import type { FailureAction, ServiceDefinition } from '../../../../src-shared/model/service.js';
import { field, typeText } from './sc-status-text.js';

/** Program and arguments as one line. */
export function pathText({ imagePath }: ServiceDefinition): string {
  if (imagePath === null) return '';
  return typeof imagePath === 'string' ? imagePath : quoteArguments(imagePath);
}

/** The lines of sc qc (SCM-42). */
export function configText(name: string, service: ServiceDefinition): string[] {
  const { start, errorControl, group, tag, displayName, account } = service;
  const delayed = start === 'delayed-auto' ? '  (DELAYED)' : '';
  const needs = [...service.dependOnService, ...service.dependOnGroup.map((one) => `+${one}`)];
  return [
    '[SC] QueryServiceConfig SUCCESS',
    '',
    `SERVICE_NAME: ${name}`,
    field('TYPE', typeText(service.type, service.interactive)),
    field('START_TYPE', `${serviceStartNumbers[start]}   ${serviceStartNames[start]}${delayed}`),
    field('ERROR_CONTROL', `${errorControlNumbers[errorControl]}   ${errorControl.toUpperCase()}`),
    field('BINARY_PATH_NAME', pathText(service)),
    field('LOAD_ORDER_GROUP', group ?? ''),
    field('TAG', String(tag ?? 0)),
    field('DISPLAY_NAME', displayName),
    field('DEPENDENCIES', needs[0] ?? ''),
    ...needs.slice(1).map((one) => field('', one)),
    field('SERVICE_START_NAME', account),
  ];
}

/** The first lines of what belongs to the optional settings. */
function optional(name: string): string[] {
  return ['[SC] QueryServiceConfig2 SUCCESS', '', `SERVICE_NAME: ${name}`];
}

const actionWords: Record<FailureAction['action'], string> = {
  none: 'NONE',
  restart: 'RESTART',
  reboot: 'REBOOT',
  run: 'RUN PROCESS',
};

/** The lines of sc qfailure; `resetSeconds` null = never. */
export function failureText(name: string, service: ServiceDefinition, resetSeconds: number | null): string[] {
  const { actions, rebootMessage, command } = service.failure;
  const width = 29;
  const lines = actions.map(
    ({ action, delayMs }) => `${actionWords[action]} -- Delay = ${delayMs} milliseconds.`,
  );
  return [
    ...optional(name),
    field('RESET_PERIOD (in seconds)', resetSeconds === null ? 'INFINITE' : String(resetSeconds), width),
    field('REBOOT_MESSAGE', rebootMessage ?? '', width),
    field('COMMAND_LINE', command === null ? '' : quoteArguments(command), width),
    ...lines.slice(0, 1).map((line) => field('FAILURE_ACTIONS', line, width)),
    ...lines.slice(1).map((line) => `${' '.repeat(39)}${line}`),
  ];
}

/** The single values of qdescription, qfailureflag, qsidtype and qprivs. */
export const optionalTexts = {
  description: (name: string, { description }: ServiceDefinition): string[] => [
    ...optional(name),
    `        DESCRIPTION:  ${description ?? ''}`.trimEnd(),
  ],
  failureFlag: (name: string, { failure }: ServiceDefinition): string[] => [
    ...optional(name),
    `        FAILURE_ACTIONS_ON_NONCRASH_FAILURES: ${failure.onNonCrashFailures ? 'TRUE' : 'FALSE'}`,
  ],
  sidType: (name: string, { sidType }: ServiceDefinition): string[] => [
    ...optional(name),
    `        SERVICE_SID_TYPE: ${sidType.toUpperCase()}`,
  ],
  privileges: (name: string, { requiredPrivileges: [first = '', ...more] }: ServiceDefinition): string[] => [
    ...optional(name),
    field('PRIVILEGES', first, 17),
    ...more.map((one) => field('', one, 17)),
  ],
  managedAccount: (name: string): string[] => [...optional(name), field('ACCOUNT MANAGED', 'FALSE', 16)],
};
