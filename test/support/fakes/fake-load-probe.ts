import type { LoadCounters, LoadProbe } from '../../../src-main/adapters/load/load-probe.js';
import type { FakeClock } from './fake-clock.js';

const cores = 4;

interface Work {
  cpuPercent: number;
  ownPercent: number;
  diskPercent: number;
}

/** Counters of a machine with four cores and one disk, running on at the pace that is set. */
export class FakeLoadProbe implements LoadProbe {
  readonly name = 'fake-counters';
  readonly #clock: FakeClock;
  #work: Work = { cpuPercent: 0, ownPercent: 0, diskPercent: 0 };
  #sinceMs: number;
  #others = 1_000;
  #own = 0;
  #disk = 500;
  #total = 100_000;
  readable = true;
  reads = 0;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.#sinceMs = clock.now().elapsed;
  }

  set(work: Partial<Work>): void {
    this.#run();
    this.#work = { ...this.#work, ...work };
  }

  /** The machine sleeps: time passes, counters stand still. */
  sleep(ms: number): void {
    this.#run();
    this.#clock.sleep(ms);
    this.#sinceMs += ms;
  }

  ownCpuMs(): number {
    this.#run();
    return this.#own;
  }

  read(): LoadCounters | null {
    this.reads += 1;
    if (!this.readable) return null;
    this.#run();
    return {
      cpuBusyMs: this.#others + this.#own,
      cpuTotalMs: this.#total,
      diskBusyMs: new Map([['sda', this.#disk]]),
    };
  }

  #run(): void {
    const ms = this.#clock.now().elapsed - this.#sinceMs;
    this.#sinceMs += ms;
    this.#others += (ms * cores * this.#work.cpuPercent) / 100;
    this.#own += (ms * cores * this.#work.ownPercent) / 100;
    this.#disk += (ms * this.#work.diskPercent) / 100;
    this.#total += ms * cores;
  }
}
