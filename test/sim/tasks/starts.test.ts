import { describe, expect, test } from 'vitest';
import { buildTask } from '../../support/task-builder.js';
import { play, type Played } from '../../support/play.js';
import { trigger } from '../../support/trigger-builder.js';

function course(played: Played, ids: number[]): string[] {
  return played.records
    .filter(({ id }) => ids.includes(id))
    .map(({ at, id }) => `${at.slice(11, 16)} ${String(id)}`);
}

const takes = (time: string): { takes: string } => ({ takes: time });
const every = (minutes: number): ReturnType<typeof trigger> =>
  trigger('daily', {
    repetition: { interval: `PT${String(minutes)}M`, duration: 'PT1H', stopAtDurationEnd: false },
  });

describe('conditions', () => {
  const idle = {
    runOnlyIfIdle: true,
    idleSettings: { duration: 'PT10M', waitTimeout: 'PT1H', stopOnIdleEnd: true, restartOnIdle: false },
  };

  test('TASK-27 TASK-50 the idle condition waits for idle, and for its own duration', () => {
    const task = buildTask('\\Idle', { triggers: [trigger('daily')], settings: idle });
    const long = buildTask('\\Long', {
      triggers: [trigger('daily')],
      settings: { ...idle, idleSettings: { ...idle.idleSettings, duration: 'PT30M' } },
    });
    const played = play([task, long], [{ at: '2026-03-02T08:35:00', user: 'away' }]);
    expect(played.times(100, '\\Idle')).toEqual(['09:00:00']);
    // Idle for 25 minutes at the trigger, and 30 are wanted: five more (reference "task model", section 9).
    expect(played.times(100, '\\Long')).toEqual(['09:05:00']);
  });

  test('TASK-27 TASK-39 after the wait timeout the start is missed (135), with the reason', () => {
    const task = buildTask('\\Idle', { triggers: [trigger('daily')], settings: idle });
    const played = play([task], [{ at: '2026-03-02T11:00:00', user: 'away' }]);
    expect(course(played, [100, 135])).toEqual(['10:00 135']);
    expect(played.of(135)[0]?.data['Condition']).toBe('presence');
  });

  test('TASK-11 TASK-28 the first touch ends it (328, 111); RestartOnIdle starts it at the next idle time', () => {
    const task = buildTask('\\Idle', {
      triggers: [trigger('daily')],
      settings: { ...idle, idleSettings: { ...idle.idleSettings, restartOnIdle: true } },
    });
    const played = play(
      [task],
      [
        { at: '2026-03-02T08:40:00', user: 'away' },
        { at: '2026-03-02T09:10:00', user: 'active' },
        { at: '2026-03-02T12:00:00', user: 'away' },
      ],
      { programs: { '\\Idle': takes('PT30M') } },
    );
    expect(course(played, [107, 117, 100, 328, 111, 102])).toEqual([
      '09:00 107',
      '09:00 100',
      '09:10 328',
      '09:10 111',
      '12:15 117',
      '12:15 100',
      '12:45 102',
    ]);
    expect(played.of(111)[0]?.data['Reason']).toBe('presence');
  });

  test('StopOnIdleEnd false, and a start by hand, go on under the user', () => {
    const on = buildTask('\\On', {
      triggers: [trigger('daily')],
      settings: { ...idle, idleSettings: { ...idle.idleSettings, stopOnIdleEnd: false } },
    });
    const hand = buildTask('\\Hand', { settings: idle });
    const played = play(
      [on, hand],
      [
        { at: '2026-03-02T08:40:00', user: 'away' },
        { at: '2026-03-02T09:05:00', run: '\\Hand' },
        { at: '2026-03-02T09:10:00', user: 'active' },
      ],
      { programs: { '\\On': takes('PT30M'), '\\Hand': takes('PT30M') } },
    );
    expect(played.times(102)).toEqual(['09:30:00', '09:35:00']);
    expect(played.of(328)).toEqual([]);
  });

  test('TASK-29 TASK-39 on battery it does not start: one folded record for an episode', () => {
    const task = buildTask('\\Often', { triggers: [every(10)] });
    const played = play(
      [task],
      [
        { at: '2026-03-02T08:30:00', power: 'battery' },
        { at: '2026-03-02T09:35:00', power: 'ac' },
      ],
    );
    expect(
      played.of(326).map(({ at, data }) => [at.slice(11, 16), data['Condition'], data['Count']]),
    ).toEqual([['09:00', 'power', 4]]);
    expect(played.times(100)).toEqual(['09:40:00', '09:50:00', '10:00:00']);
  });

  test('with StartWhenAvailable the refused start waits for the level', () => {
    const task = buildTask('\\Late', {
      triggers: [trigger('daily')],
      settings: { startWhenAvailable: true },
    });
    const played = play(
      [task],
      [
        { at: '2026-03-02T08:30:00', power: 'battery' },
        { at: '2026-03-02T11:00:00', power: 'ac' },
      ],
    );
    expect(
      played.records
        .filter(({ id }) => [326, 114, 100].includes(id))
        .map(({ at, id }) => `${at.slice(11, 19)} ${String(id)}`),
    ).toEqual(['09:00:00 326', '11:00:03 114', '11:00:03 100']);
  });

  test('TASK-12 TASK-30 the change to battery ends it (327, 111); a start on battery is no change', () => {
    const task = buildTask('\\Work', {
      triggers: [trigger('daily')],
      settings: { disallowStartIfOnBatteries: false },
    });
    const programs = { programs: { '\\Work': takes('PT1H') } };
    const lost = play([task], [{ at: '2026-03-02T09:20:00', power: 'battery' }], programs);
    expect(course(lost, [100, 327, 111, 102])).toEqual(['09:00 100', '09:20 327', '09:20 111']);
    const onBattery = play([task], [{ at: '2026-03-02T08:20:00', power: 'battery' }], programs);
    expect(course(onBattery, [100, 327, 102])).toEqual(['09:00 100', '10:00 102']);
  });

  test('TASK-31 TASK-33 any network will do; without one it is refused (112)', () => {
    const task = buildTask('\\Net', { triggers: [every(30)], settings: { runOnlyIfNetworkAvailable: true } });
    const played = play([task], [{ at: '2026-03-02T09:10:00', addresses: ['10.0.0.5'] }]);
    expect(course(played, [112, 100])).toEqual(['09:00 112', '09:30 100', '10:00 100']);
  });

  test('TASK-32 TASK-33 a named network: another one does not serve', () => {
    const task = buildTask('\\Net', {
      triggers: [every(30)],
      settings: {
        runOnlyIfNetworkAvailable: true,
        networkSettings: { name: 'Home', id: '{4B3E7A20-0000-0000-0000-000000000001}' },
      },
    });
    const played = play(
      [task],
      [
        { at: '2026-03-02T08:10:00', addresses: ['10.0.0.5'], networks: ['Cafe'] },
        { at: '2026-03-02T09:10:00', networks: ['Cafe', 'home'] },
        { at: '2026-03-02T09:40:00', networks: ['4b3e7a20-0000-0000-0000-000000000001'] },
      ],
    );
    expect(course(played, [112, 100])).toEqual(['09:00 112', '09:30 100', '10:00 100']);
  });

  test('nothing starts in the minute after a wake', () => {
    const task = buildTask('\\Daily', { triggers: [trigger('daily')] });
    const played = play(
      [task],
      [
        { at: '2026-03-02T08:30:00', system: 'sleep' },
        { at: '2026-03-02T08:59:30', system: 'wake' },
      ],
    );
    expect(played.times(100)).toEqual(['09:00:30']);
    expect(played.of(153)).toEqual([]);
  });
});

