import type { MaintenanceStatus } from '../../../src-shared/model/maintenance.js';
import { instantAt, startOfDay } from '../timeline/calendar.js';
import type { Span } from '../timeline/span.js';

const dayMs = 86_400_000;

/** 00:00 today to 06:00 tomorrow, so that the coming window is always seen. */
export function daySpan(now: number, zone: string): Span {
  const midnight = startOfDay(now, zone);
  return { from: midnight, to: instantAt(midnight, '06:00', zone, 1) };
}

/**
 * The daily windows of a picture: the next one as the host has it, and those before it by the settings
 * (a random delay is drawn anew each day, so that past ones are drawn only without it).
 */
export function dailyWindows(status: MaintenanceStatus, span: Span, zone: string): Span[] {
  if (status.nextWindow === null) return [];
  const next = { from: Date.parse(status.nextWindow.opens), to: Date.parse(status.nextWindow.closes) };
  const { time, randomDelay } = status.settings;
  if (typeof time !== 'string' || randomDelay !== 'PT0S') return [next];
  const length = next.to - next.from;
  const earlier: Span[] = [];
  for (let at = span.from; at < next.from; at += dayMs) {
    const from = instantAt(startOfDay(at, zone), time, zone);
    if (from < next.from) earlier.push({ from, to: from + length });
  }
  return [...earlier, next];
}
