import { elapsed } from '../../core/time/stamp.js';
import type { SensorContext } from '../../ports/sensors.js';
import { run } from '../child/run.js';
import type { Networks, NetworkSource } from './network-source.js';

/** The commands take a second or so on Windows: asked when the addresses have stood still for this long. */
const settleMs = 1_000;
const timeoutMs = 10_000;

export interface Question {
  name: string;
  remedy: string;
  command: string;
  args: string[];
  /** Throws on text of another form. */
  parse(text: string): Networks;
}

/** Networks where the system tells of no changes: a command, asked at the start and after each change of addresses. */
export class AskedNetworks implements NetworkSource {
  readonly name: string;
  readonly kind = 'poll';
  readonly remedy: string;
  readonly #question: Question;
  readonly #context: SensorContext;
  #onNetworks: ((networks: Networks | null) => void) | null = null;
  #cancel: () => void = () => undefined;
  #asking: Promise<void> = Promise.resolve();
  #turn = 0;

  constructor(question: Question, context: SensorContext) {
    this.name = question.name;
    this.remedy = question.remedy;
    this.#question = question;
    this.#context = context;
  }

  start(onNetworks: (networks: Networks | null) => void): void {
    this.#onNetworks = onNetworks;
    this.#ask();
  }

  addressesChanged(): void {
    this.#cancel();
    const { clock } = this.#context;
    this.#cancel = clock.setTimer(elapsed(clock.now().elapsed + settleMs), () => this.#ask());
  }

  async stop(): Promise<void> {
    this.#onNetworks = null;
    this.#cancel();
    await this.#asking;
  }

  #ask(): void {
    this.#turn += 1;
    this.#asking = this.#answer(this.#turn);
  }

  async #answer(turn: number): Promise<void> {
    const { command, args, parse } = this.#question;
    let networks: Networks | null = null;
    try {
      networks = parse(await run(command, args, { env: this.#context.env, timeoutMs }));
    } catch (error) {
      this.#context.log.warn('The networks could not be read', { command, error: String(error) });
    }
    // An answer that was overtaken by a newer question is of no use.
    if (turn === this.#turn) this.#onNetworks?.(networks);
  }
}
