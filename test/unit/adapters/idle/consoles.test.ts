import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { missingSystem, titled } from '../../../support/requirements.js';
import { heldConsoles } from '../../../../src-main/adapters/idle/consoles.linux.js';

const onLinux = missingSystem('Linux');

describe('consoles that take input', () => {
  let root: string | null = null;
  afterEach(() => {
    if (root !== null) rmSync(root, { recursive: true, force: true });
    root = null;
  });

  // /dev/null stands for a console: a character device with number 1:3 that is there on every machine.
  it.skipIf(onLinux !== null)(titled('are those that a process has as its terminal', onLinux), () => {
    root = mkdtempSync(join(tmpdir(), 'caretaker-consoles-'));
    const roots = { devRoot: join(root, 'dev'), sysfsRoot: join(root, 'sys'), procRoot: join(root, 'proc') };
    mkdirSync(join(roots.sysfsRoot, 'class', 'tty', 'console'), { recursive: true });
    writeFileSync(join(roots.sysfsRoot, 'class', 'tty', 'console', 'active'), 'tty0 ttyS0\n');
    mkdirSync(roots.devRoot);
    symlinkSync('/dev/null', join(roots.devRoot, 'ttyS0'));
    symlinkSync('/dev/zero', join(roots.devRoot, 'tty1'));
    // Processes of others are hidden: any console may be in use.
    expect(heldConsoles(roots)).toEqual(['tty1', 'ttyS0']);
    mkdirSync(join(roots.procRoot, '1'), { recursive: true });
    writeFileSync(join(roots.procRoot, '1', 'stat'), '1 (init) S 0 1 1 0 -1 4194560\n');
    expect(heldConsoles(roots)).toEqual([]);
    mkdirSync(join(roots.procRoot, '77'), { recursive: true });
    const terminal = (1 << 8) | 3;
    writeFileSync(join(roots.procRoot, '77', 'stat'), `77 (a ) b) S 1 77 77 ${terminal} 77 4194304\n`);
    expect(heldConsoles(roots)).toEqual(['ttyS0']);
  });
});
