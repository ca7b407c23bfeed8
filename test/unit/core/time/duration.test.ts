import { describe, expect, it } from 'vitest';
import { compareDurations, fixedMs, parseDuration } from '../../../../src-main/core/time/duration.js';

const day = 86_400_000;

describe('parseDuration', () => {
  it.each([
    ['P1D', day],
    ['PT24H', day],
    ['PT1440M', day],
    ['P1W', 7 * day],
    ['PT0S', 0],
    ['P0D', 0],
    ['-PT5M', -300_000],
    ['PT1.5S', 1500],
    ['P1DT2H3M4S', day + 2 * 3_600_000 + 3 * 60_000 + 4000],
    ['PT0.001S', 1],
  ])('reads %s', (text, ms) => {
    expect(fixedMs(parseDuration(text))).toBe(ms);
  });

  it.each(['P1M', 'P1Y', 'P1Y2M3DT4H'])('%s has no fixed length', (text) => {
    expect(fixedMs(parseDuration(text))).toBeNull();
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    '1D',
    'P1',
    'P1H',
    'PT1D',
    'P1D1Y',
    'P1W2D',
    'PT1.5M',
    'P-1D',
    'p1d',
    'P 1D',
    '+P1D',
    'PT1.S',
    'PT.5S',
    '--P1D',
    'P1D\n',
    '٣',
  ])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow(RangeError);
    expect(() => parseDuration(text)).toThrow(/is not a duration; write it as ISO 8601/);
  });

  it('refuses what no calendar holds, and does not read endless text', () => {
    expect(() => parseDuration('P10001Y')).toThrow(/longer than 10,000 years/);
    expect(() => parseDuration(`P${'9'.repeat(50)}D`)).toThrow(/longer than 10,000 years/);
    const began = performance.now();
    expect(() => parseDuration(`P${'9'.repeat(5_000_000)}D`)).toThrow(/is not a duration/);
    expect(performance.now() - began).toBeLessThan(200);
  });
});

describe('compareDurations', () => {
  it.each([
    ['P1D', 'PT24H', 0],
    ['P1W', 'P7D', 0],
    ['P1Y', 'P12M', 0],
    ['PT23H59M59S', 'P1D', -1],
    ['P1M', 'P1D', 1],
    ['P1M', 'P27D', 1],
    ['P1M', 'P28D', null],
    ['P1M', 'P30D', null],
    ['P1M', 'P31D', null],
    ['P1M', 'P32D', -1],
    ['P1Y', 'P364D', 1],
    ['P1Y', 'P365D', null],
    ['P1Y', 'P366D', null],
    ['P1Y', 'P367D', -1],
    ['P5M', 'P149D', 1],
    ['P5M', 'P150D', null],
    ['P5M', 'P153D', null],
    ['P5M', 'P154D', -1],
    ['-P1D', 'PT0S', -1],
    ['-P1M', '-P1D', -1],
  ] as const)('%s against %s: %s (W3C XML Schema Part 2, 3.2.6.2)', (a, b, expected) => {
    expect(compareDurations(parseDuration(a), parseDuration(b))).toBe(expected);
    const mirrored = expected === null ? null : expected === 0 ? 0 : -expected;
    expect(compareDurations(parseDuration(b), parseDuration(a))).toBe(mirrored);
  });
});
