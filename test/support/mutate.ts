/** A small generator of numbers that a seed fixes: a failing input can be had again. */
export class Dice {
  constructor(private state: number) {}

  /** A whole number from 0 up to, but not including, `count`. */
  below(count: number): number {
    // xorshift32
    let x = this.state | 0 || 1;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) % Math.max(1, count);
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }
}

type Mutation = (text: string, dice: Dice, others: readonly [string, ...string[]]) => string;

function spanIn(text: string, dice: Dice, longest: number): [number, number] {
  const begin = dice.below(text.length + 1);
  return [begin, Math.min(text.length, begin + 1 + dice.below(longest))];
}

const remove: Mutation = (text, dice) => {
  const [begin, end] = spanIn(text, dice, 12);
  return text.slice(0, begin) + text.slice(end);
};
const repeat: Mutation = (text, dice) => {
  const [begin, end] = spanIn(text, dice, 60);
  return text.slice(0, end) + text.slice(begin, end) + text.slice(end);
};
const flip: Mutation = (text, dice) => {
  const at = dice.below(text.length);
  return (
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << dice.below(8))) + text.slice(at + 1)
  );
};
const splice: Mutation = (text, dice, others) => {
  const other = dice.pick(others);
  const [begin, end] = spanIn(other, dice, 200);
  const at = dice.below(text.length + 1);
  return text.slice(0, at) + other.slice(begin, end) + text.slice(at);
};
const cut: Mutation = (text, dice) => text.slice(0, dice.below(text.length + 1));
const number: Mutation = (text, dice) => {
  const value = dice.pick(['0', '-1', '1', '32', '99999999999', '2147483648', '1e9', '00', '٣']);
  return replaceOne(text, /\d+/g, dice, value);
};
const line: Mutation = (text, dice) => {
  const lines = text.split('\n');
  const [from, to] = [dice.below(lines.length), dice.below(lines.length)];
  const moved = lines[from] ?? '';
  if (dice.below(2) === 0) lines.splice(from, 1);
  lines.splice(to, 0, moved);
  return lines.join('\n');
};

function replaceOne(text: string, form: RegExp, dice: Dice, by: string): string {
  const found = [...text.matchAll(form)];
  const hit = found[dice.below(found.length)];
  return hit === undefined ? text : text.slice(0, hit.index) + by + text.slice(hit.index + hit[0].length);
}

/** Replaces one token by another that means something to the reader. */
function token(form: RegExp, tokens: readonly [string, ...string[]]): Mutation {
  return (text, dice) => replaceOne(text, form, dice, dice.pick(tokens));
}

/**
 * Changes a text in one to three places.
 *
 * @param form what counts as a token, with the flag g
 * @param tokens what a token may become
 */
export function mutator(form: RegExp, tokens: readonly [string, ...string[]]) {
  const swap = token(form, tokens);
  const mutations: [Mutation, ...Mutation[]] = [
    remove,
    repeat,
    flip,
    splice,
    cut,
    number,
    line,
    line,
    swap,
    swap,
    swap,
    swap,
  ];
  return (text: string, dice: Dice, others: readonly [string, ...string[]]): string => {
    let mutated = text;
    for (let count = 1 + dice.below(3); count > 0; count--)
      mutated = dice.pick(mutations)(mutated, dice, others);
    return mutated;
  };
}
