/** Counters that only rise, as of one moment. */
export interface LoadCounters {
  /** CPU time worked by everybody, all cores together, ms. */
  cpuBusyMs: number;
  /** CPU time that there was, worked or idle, all cores together, ms. */
  cpuTotalMs: number;
  /** Time each disk had work, ms by the disk's name; null where the system does not tell. */
  diskBusyMs: ReadonlyMap<string, number> | null;
}

export interface LoadProbe {
  readonly name: string;
  /** Null when the counters cannot be read. */
  read(): LoadCounters | null | Promise<LoadCounters | null>;
}
