import { join } from 'node:path';
import electron from 'electron';
import { parseLanguage } from '../../../src-shared/wording/language.js';
import { say } from '../../../src-shared/wording/message.js';
import { openHostLog } from '../../adapters/log/host-log.js';
import { chooseSurroundings, defaultHome, namedHome } from '../home/choose.js';
import { openHome } from '../home/home.js';
import { product } from '../product.js';
import { Application } from './application.js';
import { readArguments } from './arguments.js';
import { chooseNodeProgram } from './node-program/choose.js';
import { openDesk } from './open-desk.js';
import { registerScheme } from './protocol.js';

const { app, dialog } = electron;

/** Everything that must be settled before Electron is ready; false: another Caretaker has this home's window. */
function prepare(home: string): boolean {
  app.enableSandbox();
  app.setName('Caretaker');
  app.setAppUserModelId('org.caretaker.Caretaker');
  // Chromium's own files lie in the home: two homes are two applications, one home is one.
  app.setPath('userData', join(home, 'window'));
  registerScheme(electron);
  return app.requestSingleInstanceLock();
}

async function run(): Promise<void> {
  const given = readArguments(process.argv.slice(app.isPackaged ? 1 : 2));
  const around = chooseSurroundings(process.env);
  const home = openHome(namedHome(given.home, around) ?? defaultHome(around));
  if (!prepare(home)) {
    // The first one has been told by Electron, and shows its window.
    app.exit(0);
    return;
  }
  await app.whenReady();
  const { root } = product();
  const log = openHostLog(home);
  const node = chooseNodeProgram(root);
  const application = new Application({
    electron,
    log,
    openDesk: (notifier) =>
      openDesk({
        electron,
        home,
        around,
        log,
        notifier,
        node,
        onPanelWanted: () => application.show(),
        onStopRequested: () => application.quit(),
      }),
    panel: join(root, 'out/renderer'),
    icons: join(root, 'out/main/icons'),
    preload: join(root, 'out/preload/index.cjs'),
    own: join(home, 'window'),
    language: parseLanguage(given.language ?? app.getLocale()),
    hidden: given.hidden,
  });
  app.on('second-instance', () => application.show());
  app.on('activate', () => application.show());
  // With this listener Electron does not quit by itself: the engine goes on without a window.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    event.preventDefault();
    application.quit();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => application.quit());
  try {
    await application.start();
  } catch (error) {
    await application.stop();
    throw error;
  }
}

run().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  if (app.isReady())
    dialog.showErrorBox(say(parseLanguage(app.getLocale()), 'desktop.failed.title'), message);
  app.exit(1);
});