describe('instances', () => {
  const overlapping = (policy: 'ignoreNew' | 'parallel' | 'queue' | 'stopExisting'): Played =>
    play(
      [buildTask('\\Work', { triggers: [every(20)], settings: { multipleInstancesPolicy: policy } })],
      [],
      {
        programs: { '\\Work': takes('PT25M') },
      },
    );

  test('TASK-55 ignore new: trigger event and 322, the running one goes on', () => {
    expect(course(overlapping('ignoreNew'), [107, 322, 100, 102])).toEqual([
      '09:00 107',
      '09:00 100',
      '09:20 107',
      '09:20 322',
      '09:25 102',
      '09:40 107',
      '09:40 100',
      '10:00 107',
      '10:00 322',
      '10:05 102',
    ]);
  });

  test('TASK-56 parallel: side by side', () => {
    expect(course(overlapping('parallel'), [100, 102])).toEqual([
      '09:00 100',
      '09:20 100',
      '09:25 102',
      '09:40 100',
      '09:45 102',
      '10:00 100',
      '10:05 102',
      '10:25 102',
    ]);
  });

  test('TASK-57 TASK-17 queue: 324, then it starts when the running one has ended', () => {
    const played = overlapping('queue');
    expect(course(played, [107, 324, 100, 102])).toEqual([
      '09:00 107',
      '09:00 100',
      '09:20 107',
      '09:20 324',
      '09:25 102',
      '09:25 100',
      '09:40 107',
      '09:40 324',
      '09:50 102',
      '09:50 100',
      '10:00 107',
      '10:00 324',
      '10:15 102',
      '10:15 100',
      '10:40 102',
    ]);
    const queued = played.of(324)[0]?.data['QueuedTaskInstanceId'];
    expect(played.of(100).map(({ instance }) => instance)).toContain(queued);
  });

  test('TASK-58 stop existing: 323, 111 for the old, 100 for the new', () => {
    expect(course(overlapping('stopExisting'), [323, 111, 100, 102])).toEqual([
      '09:00 100',
      '09:20 323',
      '09:20 111',
      '09:20 100',
      '09:40 323',
      '09:40 111',
      '09:40 100',
      '10:00 323',
      '10:00 111',
      '10:00 100',
      '10:25 102',
    ]);
  });

  test('TASK-41 the queue of a task is bounded; overflow is told (130) and folded', () => {
    const task = buildTask('\\Work', {
      triggers: [
        trigger('daily', { repetition: { interval: 'PT1M', duration: 'PT3H', stopAtDurationEnd: false } }),
      ],
      settings: { multipleInstancesPolicy: 'queue' },
    });
    const played = play([task], [], { programs: { '\\Work': takes('PT10H') }, end: '2026-03-02T13:00:00' });
    expect(played.of(324)).toHaveLength(100);
    expect(played.of(130).map(({ data }) => [data['ResultCode'], data['Count']])).toEqual([[0x80041323, 80]]);
  });

  test('TASK-41 so are the instances of one user: near the limit 134, over it 133 and 325, and none is lost', () => {
    const tasks = Array.from({ length: 250 }, (_, i) =>
      buildTask(`\\T${String(i)}`, { triggers: [trigger('daily')] }),
    );
    const programs = Object.fromEntries(tasks.map(({ path }) => [path, takes('PT10M')]));
    const played = play(tasks, [], { programs, end: '2026-03-02T12:00:00' });
    expect(played.of(134)).toHaveLength(1);
    expect(played.of(133)).toHaveLength(50);
    expect(played.of(325)).toHaveLength(50);
    expect(played.of(102)).toHaveLength(250);
    expect(new Set(played.times(100))).toEqual(new Set(['09:00:00', '09:10:00']));
  });
});

