import { describe, expect, it } from 'vitest';
import { acceptBits, controlCodes } from '../../../../src-shared/model/service-constants.js';
import { kernelRow, restore } from '../../../../src-main/core/kernel/persist.js';
import type { ServiceRow } from '../../../../src-main/core/services/rows.js';
import { serviceViews, controlSetViews, processViews } from '../../../../src-main/core/views/service-view.js';
import { serviceWhy } from '../../../../src-main/core/views/service-why.js';
import { Manager } from './manager.js';
import { driver, service } from './services.js';

const demand = (name: string, rest: object = {}) => service(name, { start: 'demand', ...rest });
const provider = 'd9444cc9-bbb2-4a5e-8db0-4f0f6a04e4ab';

describe('a start', () => {
  it('SCM-85 SCM-86 SCM-87 SCM-74 launches, waits for the connection, sends the start command with the name first', () => {
    const manager = new Manager().boot([demand('a', { host: 'protocol' }), demand('b')]);
    expect(manager.start('a')).toEqual({ state: 'START_PENDING' });
    expect(manager.commands).toMatchObject([
      {
        kind: 'service-launch',
        spec: { service: 'a', kind: 'protocol', imagePath: ['a'], pipe: 1, pipeTimeoutMs: 30_000 },
      },
    ]);
    expect(manager.state.services.live.get('a')?.row.status).toMatchObject({
      state: 'START_PENDING',
      accepts: 0,
      waitHint: 2000,
    });
    manager.connect('a');
    expect(manager.sent('a')).toMatchObject([{ message: { kind: 'start', arguments: ['a'] } }]);
    manager.answer('a');
    manager.report('a', {});
    expect(manager.stateOf('a')).toBe('RUNNING');
    manager.start('b');
    expect(manager.commands.at(-1)).toMatchObject({ spec: { pipe: 2, kind: 'generic' } });
  });

  it.each([
    ['1056 it runs already', 'up', 1056],
    ['1058 it is disabled', 'off', 1058],
    ['1060 there is none', 'nobody', 1060],
    ['1075 what it needs is not there', 'orphan', 1075],
    ['1059 it is on a circle', 'x', 1059],
    ['3 it has no program', 'empty', 3],
  ])('SCM-41 is refused: %s', (_title, name, code) => {
    const manager = new Manager().boot([
      demand('up'),
      demand('off', { start: 'disabled' }),
      demand('orphan', { dependOnService: ['missing'] }),
      demand('x', { dependOnService: ['y'] }),
      demand('y', { dependOnService: ['x'] }),
      demand('empty', { imagePath: null }),
    ]);
    manager.start('up');
    expect(manager.start(name)).toBe(code);
    if (code === 1059) expect(manager.ids()).toContain(7017);
    if (code === 1075) expect(manager.ids()).toContain(7003);
  });

  it('SCM-13 pulls in what it needs, and fails with it (1068)', () => {
    const manager = new Manager().boot([
      demand('web', { dependOnService: ['db'] }),
      demand('db', { dependOnService: ['disk'] }),
      driver('disk', { start: 'demand' }),
    ]);
    manager.start('web');
    expect(manager.stateOf('disk')).toBe('RUNNING');
    expect(manager.commands).toMatchObject([{ kind: 'service-launch', spec: { service: 'db' } }]);
    const process = manager.processOf('db');
    manager.feed({
      kind: 'ServiceProcessReported',
      report: { kind: 'launch-failed', process, code: 2, message: '' },
    });
    expect(manager.records.map(({ id, service: name }) => [id, name])).toEqual([
      [7035, 'web'],
      [7000, 'db'],
      [7001, 'web'],
    ]);
    expect(manager.state.services.live.get('web')?.row.status.win32ExitCode).toBe(1068);
  });

  it('SCM-75 SCM-77 SCM-79 SCM-127 SCM-129 shares one process of one image path, under one account', () => {
    const shared = { type: 'share', host: 'shared:net', imagePath: 'svchost -k net' } as const;
    const manager = new Manager().boot([
      demand('a', shared),
      demand('b', { ...shared, imagePath: 'SvcHost -k NET' }),
      demand('c', { ...shared, account: 'ana' }),
    ]);
    manager.start('a');
    manager.run('a');
    manager.start('b');
    expect(manager.processOf('b')).toBe(manager.processOf('a'));
    expect(manager.commands.filter(({ kind }) => kind === 'service-launch')).toHaveLength(1);
    expect(manager.sent('b')).toHaveLength(1);
    manager.start('c');
    expect(manager.state.services.live.get('c')?.row.status.win32ExitCode).toBe(1079);
    expect(processViews(manager.state)).toMatchObject([{ pid: 42, services: ['a', 'b'], pipe: 1 }]);
  });

  it('SCM-90 SCM-88 the last service of a process leaves it twenty seconds to end', () => {
    const manager = new Manager().boot([demand('a', { host: 'protocol' })]);
    manager.start('a');
    manager.run('a');
    const process = manager.processOf('a');
    manager.stop('a');
    manager.answer('a');
    manager.report('a', { state: 'STOPPED' });
    manager.pass(19_999);
    expect(manager.commands.at(-1)?.kind).toBe('service-send');
    manager.pass(1);
    expect(manager.commands.at(-1)).toEqual({ kind: 'service-terminate', process, graceMs: 0 });
    manager.exit(process, 0);
    expect(manager.ids()).not.toContain(7034);
  });
});

