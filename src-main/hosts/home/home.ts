import { constants, accessSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { Fault } from '../../../src-shared/failure/fault.js';

/**
 * Makes the home where it is not there yet (for its owner only) and returns its real path.
 *
 * @throws Fault `home-not-a-directory`, `home-not-writable`
 */
export function openHome(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cannotMake(path, error);
  }
  const home = realpathSync(path);
  if (!statSync(home).isDirectory()) throw notADirectory(path);
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(path, error);
  }
  return home;
}

function cannotMake(path: string, error: unknown): Fault {
  const code = codeOf(error);
  if (code === 'EEXIST' || code === 'ENOTDIR') return notADirectory(path);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `The home ${path} cannot be made because the disk is full; make room and start again.`;
    return new Fault('disk-full', message, false, { cause: error });
  }
  return notWritable(path, error);
}

function notADirectory(path: string): Fault {
  return new Fault(
    'home-not-a-directory',
    `The home ${path} is not a folder; name another with --home or CARETAKER_HOME.`,
  );
}

/** The sentence for a home that this account cannot write in; also used where a file in it cannot be made. */
export function notWritable(path: string, error: unknown): Fault {
  const message = `The home ${path} cannot be written (${codeOf(error) ?? 'no access'}); give this account the folder, or name another with --home or CARETAKER_HOME.`;
  return new Fault('home-not-writable', message, false, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
