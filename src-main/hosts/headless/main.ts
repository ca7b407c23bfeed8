import { join } from 'node:path';
import { openHostLog } from '../../adapters/log/host-log.js';
import { choosePeerCredentials } from '../../adapters/transport/choose.js';
import type { Welcome } from '../../adapters/transport/conversation.js';
import { openLocalSocket, openUserSocket, type Door } from '../../adapters/transport/local-socket.js';
import { openPanelServer, type PanelServer } from '../../adapters/transport/panel-server.js';
import type { RuntimeParts } from '../../runtime/parts.js';
import { startRuntime } from '../../runtime/runtime.js';
import { Fault } from '../../../src-shared/failure/fault.js';
import { compose } from '../compose.js';
import { openInBrowser } from '../open-in-browser.js';
import { accountName, defaultHome, namedHome, socketPath, type Surroundings } from '../home/choose.js';
import { openHome } from '../home/home.js';
import { readHostFile, removeHostFile, writeHostFile } from '../home/host-file.js';
import { takeLock } from '../home/lock.js';
import {
  openRuntimeFolder,
  removeMachinePointer,
  removePointer,
  writeMachinePointer,
  writePointer,
} from '../home/runtime-folder.js';
import type { Desk } from '../../ports/desk.js';
import type { Log } from '../../ports/log.js';
import { product } from '../product.js';
import { IdleMemory } from './idle-memory.js';

export interface HeadlessOptions {
  around: Surroundings;
  home: string | undefined;
  /** Port of the panel; null = the home's usual one. */
  port: number | null;
  /** Whether to open the panel in a browser. */
  open: boolean;
  /** How the services start (SCM-71, SCM-108); left out: as always. */
  serviceStart?: RuntimeParts['serviceStart'];
  /** Prints one line for the person at the terminal. */
  say(line: string): void;
}

/**
 * Runs a headless host until it is told to stop (host stop, SIGTERM, SIGINT). Closes in the reverse
 * order of opening: doors, runtime, lock.
 *
 * @throws Fault `host-running` when the home has a host already; others where a part cannot be had
 */
export async function runHeadless(options: HeadlessOptions): Promise<void> {
  const { around, say } = options;
  const home = openHome(namedHome(options.home, around) ?? defaultHome(around));
  const lock = takeLock(home);
  if (lock === null) throw alreadyRunning(home);
  const log = openHostLog(home);
  const stop = stopSignal();
  try {
    await host({ ...options, home, log, stop }, say);
  } finally {
    removeHostFile(home);
    lock.release();
  }
}

interface Hosting extends Omit<HeadlessOptions, 'home'> {
  home: string;
  log: ReturnType<typeof openHostLog>;
  stop: ReturnType<typeof stopSignal>;
}

async function host(hosting: Hosting, say: (line: string) => void): Promise<void> {
  const { around, home, log, stop } = hosting;
  const { root, version } = product();
  writeHostFile(home, { pid: process.pid, socket: null, panel: null });
  let panel: PanelServer | null = null;
  const memory = new IdleMemory();
  const runtime = await startRuntime(
    compose({
      home,
      env: around.env,
      log,
      hostKind: 'headless',
      ...(hosting.serviceStart !== undefined && { serviceStart: hosting.serviceStart }),
      panel: () => panel && { link: () => panel?.freshLink() ?? '', address: panel.address },
      onPanelWanted: () => panel && openInBrowser(panel.freshLink(), around.env),
      onStopRequested: stop.now,
      onWork: () => memory.noteWork(),
    }),
  );
  const door = { desk: runtime.desk, welcome: { version, home, pid: process.pid }, user: accountName(), log };
  const { folder, socket } = openRuntimeFolder(home, around);
  panel = await openPanelServer({ ...door, assets: join(root, 'out', 'renderer'), port: hosting.port });
  const local = await openLocalSocket({ ...door, path: socket });
  writeHostFile(home, { pid: process.pid, socket, panel: panel.address });
  writePointer(folder, home);
  const users = await openUsersDoor({ ...door, home, folder, around });
  const link = panel.freshLink();
  // `npm start` says with it why there is no window.
  const without = around.env['CARETAKER_WITHOUT_WINDOW'];
  const why = without ? ` without a window (${without})` : '';
  say(`Caretaker is running${why} (pid ${String(process.pid)}). Panel: ${link}`);
  if (hosting.open) openInBrowser(link, around.env);
  memory.noteWork();
  await stop.asked;
  removePointer(folder, home);
  await users?.close();
  await local.close();
  await panel.close();
  await runtime.stop();
}

/** A host of root's is for the whole machine: its users come in by a socket of their own (design section 7). */
async function openUsersDoor(parts: {
  desk: Desk;
  welcome: Welcome;
  log: Log;
  home: string;
  folder: string;
  around: Surroundings;
}): Promise<Door | null> {
  const { around, folder, home, log } = parts;
  if (around.uid !== 0) return null;
  const path = socketPath(folder, home, around, 'user');
  const peerOf = await choosePeerCredentials(log);
  if (path === null || peerOf === null) return null;
  const door = await openUserSocket({ ...parts, path, peerOf, env: around.env });
  writeMachinePointer(folder, path);
  return {
    close: async () => {
      removeMachinePointer(folder, path);
      await door.close();
    },
  };
}

function alreadyRunning(home: string): Fault {
  const other = readHostFile(home);
  const who = other === null ? 'another host' : `pid ${String(other.pid)}`;
  const where = other?.panel == null ? '' : `, panel ${other.panel}`;
  return new Fault('host-running', `A host is already running on ${home}: ${who}${where}.`);
}

/** Waits for a request to stop, by signal or by a client. */
function stopSignal(): { asked: Promise<void>; now: () => void } {
  let now = (): void => {};
  const asked = new Promise<void>((resolve) => {
    now = resolve;
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, now);
  return { asked, now };
}
