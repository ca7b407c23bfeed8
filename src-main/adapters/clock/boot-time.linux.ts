import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { processMonotonicMs, type BootTimeSources } from './boot-time.js';

/**
 * CLOCK_BOOTTIME by way of /proc/uptime (steps of 10 ms), since Node offers CLOCK_MONOTONIC only,
 * which stands still while a Linux machine sleeps.
 */
export function linuxBootTimeSources(uptimePath = '/proc/uptime'): BootTimeSources {
  const buffer = Buffer.alloc(64);
  return {
    monotonicMs: processMonotonicMs,
    stepMs: 10,
    uptimeMs() {
      try {
        const fd = openSync(uptimePath, 'r');
        try {
          const length = readSync(fd, buffer, 0, buffer.length, 0);
          return parseUptime(buffer.toString('latin1', 0, length));
        } finally {
          closeSync(fd);
        }
      } catch {
        return null;
      }
    },
  };
}

/** First number of /proc/uptime in milliseconds; null when the text has another form. */
export function parseUptime(text: string): number | null {
  const match = /^(\d+)\.(\d\d)\s/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return Number(match[1]) * 1000 + Number(match[2]) * 10;
}

/** The kernel's id of this boot; where it is hidden, the second of the boot from /proc/stat. */
export function linuxBootId(
  paths = { bootId: '/proc/sys/kernel/random/boot_id', stat: '/proc/stat' },
): string {
  const id = textOf(paths.bootId)?.trim();
  if (id) return id;
  const second = /^btime (\d+)$/m.exec(textOf(paths.stat) ?? '')?.[1];
  return second === undefined ? 'unknown' : `boot-at-${second}`;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
