import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { describe, expect, it } from 'vitest';
import { iso, wall } from '../../../../src-main/core/time/stamp.js';
import {
  instantToLocal,
  isKnownZone,
  localMs,
  localToInstant,
  offsetAt,
  transitionsBetween,
} from '../../../../src-main/core/time/zone.js';

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Asia/Manila',
  '+05:30',
];
const instant = fc.integer({ min: Date.UTC(1601, 0, 1), max: Date.UTC(9999, 11, 30) });
const recent = fc.integer({ min: Date.UTC(1965, 0, 1), max: Date.UTC(2045, 0, 1) });

function at(text: string) {
  return wall(Date.parse(text));
}

/** The platform's own formatter as an independent witness: what the local clock shows, as ms. */
function witness(zone: string) {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms: number) => {
    const parts = Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
    return localMs({ year, month, day, hour, minute, second });
  };
}

describe('offsetAt', () => {
  it.each(zones)('%s agrees with the Temporal implementation at any instant', (zone) => {
    fc.assert(
      fc.property(fc.oneof(instant, recent), (ms) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(offsetAt(zone, wall(ms))).toBe(Math.round(zoned.offsetNanoseconds / 1e6));
      }),
    );
  });

  it.each(zones.filter((zone) => !zone.startsWith('+')))(
    '%s agrees with the platform every six hours of 2008 to 2016',
    (zone) => {
      const shown = witness(zone);
      const wrong: string[] = [];
      for (let ms = Date.UTC(2008, 0, 1); ms < Date.UTC(2016, 0, 1); ms += 6 * 3_600_000) {
        if (ms + offsetAt(zone, wall(ms)) !== shown(ms)) wrong.push(iso(wall(ms)));
      }
      expect(wrong).toEqual([]);
    },
  );

  it('costs well under a microsecond once its stretch of the table is there', () => {
    const from = Date.UTC(2026, 0, 1);
    let sum = 0;
    const round = () => {
      const began = performance.now();
      for (let n = 0; n < 200_000; n++) sum += offsetAt('Europe/Berlin', wall(from + n * 100_000));
      return ((performance.now() - began) * 1000) / 200_000;
    };
    const micros = Math.min(round(), round(), round());
    expect(sum).toBeGreaterThan(0);
    expect(micros).toBeLessThan(1);
  });
});

describe('localToInstant', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z', 'gap'],
    ['Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00:00.000Z', 'gap, first minute'],
    ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z', 'first after the gap'],
    ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z', 'last before the gap'],
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z', 'repeated hour: first pass'],
    ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z', 'after the repeated hour'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:00:00.000Z', 'gap'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z', 'repeated hour: first pass'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z', 'gap of half an hour'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z', 'repeated half hour'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00.000Z', 'skipped day'],
    ['Pacific/Apia', '2011-12-31T00:00', '2011-12-30T10:00:00.000Z', 'first after the skipped day'],
    ['UTC', '2026-03-29T02:30', '2026-03-29T02:30:00.000Z', 'no rules'],
    ['+02:00', '2026-03-29T02:30', '2026-03-29T00:30:00.000Z', 'fixed offset'],
  ])('%s %s is %s (%s)', (zone, local, expected) => {
    const ms = Date.parse(`${local}Z`);
    expect(iso(localToInstant(zone, ms))).toBe(expected);
    expect(iso(localToInstant(zone, instantToLocal('UTC', wall(ms))))).toBe(expected);
  });

  it.each(zones)('%s: an instant comes back, or its first pass does', (zone) => {
    fc.assert(
      fc.property(fc.oneof(instant, recent), (ms) => {
        const fields = instantToLocal(zone, wall(ms));
        const back = localToInstant(zone, fields);
        expect(back).toBeLessThanOrEqual(ms);
        expect(instantToLocal(zone, back)).toEqual(fields);
      }),
    );
  });

  it.each(zones)('%s: later readings of the clock are never earlier instants', (zone) => {
    fc.assert(
      fc.property(recent, fc.integer({ min: 0, max: 2 * 86_400_000 }), (ms, more) => {
        expect(localToInstant(zone, ms)).toBeLessThanOrEqual(localToInstant(zone, ms + more));
      }),
    );
  });
});

describe('zones', () => {
  it('lists the transitions between two instants', () => {
    const found = transitionsBetween('Europe/Berlin', at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z'));
    expect(found.map((t) => [iso(t.at), t.beforeMs / 3_600_000, t.afterMs / 3_600_000])).toEqual([
      ['2026-03-29T01:00:00.000Z', 1, 2],
      ['2026-10-25T01:00:00.000Z', 2, 1],
    ]);
  });

  it('knows names and offsets, and refuses the rest with a sentence', () => {
    expect(['Europe/Berlin', 'UTC', '+02:00', 'Etc/GMT+5'].map(isKnownZone)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['', 'Berlin', 'Europe/Berlino', '../etc'].map(isKnownZone)).toEqual([false, false, false, false]);
    expect(() => offsetAt('Mars/Base', wall(0))).toThrow('"Mars/Base" is not a time zone');
  });
});
