import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary } from '../../../scripts/electron-binary.js';
import { missing, missingElectron, titled } from '../../support/requirements.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const binary = electronBinary() ?? '';
const display = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? null : 'Xvfb';
const reason = missingElectron() ?? (display === null ? null : missing(display));
/** Chromium has no sandbox for root. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const run = promisify(execFile);

describe.skipIf(reason !== null)(titled('the Electron application', reason), () => {
  let home = '';
  let server: ReturnType<typeof spawn> | null = null;
  let application: ElectronApplication;
  let page: Page;
  let env: Record<string, string>;

  const args = () => [...asRoot, root, '--home', home, '--lang', 'en'];
  const caretaker = async (...words: string[]) => {
    const { stdout } = await run(
      process.execPath,
      [join(root, 'scripts/caretaker.js'), ...words, '--home', home],
      { env },
    );
    return stdout;
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'caretaker-app-'));
    env = Object.fromEntries(
      Object.entries({ ...process.env, XDG_RUNTIME_DIR: home }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
    if (display !== null) {
      server = spawn('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp', '-noreset'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [number] = (await once(server.stdout!, 'data')) as [Buffer];
      env['DISPLAY'] = `:${number.toString().trim()}`;
    }
    application = await _electron.launch({ executablePath: binary, args: args(), env });
    page = await application.firstWindow();
  });

  afterAll(async () => {
    await application?.close();
    server?.kill();
    rmSync(home, { recursive: true, force: true });
  });

  it('UI-01 UI-18 opens the panel in its window', async () => {
    await page.getByRole('heading').first().waitFor();
    expect(page.url()).toMatch(/^caretaker:\/\/panel\//);
  });

  it('gives the page the bridge, and nothing of Node', async () => {
    const found = await page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { caretaker: object }).caretaker).sort(),
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    }));
    expect(found).toEqual({ bridge: ['request', 'subscribe'], node: ['undefined', 'undefined'] });
  });

  it('goes nowhere else', async () => {
    await page.evaluate(() => window.location.assign('https://example.org/'));
    await page.getByRole('heading').first().waitFor();
    expect(page.url()).toMatch(/^caretaker:\/\/panel\//);
  });

  it('answers the command line', async () => {
    expect(JSON.parse(await caretaker('status', '--json'))).toMatchObject({ host: 'electron', home });
  });

  it('CT-22 goes on without its window, and CT-21 opens it at a second start', async () => {
    await page.close();
    expect(JSON.parse(await caretaker('status', '--json'))).toMatchObject({ host: 'electron' });
    const opened = application.waitForEvent('window');
    const second = spawn(binary, args(), { env, stdio: 'ignore' });
    const [code] = (await once(second, 'close')) as [number];
    expect(code).toBe(0);
    page = await opened;
    await page.getByRole('heading').first().waitFor();
  });

  it('ends when the command line stops it', async () => {
    const closed = application.waitForEvent('close');
    await caretaker('host', 'stop');
    await closed;
    await expect(caretaker('status')).rejects.toMatchObject({ code: 3 });
  });
});
