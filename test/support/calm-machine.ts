import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing, missingRoot } from './requirements.js';

const everyMs = 200;
const digits = 14;

export function missingCalm(): string | null {
  return missing('unshare', 'mount') ?? missingRoot();
}

/**
 * A machine on which nobody else works, whatever the one is that runs the tests: in a mount namespace of
 * the host's own, the kernel's counters of processor and disk tell of nothing but idling.
 */
export class CalmMachine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'caretaker-calm-'));
  readonly #stat = join(this.#folder, 'stat');
  readonly #diskstats = join(this.#folder, 'diskstats');
  readonly #file: number;
  readonly #timer: NodeJS.Timeout;
  readonly #began = performance.now();

  constructor() {
    const others = readFileSync('/proc/stat', 'latin1').split('\n').slice(1).join('\n');
    writeFileSync(this.#stat, `${this.#line()}\n${others}`);
    writeFileSync(this.#diskstats, readFileSync('/proc/diskstats', 'latin1'));
    this.#file = openSync(this.#stat, 'r+');
    // In place and of one length: whoever reads meanwhile finds a whole line.
    this.#timer = setInterval(() => writeSync(this.#file, this.#line(), 0), everyMs);
  }

  /** Words before the command of a host that is to live on this machine. */
  get through(): string[] {
    const script = `mount --bind "${this.#stat}" /proc/stat && mount --bind "${this.#diskstats}" /proc/diskstats && exec "$@"`;
    return ['unshare', '-m', '--propagation', 'private', 'sh', '-c', script, 'sh'];
  }

  close(): void {
    clearInterval(this.#timer);
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Two cores that idle: hundredths of a second. */
  #line(): string {
    const idle = Math.round(((performance.now() - this.#began) / 1000) * 200);
    return `cpu  100 0 100 ${String(idle).padStart(digits, '0')} 0 0 0 0 0 0`;
  }
}
