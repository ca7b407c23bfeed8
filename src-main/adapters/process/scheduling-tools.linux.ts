import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Full paths of the tools that set a program's scheduling and account; null where one is missing or not permitted. */
export interface SchedulingTools {
  chrt: string | null;
  renice: string | null;
  /** Takes on another account and gives up rights. */
  setpriv: string | null;
}

const folders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin'];

/** Looks for the tools and tries the idle class once: some containers forbid it. */
export async function findTools(): Promise<SchedulingTools> {
  const chrt = find('chrt');
  const permitted = chrt !== null && (await succeeds(chrt, ['-i', '0', '/bin/sh', '-c', ':']));
  return { chrt: permitted ? chrt : null, renice: find('renice'), setpriv: find('setpriv') };
}

function find(name: string): string | null {
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

function succeeds(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(command, args, (error) => resolve(error === null));
  });
}
