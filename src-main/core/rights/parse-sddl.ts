import { entryFlags, type AccessList, type Descriptor, type Entry, type EntryType } from './descriptor.js';
import { rightBits } from './rights.js';
import { readSid } from './sid.js';

/** What is wrong with a descriptor's text, and where. */
export class SddlError extends Error {
  override readonly name = 'SddlError';
  constructor(
    what: string,
    /** Character it was found at, counted from 1. */
    readonly position: number,
  ) {
    super(`${what} (character ${position})`);
  }
}

/** Longest text that is read: an access list of Windows has at most 64 KiB. */
const longestText = 65_536;
const allowCodes = new Set(['A', 'OA', 'XA', 'ZA']);
const denyCodes = new Set(['D', 'OD', 'XD']);
const otherCodes = new Set(['AU', 'AL', 'OU', 'OL', 'XU', 'ML', 'RA', 'SP', 'TL', 'FL']);
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads a security descriptor in SDDL: `O:` owner, `G:` group, `D:` and `S:` lists, each at most once
 * ([MS-DTYP] 2.5.1.1). Conditions are kept as text.
 *
 * @throws SddlError naming what is wrong and at which character
 */
export function parseSddl(text: string): Descriptor {
  if (text.length > longestText) throw new SddlError('the descriptor is too long', longestText);
  const descriptor: Descriptor = { owner: null, group: null, dacl: null, sacl: null };
  const seen = new Set<string>();
  const reader = new Reader(text);
  reader.skipBlanks();
  if (reader.atEnd()) reader.fail('the descriptor is empty; it begins like D:(A;;GA;;;BA)');
  while (!reader.atEnd()) {
    const at = reader.at;
    const part = reader.take(2).toUpperCase();
    if (seen.has(part)) throw new SddlError(`${part} stands there twice`, at + 1);
    seen.add(part);
    if (part === 'O:') descriptor.owner = reader.sid();
    else if (part === 'G:') descriptor.group = reader.sid();
    else if (part === 'D:') descriptor.dacl = readList(reader);
    else if (part === 'S:') descriptor.sacl = readList(reader);
    else throw new SddlError(`${quoted(part)} is not one of O:, G:, D:, S:`, at + 1);
    reader.skipBlanks();
  }
  return descriptor;
}

function readList(reader: Reader): AccessList {
  const at = reader.at;
  let flags = '';
  let rest = reader.until('(', ['O:', 'G:', 'D:', 'S:']).replace(/\s+$/, '');
  while (rest !== '') {
    const flag = ['NO_ACCESS_CONTROL', 'AR', 'AI', 'P'].find((known) => rest.toUpperCase().startsWith(known));
    if (flag === undefined)
      throw new SddlError(`${quoted(rest)} is not one of P, AR, AI, NO_ACCESS_CONTROL`, at + 1);
    flags += flag;
    rest = rest.slice(flag.length);
  }
  const entries: Entry[] = [];
  reader.skipBlanks();
  while (reader.peek() === '(') {
    entries.push(readEntry(reader));
    reader.skipBlanks();
  }
  return { flags, entries };
}

function readEntry(reader: Reader): Entry {
  const start = reader.at;
  const fields = reader.entryFields();
  const field = (index: number): { text: string; at: number } => fields[index] ?? { text: '', at: start };
  if (fields.length < 6 || fields.length > 7)
    throw new SddlError(
      'an entry has six parts: type;flags;rights;object;inherited object;account',
      start + 1,
    );
  const code = field(0).text.toUpperCase();
  return {
    type: entryType(code, field(0).at),
    code,
    flags: readFlags(field(1)),
    mask: readMask(field(2)),
    object: readGuid(field(3)),
    inheritedObject: readGuid(field(4)),
    sid: readAccount(field(5)),
    condition: field(6).text,
  };
}

function entryType(code: string, at: number): EntryType {
  if (allowCodes.has(code)) return 'allow';
  if (denyCodes.has(code)) return 'deny';
  if (otherCodes.has(code)) return 'other';
  throw new SddlError(
    `${quoted(code)} is no type of entry, such as A (allow), D (deny) or AU (audit)`,
    at + 1,
  );
}