describe('controls', () => {
  it('SCM-53 go out one at a time in each process; a handler has thirty seconds', () => {
    const manager = new Manager().boot([demand('a')]);
    manager.start('a');
    manager.run('a', 0xfff);
    manager.request({ kind: 'service-control', service: 'a', control: 128 });
    manager.request({ kind: 'service-control', service: 'a', control: 129 });
    expect(manager.sent('a').map(({ message }) => message)).toMatchObject([{ kind: 'start' }, { code: 128 }]);
    manager.pass(30_000);
    expect(manager.records.at(-1)).toEqual({ id: 7011, service: 'a', data: ['30000', 'a'] });
    expect(manager.sent('a').at(-1)?.message).toMatchObject({ code: 129 });
  });

  it('SCM-05 SCM-53 power, sessions, time and devices reach those that accept them', () => {
    const device = '6bdd1fc6-810f-11d0-bec7-08002be2092f';
    const trigger = { action: 'start', type: 'device-interface-arrival', subtype: device, data: [] } as const;
    const manager = new Manager().boot([demand('all', { triggers: [trigger] }), demand('none')]);
    for (const name of ['all', 'none']) {
      manager.start(name);
      manager.run(name, name === 'all' ? 0xfff : acceptBits.stop);
    }
    const sessions = [{ id: '1', user: 'ana', active: true, locked: false, remote: false }];
    const happenings = [
      { kind: 'PowerChanged', reading: { source: 'battery', percent: 50 } },
      { kind: 'SessionsChanged', reading: { sessions } },
      { kind: 'SessionsChanged', reading: { sessions: [{ ...sessions[0], locked: true }] } },
      { kind: 'ClockJumped', byMs: 3000 },
      { kind: 'DeviceArrived', reading: { classes: [device], ids: ['USB\\VID_04A9'], name: 'camera' } },
      { kind: 'Suspending' },
      { kind: 'Resumed' },
    ] as Parameters<Manager['feed']>[0][];
    for (const happening of happenings) {
      manager.feed(happening);
      while (manager.state.services.processes.get(manager.processOf('all'))?.sent != null)
        manager.answer('all');
    }
    const codes = manager
      .sent('all')
      .flatMap(({ message }) => (message.kind === 'control' ? [message.code] : []));
    expect(codes).toEqual([
      controlCodes.powerEvent,
      controlCodes.sessionChange,
      controlCodes.sessionChange,
      controlCodes.timeChange,
      controlCodes.triggerEvent,
      controlCodes.deviceEvent,
      controlCodes.powerEvent,
      controlCodes.powerEvent,
    ]);
    expect(manager.sent('none')).toHaveLength(1);
  });

  it('a stop with running dependants is 1051, with them they go first', () => {
    const manager = new Manager().boot([
      demand('base'),
      demand('mid', { dependOnService: ['base'] }),
      demand('top', { dependOnService: ['mid'] }),
    ]);
    manager.start('base');
    manager.run('base');
    manager.start('top');
    manager.run('mid');
    manager.run('top');
    expect(manager.stop('base')).toBe(1051);
    expect(manager.stop('base', true)).toEqual({ state: 'STOP_PENDING' });
    const order: string[] = [];
    for (const name of ['top', 'mid', 'base']) {
      expect(manager.sent(name).at(-1)?.message).toMatchObject({ code: 1 });
      manager.answer(name);
      manager.report(name, { state: 'STOPPED' });
      order.push(`${name} ${manager.stateOf(name) ?? ''}`);
    }
    expect(order).toEqual(['top STOPPED', 'mid STOPPED', 'base STOPPED']);
  });

  it('a stop keeps its reason: 7042', () => {
    const manager = new Manager().boot([demand('a')]);
    manager.start('a');
    manager.run('a');
    manager.request({
      kind: 'service-stop',
      service: 'a',
      dependents: false,
      reason: 0x4004_0004,
      comment: 'new version',
    });
    expect(manager.records.at(-1)).toEqual({
      id: 7042,
      service: 'a',
      data: ['a', 'stop', '0x40040004', 'Software: Upgrade (Planned)', 'new version'],
    });
  });

  it('an unknown accept bit is 7016, and the report counts for nothing', () => {
    const manager = new Manager().boot([demand('a')]);
    manager.start('a');
    manager.connect('a');
    manager.answer('a');
    manager.report('a', { accepts: 0x10_000 });
    expect(manager.records.at(-1)).toMatchObject({ id: 7016, data: ['a', 'RUNNING'] });
    expect(manager.stateOf('a')).toBe('START_PENDING');
  });
});

