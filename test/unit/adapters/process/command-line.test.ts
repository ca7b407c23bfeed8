import { describe, expect, it } from 'vitest';
import { splitArguments } from '../../../../src-main/adapters/process/command-line.js';

describe('arguments in the way of CommandLineToArgvW', () => {
  // Expected words as Windows gives them (Microsoft: "CommandLineToArgvW", "Parsing C command-line arguments").
  it.each<[string, string[]]>([
    ['', []],
    ['  ', []],
    ['a b\tc', ['a', 'b', 'c']],
    ['"a b c" d e', ['a b c', 'd', 'e']],
    ['"ab\\"c" "\\\\" d', ['ab"c', '\\', 'd']],
    ['a\\\\\\b d"e f"g h', ['a\\\\\\b', 'de fg', 'h']],
    ['a\\\\\\"b c d', ['a\\"b', 'c', 'd']],
    ['a\\\\\\\\"b c" d e', ['a\\\\b c', 'd', 'e']],
    ['""', ['']],
    ['"" x ""', ['', 'x', '']],
    ['"a""b"', ['a"b']],
    ['"""a b"""', ['"a', 'b"']],
    ['C:\\dir\\ "C:\\dir two\\\\"', ['C:\\dir\\', 'C:\\dir two\\']],
    ['"unfinished quote', ['unfinished quote']],
  ])('%j', (text, words) => {
    expect(splitArguments(text)).toEqual(words);
  });
});
