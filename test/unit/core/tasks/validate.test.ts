import { describe, expect, it } from 'vitest';
import type { ExecAction, TaskDefinition, Trigger } from '../../../../src-shared/model/task.js';
import { validateTask } from '../../../../src-main/core/tasks/validate.js';
import { boot, daily, every, monthly, time, weekly } from '../triggers/triggers.js';
import { definition } from './definitions.js';

function errors(task: TaskDefinition): string[] {
  return validateTask(task)
    .filter(({ severity }) => severity === 'error')
    .map(({ element, value, code }) => `${element ?? ''} ${value ?? '-'} ${code ?? ''}`);
}
function withTrigger(trigger: Trigger) {
  return errors(definition({ triggers: [trigger] }));
}
const [action] = definition().actions as [ExecAction];

describe('validateTask', () => {
  it('has nothing to say of a plain task', () => {
    expect(validateTask(definition({ triggers: [daily(), { ...boot(), delay: 'PT5M' }, time()] }))).toEqual(
      [],
    );
  });

  it.each([
    '',
    'Home',
    '\\',
    '\\a\\\\b',
    '\\a:b',
    '\\a/b',
    '\\..',
    '\\a\\.',
    '\\ a',
    '\\a ',
    `\\${'x'.repeat(260)}`,
  ])('refuses the path %j', (path) => {
    expect(validateTask(definition({ path }))).toMatchObject([
      { severity: 'error', element: 'URI', code: '0x8007007B' },
    ]);
  });

  it.each(['1.0', '1.7', '2.0', 'x'])('refuses the version %s', (version) => {
    expect(errors(definition({ version }))).toEqual([`Task ${version} 0x80041313`]);
  });

  it.each([
    ['UseUnifiedSchedulingEngine', '1.2', { settings: { useUnifiedSchedulingEngine: true } }],
    ['DisallowStartOnRemoteAppSession', '1.2', { settings: { disallowStartOnRemoteAppSession: true } }],
    ['Volatile', '1.3', { settings: { volatile: true } }],
  ])('refuses %s in version %s', (element, version, over) => {
    expect(errors(definition({ version, ...over }))).toEqual([`${element} - 0x80041316`]);
  });
});

describe('limits', () => {
  it('48 triggers are taken, 49 are not', () => {
    expect(errors(definition({ triggers: Array.from({ length: 48 }, () => daily()) }))).toEqual([]);
    const many = definition({ triggers: Array.from({ length: 49 }, () => daily()) });
    expect(errors(many)).toEqual(['Triggers 49 0x8004131D']);
  });

  it('32 actions are taken, 33 and none are not', () => {
    expect(errors(definition({ actions: Array.from({ length: 32 }, () => action) }))).toEqual([]);
    expect(errors(definition({ actions: Array.from({ length: 33 }, () => action) }))).toEqual([
      'Actions 33 0x8004131D',
    ]);
    expect(errors(definition({ actions: [] }))).toEqual(['Actions - 0x80041319']);
  });

  it.each([
    [daily({ daysInterval: 0 }), 'DaysInterval 0'],
    [daily({ daysInterval: 366 }), 'DaysInterval 366'],
    [weekly({ weeksInterval: 53 }), 'WeeksInterval 53'],
  ])('refuses an interval out of range', (trigger, what) => {
    expect(withTrigger(trigger)).toEqual([`${what} 0x80041318`]);
  });
});

describe('boundaries', () => {
  it.each([
    '1601-01-01T00:00:00',
    '9999-12-31T23:59:59',
    '2026-03-02T08:00:00.1236982',
    '2026-03-02T24:00:00Z',
  ])('accepts the start %s', (startBoundary) => {
    expect(withTrigger(daily({ startBoundary }))).toEqual([]);
  });

  it.each([
    '1600-12-31T23:59:59',
    '2026-02-29T00:00:00',
    '2026-13-01T00:00:00',
    '2026-03-02',
    '2026-03-02 08:00:00',
    '2026-03-02T25:00:00',
    '2026-03-02T08:00:00+15:00',
    '12026-03-02T08:00:00',
    'now',
    '',
  ])('refuses the start %j', (startBoundary) => {
    expect(validateTask(definition({ triggers: [daily({ startBoundary })] }))).toMatchObject([
      { severity: 'error', element: 'StartBoundary', code: '0x80041318' },
    ]);
  });

  it('refuses an end before the start', () => {
    const trigger = daily({ startBoundary: '2026-03-02T08:00:00', endBoundary: '2026-03-02T07:59:59' });
    expect(withTrigger(trigger)).toEqual(['EndBoundary 2026-03-02T07:59:59 0x80041318']);
  });
});

