import { describe, expect, test } from 'vitest';
import { buildTask } from '../../support/task-builder.js';
import { play, type Played } from '../../support/play.js';
import { trigger } from '../../support/trigger-builder.js';

/** `03-02T09:00:00 100` of the records with these ids. */
function course(played: Played, ids: number[]): string[] {
  return played.records
    .filter(({ id }) => ids.includes(id))
    .map(({ at, id }) => `${at.slice(5, 19)} ${String(id)}`);
}

const takes = (time: string): { takes: string } => ({ takes: time });

describe('triggers by something that happens', () => {
  test('TASK-05 TASK-03 boot, after its delay, and not at a mere start of the host', () => {
    const task = buildTask('\\Boot', { triggers: [trigger('boot', { delay: 'PT5M' })] });
    const played = play(
      [task],
      [
        { at: '2026-03-02T10:00:00', system: 'shutdown' },
        { at: '2026-03-02T11:00:00', system: 'boot' },
      ],
    );
    expect(course(played, [118, 100])).toEqual(['03-02T11:05:00 118', '03-02T11:05:00 100']);
  });

  test('TASK-04 logon, lock and unlock, each with the user that it happened to', () => {
    const logon = buildTask('\\Logon', { triggers: [trigger('logon')] });
    const other = buildTask('\\Other', { triggers: [trigger('logon', { userId: 'HOME\\eleni' })] });
    const lock = buildTask('\\Lock', { triggers: [trigger('sessionStateChange')] });
    const unlock = buildTask('\\Unlock', {
      triggers: [trigger('sessionStateChange', { stateChange: 'SessionUnlock', userId: 'PC\\user' })],
    });
    const played = play(
      [logon, other, lock, unlock],
      [
        { at: '2026-03-02T09:00:00', user: 'locked' },
        { at: '2026-03-02T09:10:00', user: 'active' },
        { at: '2026-03-02T10:00:00', user: 'loggedOff' },
        { at: '2026-03-02T11:00:00', user: 'active' },
      ],
    );
    expect(course(played, [119, 124, 125])).toEqual([
      '03-02T09:00:00 124',
      '03-02T09:10:00 125',
      '03-02T11:00:00 119',
    ]);
    expect(played.of(119)[0]?.data['UserName']).toBe('user');
    expect(played.of(100)).toHaveLength(3);
  });

  test('TASK-07 TASK-25 idle fires after fifteen minutes without input', () => {
    const task = buildTask('\\Idle', { triggers: [trigger('idle')] });
    const played = play(
      [task],
      [
        { at: '2026-03-02T09:00:00', user: 'away' },
        { at: '2026-03-02T10:00:00', user: 'active' },
        { at: '2026-03-02T11:00:00', user: 'away' },
        { at: '2026-03-02T11:14:59', user: 'active' },
      ],
    );
    expect(course(played, [117, 100])).toEqual(['03-02T09:15:00 117', '03-02T09:15:00 100']);
  });

  test('TASK-26 idle waits until others have done next to nothing for 90 % of the time', () => {
    const task = buildTask('\\Idle', { triggers: [trigger('idle')] });
    const played = play(
      [task],
      [
        { at: '2026-03-02T08:50:00', cpu: 30 },
        { at: '2026-03-02T09:00:00', user: 'away' },
        { at: '2026-03-02T09:10:00', cpu: 0 },
      ],
    );
    // Ten busy minutes lie in the stretch; a minute and a half may stay: 9:10 + 15 min - 1.5 min.
    expect(course(played, [117])).toEqual(['03-02T09:23:30 117']);
  });

  test('TASK-08 registration and update fire, an unchanged definition does not', () => {
    const task = buildTask('\\New', { triggers: [trigger('registration', { delay: 'PT1M' })] });
    const played = play([task], []);
    expect(course(played, [106, 109, 100])).toEqual([
      '03-02T08:00:00 106',
      '03-02T08:01:00 109',
      '03-02T08:01:00 100',
    ]);
  });

  test('TASK-09 a record fires, with its values as variables; a task is not set off by itself', () => {
    const first = buildTask('\\First', { triggers: [trigger('daily')] });
    const after = buildTask('\\After', {
      triggers: [
        trigger('event', {
          subscription:
            '<QueryList><Query Id="0" Path="Microsoft-Windows-TaskScheduler/Operational"><Select>' +
            "*[System[Provider[@Name='Microsoft-Windows-TaskScheduler'] and (EventID=102 or EventID=201)] and " +
            "EventData[Data[@Name='ResultCode']!=0]]</Select></Query></QueryList>",
          delay: 'PT1M',
          valueQueries: [{ name: 'code', query: "Event/EventData/Data[@Name='ResultCode']" }],
        }),
      ],
      arguments: ['$(code)'],
    });
    const played = play([first, after], [], {
      programs: { '\\First': [{ exitCode: 3 }, {}] },
      end: '2026-03-04T08:00:00',
    });
    expect(course(played, [108])).toEqual(['03-02T09:01:00 108']);
    expect(played.of(108)[0]?.task).toBe('\\After');
  });

  test('several records within a period, apart for each value', () => {
    const noisy = (name: string, at: string): ReturnType<typeof buildTask> =>
      buildTask(`\\${name}`, {
        triggers: [
          trigger('time', {
            startBoundary: at,
            repetition: { interval: 'PT10M', duration: 'PT30M', stopAtDurationEnd: false },
          }),
        ],
      });
    const watcher = buildTask('\\Watcher', {
      triggers: [
        trigger('event', {
          numberOfOccurrences: 3,
          periodOfOccurrence: 'PT25M',
          matchingElement: "Event/EventData/Data[@Name='TaskName']",
        }),
      ],
    });
    const played = play([noisy('A', '2026-03-02T09:00:00'), noisy('B', '2026-03-02T09:05:00'), watcher], []);
    expect(course(played, [108])).toEqual(['03-02T09:20:00 108', '03-02T09:25:00 108']);
  });

  test('a query that cannot be read is told at registration (150, 113) and never fires', () => {
    const task = buildTask('\\Bad', { triggers: [trigger('event', { subscription: '*[System[EventID=' })] });
    const played = play([task], []);
    expect(played.of(150).map(({ data }) => data['ResultCode'])).toEqual([0x80041318]);
    expect(played.of(113)).toHaveLength(1);
  });

  test('two tasks that wake each other are held to sixty starts a minute (130)', () => {
    const ping = (name: string, other: string): ReturnType<typeof buildTask> =>
      buildTask(`\\${name}`, {
        triggers: [
          trigger('event', {
            subscription: `*[System[EventID=102] and EventData[Data[@Name='TaskName']='\\${other}']]`,
          }),
        ],
      });
    const played = play([ping('A', 'B'), ping('B', 'A')], [{ at: '2026-03-02T09:00:00', run: '\\A' }], {
      end: '2026-03-02T09:00:30',
    });
    expect(played.of(108)).toHaveLength(120);
    expect(played.of(130)).toHaveLength(1);
  });

  test('repetition after an event: elapsed time from the moment it fired, both ends included', () => {
    const task = buildTask('\\Lock', {
      triggers: [
        trigger('sessionStateChange', {
          delay: 'PT1M',
          repetition: { interval: 'PT10M', duration: 'PT30M', stopAtDurationEnd: false },
        }),
      ],
    });
    const played = play([task], [{ at: '2026-03-02T09:00:00', user: 'locked' }]);
    expect(played.times(100)).toEqual(['09:01:00', '09:11:00', '09:21:00', '09:31:00']);
    expect(played.of(124)).toHaveLength(4);
  });

  test('boundaries hold for them too: nothing before the start, 128 after the end, folded', () => {
    const task = buildTask('\\Lock', {
      triggers: [
        trigger('sessionStateChange', {
          startBoundary: '2026-03-02T10:00:00',
          endBoundary: '2026-03-02T12:00:00',
        }),
      ],
    });
    const lockAt = (hour: string): object[] => [
      { at: `2026-03-02T${hour}:00:00`, user: 'locked' },
      { at: `2026-03-02T${hour}:30:00`, user: 'active' },
    ];
    const played = play([task], ['09', '11', '13', '14'].flatMap(lockAt) as never);
    expect(played.times(100)).toEqual(['11:00:00']);
    expect(played.of(128).map(({ at, data }) => [at.slice(11, 16), data['Count']])).toEqual([['13:00', 2]]);
  });
});

