/**
 * The subset of XPath 1.0 that event queries use, as Windows documents it ("Consuming Events", XPath
 * limitations): paths of child steps and attributes, predicates, `and`, `or`, comparisons, and the
 * functions `position()`, `band()` and `timediff()`.
 */

export interface Step {
  /** An element's name, or `*`. */
  name: string;
  predicates: Expression[];
}

export interface Path {
  steps: Step[];
  /** The attribute at its end; null = the element itself. */
  attribute: string | null;
}

export type Expression =
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; operator: Operator; left: Operand; right: Operand }
  | { kind: 'exists'; operand: Operand };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'literal'; value: string | number }
  | { kind: 'position' }
  | { kind: 'band'; of: Operand; mask: number }
  | { kind: 'timediff'; of: Operand };

const token =
  /\s*(?:(and|or)(?=[\s(])|([A-Za-z_][\w.-]*)|(0x[0-9a-fA-F]+|\d+(?:\.\d+)?)|'([^']*)'|"([^"]*)"|(!=|<=|>=|[=<>()[\]/@*,.]))/y;

interface Token {
  kind: 'name' | 'number' | 'string' | 'sign' | 'word';
  text: string;
  at: number;
}

/** Longest query and deepest nesting that are read. */
const longest = 4_096;
const deepest = 32;

function tokens(text: string): Token[] {
  if (text.length > longest) throw new RangeError(`the query is longer than ${longest} characters`);
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null)
      throw new RangeError(`the query cannot be read at ${JSON.stringify(text.slice(at, at + 20))}`);
    const [, word, name, number, single, double, sign] = match;
    if (word !== undefined) found.push({ kind: 'word', text: word, at });
    else if (name !== undefined) found.push({ kind: 'name', text: name, at });
    else if (number !== undefined) found.push({ kind: 'number', text: number, at });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign, at });
    else found.push({ kind: 'string', text: single ?? double ?? '', at });
  }
  return found;
}

/**
 * Reads one query, such as `*[System[EventID=102]]` or `Event/EventData/Data[@Name='TaskName']`.
 *
 * @throws RangeError with a sentence for people
 */
export function parseXPath(text: string): Path {
  const reader = new Reader(tokens(text));
  const path = reader.path();
  reader.end();
  return path;
}

class Reader {
  private place = 0;
  private depth = 0;

  constructor(private readonly list: Token[]) {}

  end(): void {
    const left = this.list[this.place];
    if (left !== undefined)
      throw new RangeError(`the query holds an unexpected ${JSON.stringify(left.text)}`);
  }

  path(): Path {
    const steps: Step[] = [];
    this.take('/');
    for (;;) {
      if (this.take('@')) return { steps, attribute: this.name() };
      steps.push(this.step());
      if (!this.take('/')) return { steps, attribute: null };
    }
  }

  private step(): Step {
    if (this.take('.')) return { name: '.', predicates: [] };
    const name = this.take('*') ? '*' : this.name();
    const predicates: Expression[] = [];
    while (this.take('[')) {
      predicates.push(this.nested(() => this.either()));
      this.expect(']');
    }
    return { name, predicates };
  }

  private either(): Expression {
    let left = this.both();
    while (this.takeWord('or')) left = { kind: 'or', left, right: this.both() };
    return left;
  }

  private both(): Expression {
    let left = this.test();
    while (this.takeWord('and')) left = { kind: 'and', left, right: this.test() };
    return left;
  }

  private test(): Expression {
    if (this.take('(')) {
      const inner = this.nested(() => this.either());
      this.expect(')');
      return inner;
    }
    const left = this.operand();
    const operator = this.operator();
    return operator === null
      ? { kind: 'exists', operand: left }
      : { kind: 'compare', operator, left, right: this.operand() };
  }

  private operand(): Operand {
    const head = this.list[this.place];
    if (head?.kind === 'number' || head?.kind === 'string') {
      this.place += 1;
      return { kind: 'literal', value: head.kind === 'number' ? Number(head.text) : head.text };
    }
    const next = this.list[this.place + 1];
    if (head?.kind === 'name' && next?.text === '(' && next.kind === 'sign') return this.call(head.text);
    return { kind: 'path', path: this.path() };
  }

  private call(name: string): Operand {
    this.place += 2;
    switch (name.toLowerCase()) {
      case 'position':
        this.expect(')');
        return { kind: 'position' };
      case 'band': {
        const of = this.nested(() => this.operand());
        this.expect(',');
        const mask = this.nested(() => this.operand());
        this.expect(')');
        if (mask.kind !== 'literal' || typeof mask.value !== 'number') {
          throw new RangeError('band() takes a number as its second part');
        }
        return { kind: 'band', of, mask: mask.value };
      }
      case 'timediff': {
        const of = this.nested(() => this.operand());
        this.expect(')');
        return { kind: 'timediff', of };
      }
      default:
        throw new RangeError(`the query uses the function ${name}(), which event queries do not have`);
    }
  }

  private operator(): Operator | null {
    const head = this.list[this.place];
    const known: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];
    if (head?.kind !== 'sign' || !known.includes(head.text)) return null;
    this.place += 1;
    return head.text as Operator;
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > deepest) throw new RangeError(`the query is nested deeper than ${deepest}`);
    const value = read();
    this.depth -= 1;
    return value;
  }

  private name(): string {
    const head = this.list[this.place];
    // `and` and `or` may also be names of elements.
    if (head?.kind !== 'name' && head?.kind !== 'word') {
      throw new RangeError(
        head === undefined
          ? 'the query ends too early'
          : `the query holds an unexpected ${JSON.stringify(head.text)}`,
      );
    }
    this.place += 1;
    return head.text;
  }

  private take(sign: string): boolean {
    const head = this.list[this.place];
    if (head?.kind !== 'sign' || head.text !== sign) return false;
    this.place += 1;
    return true;
  }

  private takeWord(word: string): boolean {
    const head = this.list[this.place];
    if (head?.kind !== 'word' || head.text !== word) return false;
    this.place += 1;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw new RangeError(`the query lacks ${JSON.stringify(sign)}`);
  }
}