describe('durations', () => {
  it.each(['PT1M', 'PT31M', 'P31D'])('accepts the repetition interval %s', (interval) => {
    expect(withTrigger(daily({ repetition: every(interval) }))).toEqual([]);
  });

  it.each(['PT59S', 'P32D', 'P1M', '-PT1H', 'PT0S', 'hourly'])(
    'refuses the repetition interval %s',
    (interval) => {
      expect(withTrigger(daily({ repetition: every(interval) }))).toEqual([
        `Interval ${interval} 0x80041318`,
      ]);
    },
  );

  it.each([
    ['PT1H', 'PT30M'],
    ['PT1M', 'PT59S'],
    ['P31D', 'P1M'],
  ])('refuses the interval %s with the duration %s', (interval, duration) => {
    expect(withTrigger(daily({ repetition: every(interval, duration) }))).toEqual([
      `Duration ${duration} 0x80041318`,
    ]);
  });

  it.each([
    ['RandomDelay', daily({ randomDelay: '-PT1S' })],
    ['Delay', { ...boot(), delay: 'x' }],
    ['ExecutionTimeLimit', daily({ executionTimeLimit: '-P1D' })],
  ])('refuses a bad %s', (element, trigger) => {
    expect(withTrigger(trigger)).toEqual([expect.stringMatching(new RegExp(`^${element} .* 0x80041318$`))]);
  });

  it.each([
    ['ExecutionTimeLimit', { executionTimeLimit: 'forever' }],
    ['RetryAfter', { retryAfter: 'PT0S' }],
    ['Priority', { priority: 11 }],
    ['Interval', { restartOnFailure: { interval: 'PT30S', count: 3 } }],
    ['Interval', { restartOnFailure: { interval: 'P32D', count: 3 } }],
    ['Count', { restartOnFailure: { interval: 'PT1M', count: 0 } }],
    ['Count', { restartOnFailure: { interval: 'PT1M', count: 1000 } }],
    [
      'Duration',
      { idleSettings: { duration: '-PT30S', waitTimeout: null, stopOnIdleEnd: true, restartOnIdle: false } },
    ],
    [
      'WaitTimeout',
      { idleSettings: { duration: null, waitTimeout: '-PT1H', stopOnIdleEnd: true, restartOnIdle: false } },
    ],
    ['Id', { networkSettings: { name: 'Home', id: 'home' } }],
  ])('refuses a bad %s among the settings', (element, settings) => {
    expect(errors(definition({ settings }))).toEqual([
      expect.stringMatching(new RegExp(`^${element} .* 0x80041318$`)),
    ]);
  });

  it('takes 999 restarts with a note, and idle times of zero', () => {
    const idleSettings = { duration: 'PT0S', waitTimeout: 'PT0S', stopOnIdleEnd: true, restartOnIdle: false };
    const settings = { restartOnFailure: { interval: 'PT1M', count: 999 }, idleSettings };
    expect(validateTask(definition({ settings }))).toMatchObject([
      { severity: 'note', element: 'Count', value: '999', code: null },
    ]);
  });

  it('an expiry needs a trigger that ends', () => {
    const settings = { deleteExpiredTaskAfter: 'PT0S' };
    expect(errors(definition({ settings, triggers: [daily()] }))).toEqual([
      'DeleteExpiredTaskAfter PT0S 0x80041319',
    ]);
    expect(
      errors(definition({ settings, triggers: [daily({ endBoundary: '2027-01-01T00:00:00' })] })),
    ).toEqual([]);
  });
});

describe('the rest', () => {
  it('a user and a group exclude each other', () => {
    const principal = {
      id: 'Author',
      userId: 'ana',
      groupId: 'Users',
      displayName: null,
      logonType: null,
      runLevel: null,
      processTokenSidType: null,
      requiredPrivileges: ['SeChangeNotifyPrivilege', 'SeFlyPrivilege'],
    };
    expect(errors(definition({ principal }))).toEqual([
      'GroupId Users 0x80041316',
      'Privilege SeFlyPrivilege 0x80041318',
    ]);
    const other = definition({
      principal: { ...principal, groupId: null, requiredPrivileges: [] },
      actionsContext: 'Nobody',
    });
    expect(validateTask(other)).toMatchObject([
      { severity: 'warning', element: 'ActionsContext', value: 'Nobody' },
    ]);
  });

  it('a class is a GUID, a variable has a name', () => {
    const actions = [
      { kind: 'comHandler' as const, id: null, classId: '84F0FAE1', data: null },
      { ...action, environment: { 'A=B': 'x', '': 'y', PATH: '/bin' } },
    ];
    expect(errors(definition({ actions }))).toEqual([
      'ClassId 84F0FAE1 0x80041318',
      'Environment A=B 0x80041318',
      'Environment  0x80041318',
    ]);
  });

  it('an event trigger needs a query and a sensible count', () => {
    const trigger: Trigger = {
      kind: 'event',
      id: null,
      enabled: true,
      startBoundary: null,
      endBoundary: null,
      repetition: null,
      executionTimeLimit: null,
      delay: null,
      subscription: ' ',
      periodOfOccurrence: 'PT30S',
      numberOfOccurrences: 33,
      matchingElement: null,
      valueQueries: Array.from({ length: 33 }, (_, n) => ({ name: `V${n}`, query: 'x' })),
    };
    expect(withTrigger(trigger)).toEqual([
      'NumberOfOccurrences 33 0x80041318',
      'Subscription  0x80041319',
      'PeriodOfOccurrence PT30S 0x80041318',
      'ValueQueries 33 0x8004131D',
    ]);
  });

  it('warns of a date that never comes', () => {
    const trigger = monthly({ daysOfMonth: [30, 31], months: ['February'] });
    expect(validateTask(definition({ triggers: [trigger] }))).toMatchObject([
      { severity: 'warning', element: 'DaysOfMonth', value: '30, 31' },
    ]);
  });
});
