/** Bad usage of an sc command: the help of that command follows. */
export class ScUsage extends Error {
  override readonly name = 'ScUsage';
}

/** Values of options by their lower-case name, in the order they were given. */
export type ScOptions = Map<string, string[]>;

/**
 * Reads `name= value` pairs: the equal sign belongs to the name and a blank follows; newer builds take
 * `name=value`, too. Names ignore case.
 *
 * @throws ScUsage for a word that is no option of these, or a value that is missing
 */
export function readOptions(words: readonly string[], known: readonly string[]): ScOptions {
  const options: ScOptions = new Map();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const equals = word.indexOf('=');
    const name = word.slice(0, Math.max(equals, 0)).toLowerCase();
    if (equals < 1 || !known.includes(name)) throw new ScUsage(`ERROR:  Invalid Option: ${word}`);
    let value = word.slice(equals + 1);
    if (value === '') {
      index += 1;
      const next = words[index];
      if (next === undefined) throw new ScUsage(`ERROR:  The option ${name}= has no value`);
      value = next;
    }
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return options;
}

/** The last value of an option, or undefined. */
export function valueOf(options: ScOptions, name: string): string | undefined {
  return options.get(name)?.at(-1);
}

/** A value out of a closed list, in any case. */
export function choiceOf<T>(
  options: ScOptions,
  name: string,
  choices: Readonly<Record<string, T>>,
): T | undefined {
  const value = valueOf(options, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (!Object.hasOwn(choices, value)) {
    throw new ScUsage(
      `ERROR:  Invalid value ${value} for ${name}=; one of ${Object.keys(choices).join(', ')}`,
    );
  }
  return choices[value];
}
