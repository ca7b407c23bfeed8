import { elapsed } from '../../core/time/stamp.js';
import type { PowerReading } from '../../core/signals/readings.js';
import type { SensorContext } from '../../ports/sensors.js';
import { run } from '../child/run.js';
import type { PowerSource } from './power-source.js';

export interface PowerQuestion {
  name: string;
  command: string;
  args: string[];
  everyMs: number;
  /** null where the text does not say; throws on text of another form. */
  parse(text: string): PowerReading | null;
}

const timeoutMs = 10_000;

/** Power by a command of the system, asked again and again: headless hosts on Windows and macOS. */
export class AskedPowerSource implements PowerSource {
  readonly name: string;
  readonly manner = 'poll';
  readonly #question: PowerQuestion;
  readonly #context: SensorContext;
  #report: ((reading: PowerReading | null) => void) | null = null;
  #cancel: () => void = () => undefined;

  constructor(question: PowerQuestion, context: SensorContext) {
    this.name = question.name;
    this.#question = question;
    this.#context = context;
  }

  start(report: (reading: PowerReading | null) => void): Promise<void> {
    this.#report = report;
    return this.#ask(report);
  }

  stop(): Promise<void> {
    this.#report = null;
    this.#cancel();
    return Promise.resolve();
  }

  async #ask(report: (reading: PowerReading | null) => void): Promise<void> {
    const { command, args, parse, everyMs } = this.#question;
    const { clock, env, log } = this.#context;
    let reading: PowerReading | null = null;
    try {
      reading = parse(await run(command, args, { env, timeoutMs }));
    } catch (error) {
      log.debug('The power source cannot be asked', { command, error: String(error) });
    }
    if (this.#report !== report) return;
    const at = elapsed(clock.now().elapsed + everyMs);
    this.#cancel = clock.setTimer(at, () => void this.#ask(report));
    report(reading);
  }
}
