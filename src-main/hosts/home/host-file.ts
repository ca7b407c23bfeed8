import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a host leaves in its home for those who look for it: who it is and where it listens. */
export interface HostFile {
  pid: number;
  /** null until its doors are open. */
  socket: string | null;
  panel: string | null;
}

const fileName = 'host.json';

/** Writes the file whole or not at all. */
export function writeHostFile(home: string, host: HostFile): void {
  const path = join(home, fileName);
  writeFileSync(`${path}.new`, `${JSON.stringify(host)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** What the file says, or null where there is none that can be read. It may be a leftover: only the lock tells. */
export function readHostFile(home: string): HostFile | null {
  try {
    const json: unknown = JSON.parse(readFileSync(join(home, fileName), 'utf8'));
    if (typeof json !== 'object' || json === null) return null;
    const { pid, socket, panel } = json as Partial<Record<string, unknown>>;
    if (typeof pid !== 'number') return null;
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    return { pid, socket: text(socket), panel: text(panel) };
  } catch {
    return null;
  }
}

export function removeHostFile(home: string): void {
  rmSync(join(home, fileName), { force: true });
}
