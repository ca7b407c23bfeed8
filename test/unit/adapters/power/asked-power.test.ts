import { describe, expect, it } from 'vitest';
import { parseHidIdleTime } from '../../../../src-main/adapters/idle/presence-sensor.darwin.js';
import { parsePmset } from '../../../../src-main/adapters/power/power-sensor.darwin.js';
import { parseBatteries } from '../../../../src-main/adapters/power/power-sensor.win32.js';

// Texts in the documented form; none was recorded on the system it is of.

describe('pmset -g batt', () => {
  const battery = (words: string) => ` -InternalBattery-0 (id=4653155)\t${words} present: true\n`;

  it.each([
    ['a desktop', "Now drawing from 'AC Power'\n", { source: 'ac', percent: null }],
    [
      'a charging laptop',
      `Now drawing from 'AC Power'\n${battery('83%; charging; 0:44 remaining')}`,
      { source: 'ac', percent: 83 },
    ],
    [
      'a laptop on battery',
      `Now drawing from 'Battery Power'\n${battery('9%; discharging; (no estimate)')}`,
      { source: 'battery', percent: 9 },
    ],
    [
      'a desktop carried by its UPS',
      "Now drawing from 'UPS Power'\n -Back-UPS ES 700 (id=1)\t96%; discharging; present: true\n",
      { source: 'battery', percent: null },
    ],
    ['something else', 'pmset: error\n', null],
  ])('reads %s', (_what, text, reading) => {
    expect(parsePmset(text)).toEqual(reading);
  });
});

describe('Win32_Battery', () => {
  it.each([
    ['no battery', '', { source: 'ac', percent: null }],
    ['an empty list', '[]', { source: 'ac', percent: null }],
    ['discharging', '{"BatteryStatus":1,"EstimatedChargeRemaining":57}', { source: 'battery', percent: 57 }],
    ['access to AC', '{"BatteryStatus":2,"EstimatedChargeRemaining":100}', { source: 'ac', percent: 100 }],
    ['critical', '[{"BatteryStatus":5,"EstimatedChargeRemaining":3}]', { source: 'battery', percent: 3 }],
    [
      'one of two discharging',
      '[{"BatteryStatus":1,"EstimatedChargeRemaining":40},{"BatteryStatus":2,"EstimatedChargeRemaining":99}]',
      { source: 'battery', percent: 99 },
    ],
    ['more than full', '{"BatteryStatus":3,"EstimatedChargeRemaining":104}', { source: 'ac', percent: 100 }],
    ['a battery that says nothing', '{"BatteryStatus":null,"EstimatedChargeRemaining":null}', null],
  ])('reads %s', (_what, text, reading) => {
    expect(parseBatteries(text)).toEqual(reading);
  });

  it('throws on another form, so that the source counts as silent', () => {
    expect(() => parseBatteries('Access denied')).toThrow();
    expect(() => parseBatteries('{"BatteryStatus":"1"}')).toThrow();
  });
});

describe('ioreg -c IOHIDSystem', () => {
  it('reads nanoseconds as milliseconds, and nothing where it is not said', () => {
    expect(parseHidIdleTime('  | |   "HIDIdleTime" = 4512345678\n')).toBe(4_512);
    expect(parseHidIdleTime('{}')).toBeNull();
  });
});
