/** What stands before the program: systemd.service(5), "Special executable prefixes". */
export interface CommandLine {
  prefixes: string;
  words: string[];
}

/** A command line that cannot be read. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
}

const escapes: Record<string, string> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  s: ' ',
};

/**
 * Splits a command line into words by systemd's rules: single and double quotes around whole words or parts,
 * C escapes within and without. Prefixes of the program are taken off.
 *
 * @throws CommandFault
 */
export function readCommandLine(text: string): CommandLine {
  const prefixes = /^[-@:+!|]*/.exec(text)?.[0] ?? '';
  return { prefixes, words: splitWords(text.slice(prefixes.length)) };
}

/** Splits a list of words in quotes, as ExecStart and Environment write them. Throws a CommandFault. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') {
      const read = readEscape(text, at + 1);
      word = (word ?? '') + read.text;
      at += read.length;
    } else if (quote !== null) {
      if (char === quote) quote = null;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (quote !== null) throw new CommandFault(`a quotation mark ${quote} is not closed; close it`);
  if (word !== null) words.push(word);
  return words;
}

function readEscape(text: string, at: number): { text: string; length: number } {
  const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(text.slice(at, at + 6));
  if (hex !== null) {
    return { text: String.fromCharCode(Number.parseInt(hex[1] ?? hex[2] ?? '', 16)), length: hex[0].length };
  }
  const octal = /^[0-7]{3}/.exec(text.slice(at, at + 3));
  if (octal !== null) return { text: String.fromCharCode(Number.parseInt(octal[0], 8)), length: 3 };
  const char = text.charAt(at);
  const known = escapes[char];
  if (known === undefined) throw new CommandFault(`\\${char} is not an escape; write \\\\ for a backslash`);
  return { text: known, length: 1 };
}

/** `${NAME}` anywhere in a word, or a doubled dollar sign. */
const variable = /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|\$)/g;
/** A word of its own. */
const variableWord = /^\$([A-Za-z_][A-Za-z0-9_]*)$/;

/** Whether systemd would replace a variable in the word. */
export function hasVariable(word: string): boolean {
  return variableWord.test(word) || [...word.matchAll(variable)].some(([found]) => found !== '$$');
}

/** `$$` is a dollar sign where variables are replaced. */
export function withoutDoubled(word: string): string {
  return word.replaceAll('$$', () => '$');
}

/**
 * Words as a line of the shell that replaces variables as systemd does: `${NAME}` within a word stays one
 * word, `$NAME` alone becomes as many words as it holds.
 */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function shellWord(word: string): string {
  if (variableWord.test(word)) return word;
  const parts: string[] = [];
  let from = 0;
  for (const match of word.matchAll(variable)) {
    parts.push(quoted(word.slice(from, match.index)));
    parts.push(match[1] === undefined ? quoted('$') : `"${match[0]}"`);
    from = match.index + match[0].length;
  }
  parts.push(quoted(word.slice(from)));
  const text = parts.join('');
  return text === '' ? "''" : text;
}

function quoted(text: string): string {
  if (text === '') return '';
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
