import { readdirSync, readFileSync, statSync } from 'node:fs';

/** Where the kernel's file systems are; `/dev`, `/sys`, `/proc` in the product. */
export interface ConsoleRoots {
  devRoot: string;
  sysfsRoot: string;
  procRoot: string;
}

/**
 * Consoles (virtual ones and serial lines of servers) that some process has as its terminal: a login
 * prompt or somebody's shell. One that nobody has opened takes no input. Where the processes of others are
 * hidden (hidepid), all consoles count. Names are without `/dev/`.
 */
export function heldConsoles(roots: ConsoleRoots): string[] {
  const consoles = consolesOf(roots);
  if (consoles.size === 0) return [];
  if (!canSeeOthers(roots.procRoot)) return [...new Set(consoles.values())].sort();
  const held = new Set<string>();
  for (const pid of listOf(roots.procRoot)) {
    if (!/^\d+$/.test(pid)) continue;
    const device = terminalOf(`${roots.procRoot}/${pid}/stat`);
    const name = device === null ? undefined : consoles.get(device);
    if (name !== undefined) held.add(name);
  }
  return [...held].sort();
}

/** Device number → name, of the first virtual consoles and of what the kernel itself writes to. */
function consolesOf({ devRoot, sysfsRoot }: ConsoleRoots): Map<number, string> {
  const names = Array.from({ length: 12 }, (_, index) => `tty${index + 1}`);
  try {
    const active = readFileSync(`${sysfsRoot}/class/tty/console/active`, 'latin1').trim().split(' ');
    names.push(...active.filter((name) => name !== '' && name !== 'tty0'));
  } catch {
    // A kernel without consoles.
  }
  const consoles = new Map<number, string>();
  for (const name of names) {
    try {
      const { rdev } = statSync(`${devRoot}/${name}`);
      if (rdev !== 0) consoles.set(rdev, name);
    } catch {
      // Not on this machine.
    }
  }
  return consoles;
}

/** Device number of a process's controlling terminal (`tty_nr` of proc(5)); null without one. */
function terminalOf(statPath: string): number | null {
  let text: string;
  try {
    text = readFileSync(statPath, 'latin1');
  } catch {
    return null;
  }
  // The name in parentheses may hold anything, also parentheses and blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const device = Number(fields[4]);
  return Number.isInteger(device) && device > 0 ? device : null;
}

/** Process 1 belongs to nobody who runs Caretaker as a user. */
function canSeeOthers(procRoot: string): boolean {
  try {
    readFileSync(`${procRoot}/1/stat`);
    return true;
  } catch {
    return false;
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
