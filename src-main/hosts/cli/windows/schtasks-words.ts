/** Words that schtasks cannot follow: printed, with a pointer to the help. */
export class SchtasksUsage extends Error {
  override readonly name = 'SchtasksUsage';
}

/** Switches by their lower-case name without the slash; one without a value holds an empty text. */
export type Switches = ReadonlyMap<string, string>;

/** For each switch whether a value follows: always, never, or only where the next word is no switch. */
export type Grammar = Readonly<Record<string, 'value' | 'flag' | 'maybe'>>;

/** Switches that every command has: another system, the caller's account, help. */
const common: Grammar = { s: 'value', u: 'value', p: 'maybe', '?': 'flag', hresult: 'flag' };

/**
 * Reads switches such as `/tn NAME /fo LIST`. Names ignore case; a dash does for the slash.
 *
 * @throws SchtasksUsage for an unknown or repeated switch or a value that is missing
 */
export function readSwitches(words: readonly string[], grammar: Grammar): Switches {
  const known: Grammar = { ...common, ...grammar };
  const found = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const name = word.slice(1).toLowerCase();
    if (!/^[/-]/.test(word) || !Object.hasOwn(known, name)) {
      throw new SchtasksUsage(`Invalid argument/option - '${word}'.`);
    }
    if (found.has(name)) {
      throw new SchtasksUsage(`Invalid syntax. '${word}' option is not allowed more than '1' time(s).`);
    }
    const next = words[index + 1];
    const kind = known[name];
    const taken = kind === 'value' || (kind === 'maybe' && next !== undefined && !next.startsWith('/'));
    if (taken && next === undefined) throw new SchtasksUsage(`Invalid syntax. Value expected for '${word}'.`);
    found.set(name, taken ? (next ?? '') : '');
    if (taken) index += 1;
  }
  return found;
}

/** The value of a switch that must be there. */
export function required(switches: Switches, name: string): string {
  const value = switches.get(name);
  if (value === undefined || value === '') {
    throw new SchtasksUsage(`Invalid syntax. Mandatory option '${name}' is missing.`);
  }
  return value;
}

/** A whole number within bounds, both included. */
export function numberOf(switches: Switches, name: string, min: number, max: number): number | undefined {
  const text = switches.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < min || value > max) throw notAllowed(name, text, `${min} - ${max}`);
  return value;
}

/** The refusal of a value, with what may stand there. */
export function notAllowed(name: string, value: string, instead: string): SchtasksUsage {
  return new SchtasksUsage(
    `Invalid Syntax. '${value}' value is not allowed for '/${name}' option (${instead}).`,
  );
}
