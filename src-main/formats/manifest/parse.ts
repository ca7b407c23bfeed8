import { Composer, Document, LineCounter, Parser, type CST, type Node } from 'yaml';
import type { Problem } from '../../../src-shared/contract/tasks.js';
import { problem } from '../problem.js';

/** A manifest of ten thousand tasks has about this size. */
export const longestManifest = 2 * 1024 * 1024;
const deepest = 32;
const longestScalar = 64 * 1024;

/** The parsed file, or why it cannot be parsed. */
export type Parsed =
  | { kind: 'document'; root: Node | null; document: Document; lineOf: (node: Node | null) => number | null }
  | { kind: 'fault'; problems: Problem[] };

/**
 * Parses YAML or JSON (which is YAML) into nodes with lines. Bounded: size, depth and the length of a text are
 * limited before the library composes anything, since it recurses on depth and answers each line of a broken
 * text with an error of its own; aliases are resolved by the reader, which counts them.
 */
export function parseManifest(bytes: Uint8Array): Parsed {
  if (bytes.length > longestManifest) {
    const message = `the file has ${mb(bytes.length)} MB; a manifest has at most ${mb(longestManifest)} MB; split it`;
    return fault(problem('error', message));
  }
  const text = decode(bytes);
  if (text === null) {
    return fault(problem('error', 'the bytes are not UTF-8; save the manifest as UTF-8', { line: 1 }));
  }
  if (nestsTooDeep(text)) return tooDeep();
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const excess = excessOf(tokens);
  if (excess !== null) {
    const line = lines.linePos(excess.offset).line;
    return fault(problem('error', excess.message, { line }));
  }
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, version: '1.2', merge: false });
  const documents = [...composer.compose(tokens, true, text.length)];
  const [document] = documents;
  if (document === undefined)
    return fault(problem('error', 'the file is empty; write tasks, services or settings'));
  if (documents.length > 1) {
    const message = 'the file holds several documents; a manifest is one: remove the --- between them';
    return fault(problem('error', message, { line: lines.linePos(documents[1]?.range[0] ?? 0).line }));
  }
  const broken = [...document.errors, ...document.warnings]
    .slice(0, 20)
    .map(({ pos, message }) =>
      problem('error', `the file is not well-formed: ${message}`, { line: lines.linePos(pos[0]).line }),
    );
  if (broken.length > 0) return { kind: 'fault', problems: broken };
  const lineOf = (node: Node | null) =>
    node?.range === undefined || node.range === null ? null : lines.linePos(node.range[0]).line;
  return { kind: 'document', root: document.contents, document, lineOf };
}

/** A manifest that is already a value (a scenario holds one): without lines. */
export function manifestOfValue(value: unknown): Parsed {
  const document = new Document(value, { aliasDuplicateObjects: false });
  return { kind: 'document', root: document.contents, document, lineOf: () => null };
}

function fault(only: Problem): Parsed {
  return { kind: 'fault', problems: [only] };
}

function tooDeep(line: number | null = null): Parsed {
  const message = `lists and mappings are nested more than ${deepest} deep; a manifest needs no more than ten`;
  return fault(problem('error', message, { line }));
}

function mb(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

function decode(bytes: Uint8Array): string | null {
  const [a, b] = bytes;
  const label = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A rough count that spares the parser the worst: brackets, and dashes in a row, nested without end. */
function nestsTooDeep(text: string): boolean {
  if (/(?:[-?:][ \t]+){200}/.test(text)) return true;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x5b || c === 0x7b) depth++;
    else if (c === 0x5d || c === 0x7d) depth--;
    if (depth > 1000) return true;
  }
  return false;
}

type Token = CST.Token | null | undefined;

interface Excess {
  offset: number;
  message: string;
}

/** The first thing in the token tree that exceeds the limits; walked without recursion. */
function excessOf(tokens: readonly CST.Token[]): Excess | null {
  const waiting: [Token, number][] = tokens.map((token) => [token, 0]);
  let first: Excess | null = null;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [token, depth] = next;
    if (token === null || token === undefined) continue;
    const found = excessAt(token, depth);
    if (found !== null && (first === null || found.offset < first.offset)) first = found;
    if (depth > deepest) break;
    if (token.type === 'document') waiting.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const item of token.items) waiting.push([item.key, depth + 1], [item.value, depth + 1]);
  }
  return first;
}

function excessAt(token: CST.Token, depth: number): Excess | null {
  const offset = offsetOf(token) ?? 0;
  if (depth > deepest) {
    return { offset, message: `lists and mappings are nested more than ${deepest} deep` };
  }
  if ('source' in token && token.source.length > longestScalar && token.type !== 'comment') {
    return {
      offset,
      message: `a text is longer than ${longestScalar / 1024} KB; is a quotation mark missing?`,
    };
  }
  if (token.type !== 'block-map') return null;
  const without = token.items.find((item) => !hasColon(item) && offsetOf(item.key) !== null);
  if (without === undefined) return null;
  return {
    offset: offsetOf(without.key) ?? offset,
    message: 'this line has no colon; is a quotation mark missing above, or the indent wrong?',
  };
}

function offsetOf(token: Token): number | null {
  return token !== null && token !== undefined && 'offset' in token ? token.offset : null;
}

/** Whether an entry of a block mapping is `key: value` or begins with `?`: the library would say so line by line. */
function hasColon(item: { start: CST.SourceToken[]; sep?: CST.SourceToken[] }): boolean {
  return (
    item.start.some(({ type }) => type === 'explicit-key-ind') ||
    (item.sep ?? []).some(({ type }) => type === 'map-value-ind')
  );
}
