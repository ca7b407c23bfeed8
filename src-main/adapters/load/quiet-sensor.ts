import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { QuietReading } from '../../core/signals/readings.js';
import { elapsed } from '../../core/time/stamp.js';
import type { QuietSensor, SensorContext } from '../../ports/sensors.js';
import type { LoadCounters, LoadProbe } from './load-probe.js';
import { QuietWindow } from './quiet-window.js';

/** Looks per window: fine enough for a tenth of it, seldom enough to let the machine sleep between them. */
const samplesPerWindow = 30;
const intervalMinMs = 50;

type Limits = Parameters<QuietSensor['watch']>[0];

interface Watch {
  limits: Limits;
  window: QuietWindow;
  intervalMs: number;
  lastAtMs: number | null;
  ownCpuSoFarMs: number;
}

/** Whether others have done next to no work for a while, sampled only while some task waits for that. */
export class MachineQuietSensor implements QuietSensor {
  #onReading: ((reading: QuietReading) => void) | null = null;
  #watch: Watch | null = null;
  #quiet: QuietReading['quiet'] = 'unknown';
  #cancel: () => void = () => undefined;

  /** `probes` best first; the first that can be read is used. */
  constructor(
    private readonly context: SensorContext,
    private readonly probes: LoadProbe[],
  ) {}

  start(onReading: (reading: QuietReading) => void): Promise<void> {
    this.#onReading = onReading;
    onReading({ quiet: 'unknown' });
    if (this.#watch !== null) void this.#sample(this.#watch);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.rest();
    return Promise.resolve();
  }

  watch(limits: Limits): void {
    this.rest();
    this.#quiet = 'unknown';
    this.#watch = {
      limits,
      window: new QuietWindow(limits),
      intervalMs: Math.max(intervalMinMs, Math.ceil(limits.windowMs / samplesPerWindow)),
      lastAtMs: null,
      ownCpuSoFarMs: limits.ownCpuMs(),
    };
    if (this.#onReading !== null) void this.#sample(this.#watch);
  }

  rest(): void {
    this.#cancel();
    this.#cancel = () => undefined;
    this.#watch = null;
  }

  /** The signal `load` shows the sources; this is another judgement of the same counters. */
  describe(): SignalInfo[] {
    return [];
  }

  async #sample(watch: Watch): Promise<void> {
    const { clock } = this.context;
    const counters = await this.#read();
    if (this.#watch !== watch || this.#onReading === null) return;
    const atMs = clock.now().elapsed;
    this.#cancel = clock.setTimer(elapsed(atMs + watch.intervalMs), () => void this.#sample(watch));
    if (counters === null) {
      watch.window.clear();
      watch.lastAtMs = null;
      this.#decide('unknown');
      return;
    }
    // Asleep or stalled in between: what happened then is not known.
    if (watch.lastAtMs !== null && atMs - watch.lastAtMs > 3 * watch.intervalMs + 1_000) watch.window.clear();
    watch.lastAtMs = atMs;
    const own = watch.limits.ownCpuMs();
    const ownCpuMs = Math.max(0, own - watch.ownCpuSoFarMs);
    watch.ownCpuSoFarMs = own;
    const decision = watch.window.push({ ...counters, atMs, ownCpuMs });
    if (decision !== null) this.#decide(decision);
  }

  async #read(): Promise<LoadCounters | null> {
    for (const probe of this.probes) {
      try {
        const counters = await probe.read();
        if (counters !== null) return counters;
      } catch (error) {
        this.context.log.debug('a source of load cannot be read', {
          source: probe.name,
          error: String(error),
        });
      }
    }
    return null;
  }

  #decide(quiet: QuietReading['quiet']): void {
    if (quiet === this.#quiet) return;
    this.#quiet = quiet;
    this.#onReading?.({ quiet });
  }
}