describe('failures', () => {
  const retry = { restartOnFailure: { interval: 'PT5M', count: 2 } };

  test('TASK-59 restart is the only recovery: 126, up to the count, anew with each other start', () => {
    const task = buildTask('\\Fail', { triggers: [trigger('daily')], settings: retry });
    const played = play([task], [], { programs: { '\\Fail': { exitCode: 1 } }, end: '2026-03-03T20:00:00' });
    expect(course(played, [107, 126, 100])).toEqual([
      '09:00 107',
      '09:00 100',
      '09:00 126',
      '09:05 100',
      '09:05 126',
      '09:10 100',
      '09:00 107',
      '09:00 100',
      '09:00 126',
      '09:05 100',
      '09:05 126',
      '09:10 100',
    ]);
  });

  test('TASK-59 what a crash of the machine took is recorded as unknown and tried again', () => {
    const task = buildTask('\\Fail', { triggers: [trigger('daily')], settings: retry });
    const played = play(
      [task],
      [
        { at: '2026-03-02T09:10:00', system: 'crash' },
        { at: '2026-03-02T10:00:00', system: 'boot' },
      ],
      { programs: { '\\Fail': takes('PT30M') } },
    );
    expect(course(played, [100, 111, 126, 102])).toEqual([
      '09:00 100',
      '10:00 111',
      '10:00 126',
      '10:05 100',
      '10:35 102',
    ]);
  });

  test('what somebody ended is no failure', () => {
    const task = buildTask('\\Work', { triggers: [trigger('daily')], settings: retry });
    const played = play([task], [{ at: '2026-03-02T09:10:00', end: '\\Work' }], {
      programs: { '\\Work': takes('PT30M') },
    });
    expect(course(played, [330, 111, 126, 100])).toEqual(['09:00 100', '09:10 330', '09:10 111']);
  });

  test('TASK-13 a COM handler without a module cannot start: 101 with its code', () => {
    const task = {
      ...buildTask('\\Com', { triggers: [trigger('daily')] }),
      actions: [
        {
          kind: 'comHandler' as const,
          id: null,
          classId: '{E60687F7-01A1-40AA-86AC-DB1CBF673334}',
          data: null,
        },
      ],
    };
    const played = play([task], []);
    expect(played.of(101).map(({ data }) => data['ResultCode'])).toEqual([0x8004130a]);
    expect(played.of(100)).toEqual([]);
  });
});

