import { openLocalSocket } from '../../adapters/transport/local-socket.js';
import type { Log } from '../../ports/log.js';
import type { Notifier } from '../../ports/notifier.js';
import { startRuntime } from '../../runtime/runtime.js';
import { compose } from '../compose.js';
import { accountName, type Surroundings } from '../home/choose.js';
import { findHost } from '../home/find-host.js';
import { removeHostFile, writeHostFile } from '../home/host-file.js';
import { takeLock, type HomeLock } from '../home/lock.js';
import { openRuntimeFolder, removePointer, writePointer } from '../home/runtime-folder.js';
import { product } from '../product.js';
import type { OpenDesk } from './application.js';
import { ClientDesk } from './client-desk.js';
import type { ElectronParts } from './electron.js';
import { ownParts } from './own-parts.js';

export interface Opening {
  electron: Pick<ElectronParts, 'powerMonitor' | 'powerSaveBlocker'>;
  home: string;
  around: Surroundings;
  log: Log;
  notifier: Notifier;
  /** The Node that runs Caretaker's own tasks: Electron's executable is none. */
  node: string;
  /** A notice's button: the window. */
  onPanelWanted: () => void;
  /** `caretaker host stop`, from another process. */
  onStopRequested: () => void;
}

/**
 * Opens the desk of this home. Where a host runs on it already, this application becomes that host's window and tray;
 * else the runtime runs in this process, and the command line reaches it over the local socket.
 *
 * @throws Fault where the store, the socket or the running host cannot be had
 */
export async function openDesk(opening: Opening): Promise<OpenDesk> {
  const lock = takeLock(opening.home);
  if (lock === null) return joinHost(opening);
  try {
    return await runHost(opening, lock);
  } catch (error) {
    removeHostFile(opening.home);
    lock.release();
    throw error;
  }
}

async function joinHost({ home, around }: Opening): Promise<OpenDesk> {
  const client = await findHost(home, around);
  return {
    desk: new ClientDesk(client),
    owner: { kind: 'administrator', name: accountName() },
    gone: client.gone,
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

async function runHost(opening: Opening, lock: HomeLock): Promise<OpenDesk> {
  const { electron, home, around, log, notifier, node } = opening;
  writeHostFile(home, { pid: process.pid, socket: null, panel: null });
  const runtime = await startRuntime(
    compose({
      home,
      env: around.env,
      log,
      hostKind: 'electron',
      // The panel is this application's window; a link for a browser is not given.
      panel: () => null,
      node,
      onPanelWanted: opening.onPanelWanted,
      onStopRequested: opening.onStopRequested,
      own: (context) => ({ ...ownParts(electron, context), notifier }),
    }),
  );
  const { folder, socket } = openRuntimeFolder(home, around);
  const user = accountName();
  const welcome = { version: product().version, home, pid: process.pid };
  const door = await openLocalSocket({ desk: runtime.desk, welcome, user, log, path: socket });
  writeHostFile(home, { pid: process.pid, socket, panel: null });
  writePointer(folder, home);
  return {
    desk: runtime.desk,
    owner: { kind: 'administrator', name: user },
    gone: null,
    close: async () => {
      removePointer(folder, home);
      await door.close();
      await runtime.stop();
      removeHostFile(home);
      lock.release();
    },
  };
}
