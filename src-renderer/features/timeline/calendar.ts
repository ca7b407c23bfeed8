const minuteMs = 60_000;
const dayMinutes = 24 * 60;

const formatters = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(instant: number, zone: string): number {
  let format = formatters.get(zone);
  if (format === undefined) {
    const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-GB', { ...time, timeZone: zone });
    formatters.set(zone, format);
  }
  const [hour = 0, minute = 0] = format.format(instant).split(':').map(Number);
  return hour * 60 + minute;
}

/** How far `minute` lies from the wanted minute of the day, the short way round midnight. */
function offBy(wanted: number, minute: number): number {
  const off = wanted - minute;
  if (off > dayMinutes / 2) return off - dayMinutes;
  return off < -dayMinutes / 2 ? off + dayMinutes : off;
}

/**
 * The instant of a local time near `guess`: at most half a day away. In a gap of the clock it is the
 * instant after the gap.
 */
function near(guess: number, wanted: number, zone: string): number {
  const first = guess + offBy(wanted, minuteOfDay(guess, zone)) * minuteMs;
  const offFirst = offBy(wanted, minuteOfDay(first, zone));
  if (offFirst === 0) return first;
  // A change of the clock in between moves the first answer by its own size.
  const second = first + offFirst * minuteMs;
  const exists = minuteOfDay(second, zone) === wanted;
  return exists ? second : Math.max(first, second);
}

/** Midnight that began the day of `now` in `zone`, in milliseconds since 1970. */
export function startOfDay(now: number, zone: string): number {
  const minute = Math.floor(now / minuteMs) * minuteMs;
  const back = minute - minuteOfDay(minute, zone) * minuteMs;
  return near(back, 0, zone);
}

/**
 * A local time of the day that began at `midnight`.
 *
 * @param time `HH:MM`
 * @param days days later
 */
export function instantAt(midnight: number, time: string, zone: string, days = 0): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const wanted = hour * 60 + minute;
  return near(midnight + (days * dayMinutes + wanted) * minuteMs, wanted, zone);
}

/** A mark of the time axis. */
export interface Tick {
  at: number;
  /** A new day begins here. */
  midnight: boolean;
  /** May be left out where there is little room. */
  optional: boolean;
}

/** Marks every `hours` local hours (a divisor of 24) between two instants. */
export function ticks(from: number, to: number, hours: number, zone: string): Tick[] {
  const found: Tick[] = [];
  const first = startOfDay(from, zone);
  const perDay = 24 / hours;
  for (let step = 0; ; step += 1) {
    const hour = (step % perDay) * hours;
    const at = instantAt(first, `${hour}:00`, zone, Math.floor(step / perDay));
    if (at > to) return found;
    if (at >= from) found.push({ at, midnight: hour === 0, optional: step % 2 === 1 });
  }
}
