import type { Clock } from '../../ports/clock.js';
import { BootTime } from './boot-time.js';
import { darwinBootId, darwinBootTimeSources } from './boot-time.darwin.js';
import { linuxBootId, linuxBootTimeSources } from './boot-time.linux.js';
import { win32BootId, win32BootTimeSources } from './boot-time.win32.js';
import { SystemClock, type ClockSources } from './system-clock.js';
import { fileZoneSource } from './zone-files.js';
import { intlZoneSource } from './zone.js';

/**
 * The machine's clock. `env` gives TZ; it is read once, since the zone of a process does not follow
 * its environment.
 */
export function chooseClock(
  env: Record<string, string | undefined>,
  platform: NodeJS.Platform = process.platform,
): Clock & { recheck(): void } {
  return new SystemClock({ wallMs: Date.now, ...sourcesOf(platform, env) });
}

function sourcesOf(
  platform: NodeJS.Platform,
  env: Record<string, string | undefined>,
): Omit<ClockSources, 'wallMs'> {
  switch (platform) {
    case 'win32':
      return { bootTime: new BootTime(win32BootTimeSources), bootId: win32BootId, zone: intlZoneSource };
    case 'darwin':
      return {
        bootTime: new BootTime(darwinBootTimeSources),
        bootId: darwinBootId,
        zone: fileZoneSource(env.TZ),
      };
    default:
      return {
        bootTime: new BootTime(linuxBootTimeSources()),
        bootId: linuxBootId,
        zone: fileZoneSource(env.TZ),
      };
  }
}
