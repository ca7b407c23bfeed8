import type { Principal } from '../../../src-shared/contract/define.js';
import { run } from '../child/run.js';
import type { Environment } from '../child/command.js';
import type { Peer } from './peer.js';

const lookUpMs = 3000;

/**
 * The principal behind a peer: its account by uid, with all groups of that account as the system lists them. Root is an
 * administrator. An account without a name is called by its number and has the group it came with.
 */
export async function principalOf(peer: Peer, env: Environment): Promise<Principal> {
  const { uid, gid } = peer;
  const name = (await nameBySystem(uid, env)) ?? String(uid);
  const gids = await groupsOf(name, gid, env);
  return { kind: uid === 0 ? 'administrator' : 'user', name, account: { uid, gids } };
}

/** Asks the system, which also knows the accounts of a directory service. */
async function nameBySystem(uid: number, env: Environment): Promise<string | null> {
  try {
    const line = await run('getent', ['passwd', String(uid)], { env, timeoutMs: lookUpMs });
    return line.split(':')[0] || null;
  } catch {
    return null;
  }
}

async function groupsOf(name: string, gid: number, env: Environment): Promise<number[]> {
  try {
    const text = await run('id', ['-G', '--', name], { env, timeoutMs: lookUpMs });
    const listed = text.trim().split(/\s+/).map(Number);
    return [...new Set([gid, ...listed.filter((one) => Number.isSafeInteger(one))])];
  } catch {
    return [gid];
  }
}
