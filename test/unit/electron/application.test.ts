import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Application, type OpenDesk } from '../../../src-main/hosts/electron/application.js';
import { readArguments } from '../../../src-main/hosts/electron/arguments.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { Answer } from '../../../src-main/ports/desk.js';
import { FakeElectron } from '../../support/fake-electron.js';
import { maintenanceStatus } from '../../support/maintenance-status.js';

const noop = (): void => undefined;

describe('the Electron application', () => {
  let own = '';
  beforeEach(() => {
    own = mkdtempSync(join(tmpdir(), 'caretaker-window-'));
  });
  afterEach(() => rmSync(own, { recursive: true, force: true }));

  async function start(change: { hidden?: boolean; gone?: Promise<void>; answer?: Answer } = {}) {
    const electron = new FakeElectron();
    const asked: string[] = [];
    const listeners = new Map<string, (payload: unknown) => void>();
    const closed = vi.fn(() => Promise.resolve());
    const open: OpenDesk = {
      desk: {
        call: (request) => {
          asked.push(request);
          return Promise.resolve(
            request === 'maintenance.status'
              ? { kind: 'out', out: maintenanceStatus() }
              : (change.answer ?? { kind: 'out', out: {} }),
          );
        },
        subscribe: (event, _by, listener) => {
          listeners.set(event, listener);
          return () => listeners.delete(event);
        },
      },
      owner: { kind: 'administrator', name: 'ana' },
      close: closed,
      gone: change.gone ?? null,
    };
    const application = new Application({
      electron: electron.parts(),
      log: { debug: noop, info: noop, warn: noop, error: noop },
      openDesk: () => Promise.resolve(open),
      panel: own,
      icons: '/icons',
      preload: '/out/preload/index.cjs',
      own: join(own, 'window'),
      language: 'en',
      hidden: change.hidden ?? false,
    });
    await application.start();
    const click = (label: string) => {
      const item = electron.trays[0]?.menu.find((entry) => entry.label === label);
      (item?.click as (() => void) | undefined)?.();
    };
    return { electron, application, asked, listeners, closed, click };
  }

  it('UI-01 shows tray and window', async () => {
    const { electron } = await start();
    expect(electron.trays[0]?.tooltip).toContain('Nothing is due');
    expect(electron.windows.map(({ address }) => address)).toEqual(['caretaker://panel/index.html']);
  });

  it('gives the page a sandbox and no Node', async () => {
    const { electron } = await start();
    expect(electron.windows[0]?.settings.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('denies every permission and every download', async () => {
    const { electron } = await start();
    let granted: boolean | null = null;
    electron.permissions.request?.(null, 'media', (answer) => (granted = answer));
    expect(granted).toBe(false);
    expect(electron.permissions.check?.()).toBe(false);
    expect(electron.permissions.device?.()).toBe(false);
    const download = { preventDefault: vi.fn() };
    electron.defaultSession.emit('will-download', download);
    expect(download.preventDefault).toHaveBeenCalledOnce();
  });

  it('goes nowhere but to its panel, and opens https links outside', async () => {
    const { electron } = await start();
    const contents = electron.windows[0]?.webContents;
    electron.app.emit('web-contents-created', {}, contents);
    const away = { url: 'https://example.org/', preventDefault: vi.fn() };
    contents?.emit('will-navigate', away);
    expect(away.preventDefault).toHaveBeenCalledOnce();
    const home = { url: 'caretaker://panel/index.html', preventDefault: vi.fn() };
    contents?.emit('will-navigate', home);
    expect(home.preventDefault).not.toHaveBeenCalled();
    for (const url of ['https://example.org/help', 'file:///etc/passwd', 'javascript:alert(1)']) {
      expect(contents?.openHandler?.({ url })).toEqual({ action: 'deny' });
    }
    expect(electron.opened).toEqual(['https://example.org/help']);
  });

  it('CT-22 frees the window when it is closed while the engine goes on', async () => {
    const { electron, closed, application } = await start();
    electron.windows[0]?.destroy();
    expect(closed).not.toHaveBeenCalled();
    expect(electron.exits).toEqual([]);
    application.show();
    expect(electron.windows).toHaveLength(2);
  });

  it('CT-21 says once, on the first close, how to reach it without a tray', async () => {
    const { electron, application } = await start();
    electron.windows[0]?.destroy();
    application.show();
    electron.windows[1]?.destroy();
    expect(electron.notifications.map(({ options }) => options.title)).toEqual([
      'Caretaker goes on in the background',
    ]);
    expect(existsSync(join(own, 'window/told-that-it-goes-on'))).toBe(true);
  });

  it('CT-21 brings its window to the front at a second start', async () => {
    const { electron, application } = await start();
    application.show();
    expect(electron.windows).toHaveLength(1);
    expect(electron.windows[0]?.calls).toEqual(['show', 'focus']);
  });

  it('starts without a window when it is started with the session', async () => {
    const { electron, application } = await start({ hidden: true });
    expect(electron.windows).toHaveLength(0);
    application.show();
    expect(electron.windows).toHaveLength(1);
  });

  it('follows the state with icon, tooltip and menu', async () => {
    const { electron, listeners } = await start();
    const paused = { by: 'user', until: null };
    listeners.get('maintenance.changed')?.(maintenanceStatus({ state: 'paused', paused }));
    expect(electron.trays[0]?.images.at(-1)).toContain('tray-paused');
    expect(electron.trays[0]?.tooltip).toBe('Caretaker: Paused by you.');
    expect(electron.trays[0]?.menu[0]?.label).toBe('Paused by you.');
  });

  it('UI-09 asks the desk from the tray, and tells a refusal', async () => {
    const answer: Answer = { kind: 'refusal', refusal: refuse('nothing-due', 'Nothing is due.') };
    const { electron, asked, click } = await start({ answer });
    click('Run maintenance now');
    await vi.waitFor(() => expect(electron.notifications).toHaveLength(1));
    expect(asked).toContain('maintenance.start');
    expect(electron.notifications[0]?.options.body).toBe('Nothing is due.');
    electron.windows[0]?.destroy();
    electron.notifications[0]?.emit('click');
    expect(electron.windows).toHaveLength(2);
  });

  it('ends in order: window, doors, tray, then the desk, then the process', async () => {
    const { electron, closed, listeners, click } = await start();
    click('Quit');
    await vi.waitFor(() => expect(electron.exits).toEqual([0]));
    expect(closed).toHaveBeenCalledOnce();
    expect(electron.handlers.size).toBe(0);
    expect(electron.trays[0]?.destroyed).toBe(true);
    expect(electron.windows[0]?.webContents.destroyed).toBe(true);
    expect(listeners.size).toBe(0);
    expect(electron.notifications).toEqual([]);
  });

  it('ends with the machine', async () => {
    const { electron, closed } = await start();
    electron.powerMonitor.emit('shutdown');
    await vi.waitFor(() => expect(electron.exits).toEqual([0]));
    expect(closed).toHaveBeenCalledOnce();
  });

  it('ends when the host it was the window of is gone', async () => {
    let leave = (): void => undefined;
    const gone = new Promise<void>((resolve) => (leave = resolve));
    const { electron } = await start({ gone });
    leave();
    await vi.waitFor(() => expect(electron.exits).toEqual([0]));
  });
});

describe('arguments of the application', () => {
  it.each([
    [['--home', '/a', '--hidden'], { home: '/a', language: undefined, hidden: true }],
    [['--home=/b', '--lang=el'], { home: '/b', language: 'el', hidden: false }],
    [['--no-sandbox', '.'], { home: undefined, language: undefined, hidden: false }],
  ])('%j', (args, read) => {
    expect(readArguments(args)).toEqual(read);
  });
});
