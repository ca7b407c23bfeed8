import { parseXml, type XmlElement } from '../xml/parse.js';

/** A value of a property list, with its line. */
export type PlistValue =
  | { kind: 'string'; value: string; line: number }
  | { kind: 'number'; value: number; line: number }
  | { kind: 'boolean'; value: boolean; line: number }
  | { kind: 'other'; value: string; line: number }
  | { kind: 'array'; items: PlistValue[]; line: number }
  | { kind: 'dict'; entries: Map<string, PlistValue>; line: number };

export type PlistDict = Extract<PlistValue, { kind: 'dict' }>;

/** A property list that cannot be read. */
export class PlistFault extends Error {
  override readonly name = 'PlistFault';
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The document type that every property list of Apple names, and nothing else: no declarations of its own.
 * Any other stays, and is refused by the parser.
 */
const appleDocumentType =
  /^(\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--(?:(?!-->)[\s\S]){0,4000}-->\s*)?)<!DOCTYPE plist (?:PUBLIC "-\/\/Apple(?: Computer)?\/\/DTD PLIST 1\.0\/\/EN"|SYSTEM) "[^"<>[\]]{1,200}"\s*>/;

/**
 * Reads a property list in XML whose outermost value is a dictionary.
 *
 * @param text with `\n` line ends
 * @throws PlistFault or XmlFault
 */
export function readPlist(text: string): PlistDict {
  // Line ends within the removed declaration stay, so that lines keep their numbers.
  const plain = text.replace(appleDocumentType, (whole, before: string) => {
    return before + whole.slice(before.length).replace(/[^\n]/g, '');
  });
  const root = parseXml(plain);
  if (root.name !== 'plist') throw new PlistFault(root.line, `is not a property list but ${root.name}`);
  const [only, more] = root.children;
  if (only === undefined || more !== undefined)
    throw new PlistFault(root.line, 'holds not exactly one value');
  const value = readValue(only);
  if (value.kind !== 'dict') throw new PlistFault(value.line, 'the outermost value is not a dict; write one');
  return value;
}

function readValue(element: XmlElement): PlistValue {
  const { name, line } = element;
  switch (name) {
    case 'string':
      return { kind: 'string', value: element.text, line };
    case 'integer':
    case 'real':
      return { kind: 'number', value: readNumber(element), line };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: name === 'true', line };
    case 'date':
    case 'data':
      return { kind: 'other', value: element.text.trim(), line };
    case 'array':
      return { kind: 'array', items: element.children.map(readValue), line };
    case 'dict':
      return { kind: 'dict', entries: readEntries(element), line };
    default:
      throw new PlistFault(line, `${name} is not a value of a property list; write string, integer, dict, …`);
  }
}

function readNumber({ text, line }: XmlElement): number {
  const value = /^\s*[+-]?\d{1,15}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value))
    throw new PlistFault(line, `“${text.trim().slice(0, 40)}” is not a number; write digits`);
  return value;
}

function readEntries({ children }: XmlElement): Map<string, PlistValue> {
  const entries = new Map<string, PlistValue>();
  for (let at = 0; at < children.length; at += 2) {
    const [key, value] = children.slice(at, at + 2);
    if (key?.name !== 'key')
      throw new PlistFault(key?.line ?? 1, 'a dict holds keys and values in turn; write a key here');
    if (value === undefined) throw new PlistFault(key.line, `the key ${key.text} has no value; write one`);
    if (entries.has(key.text))
      throw new PlistFault(key.line, `the key ${key.text} is written twice; remove one`);
    entries.set(key.text, readValue(value));
  }
  return entries;
}
