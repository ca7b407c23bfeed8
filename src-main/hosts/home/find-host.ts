import { realpathSync } from 'node:fs';
import { Fault } from '../../../src-shared/failure/fault.js';
import { ContractClient } from '../../client/contract-client.js';
import { defaultHome, namedHome, runtimeFolders, socketPath } from './choose.js';
import type { Surroundings } from './choose.js';
import { readHostFile } from './host-file.js';
import { isOwn, machineSockets, newestHome } from './runtime-folder.js';

/** How long a host that holds its lock may take to open its doors. */
const startingMs = 10_000;
/** How long a client waits for a host that was told to start just before it (`caretaker host &`). */
const graceMs = 1500;
const retryMs = 40;

/**
 * Connects to the host of the named home, else to the newest host of this user, else to that of the
 * usual home. Waits up to 10 s for one that is starting.
 *
 * @throws Fault `no-host` with one line that says how to start one
 */
export async function findHost(home: string | undefined, around: Surroundings): Promise<ContractClient> {
  const named = namedHome(home, around);
  const began = performance.now();
  for (;;) {
    const homes = candidates(named, around);
    for (const one of homes) {
      const client = await tryHome(one, around);
      if (client) return client;
    }
    // Whoever has no host of their own is a user of the machine's.
    const client = await trySockets(machineSockets(named, around));
    if (client) return client;
    const waited = performance.now() - began;
    const starting = waited < startingMs && (await someLocked(homes));
    if (!starting && waited > graceMs) throw noHost(named, homes);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

function candidates(named: string | null, around: Surroundings): string[] {
  const homes = named === null ? [newestHome(around), defaultHome(around)] : [named];
  const real = homes.filter((home) => home !== null).map(realHome);
  return [...new Set(real)];
}

function realHome(home: string): string {
  try {
    return realpathSync(home);
  } catch {
    return home;
  }
}

function tryHome(home: string, around: Surroundings): Promise<ContractClient | null> {
  return trySockets(socketsOf(home, around));
}

async function trySockets(paths: readonly string[]): Promise<ContractClient | null> {
  for (const path of paths) {
    try {
      return await ContractClient.connect(path);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'no-host') throw error;
    }
  }
  return null;
}

/** Where the host says it listens, then where it would by the rule. */
function socketsOf(home: string, around: Surroundings): string[] {
  const said = readHostFile(home)?.socket;
  const byRule = runtimeFolders(around)
    .filter((folder) => isOwn(folder, around))
    .map((folder) => socketPath(folder, home, around));
  return [...new Set([said, ...byRule])].filter((path) => typeof path === 'string');
}

async function someLocked(homes: string[]): Promise<boolean> {
  const { lockIsHeld } = await import('./lock.js');
  return homes.some(lockIsHeld);
}

function noHost(named: string | null, homes: string[]): Fault {
  const where = named === null ? '' : ` on the home ${homes[0] ?? named}`;
  const command =
    named === null ? 'caretaker host --headless' : `caretaker host --headless --home ${quote(named)}`;
  return new Fault('no-host', `No host is running${where}; start one with: ${command}`, true);
}

function quote(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