interface Field {
  text: string;
  at: number;
}

function readFlags({ text, at }: Field): string[] {
  const found = new Set<string>();
  for (let index = 0; index < text.length; index += 2) {
    const flag = text.slice(index, index + 2).toUpperCase();
    if (!(entryFlags as readonly string[]).includes(flag))
      throw new SddlError(`${quoted(flag)} is not one of the flags ${entryFlags.join(', ')}`, at + index + 1);
    found.add(flag);
  }
  return entryFlags.filter((flag) => found.has(flag));
}

function readMask({ text, at }: Field): number {
  if (/^(0x[0-9a-f]+|\d+)$/i.test(text)) {
    const octal = /^0[0-7]+$/.test(text);
    const value = octal ? Number.parseInt(text, 8) : Number(text);
    if (value > 0xffff_ffff) throw new SddlError(`${text} is more than 32 bits of rights`, at + 1);
    return value;
  }
  let mask = 0;
  for (let index = 0; index < text.length; index += 2) {
    const name = text.slice(index, index + 2).toUpperCase();
    const bits = rightBits(name);
    if (bits === null)
      throw new SddlError(
        `${quoted(name)} is no right, such as GA, RP, FA, or a number such as 0xf01ff`,
        at + index + 1,
      );
    mask |= bits;
  }
  return mask >>> 0;
}

function readGuid({ text, at }: Field): string {
  if (text !== '' && !guid.test(text)) throw new SddlError(`${quoted(text)} is no GUID`, at + 1);
  return text.toLowerCase();
}

function readAccount({ text, at }: Field): string {
  const sid = readSid(text);
  if (sid === null) throw new SddlError(noAccount(text), at + 1);
  return sid;
}

function noAccount(text: string): string {
  return `${quoted(text)} is no account: give a SID such as S-1-22-1-1000 or a name such as BA`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** Walks over the text and knows where it is. */
class Reader {
  at = 0;
  constructor(private readonly text: string) {}

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(): string {
    return this.text.charAt(this.at);
  }

  take(count: number): string {
    const piece = this.text.slice(this.at, this.at + count);
    this.at += count;
    return piece;
  }

  skipBlanks(): void {
    while (/\s/.test(this.peek())) this.at += 1;
  }

  fail(what: string): never {
    throw new SddlError(what, this.at + 1);
  }

  /** Text up to a character, or the beginning of one of the words, or the end. */
  until(stop: string, words: readonly string[]): string {
    const from = this.at;
    while (!this.atEnd() && this.peek() !== stop && !words.includes(this.ahead(2))) this.at += 1;
    return this.text.slice(from, this.at);
  }

  private ahead(count: number): string {
    return this.text.slice(this.at, this.at + count).toUpperCase();
  }

  /** A SID, or a two-letter name, up to the next part. */
  sid(): string {
    const at = this.at;
    const match = /^(S-1-(?:0x[0-9a-f]+|\d+)(?:-\d+)+|[A-Z]{2})/i.exec(this.text.slice(at, at + 200));
    const text = match?.[0] ?? '';
    const sid = readSid(text);
    if (sid === null) throw new SddlError(noAccount(text || this.text.slice(at, at + 10)), at + 1);
    this.at += text.length;
    return sid;
  }

  /** The parts of one entry in brackets; a condition at the end may hold brackets and semicolons of its own. */
  entryFields(): Field[] {
    const open = this.at;
    this.at += 1;
    const fields: Field[] = [];
    let from = this.at;
    let depth = 1;
    let inText = false;
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.peek();
      if (character === '"' && fields.length === 6) inText = !inText;
      if (inText) continue;
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      if (depth === 0 || (character === ';' && fields.length < 6 && depth === 1)) {
        fields.push({ text: this.text.slice(from, this.at).trim(), at: from });
        from = this.at + 1;
      }
      if (depth > 1 && fields.length < 6) this.fail('an entry holds no bracket before its account');
      if (depth === 0) {
        this.at += 1;
        return fields;
      }
    }
    throw new SddlError('the entry has no closing bracket', open + 1);
  }
}
