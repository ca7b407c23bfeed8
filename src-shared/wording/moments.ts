import { localeOf, type Language } from './language.js';
import { say } from './message.js';

/** A calendar day as a number that counts days, and the parts of a moment in a zone. */
interface Parts {
  day: number;
  year: number;
  hour: number;
  time: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs 70 µs and 37 KiB, using one about a microsecond: kept per zone and purpose. */
function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

const clockParts: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

function partsOf(ms: number, zone: string): Parts {
  const found: Record<string, string> = {};
  for (const part of formatter('en-GB', zone, clockParts).formatToParts(ms)) found[part.type] = part.value;
  const number = (name: string) => Number(found[name] ?? 0);
  return {
    day: Math.round(Date.UTC(number('year'), number('month') - 1, number('day')) / 86_400_000),
    year: number('year'),
    hour: number('hour'),
    time: `${found['hour'] ?? '00'}:${found['minute'] ?? '00'}`,
  };
}

/** Until six in the morning a coming hour belongs to the night before it. */
const nightEnds = 6;
const eveningBegins = 18;

/** Beyond this a small hour of the next day is tomorrow's, not tonight's. */
const nightAheadMs = 18 * 3_600_000;

/** Greek weekdays have three articles: τη Δευτέρα, το Σάββατο, την Τρίτη and all others. */
function weekdayKey(weekday: string): 'saturday' | 'monday' | 'weekday' {
  if (weekday.startsWith('Σάβ')) return 'saturday';
  return weekday.startsWith('Δευ') ? 'monday' : 'weekday';
}

/** label: alone; phrase, inline: in a sentence; bare: after since and until. */
type Form = 'label' | 'phrase' | 'bare' | 'inline';

function momentIn(ms: number, now: number, zone: string, language: Language, form: Form): string {
  const then = partsOf(ms, zone);
  const today = partsOf(now, zone);
  const days = then.day - today.day;
  const time = then.time;
  const tonight =
    ms > now &&
    ms - now < nightAheadMs &&
    ((days === 0 && (then.hour >= eveningBegins || then.hour < nightEnds)) ||
      (days === 1 && then.hour < nightEnds));
  if (tonight) return say(language, `moment.${form}.tonight`, { time });
  if (days === 0) return say(language, `moment.${form}.today`, { time });
  if (days === 1) return say(language, `moment.${form}.tomorrow`, { time });
  if (days === -1) return say(language, `moment.${form}.yesterday`, { time });
  const locale = localeOf[language];
  const short = form === 'label' || (form === 'inline' && language === 'en');
  if (Math.abs(days) < 7) {
    const weekday = formatter(locale, zone, { weekday: short ? 'short' : 'long' }).format(ms);
    return say(language, `moment.${form}.${weekdayKey(weekday)}`, {
      weekday,
      time,
    });
  }
  const date = formatter(locale, zone, {
    day: 'numeric',
    month: short ? 'short' : 'long',
    ...(then.year === today.year ? {} : { year: 'numeric' as const }),
  }).format(ms);
  return say(language, `moment.${form}.date`, { date, time });
}

function instant(iso: string): number | null {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? null : ms;
}

/**
 * A moment that stands alone: "Today 12:36", "Tonight 03:00", "Yesterday 03:20", "Thu 03:20", "3 Nov 03:00".
 *
 * @param iso an instant, ISO 8601; text that is none is given back
 * @param now milliseconds since 1970
 * @param zone IANA name of the reader's zone
 */
export function momentText(iso: string, now: number, zone: string, language: Language): string {
  const ms = instant(iso);
  return ms === null ? iso : momentIn(ms, now, zone, language, 'label');
}

/** The same moment inside a sentence: "today at 12:36", "on Thursday at 03:20". */
export function momentPhrase(iso: string, now: number, zone: string, language: Language): string {
  const ms = instant(iso);
  return ms === null ? iso : momentIn(ms, now, zone, language, 'phrase');
}

/** The same moment after a noun: "tonight 03:00", in Greek as in a sentence. */
export function momentInline(iso: string, now: number, zone: string, language: Language): string {
  const ms = instant(iso);
  return ms === null ? iso : momentIn(ms, now, zone, language, 'inline');
}

/** "since 10:20" for a moment of today, else "since yesterday at 10:20". */
export function sinceText(iso: string, now: number, zone: string, language: Language): string {
  return bound(iso, now, zone, language, 'since');
}

/** "until 18:32" for a moment of today, else "until tomorrow at 08:00". */
export function untilText(iso: string, now: number, zone: string, language: Language): string {
  return bound(iso, now, zone, language, 'until');
}

function bound(iso: string, now: number, zone: string, language: Language, side: 'since' | 'until'): string {
  const ms = instant(iso);
  if (ms === null) return iso;
  const then = partsOf(ms, zone);
  if (then.day === partsOf(now, zone).day) return say(language, `moment.${side}.time`, { time: then.time });
  return say(language, `moment.${side}.phrase`, { phrase: momentIn(ms, now, zone, language, 'bare') });
}

/** "14:32" in `zone`; with `seconds`, "14:32:07". */
export function clockText(ms: number, zone: string, seconds = false): string {
  if (!seconds) return partsOf(ms, zone).time;
  return formatter('en-GB', zone, { ...timeOfDay, second: '2-digit' }).format(ms);
}
const timeOfDay: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** "Friday 20 November". */
export function dayText(ms: number, zone: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
  return formatter(localeOf[language], zone, options).format(ms).replace(',', '');
}

/** "Fri 20": for axes and long spans. */
export function shortDayText(ms: number, zone: string, language: Language): string {
  return formatter(localeOf[language], zone, { weekday: 'short', day: 'numeric' })
    .format(ms)
    .replace(',', '');
}
