import { dirname } from 'node:path';
import { Fault } from '../../../src-shared/failure/fault.js';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const codes = {
  permission: 3,
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;
/** Extended code: the file is shorter than its own header says. */
const shortRead = 522;

/** What was read is not what was written: the store has to be set aside. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode : null;
}

/** Whether an error says that the file's content is damaged. */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedError) return true;
  const code = resultCode(error);
  if (code === null) return false;
  return code === shortRead || [codes.corrupt, codes.notADatabase].some((damage) => damage === (code & 0xff));
}

/** Another process has the store open. */
export function busyFault(file: string, cause?: unknown): Fault {
  return new Fault(
    'store-busy',
    `The store ${file} is open in another program; only one host may use it: stop the other one, or choose another home.`,
    true,
    { cause },
  );
}

/** The store was written by a newer Caretaker. */
export function newerFault(file: string, found: number, known: number): Fault {
  return new Fault(
    'store-newer',
    `The store ${file} has version ${found}, but this Caretaker knows versions up to ${known}: start the newer Caretaker that wrote it, or choose another home. Nothing was changed.`,
  );
}

function notWritable(file: string, cause: unknown): Fault {
  return new Fault(
    'home-not-writable',
    `The store ${file} cannot be opened for writing: make the folder ${dirname(file)} writable for this user, or choose another home.`,
    false,
    { cause },
  );
}

function diskFull(file: string, cause: unknown): Fault {
  return new Fault(
    'disk-full',
    `The store ${file} could not be written because the disk is full: free some space on the disk of ${dirname(file)}.`,
    true,
    { cause },
  );
}

function systemFault(file: string, error: Error): Fault {
  switch ('code' in error ? error.code : null) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(file, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return notWritable(file, error);
    default:
      return failing(file, error);
  }
}

function failing(file: string, error: Error): Fault {
  return new Fault(
    'store-failing',
    `The store ${file} could not be read or written (${error.message}): check the disk of ${dirname(file)}.`,
    true,
    { cause: error },
  );
}

/**
 * Translates what SQLite and the file system throw into a {@link Fault}. Anything else, such as a
 * broken constraint, is a mistake of the program and comes back as it is.
 */
export function translate(file: string, error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  if (isDamage(error)) {
    return new Fault(
      'store-corrupt',
      `The store ${file} is damaged (${error.message}): restart Caretaker, which sets it aside and starts from the last good backup.`,
      false,
      { cause: error },
    );
  }
  const code = resultCode(error);
  if (code === null) return 'syscall' in error ? systemFault(file, error) : error;
  switch (code & 0xff) {
    case codes.busy:
    case codes.locked:
      return busyFault(file, error);
    case codes.permission:
    case codes.readOnly:
    case codes.cannotOpen:
      return notWritable(file, error);
    case codes.full:
      return diskFull(file, error);
    case codes.io:
    case codes.noMemory:
      return failing(file, error);
    default:
      return error;
  }
}
