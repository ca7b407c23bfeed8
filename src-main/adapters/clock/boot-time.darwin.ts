import { execFileSync } from 'node:child_process';
import { processMonotonicMs, type BootTimeSources } from './boot-time.js';

/**
 * libuv reads mach_continuous_time, which counts from the boot and goes on while a Mac sleeps.
 * `os.uptime()` would be wall time minus boot time there: it moves when the clock is set.
 */
export const darwinBootTimeSources: BootTimeSources = {
  monotonicMs: processMonotonicMs,
  stepMs: 0,
  uptimeMs: () => null,
};

/** `kern.bootsessionuuid`; else the second of the boot. */
export function darwinBootId(sysctl: (name: string) => string = runSysctl): string {
  for (const name of ['kern.bootsessionuuid', 'kern.boottime']) {
    try {
      const answer = sysctl(name).trim();
      const second = /\bsec = (\d+)/.exec(answer)?.[1];
      if (second !== undefined) return `boot-at-${second}`;
      if (answer !== '') return answer;
    } catch {
      // Not known to this system: the next one.
    }
  }
  return 'unknown';
}

function runSysctl(name: string): string {
  return execFileSync('/usr/sbin/sysctl', ['-n', name], {
    encoding: 'utf8',
    timeout: 3_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
