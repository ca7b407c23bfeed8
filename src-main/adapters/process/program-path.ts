import { accessSync, constants, openSync, closeSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Windows result codes of a program that cannot be started. */
export const launchCodes = {
  notFound: 0x80070002,
  accessDenied: 0x80070005,
  badDirectory: 0x8007010b,
  badArguments: 0x80070057,
  noResources: 0x800705aa,
} as const;

export type Resolved = { kind: 'found'; path: string } | { kind: 'refused'; code: number; message: string };

/**
 * Finds the program as execvp would: a name with a slash from the working directory, any other
 * through PATH. A script's interpreter must be there too, else the start would fail with an error
 * that names the script.
 */
export function resolveProgram(command: string, workingDirectory: string, path: string): Resolved {
  const candidates = command.includes('/')
    ? [resolve(workingDirectory, command)]
    : path.split(':').map((folder) => join(folder === '' ? workingDirectory : folder, command));
  let denied: string | null = null;
  for (const candidate of candidates) {
    const verdict = judge(candidate);
    if (verdict === 'program') return checkInterpreter(candidate);
    if (verdict === 'denied') denied ??= candidate;
  }
  if (denied !== null) return refuse(launchCodes.accessDenied, `${denied} may not be run as a program`);
  const where = command.includes('/') ? '' : ` in PATH (${path})`;
  return refuse(launchCodes.notFound, `there is no program ${command}${where}`);
}

/** Whether a working directory can be entered; the refusal when not. */
export function refuseDirectory(path: string): { code: number; message: string } | null {
  try {
    if (!statSync(path).isDirectory()) {
      return { code: launchCodes.badDirectory, message: `the working directory ${path} is not a directory` };
    }
    accessSync(path, constants.X_OK);
    return null;
  } catch (error) {
    if (isDenied(error)) {
      return { code: launchCodes.accessDenied, message: `the working directory ${path} may not be entered` };
    }
    return { code: launchCodes.badDirectory, message: `there is no working directory ${path}` };
  }
}

function refuse(code: number, message: string): Resolved {
  return { kind: 'refused', code, message };
}

function judge(path: string): 'program' | 'denied' | 'absent' {
  try {
    // Most of PATH does not hold it: an exception for each folder would cost more than the look.
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return 'absent';
    if (!stat.isFile()) return 'denied';
    accessSync(path, constants.X_OK);
    return 'program';
  } catch (error) {
    return isDenied(error) ? 'denied' : 'absent';
  }
}

function isDenied(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'EACCES' || code === 'EPERM';
}

function checkInterpreter(path: string): Resolved {
  const interpreter = /^#![ \t]*(\S+)/.exec(firstBytes(path))?.[1];
  if (interpreter !== undefined && interpreter.startsWith('/')) {
    const verdict = judge(interpreter);
    if (verdict === 'absent') {
      return refuse(
        launchCodes.notFound,
        `there is no ${interpreter}, which ${path} names as its interpreter`,
      );
    }
    if (verdict === 'denied') {
      return refuse(launchCodes.accessDenied, `${interpreter}, the interpreter of ${path}, may not be run`);
    }
  }
  return { kind: 'found', path };
}

/** Empty where the file may be run but not read. */
function firstBytes(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(256);
      return buffer.toString('latin1', 0, readSync(file, buffer));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
