import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes of this machine with the names of their programs, from /proc; threads of the kernel by their own
 * names. Empty where there is no /proc. One that ends meanwhile is left out.
 */
export function processList(proc = '/proc'): { pid: number; image: string }[] {
  let names: string[];
  try {
    names = readdirSync(proc);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [program = ''] = readFileSync(`${proc}/${name}/cmdline`, 'utf8').split('\0');
      // What renamed itself says so in the whole line; a path is told by its program.
      const image = program === '' ? readFileSync(`${proc}/${name}/comm`, 'utf8').trim() : baseName(program);
      return [{ pid: Number(name), image }];
    } catch {
      return [];
    }
  });
}

function baseName(program: string): string {
  const first = program.startsWith('/') ? (program.split(' ')[0] ?? program) : program;
  return first.slice(first.lastIndexOf('/') + 1);
}
