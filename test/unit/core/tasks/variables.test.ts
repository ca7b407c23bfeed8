import { describe, expect, test } from 'vitest';
import { withVariables } from '../../../../src-main/core/tasks/variables.js';

describe('variables of actions', () => {
  test.each([
    ['$(Arg0)', 'one'],
    ['--to=$(Arg0)/$(Arg1)', '--to=one/two words'],
    ['$$(Arg0)', '$(Arg0)'],
    ['costs 5$$, process $$', 'costs 5$$, process $$'],
    ['$$$(Arg0)', '$$(Arg0)'],
    ['$(Arg2) stays', '$(Arg2) stays'],
    ['$(toString)', '$(toString)'],
    ['$(Arg0', '$(Arg0'],
  ])('%s', (text, expected) => {
    expect(withVariables(text, { Arg0: 'one', Arg1: 'two words' })).toBe(expected);
  });

  test('a value is put in once, whatever it holds', () => {
    expect(withVariables('$(a)', { a: '$(b)', b: 'no' })).toBe('$(b)');
  });
});
