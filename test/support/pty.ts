import { fileURLToPath } from 'node:url';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ChildProgram } from './child-program.js';

const script = fileURLToPath(new URL('./pty-testbed.py', import.meta.url));

/** A real pseudo-terminal somebody is logged in on. */
export interface Terminal {
  /** Such as `/dev/pts/3`. */
  path: string;
  key(): Promise<void>;
  print(): Promise<void>;
  close(): Promise<void>;
}

export async function openTerminal(): Promise<Terminal> {
  const program = new ChildProgram('/usr/bin/python3', [script]);
  const path = await program.line((line) => line.startsWith('/dev/'));
  return {
    path,
    key: () => program.ask('key'),
    print: () => program.ask('print'),
    async close() {
      program.child.stdin?.end();
      await program.stop();
    },
  };
}

/** A folder in the place of /dev that shows only the terminals put into it, whatever else runs here. */
export interface DeviceFolder {
  root: string;
  add(terminal: Terminal): void;
  take(terminal: Terminal): void;
  remove(): void;
}

export function makeDeviceFolder(): DeviceFolder {
  const root = mkdtempSync(join(tmpdir(), 'caretaker-dev-'));
  mkdirSync(join(root, 'pts'));
  const link = (terminal: Terminal): string => join(root, 'pts', basename(terminal.path));
  return {
    root,
    add: (terminal) => symlinkSync(terminal.path, link(terminal)),
    take: (terminal) => rmSync(link(terminal)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
