import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Descriptor, Entry } from '../../../../src-main/core/rights/descriptor.js';
import { entryFlags } from '../../../../src-main/core/rights/descriptor.js';
import { folderDefault, managerDefault, serviceDefault } from '../../../../src-main/core/rights/defaults.js';
import { formatSddl } from '../../../../src-main/core/rights/format-sddl.js';
import { parseSddl, SddlError } from '../../../../src-main/core/rights/parse-sddl.js';
import { readSid } from '../../../../src-main/core/rights/sid.js';

const sid = fc.oneof(
  fc.constantFrom('S-1-5-32-544', 'S-1-1-0', 'S-1-5-18', 'S-1-3-0', 'DA', 'LG'),
  fc.tuple(fc.constantFrom(1, 2), fc.nat(0xffff_ffff)).map(([kind, id]) => `S-1-22-${kind}-${id}`),
  fc.array(fc.nat(0xffff_ffff), { minLength: 1, maxLength: 15 }).map((parts) => `S-1-5-${parts.join('-')}`),
);
const entry: fc.Arbitrary<Entry> = fc
  .record({
    code: fc.constantFrom('A', 'D', 'AU', 'OA', 'OD', 'AL', 'ML'),
    flags: fc.subarray([...entryFlags]),
    mask: fc.nat(0xffff_ffff),
    object: fc.oneof(fc.constant(''), fc.uuid()),
    inheritedObject: fc.oneof(fc.constant(''), fc.uuid()),
    sid,
    condition: fc.constantFrom('', '', '(Member_of {SID(BA)})', '(@User.Title == ";)(")'),
  })
  .map((made) => ({
    ...made,
    type: made.code.endsWith('A') ? 'allow' : made.code.endsWith('D') ? 'deny' : 'other',
  }));
const list = fc.record({
  flags: fc.constantFrom('', 'P', 'AI', 'PAI', 'ARAI'),
  entries: fc.array(entry, { maxLength: 8 }),
});
const maybe = <T>(what: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.oneof(fc.constant(null), what);
const descriptor: fc.Arbitrary<Descriptor> = fc
  .record({ owner: maybe(sid), group: maybe(sid), dacl: maybe(list), sacl: maybe(list) })
  .filter(
    ({ owner, group, dacl, sacl }) => owner !== null || group !== null || dacl !== null || sacl !== null,
  );

describe('SDDL', () => {
  it('what is written is read back as it was', () => {
    fc.assert(
      fc.property(descriptor, (made) => {
        // A well-known identifier and its two-letter name are one.
        const text = formatSddl(made);
        expect(formatSddl(parseSddl(text))).toBe(text);
        expect(parseSddl(text)).toEqual(parseSddl(formatSddl(parseSddl(text))));
        expect(parseSddl(text)).toEqual(made);
      }),
      { numRuns: 500 },
    );
  });

  it('whatever comes in is read or refused with its place, never anything else', () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 80 }),
      descriptor
        .map(formatSddl)
        .chain((text) =>
          fc
            .tuple(fc.nat(text.length), fc.nat(3), fc.string({ maxLength: 4 }))
            .map(([at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut)),
        ),
    );
    fc.assert(
      fc.property(anything, (text) => {
        try {
          const read = parseSddl(text);
          expect(parseSddl(formatSddl(read))).toEqual(read);
        } catch (error) {
          expect(error).toBeInstanceOf(SddlError);
          expect((error as SddlError).position).toBeGreaterThanOrEqual(1);
          expect((error as SddlError).message).toMatch(/\(character \d+\)$/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([managerDefault, serviceDefault, folderDefault])(
    'the default %s is written as Windows does',
    (text) => {
      expect(formatSddl(parseSddl(text))).toBe(text);
    },
  );

  it('SIDs next to the following part are told from it', () => {
    expect(parseSddl('O:S-1-22-1-1000G:S-1-22-2-100D:P(D;;SD;;;WD)')).toMatchObject({
      owner: 'S-1-22-1-1000',
      group: 'S-1-22-2-100',
      dacl: { flags: 'P', entries: [{ type: 'deny', mask: 0x10000, sid: 'S-1-1-0' }] },
    });
  });

  it('numbers stand for rights, and come back as pairs where pairs say the same', () => {
    const rights = (text: string): string => formatSddl(parseSddl(`D:(A;;${text};;;BA)`)).slice(6, -6);
    expect(rights('0xf01ff')).toBe('CCDCLCSWRPWPDTLOCRSDRCWDWO');
    expect(rights('0x1f01ff')).toBe('FA');
    expect(rights('983103')).toBe('KA');
    expect(rights('0x8001')).toBe('0x8001');
    expect(rights('grgx')).toBe('GXGR');
  });

  it.each([
    ['', 'the descriptor is empty', 1],
    ['X:(A;;GA;;;BA)', '"X:" is not one of O:, G:, D:, S:', 1],
    ['D:(A;;GA;;;BA', 'no closing bracket', 3],
    ['D:(A;;GA;;BA)', 'an entry has six parts', 3],
    ['D:(Q;;GA;;;BA)', '"Q" is no type of entry', 4],
    ['D:(A;;ZZ;;;BA)', '"ZZ" is no right', 7],
    ['D:(A;QQ;GA;;;BA)', '"QQ" is not one of the flags', 6],
    ['D:(A;;GA;;;JOE)', '"JOE" is no account', 12],
    ['D:(A;;GA;xx;;BA)', '"xx" is no GUID', 10],
    ['D:(A;;GA;;;BA)D:', 'D: stands there twice', 15],
    ['O:', 'is no account', 3],
    ['D:(A;;0x1ffffffff;;;BA)', 'more than 32 bits', 7],
    ['D:(A;;9999999999;;;BA)', 'more than 32 bits', 7],
    ['D:Z(A;;GA;;;BA)', '"Z" is not one of P, AR, AI', 3],
  ])('%j is refused: %s, character %i', (text, what, position) => {
    let told: unknown;
    try {
      parseSddl(text);
    } catch (error) {
      told = error;
    }
    expect(told).toBeInstanceOf(SddlError);
    expect((told as SddlError).message).toContain(what);
    expect((told as SddlError).position).toBe(position);
  });

  it('reads identifiers in both forms', () => {
    expect(readSid('ba')).toBe('S-1-5-32-544');
    expect(readSid('s-1-22-1-0')).toBe('S-1-22-1-0');
    expect(readSid('S-1-0x5-18')).toBe('S-1-5-18');
    expect(readSid('S-1-5-4294967296')).toBeNull();
    expect(readSid('S-1-5')).toBeNull();
    expect(readSid('administrators')).toBeNull();
  });
});