describe('clients', () => {
  it('SCM-18 SCM-19 SCM-20 a client starts what it needs; the race with a stop is the manager’s', () => {
    const manager = new Manager().boot([demand('a', { idleStop: 'PT3M' })]);
    const first = manager.request({ kind: 'service-acquire', service: 'a' });
    expect(first).toEqual({ handle: 1 });
    manager.run('a');
    manager.pass(600_000);
    expect(manager.stateOf('a')).toBe('RUNNING');
    manager.request({ kind: 'service-release', handle: 1 });
    manager.pass(179_999);
    expect(manager.stateOf('a')).toBe('RUNNING');
    manager.pass(1);
    expect(manager.stateOf('a')).toBe('STOP_PENDING');
    expect(manager.request({ kind: 'service-acquire', service: 'a' })).toEqual({ handle: 2 });
    manager.answer('a');
    const process = manager.processOf('a');
    manager.report('a', { state: 'STOPPED' });
    manager.exit(process, 0);
    expect(manager.stateOf('a')).toBe('START_PENDING');
    manager.run('a');
    expect(manager.stateOf('a')).toBe('RUNNING');
    expect(manager.request({ kind: 'service-release', handle: 99 })).toBe(0x80070057);
  });
});

describe('the configuration', () => {
  it('SCM-08 SCM-130 SCM-33 is created, changed and deleted, with the errors of the reference', () => {
    const manager = new Manager().boot([demand('a', { displayName: 'Alpha' })]);
    const create = (definition: ReturnType<typeof service>): unknown =>
      manager.request({ kind: 'service-create', definition });
    expect(create(demand('b'))).toEqual({});
    expect(manager.records.at(-1)).toEqual({
      id: 7045,
      service: 'b',
      data: ['b', 'b', 'user mode service', 'demand start', 'LocalSystem'],
    });
    expect(create(demand('B'))).toBe(1073);
    expect(create(demand('c d'))).toBe(123);
    expect(create(demand('c', { displayName: 'ALPHA' }))).toBe(1078);
    expect(create(demand('c', { dependOnService: ['c'] }))).toBe(1059);
    expect(create(demand('c', { start: 'boot' }))).toBe(87);
    const change = (patch: object): unknown =>
      manager.request({ kind: 'service-change', service: 'alpha', patch, provisional: false });
    expect(change({ start: 'auto', description: 'first' })).toEqual({});
    expect(manager.records.at(-1)).toEqual({
      id: 7040,
      service: 'a',
      data: ['Alpha', 'demand start', 'auto start', 'a'],
    });
    expect(change({ type: 'kernel-driver' })).toBe(87);
    expect(change({ dependOnService: ['A'] })).toBe(1059);
    expect(change({ triggers: [{ action: 'start', type: 'custom', subtype: 'no guid', data: [] }] })).toBe(
      87,
    );
  });

  it('changes act at the next start; the display name at once', () => {
    const manager = new Manager().boot([demand('a', { account: 'LocalService' })]);
    manager.start('a');
    manager.run('a');
    manager.request({
      kind: 'service-change',
      service: 'a',
      patch: { displayName: 'New', account: 'ana' },
      provisional: false,
    });
    expect(serviceViews(manager.state)[0]).toMatchObject({ displayName: 'New' });
    expect(processViews(manager.state)[0]?.account).toBe('LocalService');
  });

  it('deletion is a mark until the last user lets go', () => {
    const manager = new Manager().boot([demand('a'), demand('b', { dependOnService: ['a'] })]);
    manager.start('a');
    manager.run('a');
    expect(manager.request({ kind: 'service-delete', service: 'a' })).toEqual({ marked: true });
    expect(manager.request({ kind: 'service-delete', service: 'a' })).toBe(1072);
    expect(manager.request({ kind: 'service-create', definition: demand('a') })).toBe(1072);
    expect(manager.start('b')).toBe(1075);
    manager.stop('a');
    manager.answer('a');
    manager.report('a', { state: 'STOPPED' });
    expect(serviceViews(manager.state).map(({ name }) => name)).toEqual(['b']);
    expect(manager.request({ kind: 'service-delete', service: 'b' })).toEqual({ marked: false });
  });

  it('SCM-06 SCM-133 keeps a descriptor per service, and one of its own', () => {
    const manager = new Manager().boot([demand('a')]);
    const sddl = 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)';
    expect(manager.request({ kind: 'service-security', service: 'a', sddl })).toEqual({});
    expect(manager.request({ kind: 'service-security', service: null, sddl })).toEqual({});
    expect(manager.request({ kind: 'service-security', service: 'a', sddl: 'nonsense' })).toBe(87);
    expect(manager.state.services.sets.get(1)?.services.get('a')?.definition.security).toBe(sddl);
    expect(manager.state.services.security).toBe(sddl);
  });

  it('CT-08 a provisional change that fails falls back, with the difference in the history', () => {
    const manager = new Manager().boot([demand('a')]);
    manager.request({
      kind: 'service-change',
      service: 'a',
      patch: { imagePath: ['bad'] },
      provisional: true,
    });
    manager.start('a');
    const process = manager.processOf('a');
    manager.feed({
      kind: 'ServiceProcessReported',
      report: { kind: 'launch-failed', process, code: 2, message: '' },
    });
    expect(manager.records.at(-1)).toEqual({ id: 942, service: 'a', data: ['a', '%%2', 'imagePath'] });
    manager.pass(0);
    expect(manager.commands.at(-1)).toMatchObject({ kind: 'service-launch', spec: { imagePath: ['a'] } });
    manager.request({
      kind: 'service-change',
      service: 'a',
      patch: { imagePath: ['good'] },
      provisional: true,
    });
    manager.run('a');
    manager.pass(60_000);
    expect(manager.ids().at(-1)).toBe(941);
    expect(manager.state.services.live.get('a')?.row.fallBack).toBeNull();
  });
});

