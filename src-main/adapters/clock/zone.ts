/** Where the machine's zone is looked up, and how a change of it is noticed early. */
export interface ZoneSource {
  /** IANA name; `UTC` when nothing usable is said anywhere. */
  read(): string;
  /** Calls back when the zone may have changed; returns the end. Without an event source: null. */
  watch(onHint: () => void): (() => void) | null;
}

/** Whether this runtime knows `zone` as an IANA name. */
export function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** What the runtime itself took for the zone when the process started. */
export function intlZone(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone || 'UTC';
}

/**
 * Zone named by the environment variable TZ: `Europe/Athens`, `:Europe/Athens` or the path of a zone
 * file. A POSIX rule such as `CET-1CEST` is no IANA name: null, as when TZ is not set.
 */
export function zoneOfEnvironment(tz: string | undefined): string | null {
  if (tz === undefined || tz === '') return null;
  const name = tz.replace(/^:/, '');
  const zone = zoneOfPath(name) ?? name;
  return isKnownZone(zone) ? zone : null;
}

/** `Europe/Athens` of `/usr/share/zoneinfo/Europe/Athens`, `/var/db/timezone/zoneinfo/…` and the like. */
export function zoneOfPath(path: string): string | null {
  const zone = /\/zoneinfo(?:\.default)?\/(?:posix\/|right\/)?(.+)$/.exec(path)?.[1];
  return zone !== undefined && isKnownZone(zone) ? zone : null;
}

/** Windows: what the runtime says. A change is seen at the next start of the process. */
export const intlZoneSource: ZoneSource = { read: intlZone, watch: () => null };
