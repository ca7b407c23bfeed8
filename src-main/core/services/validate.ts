import type { ServiceErrorReason } from '../../../src-shared/failure/service-errors.js';
import { localSystem, serviceLimits as limits } from '../../../src-shared/model/service-constants.js';
import type { ServiceDefinition, ServiceTrigger } from '../../../src-shared/model/service.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { isDriver } from './group-order.js';
import { accountOf } from './image.js';

/** What is wrong with one value of a service, and what to do. */
export interface ServiceFinding {
  field: keyof ServiceDefinition;
  reason: ServiceErrorReason;
  value: string;
  message: string;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Judges a definition by itself (reference "service model", sections 1, 12, 13 and 16). */
export function findServiceProblems(service: ServiceDefinition): ServiceFinding[] {
  const findings: ServiceFinding[] = [];
  const say = (
    field: keyof ServiceDefinition,
    message: string,
    reason: ServiceErrorReason = 'service-invalid-parameter',
    value: unknown = service[field],
  ): void => {
    findings.push({
      field,
      reason,
      message,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    });
  };
  checkNames(service, say);
  checkStart(service, say);
  checkProgram(service, say);
  checkNeeds(service, say);
  checkFailure(service, say);
  if (service.triggers.length > limits.triggers) say('triggers', `are more than ${limits.triggers}`);
  for (const trigger of service.triggers) checkTrigger(trigger, say);
  return findings;
}

type Say = (
  field: keyof ServiceDefinition,
  message: string,
  reason?: ServiceErrorReason,
  value?: unknown,
) => void;

function checkNames({ name, displayName, description }: ServiceDefinition, say: Say): void {
  if (name === '' || name.length > limits.name || /[\\/,\s]/.test(name)) {
    say(
      'name',
      `is no name of a service; use 1 to ${limits.name} characters without slash, backslash, comma and space`,
      'service-invalid-name',
    );
  }
  if (displayName.length > limits.displayName) {
    say('displayName', `is longer than ${limits.displayName} characters`, 'service-invalid-name');
  }
  if ((description ?? '').length > limits.description) {
    say('description', `is longer than ${limits.description} characters`);
  }
}

function checkStart(service: ServiceDefinition, say: Say): void {
  const { start, group, tag, type, interactive, account } = service;
  if ((start === 'boot' || start === 'system') && !isDriver(service)) {
    say('start', 'is for drivers only; a service starts auto, delayed-auto, demand or disabled');
  }
  if (start === 'delayed-auto' && group !== null) {
    say('start', 'cannot be delayed-auto in a load-order group; remove the group or write auto');
  }
  if (start === 'delayed-auto' && isDriver(service)) say('start', 'cannot be delayed-auto for a driver');
  if (tag !== null && group === null) say('tag', 'wants a group; write one or remove the tag');
  if (interactive && isDriver(service)) say('interactive', `is for services only, not for ${type}`);
  if (interactive && accountOf({ account }) !== localSystem.toLowerCase()) {
    say('interactive', `is for services under ${localSystem} only; remove it or the account`);
  }
}

function checkProgram(service: ServiceDefinition, say: Say): void {
  const { imagePath, account, type, host } = service;
  const length = typeof imagePath === 'string' ? imagePath.length : (imagePath ?? []).join(' ').length;
  if (length > limits.path) say('imagePath', `is longer than ${limits.path} characters`);
  if (account.length > limits.account)
    say('account', `is longer than ${limits.account} characters`, 'service-invalid-account');
  if (host.startsWith('shared:') && type !== 'share') {
    say('host', 'is a shared one; the type must be share then');
  }
}

function checkNeeds({ dependOnService, dependOnGroup }: ServiceDefinition, say: Say): void {
  // As Windows keeps them: UTF-16, each with its zero, groups with their plus sign.
  const bytes =
    2 *
    [
      ...dependOnService.map((name) => name.length + 1),
      ...dependOnGroup.map((name) => name.length + 2),
    ].reduce((a, b) => a + b, 1);
  if (bytes > limits.dependencyBytes) {
    say('dependOnService', `and dependOnGroup take more than ${limits.dependencyBytes} bytes together`);
  }
}

function checkFailure({ failure, idleStop, preshutdownTimeoutMs }: ServiceDefinition, say: Say): void {
  if (failure.actions.length > limits.failureActions) {
    say('failure', `has more than ${limits.failureActions} actions`);
  }
  if (failure.resetPeriod !== null && fixed(failure.resetPeriod) === null) {
    say('failure', 'has a resetPeriod that is no fixed duration such as P1D', undefined, failure.resetPeriod);
  }
  if (idleStop !== null && (fixed(idleStop) ?? 0) <= 0) say('idleStop', 'is no duration such as PT3M');
  if (preshutdownTimeoutMs !== null && preshutdownTimeoutMs > 0xffffffff) {
    say('preshutdownTimeoutMs', 'is longer than 49 days');
  }
}

/** A duration of fixed length in ms, or null. */
export function fixed(text: string): number | null {
  try {
    return fixedMs(parseDuration(text));
  } catch {
    return null;
  }
}

function checkTrigger({ subtype, data }: ServiceTrigger, say: Say): void {
  if (!guid.test(subtype))
    say(
      'triggers',
      'has a GUID that is none; write it as 6bdd1fc6-810f-11d0-bec7-08002be2092f',
      undefined,
      subtype,
    );
  if (data.length > limits.triggerItems)
    say('triggers', `has more than ${limits.triggerItems} data items`, undefined, subtype);
  for (const { type, value } of data) {
    const text = type === 'string';
    if (!text && !/^([0-9a-f]{2})*$/i.test(value)) {
      say('triggers', 'has data that is no even number of hexadecimal digits', undefined, value);
    }
    if ((text ? 2 * value.length : value.length / 2) > limits.triggerItemBytes) {
      say('triggers', `has a data item of more than ${limits.triggerItemBytes} bytes`, undefined, value);
    }
  }
}
