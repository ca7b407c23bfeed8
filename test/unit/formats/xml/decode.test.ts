import { describe, expect, it } from 'vitest';
import { decodeXml } from '../../../../src-main/formats/xml/decode.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (number[] | Uint8Array)[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const declared = (encoding: string, body = '<a>é</a>') =>
  `<?xml version="1.0" encoding="${encoding}"?>${body}`;
const wide = (text: string, little: boolean) =>
  Uint8Array.from(
    [...text].flatMap((c) => {
      const code = c.charCodeAt(0);
      return little ? [code & 255, code >> 8] : [code >> 8, code & 255];
    }),
  );

function textOf(input: Uint8Array) {
  const decoded = decodeXml(input);
  if (decoded.kind === 'fault') throw new Error(decoded.problem.message);
  return { text: decoded.text, notes: decoded.notes.map(({ value }) => value) };
}

describe('decodeXml', () => {
  it.each([
    ['UTF-8', utf8(declared('UTF-8'))],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], utf8(declared('UTF-8')))],
    ['UTF-16 LE with a mark', bytes([0xff, 0xfe], wide(declared('UTF-16'), true))],
    ['UTF-16 LE without', wide(declared('utf-16'), true)],
    ['UTF-16 BE with a mark', bytes([0xfe, 0xff], wide(declared('UTF-16BE'), false))],
    ['UTF-16 BE without', wide(declared('UTF-16'), false)],
    ['windows-1252', bytes(utf8(declared('windows-1252', '<a>')), [0xe9], utf8('</a>'))],
    ['iso-8859-1', bytes(utf8(declared('ISO-8859-1', '<a>')), [0xe9], utf8('</a>'))],
    ['nothing declared', utf8('<a>é</a>')],
  ])('reads %s without a word', (_name, input) => {
    const { text, notes } = textOf(input);
    expect(text).toMatch(/<a>é<\/a>$/);
    expect(notes).toEqual([]);
  });

  it.each([
    ['UTF-16', utf8(declared('UTF-16'))],
    ['UTF-16', bytes([0xef, 0xbb, 0xbf], utf8(declared('UTF-16')))],
    ['utf-8', bytes([0xff, 0xfe], wide(declared('utf-8'), true))],
    ['windows-1252', wide(declared('windows-1252'), true)],
    ['iso-8859-7', bytes([0xef, 0xbb, 0xbf], utf8(declared('iso-8859-7')))],
  ])('reads a wrong %s with a note where the bytes are plain', (encoding, input) => {
    const { text, notes } = textOf(input);
    expect(text).toMatch(/<a>é<\/a>$/);
    expect(notes).toEqual([encoding]);
  });

  it.each([
    ['UTF-8', bytes(utf8(`${declared('UTF-8', '')}\n<a>`), [0xe9], utf8('</a>')), 'UTF-8', 2],
    ['nothing', bytes(utf8('<a>\n\n'), [0xff], utf8('</a>')), 'UTF-8', 3],
    ['UTF-16', bytes(utf8(declared('UTF-16', '<a>')), [0xe9], utf8('</a>')), 'UTF-16', 1],
    ['an unknown one', utf8(declared('UTF-7')), 'UTF-7', 1],
    ['an invented one', utf8(declared('klingon')), 'klingon', 1],
    ['half a character', bytes([0xff, 0xfe], wide(declared('UTF-16'), true), [0x41]), 'UTF-16LE', 1],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0], [0x3c, 0, 0, 0]), 'UTF-32', 1],
  ])('refuses bytes that are not what is declared: %s', (_name, input, value, line) => {
    expect(decodeXml(input)).toMatchObject({
      kind: 'fault',
      problem: { severity: 'error', line, value, code: '0x8004131A' },
    });
  });

  it('gives every line end as a line feed, and drops the mark', () => {
    expect(textOf(bytes([0xef, 0xbb, 0xbf], utf8('<a>\r\n\r<b/>\n</a>'))).text).toBe('<a>\n\n<b/>\n</a>');
  });

  it('reads a file of nothing', () => {
    expect(textOf(new Uint8Array()).text).toBe('');
  });
});
