import { dayMs } from '../../core/time/civil.js';
import { wall } from '../../core/time/stamp.js';
import { offsetAt } from '../../core/time/zone.js';

/** The years over which a zone is looked at: the rules in force. */
const from = Date.parse('2025-01-01T00:00:00Z');
const days = 3 * 366;

export type FixedZone =
  /** As a boundary ends. */
  | { kind: 'fixed'; suffix: string }
  /** Its clock changes in the year: no boundary can say it. */
  | { kind: 'changing' }
  | { kind: 'unknown' };

/** A named zone as the offset of a boundary, where it has one all year round. */
export function fixedZone(name: string): FixedZone {
  try {
    const first = offsetAt(name, wall(from));
    for (let day = 7; day < days; day += 7) {
      if (offsetAt(name, wall(from + day * dayMs)) !== first) return { kind: 'changing' };
    }
    return { kind: 'fixed', suffix: suffixOf(first) };
  } catch {
    return { kind: 'unknown' };
  }
}

function suffixOf(offsetMs: number): string {
  if (offsetMs === 0) return 'Z';
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
