import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** A program of a testbed: lines out, lines in, ended by `stop` and never left behind. */
export class ChildProgram {
  readonly child: ChildProcess;
  readonly #name: string;
  readonly #lines: string[] = [];
  readonly #reader: Interface | null;
  #waiting: { want: (line: string) => boolean; found: (line: string) => void }[] = [];
  #complaint = '';
  readonly #ended: Promise<void>;

  constructor(command: string, args: string[], options: SpawnOptions = {}) {
    this.#name = [command, ...args].join(' ');
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
    // A program that has ended already makes the next write fail; its end is told by `line`.
    this.child.stdin?.on('error', () => undefined);
    this.child.stderr?.on('data', (chunk: Buffer) => (this.#complaint += chunk.toString('utf8')));
    this.#reader = this.child.stdout ? createInterface({ input: this.child.stdout }) : null;
    this.#reader?.on('line', (line) => this.#take(line));
    this.#ended = new Promise((resolve) => {
      this.child.once('error', () => resolve());
      this.child.once('close', () => resolve());
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.#name} did not start`);
    return this.child.pid;
  }

  /** The next line that passes, also one that came before; each line is given once. */
  async line(want: (line: string) => boolean = () => true, timeoutMs = 10_000): Promise<string> {
    const at = this.#lines.findIndex(want);
    if (at >= 0) return this.#lines.splice(at, 1)[0] ?? '';
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        new Promise<string>((found) => this.#waiting.push({ want, found })),
        this.#ended.then(() => Promise.reject(new Error(`${this.#name} ended: ${this.#complaint.trim()}`))),
        new Promise<string>((_, reject) => {
          timer = setTimeout(() => {
            reject(new Error(`${this.#name} said nothing in ${timeoutMs} ms: ${this.#complaint}`));
          }, timeoutMs);
        }),
      ]);
    } finally {
      clearTimeout(timer);
    }
  }

  say(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Says a line and waits for the program's `ok`. */
  async ask(line: string): Promise<void> {
    this.say(line);
    await this.line((answer) => answer === 'ok');
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await this.#ended;
    clearTimeout(hard);
    this.#reader?.close();
  }

  #take(line: string): void {
    const waiting = this.#waiting.find(({ want }) => want(line));
    if (waiting === undefined) {
      this.#lines.push(line);
      return;
    }
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    waiting.found(line);
  }
}
