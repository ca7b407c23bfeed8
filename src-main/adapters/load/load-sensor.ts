import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { LoadReading } from '../../core/signals/readings.js';
import { elapsed, type Stamp } from '../../core/time/stamp.js';
import type { LoadSensor, SensorContext } from '../../ports/sensors.js';
import { SourceSheet } from '../sources/source-sheet.js';
import type { LoadCounters, LoadProbe } from './load-probe.js';
import { LoadWindow } from './load-window.js';

/** Looks per window: enough to roll it on, few enough to let the machine sleep between them. */
const samplesPerWindow = 6;
const intervalMinMs = 50;

type Limit = Parameters<LoadSensor['watch']>[0];

interface Watch extends Limit {
  window: LoadWindow;
  intervalMs: number;
  lastAtMs: number | null;
  /** Own CPU time at the last sample. */
  ownCpuSoFarMs: number;
}

/** Others' work against a limit, sampled only while somebody watches. */
export class MachineLoadSensor implements LoadSensor {
  readonly #context: SensorContext;
  readonly #probes: LoadProbe[];
  readonly #sheet: SourceSheet;
  #onReading: ((reading: LoadReading) => void) | null = null;
  #watch: Watch | null = null;
  #cancel: () => void = () => undefined;
  #load: LoadReading['load'] = 'unknown';
  #since: Stamp | null = null;
  #source: string | null = null;

  /** `probes` best first; the first that can be read is used. */
  constructor(context: SensorContext, probes: LoadProbe[]) {
    this.#context = context;
    this.#probes = probes;
    this.#sheet = new SourceSheet(context.clock);
  }

  start(onReading: (reading: LoadReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#deliver('unknown');
    if (this.#watch !== null) void this.#sample(this.#watch);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.rest();
    return Promise.resolve();
  }

  /** Each call begins a new window and a new decision: its first answer is delivered in any case. */
  watch(limit: Limit): void {
    this.rest();
    this.#load = 'unknown';
    this.#watch = {
      ...limit,
      window: new LoadWindow(limit.limitPercent, limit.windowMs),
      intervalMs: Math.max(intervalMinMs, Math.ceil(limit.windowMs / samplesPerWindow)),
      lastAtMs: null,
      ownCpuSoFarMs: limit.ownCpuMs(),
    };
    if (this.#onReading !== null) void this.#sample(this.#watch);
  }

  rest(): void {
    this.#cancel();
    this.#cancel = () => undefined;
    this.#watch = null;
  }

  describe(): SignalInfo[] {
    const watching = this.#watch !== null;
    const known = watching && this.#source !== null && this.#load !== 'unknown';
    return [
      this.#sheet.info({
        signal: 'load',
        source: this.#source,
        value: watching ? this.#words() : 'not watched',
        since: this.#since,
        confidence: known ? 'medium' : 'none',
        remedy:
          watching && this.#source === null && this.#since !== null
            ? "Make /proc/stat readable to Caretaker: others' work cannot be measured."
            : null,
      }),
    ];
  }

  #words(): string {
    const average = this.#watch?.window.average() ?? null;
    if (average === null) return this.#load;
    const disk = average.disk === null ? '' : `, disk ${Math.round(average.disk)} %`;
    return `${this.#load} (CPU ${Math.round(average.cpu)} %${disk})`;
  }

  async #sample(watch: Watch): Promise<void> {
    const { clock } = this.#context;
    const sourceBefore = this.#source;
    const counters = await this.#read();
    // Somebody else is watching by now, or nobody.
    if (this.#watch !== watch || this.#onReading === null) return;
    const atMs = clock.now().elapsed;
    this.#cancel = clock.setTimer(elapsed(atMs + watch.intervalMs), () => void this.#sample(watch));
    if (counters === null) {
      watch.window.clear();
      watch.lastAtMs = null;
      this.#decide('unknown');
      return;
    }
    // Asleep or stalled in between: the counters stood still or tell of another time.
    const gap = watch.lastAtMs !== null && atMs - watch.lastAtMs > 3 * watch.intervalMs + 1_000;
    if (gap || this.#source !== sourceBefore) watch.window.clear();
    watch.lastAtMs = atMs;
    // Falls when an instance ends and its time leaves the sum.
    const own = watch.ownCpuMs();
    const ownCpuMs = Math.max(0, own - watch.ownCpuSoFarMs);
    watch.ownCpuSoFarMs = own;
    const decision = watch.window.push({ ...counters, atMs, ownCpuMs });
    if (decision !== null) this.#decide(decision);
  }

  async #read(): Promise<LoadCounters | null> {
    for (const probe of this.#probes) {
      try {
        const counters = await probe.read();
        if (counters === null) continue;
        this.#sheet.say(probe.name, 'readable');
        this.#source = probe.name;
        return counters;
      } catch (error) {
        this.#context.log.debug('A source of load cannot be read', {
          source: probe.name,
          error: String(error),
        });
      }
      this.#sheet.drop(probe.name);
    }
    this.#source = null;
    return null;
  }

  #decide(load: LoadReading['load']): void {
    if (load !== this.#load) this.#deliver(load);
  }

  #deliver(load: LoadReading['load']): void {
    this.#load = load;
    this.#since = this.#context.clock.now();
    this.#onReading?.({ load });
  }
}
