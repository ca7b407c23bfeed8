import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { electronBinary } from '../../scripts/electron-binary.js';

/** Daemons live where a user's PATH does not look. */
const folders = [
  ...(process.env['PATH'] ?? '').split(delimiter),
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/usr/lib/systemd',
  '/lib/systemd',
  '/usr/libexec',
];

function isThere(command: string): boolean {
  if (command.startsWith('/')) return existsSync(command);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * What a suite needs and this machine lacks, as the reason it is skipped: `needs xvfb, dbus-daemon`, or null when all
 * is there. Put it into the title, the summary of `npm test` finds it there:
 * `describe.skipIf(reason !== null)(titled('idle over X11', reason), …)`.
 */
export function missing(...commands: string[]): string | null {
  const names: Record<string, string> = { xvfb: 'Xvfb' };
  const lacking = commands.filter((command) => !isThere(names[command] ?? command));
  return lacking.length === 0 ? null : `needs ${lacking.join(', ')}`;
}

/** `needs root` for a suite that makes network namespaces or cgroups, or null. */
export function missingRoot(): string | null {
  return process.getuid?.() === 0 ? null : 'needs root';
}

/** `needs Windows`, `needs macOS`, `needs Linux`, or null on that system. */
export function missingSystem(system: 'Windows' | 'macOS' | 'Linux'): string | null {
  const here = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' }[process.platform as string];
  return here === system ? null : `needs ${system}`;
}

/** `needs the Electron binary`, or null once it has been downloaded. */
export function missingElectron(): string | null {
  return electronBinary() === null ? 'needs the Electron binary' : null;
}

/** A title that says why it is skipped, which the summary of `npm test` reads: `idle over X11 (needs xvfb)`. */
export function titled(title: string, reason: string | null): string {
  return reason === null ? title : `${title} (${reason})`;
}
