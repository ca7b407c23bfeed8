import { describe, expect, it } from 'vitest';
import type { TaskDefinition } from '../../../../src-shared/model/task.js';
import { validateTask } from '../../../../src-main/core/tasks/validate.js';
import { daily, every, monthly, monthlyDayOfWeek, time, weekly } from '../triggers/triggers.js';
import { definition, maintained } from './definitions.js';

/** Errors as `Element code`. */
function errors(task: TaskDefinition): string[] {
  return validateTask(task)
    .filter(({ severity }) => severity === 'error')
    .map(({ element, code }) => `${element ?? ''} ${code ?? ''}`);
}

describe('MaintenanceSettings (reference "automatic maintenance", section 3)', () => {
  it.each(['P1D', 'PT24H', 'PT1440M', 'P5D', 'P1W', 'P1M', 'P1Y'])(
    'WAM-46 WAM-47 accepts the period %s',
    (period) => {
      expect(errors(maintained({ period }))).toEqual([]);
    },
  );

  it.each(['PT23H59M59S', 'PT1H', 'P0D', 'PT0S', '-P1D', '-P1M'])(
    'WAM-48 refuses the period %s',
    (period) => {
      expect(errors(maintained({ period }))).toEqual(['Period 0x80041318']);
    },
  );

  it.each(['', 'P', 'daily', 'P1D2H', '1 day'])('refuses the period %j, which is no duration', (period) => {
    expect(errors(maintained({ period }))).toEqual(['Period 0x80041318']);
  });

  it('WAM-49 accepts an absent deadline', () => {
    expect(errors(maintained({ period: 'P1D', deadline: null }))).toEqual([]);
  });

  it.each([
    ['P5D', 'P15D'],
    ['P2D', 'P14D'],
    ['P1D', 'PT24H1S'],
    ['P27D', 'P1M'],
    ['P1M', 'P32D'],
  ])('WAM-50 accepts the period %s with the deadline %s', (period, deadline) => {
    expect(errors(maintained({ period, deadline }))).toEqual([]);
  });

  it.each([
    ['P1D', 'P1D', 'is equal to'],
    ['P1D', 'PT24H', 'is equal to'],
    ['P7D', 'P1W', 'is equal to'],
    ['P5D', 'P2D', 'is shorter than'],
    ['P2D', 'PT1H', 'is shorter than'],
    ['P1M', 'P30D', 'in some months and not in others'],
    ['P30D', 'P1M', 'in some months and not in others'],
  ])('WAM-50 WAM-51 refuses the period %s with the deadline %s', (period, deadline, why) => {
    const [problem] = validateTask(maintained({ period, deadline }));
    expect(problem).toMatchObject({
      severity: 'error',
      element: 'Deadline',
      value: deadline,
      code: '0x80041318',
    });
    expect(problem?.message).toContain(why);
  });

  it('refuses a deadline that is no duration', () => {
    expect(errors(maintained({ deadline: 'soon' }))).toEqual(['Deadline 0x80041318']);
  });

  it.each(['1.1', '1.2', '1.3'])('refuses it in version %s', (version) => {
    expect(errors(maintained({}, { version }))).toContain('MaintenanceSettings 0x80041316');
  });

  it('refuses it without the unified scheduling engine', () => {
    const task = maintained({}, { settings: { useUnifiedSchedulingEngine: false } });
    expect(errors(task)).toEqual(['UseUnifiedSchedulingEngine 0x80041329']);
  });

  it('WAM-57 warns where AllowStartOnDemand is false: the task needs its own trigger', () => {
    const settings = { allowStartOnDemand: false };
    const [alone] = validateTask(maintained({}, { settings }));
    expect(alone).toMatchObject({ severity: 'warning', element: 'AllowStartOnDemand', value: 'false' });
    expect(alone?.message).toContain('it has no trigger');
    const [helped] = validateTask(maintained({}, { settings, triggers: [daily()] }));
    expect(helped?.message).toContain('only its triggers do');
  });
});

const limited = daily({ executionTimeLimit: 'PT1H' });
const token = {
  id: null,
  userId: null,
  groupId: null,
  displayName: null,
  logonType: 'InteractiveTokenOrPassword' as const,
  runLevel: null,
  processTokenSidType: null,
  requiredPrivileges: [],
};
const mail = { kind: 'kept' as const, id: null, element: 'SendEmail', xml: '<SendEmail />' };
const box = { kind: 'kept' as const, id: null, element: 'ShowMessage', xml: '<ShowMessage />' };
const network = { networkSettings: { name: 'Home', id: null } };

const refused: [string, Parameters<typeof maintained>[1] & object, string][] = [
  ['InteractiveTokenOrPassword', { principal: token }, 'LogonType'],
  ['StopExisting', { settings: { multipleInstancesPolicy: 'stopExisting' } }, 'MultipleInstancesPolicy'],
  ['SendEmail', { actions: [mail] }, 'SendEmail'],
  ['ShowMessage', { actions: [box] }, 'ShowMessage'],
  ['NetworkSettings', { settings: network }, 'NetworkSettings'],
  ['a trigger’s time limit', { triggers: [limited] }, 'ExecutionTimeLimit'],
  ['repetition of a daily trigger', { triggers: [daily({ repetition: every('PT1H') })] }, 'Repetition'],
  ['repetition of a weekly trigger', { triggers: [weekly({ repetition: every('PT1H') })] }, 'Repetition'],
  ['a monthly trigger', { triggers: [monthly()] }, 'CalendarTrigger'],
  ['a monthly trigger by weekday', { triggers: [monthlyDayOfWeek()] }, 'CalendarTrigger'],
];

describe('what the unified engine refuses (reference "task model", section 15)', () => {
  it.each(refused)('%s is an error with MaintenanceSettings', (_what, over, element) => {
    expect(errors(maintained({}, over))).toContain(`${element} 0x80041329`);
  });

  it.each(refused)('%s alone is a note: Windows exports it', (_what, { settings, ...over }, element) => {
    const task = definition({ ...over, settings: { useUnifiedSchedulingEngine: true, ...settings } });
    const problems = validateTask(task);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(problems).toContainEqual(expect.objectContaining({ severity: 'note', element, code: null }));
  });

  it.each(refused)('%s without the engine is nothing to speak of', (_what, over) => {
    expect(validateTask(definition(over))).toEqual([]);
  });

  it('S4U, value queries and AllowHardTerminate false are allowed', () => {
    const principal = { ...token, logonType: 'S4U' as const };
    const settings = { allowHardTerminate: false };
    expect(
      errors(maintained({}, { principal, settings, triggers: [time({ repetition: every('PT1H') })] })),
    ).toEqual([]);
  });
});