describe('triggers by the clock', () => {
  test('TASK-02 the weekly defragmentation: Wednesday at one, only if idle and on mains', () => {
    const defrag = buildTask('\\Defrag', {
      triggers: [trigger('weekly', { startBoundary: '2026-01-01T01:00:00', daysOfWeek: ['Wednesday'] })],
      settings: { runOnlyIfIdle: true, disallowStartIfOnBatteries: true },
    });
    const played = play(
      [defrag],
      [
        { at: '2026-03-03T20:00:00', user: 'away' },
        { at: '2026-03-10T20:00:00', power: 'battery' },
        { at: '2026-03-18T00:00:00', power: 'ac' },
        { at: '2026-03-18T00:50:00', user: 'active' },
        { at: '2026-03-18T00:58:00', user: 'away' },
      ],
      { end: '2026-03-20T00:00:00' },
    );
    expect(course(played, [100, 326, 135])).toEqual([
      '03-04T01:00:00 100',
      '03-11T01:00:00 326',
      '03-18T01:13:00 100',
    ]);
  });

  test('a random delay lies within its bound and is the same in every replay', () => {
    const task = buildTask('\\Daily', { triggers: [trigger('daily', { randomDelay: 'PT30M' })] });
    const once = play([task], [], { end: '2026-03-12T08:00:00' }).times(100);
    expect(once).toHaveLength(10);
    expect(new Set(once).size).toBeGreaterThan(5);
    for (const time of once) expect(time >= '09:00:00' && time <= '09:30:00').toBe(true);
    expect(play([task], [], { end: '2026-03-12T08:00:00' }).times(100)).toEqual(once);
  });

  test("TASK-20 the trigger's limit wins over the task's", () => {
    const task = buildTask('\\Long', {
      triggers: [trigger('daily', { executionTimeLimit: 'PT20M' })],
      settings: { executionTimeLimit: 'PT1H' },
    });
    const played = play([task], [{ at: '2026-03-02T12:00:00', run: '\\Long' }], {
      programs: { '\\Long': takes('PT5H') },
    });
    expect(course(played, [329])).toEqual(['03-02T09:20:00 329', '03-02T13:00:00 329']);
  });

  test('stop at the end of the duration ends what the repetition started', () => {
    const task = buildTask('\\Work', {
      triggers: [
        trigger('daily', { repetition: { interval: 'PT25M', duration: 'PT1H', stopAtDurationEnd: true } }),
      ],
      settings: { multipleInstancesPolicy: 'parallel' },
    });
    const played = play([task], [], { programs: { '\\Work': takes('PT2H') } });
    expect(played.times(100)).toEqual(['09:00:00', '09:25:00', '09:50:00']);
    expect(played.times(111)).toEqual(['10:00:00', '10:00:00', '10:00:00']);
  });

  test('DST: a time in the gap runs at the first existing instant, in the repeated hour once', () => {
    const at = (time: string): ReturnType<typeof buildTask> =>
      buildTask(`\\At`, { triggers: [trigger('daily', { startBoundary: `2026-01-01T${time}` })] });
    const days = (start: string, end: string): string[] =>
      play([at('02:30:00')], [], { zone: 'Europe/Berlin', start, end })
        .of(100)
        .map((record) => record.at.slice(5, 19));
    expect(days('2026-03-28T12:00:00', '2026-03-30T12:00:00')).toEqual(['03-29T01:00:00', '03-30T00:30:00']);
    expect(days('2026-10-24T12:00:00', '2026-10-26T12:00:00')).toEqual(['10-25T00:30:00', '10-26T01:30:00']);
  });

  test('a clock set forward makes what lay between due once; set back, it is not served again', () => {
    const task = buildTask('\\Daily', { triggers: [trigger('daily')] });
    const forward = play([task], [{ at: '2026-03-02T08:30:00', clock: '+PT2H' }], {
      end: '2026-03-02T20:00:00',
    });
    expect(course(forward, [107, 153])).toEqual(['03-02T10:30:00 107']);
    const back = play([task], [{ at: '2026-03-02T09:10:00', clock: '-PT1H' }]);
    expect(course(back, [107, 153])).toEqual(['03-02T09:00:00 107']);
  });
});

