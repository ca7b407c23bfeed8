import type { Problem } from '../../../src-shared/contract/tasks.js';
import { resultCodes } from '../../core/tasks/validate-finding.js';
import { problem } from '../problem.js';

/** Text of a file, or why it cannot be read as text. */
export type Decoded = { kind: 'text'; text: string; notes: Problem[] } | { kind: 'fault'; problem: Problem };

type Family = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32';

const code = resultCodes.malformedXml;
const wide = /^(?:utf-?16(?:le|be)?|ucs-?2|unicode|iso-10646-ucs-2)$/i;
const utf8 = /^(?:utf-?8|us-ascii|ascii)$/i;

/**
 * Decodes an XML document by its bytes: a byte-order mark, the zeros of UTF-16, else UTF-8 or what the
 * declaration names. Windows tools write UTF-16 and declare it; an export that went through an editor or a
 * pipe often declares UTF-16 over UTF-8 bytes: that is read, with a note. Line ends come out as `\n`.
 */
export function decodeXml(bytes: Uint8Array): Decoded {
  const family = familyOf(bytes);
  if (family === 'utf-32') {
    return fault('UTF-32', 'the file is UTF-32; save it as UTF-8 or UTF-16', 1);
  }
  if (family !== 'utf-8') return decodeWide(bytes, family);
  return decodeNarrow(bytes);
}

function familyOf(bytes: Uint8Array): Family {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  const zeros = [a, b, c, d].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  const littleMark = a === 0xff && b === 0xfe;
  const bigMark = a === 0xfe && b === 0xff;
  if ((littleMark && zeros === 'xx00') || zeros === '00xx' || zeros === 'x000' || zeros === '000x') {
    return 'utf-32';
  }
  if (littleMark || zeros === 'x0x0' || zeros === 'x0xx') return 'utf-16le';
  if (bigMark || zeros === '0x0x' || zeros === '0xxx') return 'utf-16be';
  return 'utf-8';
}

function decodeWide(bytes: Uint8Array, family: 'utf-16le' | 'utf-16be'): Decoded {
  const text = decodeAs(bytes, family);
  if (text === null) {
    return fault(
      family.toUpperCase(),
      `the file begins as ${family.toUpperCase()} but is not; save it anew as UTF-8`,
      1,
    );
  }
  const declared = declaredEncoding(text);
  if (declared === null || wide.test(declared)) return done(text, []);
  return done(text, [mismatch(declared, family.toUpperCase())]);
}

function decodeNarrow(bytes: Uint8Array): Decoded {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const declared = declaredEncoding(latin1(bytes.subarray(marked ? 3 : 0, 400)));
  const named = declared !== null && !wide.test(declared) && !utf8.test(declared);
  if (named && !marked) return decodeNamed(bytes, declared);
  const text = decodeAs(bytes, 'utf-8');
  if (text === null) return notUtf8(bytes, declared);
  if (declared === null || utf8.test(declared)) return done(text, []);
  return done(text, [mismatch(declared, 'UTF-8')]);
}

function decodeNamed(bytes: Uint8Array, declared: string): Decoded {
  const text = decodeAs(bytes, declared);
  if (text !== null) return done(text, []);
  return fault(
    declared,
    'the declared encoding is not known, or the bytes are not in it; save the file as UTF-8 and declare that',
    1,
  );
}

function notUtf8(bytes: Uint8Array, declared: string | null): Decoded {
  const claim = declared === null ? 'UTF-8 (nothing is declared)' : declared;
  const line = firstBadLine(bytes);
  return fault(
    declared ?? 'UTF-8',
    `the bytes of this line are not ${claim}; save the file as UTF-8, or declare the encoding that it has`,
    line,
  );
}

/** The line of the first byte that is not UTF-8. A line end is never part of a longer character. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let begin = 0; begin < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, begin);
    const next = end === -1 ? bytes.length : end + 1;
    if (decodeAs(bytes.subarray(begin, next), 'utf-8') === null) return line;
    begin = next;
  }
  return 1;
}

function decodeAs(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function declaredEncoding(text: string): string | null {
  return /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']{1,40})["']/.exec(text)?.[1] ?? null;
}

function mismatch(declared: string, actual: string): Problem {
  return problem(
    'note',
    `the declaration says ${declared}, but the bytes are plainly ${actual}; read as ${actual}`,
    {
      line: 1,
      element: '?xml',
      value: declared,
    },
  );
}

function done(text: string, notes: Problem[]): Decoded {
  return { kind: 'text', text: text.replace(/^\uFEFF+/, '').replace(/\r\n?/g, '\n'), notes };
}

function fault(value: string, message: string, line: number): Decoded {
  return { kind: 'fault', problem: problem('error', message, { line, element: '?xml', value, code }) };
}