describe('control sets', () => {
  it('SCM-100 SCM-102 SCM-104 SCM-105 SCM-106 the first good start makes the last good set, later ones follow; 1076 after', () => {
    const manager = new Manager().boot([service('a', { type: 'kernel-driver', imagePath: null })]);
    expect(manager.request({ kind: 'service-accept-boot', acceptable: true })).toEqual({});
    expect(manager.state.services.select).toEqual({ current: 1, default: 1, failed: null, lastKnownGood: 2 });
    expect(manager.request({ kind: 'service-accept-boot', acceptable: true })).toBe(1076);
    manager.request({ kind: 'service-create', definition: demand('b') });
    manager.host({}, 'boot-2');
    manager.pass(0);
    manager.request({ kind: 'service-accept-boot', acceptable: true });
    expect(
      controlSetViews(manager.state).map(({ number, services, lastKnownGood }) => [
        number,
        services,
        lastKnownGood,
      ]),
    ).toEqual([
      [1, 2, false],
      [2, 2, true],
    ]);
  });

  it('SCM-108 SCM-105 the last good set can be chosen at a start; it is not saved again (1074)', () => {
    const manager = new Manager().boot([service('a', { type: 'kernel-driver', imagePath: null })]);
    manager.request({ kind: 'service-accept-boot', acceptable: true });
    manager.request({ kind: 'service-create', definition: demand('bad') });
    manager.host({ lastKnownGood: true }, 'boot-2');
    manager.pass(0);
    expect(manager.state.services.select).toEqual({ current: 2, default: 2, failed: 1, lastKnownGood: 2 });
    expect(serviceViews(manager.state).map(({ name }) => name)).toEqual(['a']);
    expect(manager.ids()).toContain(7007);
    expect(manager.request({ kind: 'service-accept-boot', acceptable: true })).toBe(1074);
  });

  it('SCM-103 a program of the owner’s says whether the start was good, instead of the log-on', () => {
    const manager = new Manager();
    manager.host();
    manager.request({ kind: 'service-configure-control', patch: { bootVerificationProgram: ['verify'] } });
    const sessions = [{ id: '1', user: 'ana', active: true, locked: false, remote: false }];
    manager.feed({ kind: 'SessionsChanged', reading: { sessions } });
    manager.pass(0);
    expect(manager.state.services.accepted).toBe(false);
    const run = manager.commands.find((command) => command.kind === 'service-run');
    expect(run).toMatchObject({ spec: { command: ['verify'] } });
    manager.exit(run?.kind === 'service-run' ? run.spec.process : '', 0);
    expect(manager.state.services.accepted).toBe(true);
  });

  it('SCM-73 SCM-71 safe mode starts what is listed, and tells 1084 for the rest', () => {
    const manager = new Manager().boot([service('in', { group: 'Base' }), service('out'), demand('hand')], {
      safeBoot: { minimal: ['base'], network: [] },
      hostStarted: { safeMode: 'minimal' },
    });
    expect(manager.commands).toMatchObject([{ kind: 'service-launch', spec: { service: 'in' } }]);
    expect(manager.start('hand')).toBe(1084);
    expect(manager.state.services.live.get('out')?.row.status.win32ExitCode).toBe(1084);
  });
});

