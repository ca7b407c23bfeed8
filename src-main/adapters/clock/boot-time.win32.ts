import { execFileSync } from 'node:child_process';
import { uptime } from 'node:os';
import { processMonotonicMs, type BootTimeSources } from './boot-time.js';

/** GetTickCount64 counts sleep, in steps of up to 16 ms; QueryPerformanceCounter gives the fine grading. */
export const win32BootTimeSources: BootTimeSources = {
  monotonicMs: processMonotonicMs,
  stepMs: 16,
  uptimeMs: () => uptime() * 1000,
};

const bootCounter =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters';

/** Windows has no boot id, but a counter of boots in the registry; else the minute of the boot. */
export function win32BootId(query: (key: string) => string = queryRegistry): string {
  try {
    const counter = parseBootCounter(query(bootCounter));
    if (counter !== null) return `boot-${counter}`;
  } catch {
    // No such key, or no reg.exe: the minute of the boot below.
  }
  return `boot-at-${Math.round((Date.now() - uptime() * 1000) / 60_000)}`;
}

/** The number in an answer of `reg query … /v BootId`, such as `BootId    REG_DWORD    0x1a`. */
export function parseBootCounter(text: string): number | null {
  const hex = /\bBootId\s+REG_DWORD\s+0x([0-9a-f]+)/i.exec(text)?.[1];
  return hex === undefined ? null : Number.parseInt(hex, 16);
}

function queryRegistry(key: string): string {
  return execFileSync('reg.exe', ['query', key, '/v', 'BootId'], {
    encoding: 'utf8',
    timeout: 3_000,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
