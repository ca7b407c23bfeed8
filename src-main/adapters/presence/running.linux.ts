import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Which of the programs run: a name by the process name (up to 15 characters, as the kernel keeps it), an
 * absolute path by the executable. Null when /proc cannot be read.
 */
export function runningAmong(programs: string[], procRoot: string): string[] | null {
  const byName = new Map(programs.map((program) => [program.slice(0, 15), program]));
  const paths = programs.filter((program) => program.startsWith('/'));
  const found = new Set<string>();
  let entries: string[];
  try {
    entries = readdirSync(procRoot);
  } catch {
    return null;
  }
  for (const pid of entries) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const program = byName.get(readFileSync(`${procRoot}/${pid}/comm`, 'utf8').trimEnd());
      if (program !== undefined) found.add(program);
      if (paths.length === 0) continue;
      const executable = readlinkSync(`${procRoot}/${pid}/exe`);
      if (paths.includes(executable)) found.add(executable);
    } catch {
      // It ended meanwhile, or belongs to somebody else.
    }
  }
  return [...found];
}