describe('failures', () => {
  const failure = {
    resetPeriod: null,
    command: ['iisreset', '/start'],
    rebootMessage: 'again',
    onNonCrashFailures: false,
  };

  it('SCM-109 SCM-114 the failure command of the start runs under its account; a restart is its own affair', () => {
    const manager = new Manager().boot([
      demand('iisadmin', {
        account: 'LocalService',
        failure: { ...failure, actions: [{ action: 'run', delayMs: 0 }] },
      }),
    ]);
    manager.start('iisadmin');
    manager.run('iisadmin');
    manager.request({
      kind: 'service-change',
      service: 'iisadmin',
      patch: { failure: { ...failure, command: null, actions: [] } },
      provisional: false,
    });
    manager.exit(manager.processOf('iisadmin'), 1);
    manager.pass(0);
    const run = manager.commands.find((command) => command.kind === 'service-run');
    expect(run).toMatchObject({
      spec: { command: ['iisreset', '/start'], account: 'LocalService', service: 'iisadmin' },
    });
    // The program cleans up and starts it again.
    expect(manager.start('iisadmin')).toEqual({ state: 'START_PENDING' });
  });

  it('SCM-111 reboots the machine only where an administrator armed it; else the services begin anew', () => {
    const actions = [{ action: 'reboot', delayMs: 0 }] as const;
    const play = (rebootArmed: boolean): string[] => {
      const manager = new Manager().boot([service('a', { failure: { ...failure, actions: [...actions] } })]);
      manager.request({ kind: 'service-configure-control', patch: { rebootArmed } });
      manager.run('a');
      manager.exit(manager.processOf('a'), 1);
      manager.pass(0);
      manager.pass(0);
      return manager.commands.slice(-2).map(({ kind }) => kind);
    };
    expect(play(true).at(-1)).toBe('reboot-machine');
    expect(play(false).at(-1)).toBe('service-launch');
  });

  it('an action that cannot be done is 7032', () => {
    const manager = new Manager().boot([
      demand('a', { failure: { ...failure, actions: [{ action: 'restart', delayMs: 1000 }] } }),
    ]);
    manager.start('a');
    manager.run('a');
    manager.exit(manager.processOf('a'), 1);
    manager.request({
      kind: 'service-change',
      service: 'a',
      patch: { start: 'disabled' },
      provisional: false,
    });
    manager.pass(1000);
    expect(manager.records.at(-1)).toEqual({
      id: 7032,
      service: 'a',
      data: ['1', 'restart the service', 'a', '%%1058'],
    });
  });
});

