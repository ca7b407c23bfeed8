import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The Node that runs Caretaker's own tasks: the one that came with `npm ci`, else whatever `node` the system has.
 * Electron's executable cannot stand in for it, since the RunAsNode fuse is off.
 */
export function chooseNodeProgram(
  root: string,
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): string {
  const windows = platform === 'win32';
  const carrier = `node_modules/node-${windows ? 'win' : platform}-${arch}/bin/node${windows ? '.exe' : ''}`;
  const carried = join(root, carrier);
  return existsSync(carried) ? carried : 'node';
}
