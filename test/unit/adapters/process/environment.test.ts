import { describe, expect, it } from 'vitest';
import { parseEnvironmentFile } from '../../../../src-main/adapters/process/environment-file.js';
import { buildEnvironment, expandHome } from '../../../../src-main/adapters/process/environment.js';

describe('environment file', () => {
  it.each<[string, Record<string, string>]>([
    ['A=1\nB=two words\n', { A: '1', B: 'two words' }],
    ['# a comment\n; another\n\n  A = spaced  \n', { A: 'spaced' }],
    [`A='it\\'`, { A: 'it\\' }],
    ['A="x \\"y\\" \\$HOME \\n"', { A: 'x "y" $HOME \\n' }],
    ['A=$HOME/x', { A: '$HOME/x' }],
    ['A=one\\\ntwo', { A: 'onetwo' }],
    ['A="line\nline"', { A: 'line\nline' }],
    [`A=pre'mid 'post`, { A: 'premid post' }],
    ['A=" kept "  ', { A: ' kept ' }],
    ['A=\nB=', { A: '', B: '' }],
    ['A=1\nA=2', { A: '2' }],
    ['export A=1', { A: '1' }],
    ['A=x#y', { A: 'x#y' }],
    ['\uFEFFA=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ])('%j', (text, values) => {
    expect(parseEnvironmentFile(text)).toEqual(values);
  });

  it('names the line that is wrong', () => {
    expect(() => parseEnvironmentFile('A=1\nnonsense\n')).toThrow('line 2 is not NAME=value');
    expect(() => parseEnvironmentFile('A=1\n\n1A=x')).toThrow('line 3');
    expect(() => parseEnvironmentFile('A=1\nB="open\n\n')).toThrow('the quote that line 2 opens never ends');
  });
});

describe('environment of a program', () => {
  it('is a short allow-list, the task, its file and our own, each winning over the one before', () => {
    const environment = buildEnvironment({
      host: { PATH: '/bin', HOME: '/home/ana', LC_TIME: 'el_GR', SECRET: 'x', TZ: '', LANG: undefined },
      task: { A: 'task', B: 'task', PATH: '/opt/bin' },
      file: { B: 'file', CARETAKER_INSTANCE: 'forged' },
      own: { CARETAKER_INSTANCE: '{1}' },
    });
    expect(environment).toEqual({
      PATH: '/opt/bin',
      HOME: '/home/ana',
      LC_TIME: 'el_GR',
      A: 'task',
      B: 'file',
      CARETAKER_INSTANCE: '{1}',
    });
  });

  it('has a path and a home even where the host has none', () => {
    const environment = buildEnvironment({ host: {}, task: {}, file: {}, own: {} });
    expect(environment['PATH']).toContain('/usr/bin');
    expect(environment['HOME']).not.toBe('');
  });

  it('knows the tilde', () => {
    expect(expandHome('~', '/home/ana')).toBe('/home/ana');
    expect(expandHome('~/x/y', '/home/ana')).toBe('/home/ana/x/y');
    expect(expandHome('~bob/x', '/home/ana')).toBe('~bob/x');
    expect(expandHome('/x/~/y', '/home/ana')).toBe('/x/~/y');
  });
});
