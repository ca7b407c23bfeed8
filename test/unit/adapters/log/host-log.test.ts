import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BoundedFile } from '../../../../src-main/adapters/log/bounded-file.js';
import { openHostLog } from '../../../../src-main/adapters/log/host-log.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'caretaker-log-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('host log', () => {
  const file = () => join(home, 'logs', 'host.log');
  const lines = () =>
    readFileSync(file(), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('makes its file at the first line, for the owner only', () => {
    const log = openHostLog(home);
    log.debug('not at this level');
    expect(existsSync(file())).toBe(false);
    log.info('started', { port: 7 });
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        pid: process.pid,
        port: 7,
        msg: 'started',
      },
    ]);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    log.close();
  });

  it('says warnings and errors to people too, in one line', () => {
    const said: string[] = [];
    const log = openHostLog(home, { complain: (line) => said.push(line) });
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    log.info('quiet');
    log.warn('no bus', { address: 'unix:x', error: new Error('ENOENT'), list: [1, 2] });
    log.error('broken');
    log.warn('odd', { circle });
    expect(said).toEqual([
      'warn: no bus (address: unix:x, error: ENOENT, list: [1,2])\n',
      'error: broken\n',
      'warn: odd (circle: [object Object])\n',
    ]);
    expect(lines().map(({ level }) => level)).toEqual(['info', 'warn', 'error', 'warn']);
    log.close();
  });

  it('keeps two files of bounded size, however much is written', () => {
    const log = openHostLog(home, { bytesMax: 2_000 });
    for (let i = 0; i < 500; i += 1) log.info(`line ${i}`);
    log.close();
    const sizes = [file(), `${file()}.1`].map((path) => statSync(path).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_000);
    const all = readFileSync(`${file()}.1`, 'utf8') + readFileSync(file(), 'utf8');
    const numbers = [...all.matchAll(/line (\d+)/g)].map(([, number]) => Number(number));
    // The end is there, without a gap.
    expect(numbers.at(-1)).toBe(499);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });

  it('goes on in the file of the last host', () => {
    const first = openHostLog(home);
    first.info('one');
    first.close();
    const second = openHostLog(home);
    second.info('two');
    second.close();
    expect(lines().map(({ msg }) => msg)).toEqual(['one', 'two']);
  });
});

describe('bounded file', () => {
  it('drops and counts what cannot be written, and recovers', () => {
    // A file where the folder should be.
    writeFileSync(join(home, 'logs'), '');
    const file = new BoundedFile(join(home, 'logs', 'host.log'), 1_000);
    file.write('lost\n');
    file.write('lost\n');
    expect(file.dropped).toBe(2);
    rmSync(join(home, 'logs'));
    mkdirSync(join(home, 'logs'));
    file.write('kept\n');
    file.close();
    expect(readFileSync(join(home, 'logs', 'host.log'), 'utf8')).toBe('kept\n');
  });

  it('writes a line longer than the bound, alone', () => {
    const path = join(home, 'x.log');
    const file = new BoundedFile(path, 10);
    file.write('short\n');
    file.write(`${'long '.repeat(10)}\n`);
    file.write('short\n');
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('short\n');
    expect(readFileSync(`${path}.1`, 'utf8')).toMatch(/^long/);
  });
});
