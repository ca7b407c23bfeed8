import { momentText } from '../../../../src-shared/wording/moments.js';
import type { Call } from '../call.js';

/** A moment for people, or a dash. */
export function momentOr(iso: string | null | undefined, call: Call, otherwise = '–'): string {
  if (iso === null || iso === undefined) return otherwise;
  return momentText(iso, call.terminal.now(), call.terminal.zone, call.language);
}

/** `2026-03-02 08:00:01` in the reader's zone: columns of these sort and align. */
export function stamp(iso: string, zone: string): string {
  return formatter(zone).format(Date.parse(iso));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  // Sweden writes dates the ISO way.
  const made = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });
  formatters.set(zone, made);
  return made;
}
