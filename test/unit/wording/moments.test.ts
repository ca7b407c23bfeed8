import { describe, expect, it } from 'vitest';
import {
  agoText,
  durationText,
  inText,
  momentInline,
  momentPhrase,
  momentText,
  periodText,
  sinceText,
  untilText,
} from '../../../src-shared/wording/index.js';

const zone = 'Europe/Berlin';
// Friday 20 November 2026, 14:32 in Berlin.
const now = Date.parse('2026-11-20T13:32:00Z');

describe('moments', () => {
  it.each([
    ['2026-11-20T11:36:00Z', 'Today 12:36', 'Σήμερα 12:36'],
    ['2026-11-21T02:00:00Z', 'Tonight 03:00', 'Απόψε 03:00'],
    ['2026-11-20T20:00:00Z', 'Tonight 21:00', 'Απόψε 21:00'],
    ['2026-11-19T02:20:00Z', 'Yesterday 03:20', 'Χθες 03:20'],
    ['2026-11-21T09:00:00Z', 'Tomorrow 10:00', 'Αύριο 10:00'],
    ['2026-11-23T02:52:00Z', 'Mon 03:52', 'Δευ 03:52'],
    ['2026-11-03T09:00:00Z', '3 Nov 10:00', '3 Νοε 10:00'],
    ['2025-11-03T09:00:00Z', '3 Nov 2025 10:00', '3 Νοε 2025 10:00'],
  ])('labels %s', (iso, english, greek) => {
    expect(momentText(iso, now, zone, 'en')).toBe(english);
    expect(momentText(iso, now, zone, 'el')).toBe(greek);
  });

  it.each([
    ['2026-11-19T02:20:00Z', 'yesterday at 03:20', 'χθες στις 03:20'],
    ['2026-11-23T02:52:00Z', 'on Monday at 03:52', 'τη Δευτέρα στις 03:52'],
    ['2026-11-14T11:00:00Z', 'on Saturday at 12:00', 'το Σάββατο στις 12:00'],
    ['2026-11-03T09:00:00Z', 'on 3 November at 10:00', 'στις 3 Νοεμβρίου, ώρα 10:00'],
  ])('puts %s into a sentence', (iso, english, greek) => {
    expect(momentPhrase(iso, now, zone, 'en')).toBe(english);
    expect(momentPhrase(iso, now, zone, 'el')).toBe(greek);
  });

  it('is not tonight once the night is over, nor a day ahead', () => {
    const early = Date.parse('2026-11-20T01:00:00Z');
    expect(momentText('2026-11-20T02:00:00Z', early, zone, 'en')).toBe('Tonight 03:00');
    expect(momentText('2026-11-21T02:00:00Z', early, zone, 'en')).toBe('Tomorrow 03:00');
    expect(momentText('2026-11-20T00:30:00Z', early, zone, 'en')).toBe('Today 01:30');
  });

  it('names the day of the reader’s zone', () => {
    const midnight = '2026-11-20T23:30:00Z';
    expect(momentText(midnight, now, 'UTC', 'en')).toBe('Tonight 23:30');
    expect(momentText(midnight, now, 'Pacific/Auckland', 'en')).toBe('Today 12:30');
  });

  it('bounds a span', () => {
    expect(sinceText('2026-11-20T09:20:00Z', now, zone, 'en')).toBe('since 10:20');
    expect(sinceText('2026-11-19T09:20:00Z', now, zone, 'en')).toBe('since yesterday at 10:20');
    expect(sinceText('2026-11-17T09:20:00Z', now, zone, 'en')).toBe('since Tuesday at 10:20');
    expect(sinceText('2026-11-17T09:20:00Z', now, zone, 'el')).toBe('από την Τρίτη στις 10:20');
    expect(untilText('2026-11-20T17:32:00Z', now, zone, 'en')).toBe('until 18:32');
    expect(untilText('2026-11-20T17:32:00Z', now, zone, 'el')).toBe('έως τις 18:32');
    expect(momentInline('2026-11-21T02:00:00Z', now, zone, 'en')).toBe('tonight 03:00');
  });

  it('gives text that is no instant back', () => {
    expect(momentText('soon', now, zone, 'en')).toBe('soon');
    expect(sinceText('soon', now, zone, 'el')).toBe('soon');
  });
});

describe('durations', () => {
  it.each([
    [0, 'under 1 s'],
    [9000, '9 s'],
    [108_000, '1 min 48 s'],
    [60_000, '1 min'],
    [7_260_000, '2 h 1 min'],
    [86_400_000, '1 day'],
    [100_800_000, '1 day 4 h'],
    [-5, 'under 1 s'],
  ])('writes %i ms', (ms, text) => {
    expect(durationText(ms, 'en')).toBe(text);
  });

  it('tells the past and the future', () => {
    expect(agoText(2000, 'en')).toBe('just now');
    expect(agoText(120_000, 'el')).toBe('πριν από 2 λ');
    expect(inText(44_880_000, 'en')).toBe('in 12 h 28 min');
  });

  it.each([
    ['P1D', '1 day', '1 ημέρα'],
    ['P3D', '3 days', '3 ημέρες'],
    ['P1M', '1 month', '1 μήνας'],
    ['PT1M', '1 minute', '1 λεπτό'],
    ['PT1H30M', '1 hour 30 minutes', '1 ώρα 30 λεπτά'],
    ['PT0S', 'none', 'καμία'],
    ['often', 'often', 'often'],
    ['P', 'P', 'P'],
  ])('reads the period %s', (period, english, greek) => {
    expect(periodText(period, 'en')).toBe(english);
    expect(periodText(period, 'el')).toBe(greek);
  });
});
