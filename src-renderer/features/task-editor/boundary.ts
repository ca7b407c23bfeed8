/** `2026-03-02T03:00:00+01:00` in its parts: what the control shows, and what follows it. */
const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(.*)$/;

/** A boundary as a date and time control takes it; empty where there is none. */
export function toControl(boundary: string | null): string {
  return pattern.exec(boundary ?? '')?.[1] ?? '';
}

/** The boundary after the control changed; an offset or `Z` of the old one stays. Null when the control was emptied. */
export function fromControl(value: string, old: string | null): string | null {
  if (value === '') return null;
  const rest = pattern.exec(old ?? '')?.[2]?.replace(/^\.\d+/, '') ?? '';
  const seconds = value.length === 16 ? ':00' : '';
  return `${value}${seconds}${rest}`;
}

/** Today's date in `zone` with a time of day, as a local boundary. */
export function todayAt(time: string, now: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
  return `${parts}T${time}:00`;
}
