import type { LoadCounters, LoadProbe } from './load-probe.js';

/** The part of `systeminformation` that is used: work and idleness since the last call, ms. */
export interface CurrentLoad {
  rawCurrentLoad: number;
  rawCurrentLoadIdle: number;
}

/**
 * CPU by the `systeminformation` package, on Windows and macOS and where /proc is hidden. It has no busy
 * time of disks on Windows, and only counts on macOS: disks are null there, never guessed.
 */
export class SystemInformationLoad implements LoadProbe {
  readonly name = 'systeminformation';
  readonly #ask: () => Promise<CurrentLoad>;
  #busyMs = 0;
  #totalMs = 0;

  constructor(ask: () => Promise<CurrentLoad> = askPackage) {
    this.#ask = ask;
  }

  async read(): Promise<LoadCounters | null> {
    const { rawCurrentLoad, rawCurrentLoadIdle } = await this.#ask();
    if (!(rawCurrentLoad + rawCurrentLoadIdle > 0) && this.#totalMs === 0) return null;
    this.#busyMs += rawCurrentLoad;
    this.#totalMs += rawCurrentLoad + rawCurrentLoadIdle;
    return { cpuBusyMs: this.#busyMs, cpuTotalMs: this.#totalMs, diskBusyMs: null };
  }
}

async function askPackage(): Promise<CurrentLoad> {
  const { currentLoad } = await import('systeminformation');
  return currentLoad();
}
