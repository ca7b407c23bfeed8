import type { UnitEntry } from './unit-file.js';
import type { Units } from './units.js';

/**
 * Replaces the specifiers of systemd.unit(5) that are known from the unit's name, and the home folder; any
 * other is left as it is, with a warning.
 *
 * @param name the unit without its ending, such as `backup@home`
 */
export function expandSpecifiers(name: string, units: Units): void {
  const [prefix = '', instance = ''] = name.split('@');
  const known = new Map([
    ['%', '%'],
    ['n', `${name}.service`],
    ['N', name],
    ['p', prefix],
    ['i', instance],
    [
      'I',
      instance
        .replaceAll('-', '/')
        .replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ],
    ['t', '/run'],
    ['T', '/tmp'],
    ['V', '/var/tmp'],
  ]);
  const expand = (entry: UnitEntry): void => {
    if (!entry.value.includes('%')) return;
    entry.value = entry.value.replace(/%(.)/g, (whole, letter: string) => {
      const value = letter === 'h' ? homeFor(entry.key) : known.get(letter);
      if (value === undefined) {
        units.problems.push({
          severity: 'warning',
          line: entry.line,
          element: entry.key,
          value: whole,
          code: null,
          message: 'the specifier is not known here and stays as it is; write what it stands for',
        });
      }
      return value ?? whole;
    });
  };
  for (const entry of new Set([...units.timer, ...units.service])) expand(entry);
}

/** The home folder as the reader of the key understands it: a shell, or the start of a program. */
function homeFor(key: string): string | undefined {
  if (key.startsWith('Exec')) return '${HOME}';
  return key === 'WorkingDirectory' || key === 'EnvironmentFile' ? '~' : undefined;
}
