/** One line of a crontab. */
export type CronLine =
  | { kind: 'blank' }
  | { kind: 'comment'; text: string }
  | { kind: 'variable'; name: string; value: string }
  | { kind: 'entry'; when: string[]; rest: string; quiet: boolean }
  | { kind: 'unknown'; text: string };

const variable = /^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z_][A-Za-z0-9_]*))\s*=(.*)$/;

/** Tells what a line is, without judging its fields. */
export function readLine(line: string): CronLine {
  const text = line.trim();
  if (text === '') return { kind: 'blank' };
  if (text.startsWith('#')) return { kind: 'comment', text: text.replace(/^#+\s*/, '') };
  const entry = readEntry(text);
  const named = variable.exec(line);
  // `* = x` is no assignment, and `0 5 * * * A=b cmd` is an entry: names begin with a letter, fields do not.
  if (named !== null) {
    return {
      kind: 'variable',
      name: named[1] ?? named[2] ?? named[3] ?? '',
      value: unquoted((named[4] ?? '').trim()),
    };
  }
  return entry ?? { kind: 'unknown', text };
}

function readEntry(text: string): CronLine | null {
  if (text.startsWith('@')) {
    const match = /^(@\S+)\s+(\S.*)$/.exec(text);
    return match === null
      ? null
      : { kind: 'entry', when: [match[1] ?? ''], rest: match[2] ?? '', quiet: false };
  }
  // A minus in front is one cron's way to say: do not write this to the log.
  const quiet = /^-[\d*]/.test(text);
  const match = /^(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S.*)$/.exec(quiet ? text.slice(1) : text);
  if (match === null) return null;
  const when = match.slice(1, 6);
  const fieldLike = /^[\d*~]/.test(when[0] ?? '') || when.slice(1).some((word) => /^[\d*]/.test(word));
  return fieldLike ? { kind: 'entry', when, rest: match[6] ?? '', quiet } : null;
}

function unquoted(value: string): string {
  const match = /^(["'])(.*)\1$/.exec(value);
  return match?.[2] ?? value;
}

/**
 * What an entry runs: the command up to the first bare per cent sign, and what follows it as standard input,
 * further per cent signs being line ends. `\%` is a per cent sign.
 */
export function splitCommand(rest: string): { command: string; input: string | null } {
  const parts = [''];
  for (let at = 0; at < rest.length; at++) {
    const char = rest.charAt(at);
    if (char === '\\' && rest.charAt(at + 1) === '%') {
      parts[parts.length - 1] += '%';
      at++;
    } else if (char === '%') parts.push('');
    else parts[parts.length - 1] += char;
  }
  const [command = '', ...input] = parts;
  return { command: command.trimEnd(), input: input.length === 0 ? null : `${input.join('\n')}\n` };
}