describe('missed starts', () => {
  const daily = buildTask('\\Daily', { triggers: [trigger('daily')] });

  test.each([
    ['asleep', 'sleep', 'wake'],
    ['machine-off', 'shutdown', 'boot'],
  ] as const)('TASK-39 a start missed while %s is one record with that reason', (reason, down, up) => {
    const played = play(
      [daily],
      [
        { at: '2026-03-02T08:30:00', system: down },
        { at: '2026-03-04T10:00:00', system: up },
      ],
      { end: '2026-03-04T20:00:00' },
    );
    expect(played.of(153).map(({ data }) => [data['Condition'], data['Count']])).toEqual([[reason, 1]]);
    expect(played.of(153)[0]?.message).toContain(reason === 'asleep' ? 'asleep' : 'was off');
  });

  test('StartWhenAvailable: ten minutes after the chance, once for several missed', () => {
    const late = buildTask('\\Late', {
      triggers: [trigger('daily')],
      settings: { startWhenAvailable: true },
    });
    const played = play(
      [late],
      [
        { at: '2026-03-02T08:30:00', system: 'sleep' },
        { at: '2026-03-05T12:00:00', system: 'wake' },
      ],
      { end: '2026-03-05T20:00:00' },
    );
    expect(course(played, [114, 107])).toEqual(['03-05T12:10:00 114']);
  });

  test('a late start past the end boundary is refused (128)', () => {
    const late = buildTask('\\Late', {
      triggers: [trigger('daily', { endBoundary: '2026-03-02T09:30:00' })],
      settings: { startWhenAvailable: true },
    });
    const played = play(
      [late],
      [
        { at: '2026-03-02T08:30:00', system: 'sleep' },
        { at: '2026-03-02T12:00:00', system: 'wake' },
      ],
    );
    expect(course(played, [114, 128])).toEqual(['03-02T12:10:00 128']);
  });

  test('DeleteExpiredTaskAfter deletes it that long after its last instant, not under a running instance', () => {
    const expiring = buildTask('\\Once', {
      triggers: [trigger('time', { endBoundary: '2026-03-03T00:00:00' })],
      settings: { deleteExpiredTaskAfter: 'PT1H' },
    });
    expect(course(play([expiring], []), [100, 141])).toEqual(['03-02T09:00:00 100', '03-02T10:00:00 141']);
    const long = play([expiring], [], { programs: { '\\Once': takes('PT3H') } });
    expect(course(long, [155, 102, 141])).toEqual([
      '03-02T10:00:00 155',
      '03-02T12:00:00 102',
      '03-02T12:00:00 141',
    ]);
  });

  test('a volatile task is disabled by the start of the system', () => {
    const volatile = buildTask('\\Volatile', { triggers: [trigger('daily')], settings: { volatile: true } });
    const played = play(
      [volatile],
      [
        { at: '2026-03-02T10:00:00', system: 'shutdown' },
        { at: '2026-03-02T11:00:00', system: 'boot' },
      ],
      { end: '2026-03-04T00:00:00' },
    );
    expect(course(played, [100, 142])).toEqual(['03-02T09:00:00 100', '03-02T11:00:00 142']);
  });
});
