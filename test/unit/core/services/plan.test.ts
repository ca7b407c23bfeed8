import { describe, expect, it } from 'vitest';
import { planStartup } from '../../../../src-main/core/services/plan.js';
import { database, driver, service } from './services.js';

const order = ['Base', 'Network', 'Imaging'];

describe('the phases', () => {
  it('SCM-63 SCM-64 SCM-95 one phase a group in the stored order, then unlisted groups, then none', () => {
    const plan = planStartup(
      database(
        [
          service('a-none'),
          service('b-image', { group: 'imaging' }),
          service('c-odd', { group: 'Strange' }),
          service('d-net', { group: 'Network' }),
          driver('e-disk', { group: 'Base', start: 'auto' }),
          service('f-also-odd', { group: 'Another' }),
          service('g-manual', { start: 'demand', group: 'Base' }),
          service('h-off', { start: 'disabled', group: 'Base' }),
        ],
        { serviceGroupOrder: order },
      ),
      'normal',
    );
    expect(plan.phases).toEqual([
      { group: 'Base', services: ['e-disk'] },
      { group: 'Network', services: ['d-net'] },
      { group: 'Imaging', services: ['b-image'] },
      { group: '(unlisted)', services: ['c-odd', 'f-also-odd'] },
      { group: '(none)', services: ['a-none'] },
    ]);
    expect(plan.started).toEqual(['e-disk', 'd-net', 'b-image', 'c-odd', 'f-also-odd', 'a-none']);
    expect(plan.failed).toEqual({});
  });

  it('SCM-66 SCM-69 SCM-92 SCM-93 one that needs another of its group is left for the next pass', () => {
    const plan = planStartup(
      database([
        service('a', { group: 'X', dependOnService: ['C'] }),
        service('b', { group: 'X' }),
        service('c', { group: 'X' }),
        service('d', { group: 'X', dependOnService: ['a'] }),
      ]),
      'normal',
    );
    expect(plan.started).toEqual(['b', 'c', 'a', 'd']);
  });

  it('SCM-65 a group orders nothing but itself: inside a phase the database does', () => {
    const plan = planStartup(
      database([service('z', { group: 'X' }), service('B', { group: 'X' }), service('a', { group: 'X' })], {
        serviceGroupOrder: ['X'],
      }),
      'normal',
    );
    expect(plan.started).toEqual(['a', 'B', 'z']);
  });

  it('SCM-13 what it needs on demand is pulled into its phase, ahead of it', () => {
    const plan = planStartup(
      database(
        [
          service('web', { group: 'Network', dependOnService: ['rpc'] }),
          service('rpc', { start: 'demand', dependOnService: ['log'] }),
          service('log', { start: 'auto' }),
        ],
        { serviceGroupOrder: order },
      ),
      'normal',
    );
    expect(plan.phases).toEqual([{ group: 'Network', services: ['log', 'rpc', 'web'] }]);
  });

  it('SCM-12 delayed ones come last, whatever they are called', () => {
    const plan = planStartup(
      database([
        service('a-late', { start: 'delayed-auto' }),
        service('b'),
        service('c-needed', { start: 'delayed-auto' }),
        service('d', { dependOnService: ['c-needed'] }),
      ]),
      'normal',
    );
    expect(plan.started).toEqual(['b', 'c-needed', 'd', 'a-late']);
  });

  it('SCM-91 SCM-94 drivers by the tags of their group, boot before system before auto; tags of services count for nothing', () => {
    const plan = planStartup(
      database(
        [
          driver('untagged', { group: 'Base' }),
          driver('one', { group: 'Base', tag: 1 }),
          driver('three', { group: 'Base', tag: 3 }),
          driver('two', { group: 'Base', tag: 2 }),
          driver('sys', { group: 'Base', start: 'system', tag: 3 }),
          driver('net-boot', { group: 'Network' }),
          service('svc-b', { group: 'Base', tag: 1 }),
          service('svc-a', { group: 'Base', tag: 2 }),
        ],
        { serviceGroupOrder: order, tagOrder: { base: [3, 1, 2] } },
      ),
      'normal',
    );
    expect(plan.started).toEqual(['three', 'one', 'two', 'untagged', 'net-boot', 'sys', 'svc-a', 'svc-b']);
  });
});

