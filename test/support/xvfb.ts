import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { missing } from './requirements.js';
import { ChildProgram } from './child-program.js';

const run = promisify(execFile);

/** An X server without a screen, and real input into it. */
export interface Xvfb {
  display: string;
  /** Presses a key. */
  key(): Promise<void>;
  /** Moves the pointer by a pixel there and back. */
  move(): Promise<void>;
  kill(): Promise<void>;
}

export function missingXvfb(): string | null {
  return missing('xvfb', 'xdotool');
}

/** At the first free display, or at the given one. */
export async function startXvfb(at?: string): Promise<Xvfb> {
  const server = new ChildProgram('Xvfb', [
    ...(at === undefined ? [] : [at]),
    '-displayfd',
    '1',
    '-nolisten',
    'tcp',
    '-noreset',
    '-screen',
    '0',
    '640x480x24',
  ]);
  const display = `:${(await server.line((line) => /^\d+$/.test(line))).trim()}`;
  const xdotool = async (...args: string[]): Promise<void> => {
    await run('xdotool', args, { env: { ...process.env, DISPLAY: display } });
  };
  return {
    display,
    key: () => xdotool('key', 'a'),
    move: () => xdotool('mousemove_relative', '1', '1', 'mousemove_relative', '--', '-1', '-1'),
    kill: () => server.stop(),
  };
}
