import { describe, expect, it } from 'vitest';
import { ServiceDetail, ServicesState } from '../../../src-renderer/state/services.svelte.js';
import { Refused } from '../../../src-renderer/bridge/bridge.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { demoServiceDetail, demoServices, demoServiceWhy } from '../../support/demo/demo-services.js';
import { FakeBridge } from '../../support/fake-bridge.js';

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the services of the panel', () => {
  it('are sorted by name whatever their case, follow changes and lose what is gone', async () => {
    const bridge = new FakeBridge();
    bridge.answer('services.list', () => [...demoServices].reverse());
    const services = new ServicesState(bridge);
    services.follow();
    await services.list.refresh();
    const names = () => services.list.data?.map(({ name }) => name) ?? [];
    expect(names()).toEqual([...demoServices.map(({ name }) => name)].sort());
    const [first] = demoServices;
    if (first === undefined) throw new Error('no service');
    bridge.emit('services.changed', {
      services: [
        { ...first, state: 'STOP_PENDING' },
        { ...first, name: 'Aaa' },
      ],
      removed: ['faxd'],
    });
    expect(names()[0]).toBe('Aaa');
    expect(names()).not.toContain('faxd');
    expect(services.find(first.name.toUpperCase())?.state).toBe('STOP_PENDING');
    expect(services.lastChange.has('faxd')).toBe(true);
  });

  it('keep the reason of a refusal until it is dismissed', async () => {
    const bridge = new FakeBridge();
    bridge.answer('services.start', () => {
      throw new Refused(refuse('service-disabled', 'telnetd is disabled'));
    });
    const services = new ServicesState(bridge);
    await services.start('telnetd');
    expect(services.action.failure).toMatchObject({
      kind: 'refused',
      reason: 'service-disabled',
      code: 1058,
    });
    services.action.dismiss();
    expect(services.action.failure).toBeNull();
  });

  it('tell everything about one', async () => {
    const bridge = new FakeBridge();
    const [first] = demoServices;
    if (first === undefined) throw new Error('no service');
    bridge.answer('services.show', () => demoServiceDetail(first));
    bridge.answer('services.why', () => demoServiceWhy(first));
    const detail = new ServiceDetail(bridge, first.name);
    await detail.refresh();
    await settled();
    expect(detail.shown.data?.definition.name).toBe(first.name);
    expect(detail.why.data?.subject).toBe(first.name);
  });
});