describe('SCM-07 SCM-110 a host that came back', () => {
  function stored(manager: Manager): ReturnType<typeof restore> {
    const rows: ServiceRow[] = [];
    const { services } = manager.state;
    for (const set of services.sets.values()) {
      rows.push({
        kind: 'set',
        key: String(set.number),
        value: { number: set.number, control: set.control },
      });
      for (const [key, value] of set.services)
        rows.push({ kind: 'config', key: `${set.number}/${key}`, value });
    }
    for (const { key, row } of services.live.values()) rows.push({ kind: 'state', key, value: row });
    for (const { row } of services.processes.values())
      rows.push({ kind: 'process', key: row.process, value: row });
    const snapshot = { kernel: kernelRow(manager.state), tasks: [], instances: [], serviceRows: rows };
    return restore(JSON.parse(JSON.stringify(snapshot)) as typeof snapshot);
  }

  it('takes over what lives, acts for what died, and starts nothing twice', () => {
    const actions = [{ action: 'restart' as const, delayMs: 0 }];
    const policy = {
      resetPeriod: null,
      command: null,
      rebootMessage: null,
      onNonCrashFailures: false,
      actions,
    };
    const first = new Manager().boot([
      service('alive'),
      service('dead', { failure: policy }),
      service('late'),
    ]);
    first.run('alive');
    first.run('dead');
    const [alive, dead, late] = ['alive', 'dead', 'late'].map((name) => first.processOf(name));
    const second = new Manager(stored(first));
    second.now = 5000;
    second.host({
      serviceProbes: [
        { kind: 'alive', process: alive, pid: 42 },
        { kind: 'lost', process: dead },
        { kind: 'alive', process: late, pid: 44 },
      ],
    });
    second.pass(0);
    expect(second.stateOf('alive')).toBe('RUNNING');
    expect(second.records).toMatchObject([{ id: 7031, service: 'dead' }]);
    expect(second.commands.filter(({ kind }) => kind === 'service-launch')).toMatchObject([
      { spec: { service: 'dead' } },
    ]);
    second.report('late', {});
    expect(second.stateOf('late')).toBe('RUNNING');
  });

  it('does not start again what somebody stopped, though delayed services are still to come', () => {
    const first = new Manager().boot([service('auto'), service('late', { start: 'delayed-auto' })]);
    first.run('auto');
    first.stop('auto');
    first.answer('auto');
    const process = first.processOf('auto');
    first.report('auto', { state: 'STOPPED' });
    first.exit(process, 0);
    const second = new Manager(stored(first));
    second.now = 5000;
    second.host();
    second.pass(0);
    expect(second.commands).toEqual([]);
    second.pass(120_000);
    expect(second.commands).toMatchObject([{ kind: 'service-launch', spec: { service: 'late' } }]);
  });

  it('SCM-133 gives back what was stored, row by row', () => {
    const manager = new Manager().boot([service('a'), demand('b', { security: 'D:' })]);
    manager.run('a');
    const again = stored(manager);
    expect(serviceViews({ ...again, now: manager.state.now })).toEqual(serviceViews(manager.state));
    expect(again.services.select).toEqual(manager.state.services.select);
  });
});

