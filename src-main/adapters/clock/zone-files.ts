import { readFileSync, readlinkSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { intlZone, isKnownZone, zoneOfEnvironment, zoneOfPath, type ZoneSource } from './zone.js';

export interface ZonePaths {
  /** Symbolic link into the zone database; Linux and macOS have one. */
  localtime: string;
  /** Text file with the zone's name; Debian has one. */
  timezone: string;
}

export const systemZonePaths: ZonePaths = { localtime: '/etc/localtime', timezone: '/etc/timezone' };

/** Time for the several writes of one change to end (link, then text file), milliseconds. */
const settleMs = 100;

/**
 * TZ, then the link /etc/localtime, then /etc/timezone (where localtime is a copied file), then what
 * the runtime thinks. With a usable TZ the zone of this process cannot change.
 */
export function fileZoneSource(tz: string | undefined, paths: ZonePaths = systemZonePaths): ZoneSource {
  const fixed = zoneOfEnvironment(tz);
  return {
    read: () => fixed ?? linkedZone(paths.localtime) ?? namedZone(paths.timezone) ?? intlZone(),
    watch: (onHint) => (fixed === null ? watchFolder(paths, onHint) : null),
  };
}

function linkedZone(path: string): string | null {
  try {
    return zoneOfPath(readlinkSync(path));
  } catch {
    return null;
  }
}

function namedZone(path: string): string | null {
  try {
    const name = readFileSync(path, 'utf8').trim();
    return name !== '' && isKnownZone(name) ? name : null;
  } catch {
    return null;
  }
}

/** The folder is watched, not the link: changing the zone replaces the link itself. */
function watchFolder(paths: ZonePaths, onHint: () => void): (() => void) | null {
  const names = new Set([basename(paths.localtime), basename(paths.timezone)]);
  let settling: NodeJS.Timeout | null = null;
  try {
    const watcher = watch(dirname(paths.localtime), { persistent: false }, (_type, name) => {
      if (name === null || !names.has(name) || settling !== null) return;
      settling = setTimeout(() => {
        settling = null;
        onHint();
      }, settleMs);
    });
    // A folder that vanishes or a watch that the system takes away: the clock's own look remains.
    watcher.on('error', () => watcher.close());
    return () => {
      if (settling !== null) clearTimeout(settling);
      watcher.close();
    };
  } catch {
    return null;
  }
}
