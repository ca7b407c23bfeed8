/**
 * Times of a day as few repetitions: each a start, a step and a last time, in seconds of the day.
 */
export interface Progression {
  start: number;
  /** Seconds between two starts, at least a minute; null for a single one. */
  step: number | null;
  last: number;
}

const hour = 3600;
/** A repetition is at least a minute (reference "task model", section 2). */
const leastStep = 60;

/**
 * The hours in which no zone that is in use changes its clock. Repetition counts elapsed time, so only one
 * that lies in these hours, or within one hour, meets the same times of the clock every day.
 */
const steadyFrom = 5 * hour;
const steadyTo = 22 * hour;

/** How many later times are tried as the second of a repetition: enough for every regular pattern. */
const mostTries = 64;

/**
 * Covers the times of a day, each exactly once.
 *
 * @param times seconds of the day, ascending, each once
 */
export function coverDay(times: readonly number[]): Progression[] {
  const chunks = new Map<number, number[]>();
  for (const time of times) {
    const chunk = time >= steadyFrom && time < steadyTo ? steadyFrom : Math.floor(time / hour) * hour;
    chunks.set(chunk, [...(chunks.get(chunk) ?? []), time]);
  }
  return [...chunks.values()].flatMap(coverRun);
}

function coverRun(times: readonly number[]): Progression[] {
  const left = new Set(times);
  const found: Progression[] = [];
  for (const start of times) {
    if (!left.has(start)) continue;
    const best = longestFrom(start, left);
    found.push(best);
    for (let at = start; at <= best.last; at += best.step ?? hour) left.delete(at);
  }
  return found;
}

function longestFrom(start: number, left: ReadonlySet<number>): Progression {
  let best: Progression = { start, step: null, last: start };
  let most = 1;
  let tries = 0;
  for (const second of left) {
    const step = second - start;
    if (step < leastStep) continue;
    if (++tries > mostTries) break;
    let last = second;
    while (left.has(last + step)) last += step;
    const count = (last - start) / step + 1;
    if (count <= most) continue;
    most = count;
    best = { start, step, last };
  }
  return best;
}

/**
 * Times that are the same in every hour, as repetitions without an end: the start within the first hour, and
 * a step that divides the hour. Null when the hours differ.
 */
export function coverHours(times: readonly number[]): { start: number; step: number }[] | null {
  const residues = new Set(times.map((time) => time % hour));
  if (residues.size * 24 !== times.length) return null;
  const left = new Set(residues);
  const found: { start: number; step: number }[] = [];
  for (const start of residues) {
    if (!left.has(start)) continue;
    const step = shortestStep(start, left);
    found.push({ start, step });
    for (let at = start; at < start + hour; at += step) left.delete(at % hour);
  }
  return found;
}

function shortestStep(start: number, left: ReadonlySet<number>): number {
  for (let step = leastStep; step < hour; step++) {
    if (hour % step !== 0) continue;
    let whole = true;
    for (let at = start; whole && at < start + hour; at += step) whole = left.has(at % hour);
    if (whole) return step;
  }
  return hour;
}
