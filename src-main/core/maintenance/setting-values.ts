import type { MaintenanceSettings } from '../../../src-shared/model/settings.js';
import { compareDurations, fixedMs, parseDuration } from '../time/duration.js';

type Name = keyof MaintenanceSettings;
type Check = (value: unknown) => string | null;

function duration(least: string, most: string): Check {
  return (value) => {
    const text = String(value);
    try {
      const parsed = parseDuration(text);
      if (typeof value !== 'string' || parsed.negative || fixedMs(parsed) === null)
        return `${text}: give days, hours, minutes or seconds, such as PT1H`;
      const fits =
        compareDurations(parsed, parseDuration(least)) !== -1 &&
        compareDurations(parsed, parseDuration(most)) !== 1;
      return fits ? null : `${text}: allowed are ${least} to ${most}`;
    } catch {
      return `${text} is not a duration such as PT1H`;
    }
  };
}

const flag: Check = (value) =>
  typeof value === 'boolean' ? null : `${String(value)} is neither true nor false`;

function number(least: number, most: number): Check {
  return (value) =>
    value === null || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most)
      ? null
      : `${String(value)} is not a whole number from ${String(least)} to ${String(most)}`;
}

const isProgram = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= 200;

/** Ranges of decisions section 1; the window is part of a day. */
const checks: Record<Name, Check> = {
  time: (value) =>
    typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
      ? null
      : `${String(value)} is not a time of day such as 03:00`,
  window: duration('PT1M', 'P1D'),
  randomDelay: duration('PT0S', 'P1D'),
  idleAfter: duration('PT10S', 'PT4H'),
  wake: flag,
  enabled: flag,
  profile: (value) =>
    value === 'opportunistic' || value === 'window-only'
      ? null
      : `${String(value)} is neither opportunistic nor window-only`,
  parallel: number(1, 64),
  minBattery: number(1, 100),
  busyPrograms: (value) =>
    Array.isArray(value) && value.length <= 100 && value.every(isProgram)
      ? null
      : 'give a list of at most 100 program names or paths',
};

function isSetting(name: string): name is Name {
  return Object.hasOwn(checks, name);
}

/**
 * Sorts settings from outside into those that hold and what is wrong with the others, one sentence
 * each: name, value, what is allowed. Values that are undefined count as not given.
 */
export function readSettings(raw: Record<string, unknown>): {
  settings: Partial<MaintenanceSettings>;
  problems: string[];
} {
  const given = Object.entries(raw).filter(([, value]) => value !== undefined);
  const problems: string[] = [];
  const good: [string, unknown][] = [];
  for (const [name, value] of given) {
    const problem = isSetting(name) ? checks[name](value) : 'there is no such setting';
    if (problem === null) good.push([name, value]);
    else problems.push(`${name} ${problem}`);
  }
  return { settings: Object.fromEntries(good) as Partial<MaintenanceSettings>, problems };
}
