import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { missingSystem } from '../support/requirements.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reason = missingSystem('Linux');

describe.skipIf(reason !== null)(`npm start${reason === null ? '' : ` (${reason})`}`, () => {
  let child: ChildProcess | null = null;
  let home = '';
  afterEach(async () => {
    if (child !== null && child.exitCode === null) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    rmSync(home, { recursive: true, force: true });
  });

  /** Starts it without a display on a home of its own; resolves with what it printed up to the panel's address. */
  async function start(...args: string[]): Promise<string> {
    home = mkdtempSync(join(tmpdir(), 'caretaker-start-'));
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
    child = spawn(process.execPath, [join(root, 'scripts/start.js'), ...args], {
      env: { ...rest, CARETAKER_HOME: home, XDG_RUNTIME_DIR: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    const { stdout, stderr } = child;
    return await new Promise((resolve, reject) => {
      const take = (chunk: Buffer): void => {
        text += chunk.toString();
        if (/http:\/\/\S+\s/.test(text)) resolve(text);
      };
      stdout?.on('data', take);
      stderr?.on('data', take);
      child?.once('close', (code) => reject(new Error(`ended with ${String(code)}: ${text}`)));
    });
  }

  it('runs the host without a window, and says why in one line with the address', async () => {
    const text = await start();
    const why = process.getuid?.() === 0 ? 'running as root' : 'there is no display';
    const line = text.split('\n').find((one) => one.includes('http://'));
    expect(line).toContain(why);
    expect(line).toMatch(/Panel: http:\/\/(localhost|127\.0\.0\.1):\d+/);
  });

  it('ends in order at a signal', async () => {
    await start('--headless');
    const closed = once(child as ChildProcess, 'close');
    child?.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
  });
});