describe('SCM-139 network drives', () => {
  it('are announced where the list changed', () => {
    const manager = new Manager().boot([]);
    for (const drives of [['/mnt/a'], ['/mnt/a', '/mnt/b'], ['/mnt/b', '/mnt/a'], ['/mnt/b']]) {
      manager.feed({ kind: 'DrivesChanged', reading: { drives } });
    }
    expect(manager.commands).toEqual([
      { kind: 'announce-drives', arrived: ['/mnt/b'], gone: [] },
      { kind: 'announce-drives', arrived: [], gone: ['/mnt/a'] },
    ]);
  });
});

describe('a trigger for a running service', () => {
  it('is told to it where it accepts that; refused with 1115 it waits for STOPPED', () => {
    const trigger = { action: 'start', type: 'custom', subtype: provider, data: [] } as const;
    const manager = new Manager().boot([demand('a', { triggers: [trigger] })]);
    expect(manager.request({ kind: 'service-raise', provider, hex: [], string: [] })).toEqual({
      services: ['a'],
    });
    manager.connect('a');
    expect(manager.sent('a').at(-1)?.message).toMatchObject({
      kind: 'start',
      arguments: ['a', 'TriggerStarted'],
    });
    manager.answer('a');
    manager.report('a', { accepts: acceptBits.stop | acceptBits.triggerEvent });
    manager.request({ kind: 'service-raise', provider, hex: [], string: ['x'] });
    expect(manager.sent('a').at(-1)?.message).toMatchObject({
      code: controlCodes.triggerEvent,
      data: { data: 'x' },
    });
    manager.answer('a', 1115);
    const process = manager.processOf('a');
    manager.report('a', { state: 'STOPPED' });
    manager.exit(process, 0);
    expect(manager.stateOf('a')).toBe('START_PENDING');
    expect(manager.request({ kind: 'service-raise', provider: 'none', hex: [], string: [] })).toBe(
      0x80070057,
    );
  });
});

describe('why', () => {
  it('CT-01 SCM-50 tells each test with its value and its remedy; no idle, battery or network condition is among them', () => {
    const manager = new Manager().boot([
      demand('a', { dependOnService: ['b'], dependOnGroup: ['G'] }),
      demand('b'),
    ]);
    const service = manager.state.services.live.get('a');
    if (service === undefined) throw new Error('no service a');
    const why = serviceWhy(manager.state, service);
    expect(why.state).toBe('STOPPED');
    expect(why.tests.map(({ test, holds }) => [test, holds])).toEqual([
      ['startType', true],
      ['dependency:b', false],
      ['group:G', false],
      ['started', false],
    ]);
    for (const { holds, remedy } of why.tests) expect(remedy === null).toBe(holds);
  });
});
