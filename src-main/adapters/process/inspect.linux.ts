import type { Probe } from '../../core/tasks/process.js';
import type { Claim, InstanceFolder } from './instance-folder.js';
import { bootId, isAlive, type ProcessIdentity } from './process-identity.linux.js';
import type { ProcessTree } from './process-tree.js';

/** What became of an instance, and what is needed to adopt it. */
export interface Inspection {
  probe: Probe;
  shim: ProcessIdentity | null;
  /** Its program had been started. */
  started: boolean;
}

const blankClaimWaitMs = 500;
const underWayWaitMs = 1000;
const lookMs = 5;
/** Stands for a shim that nothing is known of: no process has these numbers. */
const unknownShim: ProcessIdentity = { pid: 0, start: 0 };

/**
 * Finds out what became of an instance. Where its launch was never claimed, this claims it, so that a
 * shim that is only just starting does nothing. A launch under way is waited for, a second at most.
 */
export async function inspect(
  folder: InstanceFolder,
  treeOf: (shim: ProcessIdentity | null) => ProcessTree,
): Promise<Inspection> {
  const instance = folder.instance;
  const absent: Inspection = { probe: { kind: 'absent', instance }, shim: null, started: false };
  folder.create();
  if (folder.claimForHost()) {
    folder.markEnded();
    // A shim that was stopped before it could claim finds the claim taken now, and leaves.
    withTree(treeOf(null), (tree) => {
      tree.thaw();
      tree.remove();
    });
    return absent;
  }
  const claim = await settledClaim(folder);
  if (claim?.by === 'host') return absent;
  if (claim === null) return withTree(treeOf(null), (tree) => inspectTree(folder, tree, unknownShim));
  if (claim.boot !== bootId()) return inspectOver(folder);
  await until(underWayWaitMs, () => {
    if (folder.readProgram() !== null || folder.readEnding() !== null) return true;
    return !isAlive(claim.shim) || withTree(treeOf(claim.shim), (tree) => tree.isHeld());
  });
  return withTree(treeOf(claim.shim), (tree) => inspectTree(folder, tree, claim.shim));
}

function withTree<T>(tree: ProcessTree, use: (tree: ProcessTree) => T): T {
  try {
    return use(tree);
  } finally {
    tree.release();
  }
}

/** null: its owner was cut off between making and writing it. */
async function settledClaim(folder: InstanceFolder): Promise<Claim | null> {
  let claim: Claim | 'blank' | null = null;
  await until(blankClaimWaitMs, () => {
    claim = folder.readClaim();
    return claim !== 'blank';
  });
  return claim === 'blank' ? null : claim;
}

function inspectTree(folder: InstanceFolder, tree: ProcessTree, shim: ProcessIdentity): Inspection {
  const instance = folder.instance;
  // In this order: a shim that is gone has written its result before, if it wrote one.
  const shimLives = isAlive(shim);
  const ending = folder.readEnding();
  const members = tree.members();
  const program = folder.readProgram();
  if (members.length > 0 || (shimLives && ending === null)) {
    const pid = program?.pid ?? members[0] ?? shim.pid;
    const frozen = tree.isHeld();
    // What a host began before it died is completed: the gate decides whether it goes on.
    if (frozen) tree.freeze();
    folder.takeOver();
    return {
      probe: { kind: 'alive', instance, pid, frozen },
      shim,
      started: program !== null,
    };
  }
  tree.remove();
  return inspectOver(folder);
}

/** Nothing of it lives: the files are all there is. */
function inspectOver(folder: InstanceFolder): Inspection {
  const instance = folder.instance;
  const ending = folder.readEnding() ?? folder.readDone();
  folder.markEnded();
  const over = (probe: Probe): Inspection => ({ probe, shim: null, started: folder.readProgram() !== null });
  if (ending === null) return over({ kind: 'lost', instance });
  // The program never ran: the shell that was to become it could not.
  if (ending.kind === 'failed') return over({ kind: 'absent', instance });
  const { exit, at } = ending;
  return over({ kind: 'exited', instance, exit, at, byGuardian: folder.endedByGuardian() });
}

async function until(ms: number, test: () => boolean): Promise<void> {
  const end = performance.now() + ms;
  while (!test() && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
