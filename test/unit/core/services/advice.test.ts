import { describe, expect, it } from 'vitest';
import { adviceOnService } from '../../../../src-main/core/advice/service-advice.js';
import { serviceDefault } from '../../../../src-main/core/rights/defaults.js';
import { triggerSubtypes } from '../../../../src-shared/model/service-constants.js';
import type { ServiceDefinition, ServiceTrigger } from '../../../../src-shared/model/service.js';
import { driver, service } from './services.js';

const networkOn: ServiceTrigger = {
  action: 'start',
  type: 'ip-address-availability',
  subtype: triggerSubtypes.firstAddress,
  data: [],
};

function kinds(definition: ServiceDefinition): string[] {
  return adviceOnService(definition).map(({ advice }) => advice);
}

describe('advice for services', () => {
  const modest = { account: 'LocalService', start: 'demand' } as const;

  it('SCM-39 SCM-62 automatic only where it is busy most of the time, and never beside triggers', () => {
    expect(kinds(service('a', { ...modest, start: 'auto' }))).toEqual(['automatic-start']);
    expect(kinds(service('a', { ...modest, start: 'delayed-auto', triggers: [networkOn] }))).toEqual([
      'automatic-with-triggers',
    ]);
    expect(kinds(service('a', modest))).toEqual([]);
    expect(adviceOnService(service('a', { ...modest, start: 'auto' }))[0]?.message).toContain(
      'busy most of the time',
    );
  });

  it('SCM-39 what is started when needed goes when it is not', () => {
    expect(kinds(service('a', { ...modest, triggers: [networkOn] }))).toEqual(['no-idle-stop']);
    expect(kinds(service('a', { ...modest, triggers: [networkOn], idleStop: 'PT3M' }))).toEqual([]);
    const stop = { ...networkOn, action: 'stop' as const, subtype: triggerSubtypes.lastAddress };
    expect(kinds(service('a', { ...modest, triggers: [networkOn, stop] }))).toEqual([]);
  });

  it('SCM-39 SCM-61 the smallest account, and the network apart from the privileges', () => {
    expect(kinds(service('a', { start: 'demand' }))).toEqual(['large-account']);
    expect(kinds(service('a', { start: 'demand', readiness: { kind: 'port', port: 80 } }))).toEqual([
      'large-account',
      'split-privileges',
    ]);
  });

  it('SCM-39 nobody but administrators may change it', () => {
    expect(kinds(service('a', { ...modest, security: serviceDefault }))).toEqual([]);
    expect(kinds(service('a', { ...modest, security: `${serviceDefault.slice(0, 2)}(A;;DC;;;WD)` }))).toEqual(
      ['loose-rights'],
    );
    expect(kinds(service('a', { ...modest, security: 'D:(A;;GW;;;AU)' }))).toEqual(['loose-rights']);
  });

  it('drivers need none of it', () => {
    expect(kinds(driver('d'))).toEqual([]);
  });
});