describe('what a service needs', () => {
  it('SCM-67 a needed group is over and one of it started', () => {
    const services = [
      service('ok', { group: 'Network', dependOnGroup: ['Base'] }),
      service('base', { group: 'Base' }),
      service('none', { group: 'Network', dependOnGroup: ['Empty'] }),
    ];
    const plan = planStartup(database(services, { serviceGroupOrder: ['Empty', ...order] }), 'normal');
    expect(plan.started).toEqual(['base', 'ok']);
    expect(plan.failed).toEqual({ none: 1068 });
    expect(plan.errors).toEqual([{ service: 'none', code: 1068, on: 'Empty', path: [] }]);
  });

  it('SCM-68 to need a later group is a circle: an error, no start', () => {
    const plan = planStartup(
      database(
        [
          service('early', { group: 'Base', dependOnGroup: ['Imaging'] }),
          service('own', { group: 'Base', dependOnGroup: ['base'] }),
          service('camera', { group: 'Imaging' }),
          service('needs-early', { dependOnService: ['early'] }),
        ],
        { serviceGroupOrder: order },
      ),
      'normal',
    );
    expect(plan.failed).toEqual({ early: 1059, own: 1059, 'needs-early': 1068 });
    expect(plan.started).toEqual(['camera']);
  });

  it('SCM-70 drivers’ needs of services are not checked, services’ are', () => {
    const plan = planStartup(
      database([
        driver('d', { start: 'auto', dependOnService: ['not-there'] }),
        service('s', { dependOnService: ['not-there'] }),
        service('off', { start: 'disabled' }),
        service('t', { dependOnService: ['off'] }),
      ]),
      'normal',
    );
    expect(plan.started).toEqual(['d']);
    expect(plan.failed).toEqual({ s: 1075, t: 1068 });
  });

  it('a circle is told with its whole path, and takes none but those on it and those that need them', () => {
    const plan = planStartup(
      database([
        service('a', { dependOnService: ['b'] }),
        service('b', { dependOnService: ['c'] }),
        service('c', { dependOnService: ['a'] }),
        service('d', { dependOnService: ['a'] }),
        service('e', { dependOnService: ['f'] }),
        service('f'),
        service('self', { dependOnService: ['self'] }),
      ]),
      'normal',
    );
    expect(plan.started).toEqual(['f', 'e']);
    expect(plan.failed).toEqual({ a: 1059, b: 1059, c: 1059, self: 1059, d: 1068 });
    expect(plan.errors.find(({ service: name }) => name === 'b')?.path).toEqual(['b', 'c', 'a', 'b']);
    expect(plan.errors.find(({ service: name }) => name === 'self')?.path).toEqual(['self', 'self']);
  });

  it('SCM-78 SCM-79 SCM-75 SCM-77 no image path, or another account in a shared process', () => {
    const shared = { type: 'share', imagePath: 'svchost -k net' } as const;
    const plan = planStartup(
      database([
        service('none', { imagePath: null }),
        service('one', { ...shared, account: 'LocalService' }),
        service('two', { ...shared, imagePath: 'SVCHOST -K NET', account: 'NT AUTHORITY\\LocalService' }),
        service('zoo', { ...shared, account: 'ana' }),
      ]),
      'normal',
    );
    expect(plan.started).toEqual(['one', 'two']);
    expect(plan.failed).toEqual({ none: 3, zoo: 1079 });
  });
});

describe('safe mode', () => {
  const services = [
    service('base', { group: 'Base' }),
    service('net', { group: 'Network' }),
    service('named'),
    service('other', { dependOnService: ['net'] }),
  ];
  const control = {
    serviceGroupOrder: order,
    safeBoot: { minimal: ['base', 'NAMED'], network: ['Base', 'Network'] },
  };

  it('SCM-71 SCM-72 only what is listed by name or group starts; networking has a list of its own', () => {
    expect(planStartup(database(services, control), 'minimal')).toMatchObject({
      mode: 'minimal',
      started: ['base', 'named'],
      failed: { net: 1084, other: 1068 },
    });
    expect(planStartup(database(services, control), 'network')).toMatchObject({
      started: ['base', 'net'],
      failed: { named: 1084, other: 1084 },
    });
  });
});

describe('the critical chain', () => {
  it('is the longest chain of needs, first to last', () => {
    const services = [
      service('a'),
      service('b', { dependOnService: ['a'] }),
      service('c', { dependOnService: ['b'] }),
      service('x', { dependOnService: ['a'] }),
    ];
    expect(planStartup(database(services), 'normal').critical).toEqual(['a', 'b', 'c']);
    const durations = new Map([
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['x', 50],
    ]);
    expect(planStartup(database(services), 'normal', durations).critical).toEqual(['a', 'x']);
  });
});

it('plans a foreign database of 1,000 services in under a second', () => {
  const services = Array.from({ length: 1000 }, (_, at) =>
    service(`s${String(at).padStart(4, '0')}`, {
      group: at % 3 === 0 ? 'X' : null,
      dependOnService: at < 999 ? [`s${String(at + 1).padStart(4, '0')}`] : [],
    }),
  );
  const begin = performance.now();
  const plan = planStartup(database(services, { serviceGroupOrder: ['X'] }), 'normal');
  expect(performance.now() - begin).toBeLessThan(1000);
  expect(plan.started).toHaveLength(1000);
  expect(plan.critical).toHaveLength(1000);
});