describe('accounts', () => {
  const principal = {
    id: 'Author',
    userId: null,
    groupId: null,
    displayName: null,
    logonType: null,
    runLevel: null,
    processTokenSidType: null,
    requiredPrivileges: [],
  };
  const as = (userId: string, logonType: 'InteractiveToken' | 'S4U'): ReturnType<typeof buildTask> => ({
    ...buildTask(`\\${logonType}`, { triggers: [trigger('daily')] }),
    principal: { ...principal, userId, logonType },
  });

  test('TASK-51 a task of a session waits for no session: not logged on, not started (332, 101)', () => {
    const played = play([as('PC\\eleni', 'InteractiveToken'), as('user', 'S4U')], []);
    expect(played.of(332).map(({ data }) => data['UserName'])).toEqual(['eleni']);
    expect(played.of(101).map(({ data }) => data['ResultCode'])).toEqual([0x80041320]);
    expect(played.of(100).map(({ task }) => task)).toEqual(['\\S4U']);
    const here = play([as('PC\\user', 'InteractiveToken')], []);
    expect(here.of(100)).toHaveLength(1);
  });

  test('TASK-46 a task of a group runs for each member who is logged on, and for nobody else', () => {
    const task = {
      ...buildTask('\\Group', { triggers: [trigger('daily')] }),
      principal: { ...principal, groupId: 'BUILTIN\\users' },
    };
    const played = play([task], [{ at: '2026-03-02T10:00:00', user: 'loggedOff' }], {
      end: '2026-03-03T20:00:00',
    });
    expect(played.of(100).map(({ data }) => data['UserContext'])).toEqual(['user']);
    expect(played.of(332)).toHaveLength(1);
  });

  test('TASK-47 with a list of the batch logon right only those in it start (104, 101)', () => {
    const played = play([as('eleni', 'S4U')], [], { taskSettings: { batchLogon: ['user'] } });
    expect(played.of(104).map(({ data }) => data['UserName'])).toEqual(['eleni']);
    expect(played.of(100)).toEqual([]);
    expect(play([as('eleni', 'S4U')], [], { taskSettings: { batchLogon: ['Eleni'] } }).of(100)).toHaveLength(
      1,
    );
  });
});

describe('the Diagnostic log', () => {
  test('TASK-42 TASK-43 is off until it is enabled, and has only what came after', () => {
    const task = buildTask('\\Idle', { triggers: [trigger('daily')], settings: { runOnlyIfIdle: true } });
    const played = play(
      [task],
      [
        { at: '2026-03-02T08:10:00', power: 'battery' },
        { at: '2026-03-02T08:20:00', power: 'ac' },
        { at: '2026-03-02T08:30:00', diagnostic: true },
        { at: '2026-03-02T08:31:00', user: 'away' },
        { at: '2026-03-02T10:00:00', user: 'active' },
      ],
    );
    const diagnostic = played.records.filter(({ log }) => log === 'TaskScheduler/Diagnostic');
    expect(diagnostic.map(({ at, id }) => `${at.slice(11, 16)} ${String(id)}`)).toEqual([
      '08:46 512',
      '09:00 502',
      '09:00 503',
      '10:00 510',
      '10:00 511',
    ]);
  });
});
