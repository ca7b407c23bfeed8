import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder in the form of /sys, and programs that write down how they were called. */
export class WakeMachine {
  readonly root = mkdtempSync(join(tmpdir(), 'caretaker-wake-'));
  readonly sys = join(this.root, 'sys');
  readonly bin = join(this.root, 'bin');

  constructor(files: Record<string, string> = {}) {
    mkdirSync(this.sys);
    mkdirSync(this.bin);
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    const file = join(this.sys, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
  }

  read(path: string): string {
    return readFileSync(join(this.sys, path), 'utf8').trim();
  }

  /** A program that notes its words, one call a line, and runs `script` (sh) after that. */
  program(name: string, script = ''): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\necho "$*" >> "${this.root}/${name}.calls"\n${script}\n`);
    chmodSync(file, 0o755);
  }

  calls(name: string): string[] {
    const file = join(this.root, `${name}.calls`);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  get env(): Record<string, string> {
    return {
      PATH: `${this.bin}:${process.env['PATH'] ?? ''}`,
      DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent',
    };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Files of a machine with S3 and an alarm clock that counts in UTC. */
export function sleeper(): Record<string, string> {
  return {
    'power/state': 'freeze mem disk',
    'power/mem_sleep': 's2idle [deep]',
    'class/rtc/rtc0/wakealarm': '',
    'class/rtc/rtc0/since_epoch': String(Math.floor(Date.now() / 1000)),
    'class/rtc/rtc0/device/power/wakeup': 'enabled',
  };
}
