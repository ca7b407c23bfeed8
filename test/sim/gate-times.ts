import type { Line } from './invariants.js';

export interface Stretch {
  from: number;
  to: number;
}

const idleAfterMs = 240_000;
const powerSettleMs = 3_000;
const settleMs = 60_000;

/**
 * When the gate of a machine in UTC is open, worked out from its timeline alone, by the letter of
 * decisions section 1: idle for four minutes, on AC for three seconds, a minute after each wake.
 */
export function openTimes(timeline: Line[], start: number, end: number): Stretch[] {
  const open: Stretch[] = [];
  let [away, mains, awake] = [Infinity, start, start];
  let since = start;
  const close = (at: number): void => {
    const from = Math.max(away, mains, awake, since);
    if (from < at) open.push({ from, to: at });
    since = at;
  };
  for (const { at, user, power, system } of timeline) {
    const time = Date.parse(`${at}Z`);
    close(time);
    if (user === 'active') away = Infinity;
    else if (user === 'loggedOff') away = Math.min(away, time);
    else if (user !== undefined && away === Infinity) away = time + idleAfterMs;
    if (power === 'ac') mains = mains === Infinity ? time + powerSettleMs : mains;
    else if (power !== undefined) mains = Infinity;
    if (system === 'sleep') awake = Infinity;
    if (system === 'wake') awake = time + settleMs;
  }
  close(end);
  return open;
}

/** How much of the open time lies between two instants. */
export function timeWithin(open: Stretch[], from: number, to: number): number {
  return open.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0);
}
