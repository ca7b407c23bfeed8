import type { InstanceInfo } from '../../../src-shared/model/instance.js';
import type { EventRecord } from '../../../src-shared/model/record.js';
import { instantAt, startOfDay } from './calendar.js';
import { piecesOf } from './lanes.js';

/** What became of a start; the worst first. */
export const outcomeKinds = ['failed', 'missed', 'stopped', 'skipped', 'running', 'done'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** One start of a day. */
interface DayOutcome {
  kind: OutcomeKind;
  /** The share of its time in which it was suspended, 0 to 1. */
  suspended: number;
}

/** One cell of the strip: a local day. */
export interface DayCell {
  /** Midnight that begins the day, milliseconds since 1970. */
  from: number;
  /** Worst first; empty where nothing was due. */
  outcomes: DayOutcome[];
}

const day = 86_400_000;
/** A time that passed without a start: 153; a deadline that passed: 805. */
const missedIds = new Set([153, 805]);
/** A start that was refused: it already ran, on battery, nobody logged on, no network. */
const skippedIds = new Set([322, 326, 332, 333, 334]);

function kindOf(run: InstanceInfo): OutcomeKind {
  switch (run.outcome) {
    case null:
      return 'running';
    case 'completed':
      return 'done';
    case 'failed':
      return 'failed';
    case 'stopped':
    case 'unknown':
      return 'stopped';
  }
}

function suspendedShare(run: InstanceInfo, now: number): number {
  const length = (wanted: boolean) =>
    piecesOf(run, now)
      .filter((piece) => !wanted || piece.kind === 'suspended')
      .reduce((sum, piece) => sum + piece.to - piece.from, 0);
  const whole = length(false);
  return whole === 0 ? 0 : length(true) / whole;
}

/** Midnights of the last `days` days, today's last. */
export function lastDays(days: number, now: number, zone: string): number[] {
  const today = startOfDay(now, zone);
  return Array.from({ length: days }, (_, index) => instantAt(today, '00:00', zone, index - days + 1));
}

/**
 * One cell a day, oldest first. A run belongs to the day on which it began; what was missed or refused, to the day
 * of its record.
 *
 * @param midnights beginnings of the days, in order
 */
export function dayCells(
  runs: readonly InstanceInfo[],
  records: readonly EventRecord[],
  midnights: readonly number[],
  now: number,
): DayCell[] {
  const cells: DayCell[] = midnights.map((from) => ({ from, outcomes: [] }));
  const first = midnights[0] ?? now;
  const put = (at: number, outcome: DayOutcome) => {
    if (at < first) return;
    // A day of the clock's change is an hour off at most: one step puts it right.
    let index = Math.min(cells.length - 1, Math.floor((at - first) / day));
    while (index + 1 < cells.length && (cells[index + 1]?.from ?? Infinity) <= at) index += 1;
    while (index > 0 && (cells[index]?.from ?? 0) > at) index -= 1;
    cells[index]?.outcomes.push(outcome);
  };
  for (const run of runs) {
    put(Date.parse(run.started), { kind: kindOf(run), suspended: suspendedShare(run, now) });
  }
  for (const record of records) {
    const kind = missedIds.has(record.id) ? 'missed' : skippedIds.has(record.id) ? 'skipped' : null;
    if (kind !== null) put(Date.parse(record.at), { kind, suspended: 0 });
  }
  for (const { outcomes } of cells) {
    outcomes.sort((a, b) => outcomeKinds.indexOf(a.kind) - outcomeKinds.indexOf(b.kind));
  }
  return cells;
}

/** How often each kind occurs, in the order of {@link outcomeKinds}; those that do not are left out. */
export function outcomeCounts(cells: readonly DayCell[]): { kind: OutcomeKind; count: number }[] {
  return outcomeKinds.flatMap((kind) => {
    const count = cells.reduce(
      (sum, cell) => sum + cell.outcomes.filter((outcome) => outcome.kind === kind).length,
      0,
    );
    return count === 0 ? [] : [{ kind, count }];
  });
}
