import { readLine } from './lines.js';

/** Accounts that are no programs as well: `mail` or `git` in the sixth place is a command. */
const knownAccounts = new Set([
  'root',
  'nobody',
  'www-data',
  'daemon',
  '_www',
  'www',
  'postgres',
  'apache',
  'nginx',
]);

const accountName = /^[a-z_][a-z0-9_.-]{0,31}\$?$/;

/** Why a crontab is read with an account in its sixth column; null for a user's own crontab. */
export function systemForm(lines: readonly string[], fileName: string): string | null {
  const path = fileName.replace(/\\/g, '/');
  if (/(?:^|\/)cron\.d\/[^/]+$/.test(path)) return 'it lies in cron.d';
  if (/(?:^|\/)etc\/crontab$/.test(path)) return 'it is /etc/crontab';
  if (/(?:^|\/)spool\/cron\//.test(path)) return null;
  if (lines.some((line) => /^\s*#.*\bday of week\b.*$|^\s*#\s*m\s+h\s+dom\s+mon\s+dow\s+user\b/.test(line)))
    if (lines.some((line) => /^\s*#.*\buser(?:-name)?\b/.test(line))) return 'its header names a user column';
  const words = lines.flatMap((line) => {
    const read = readLine(line);
    return read.kind === 'entry' ? [read.rest.split(/\s+/)] : [];
  });
  if (words.length === 0) return null;
  const all = words.every(([first = '', ...command]) => accountName.test(first) && command.length > 0);
  const known = words.some(([first = '']) => knownAccounts.has(first));
  return all && known ? 'the sixth word of each entry names an account' : null;
}

/** Whether text is a crontab: every line that says something is an entry or a variable, one at least an entry. */
export function looksLikeCrontab(lines: readonly string[]): boolean {
  let entries = 0;
  for (const line of lines) {
    const { kind } = readLine(line);
    if (kind === 'unknown') return false;
    if (kind === 'entry') entries++;
  }
  return entries > 0;
}
