import type { Batch, Store } from '../../ports/store.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { Fault } from '../../../src-shared/failure/fault.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { givesBack, type Command } from '../../core/kernel/command.js';
import type { CoreEvent, CoreEventBody } from '../../core/kernel/event.js';
import { kernelRow } from '../../core/kernel/persist.js';
import type { State } from '../../core/kernel/state.js';
import { nextTimer, step } from '../../core/kernel/step.js';
import type { CoreAnswer, Turn } from '../../core/kernel/turn.js';
import { elapsed, type Elapsed } from '../../core/time/stamp.js';

/** While writes fail, they are tried again this often, ms. */
const retryMs = 5_000;
/** Without an event for so long, it is quiet, ms. */
const quietAfterMs = 500;

interface Unwritten {
  batch: Batch;
  commands: Command[];
}

function copied({ batch, commands }: Unwritten): Unwritten {
  return { batch: JSON.parse(JSON.stringify(batch)) as Batch, commands };
}

export interface PumpParts {
  clock: Clock;
  store: Store;
  log: Log;
  execute(command: Command): void;
  /** After each committed turn. */
  onTurn(turn: Turn): void;
  /** A step failed: its event was abandoned, the state must be restored. */
  onAbandoned(event: CoreEvent, cause: unknown): void;
}

interface Queued {
  event: CoreEvent;
  answered: ((answer: CoreAnswer) => void) | null;
}

/**
 * The one queue and the loop around `step`. Whoever brings an event (a sensor, a timer, a request),
 * it is stamped on arrival and handled in turn, so that re-entry cannot happen.
 *
 * Order of writing: what gives the machine back goes out first, then the commit, then everything
 * else (design section 5). A commit that fails holds back all but that, until it can be written.
 */
export class Pump {
  #state: State;
  readonly #parts: PumpParts;
  /** Requests of this moment. */
  readonly #asked: {
    body: Extract<CoreEventBody, { kind: 'Requested' }>;
    answered: (answer: CoreAnswer) => void;
  }[] = [];
  /** Groups of events; those of a group are written together. */
  readonly #queue: Queued[][] = [];
  #draining = false;
  #closed = false;
  #cancelTimer: (() => void) | null = null;
  #cancelRest: (() => void) | null = null;
  #timerAt: Elapsed | null = null;
  #lastKernel = '';
  /** Batches that could not be written yet, with what waits for them. */
  readonly #unwritten: Unwritten[] = [];
  /** How many of them are copies already. */
  #copied = 0;

  constructor(state: State, parts: PumpParts) {
    this.#state = state;
    this.#parts = parts;
  }

  get state(): State {
    return this.#state;
  }

  /** Whether writes fail at the moment. */
  get failing(): boolean {
    return this.#unwritten.length > 0;
  }

  /** Brings an event in; it is handled before the call returns, unless one is being handled already. */
  feed(body: CoreEventBody): void {
    this.#enqueue([{ event: { ...body, at: this.#parts.clock.now() }, answered: null }]);
  }

  /**
   * Brings events of one moment in. Each is a step of its own; what they change is one transaction, and
   * commands go out after it: a burst of two hundred reports costs one commit, not two hundred.
   */
  feedAll(bodies: CoreEventBody[]): void {
    const at = this.#parts.clock.now();
    this.#enqueue(bodies.map((body) => ({ event: { ...body, at }, answered: null })));
  }

  /**
   * Brings a request in and gives its answer, once it is written. Requests that came together (one message
   * after another on a connection) are written together: each is durable before it is answered, and the
   * disk is waited for once.
   */
  request(body: Extract<CoreEventBody, { kind: 'Requested' }>): Promise<CoreAnswer> {
    return new Promise((resolve) => {
      this.#asked.push({ body, answered: resolve });
      if (this.#asked.length > 1) return;
      queueMicrotask(() => {
        const at = this.#parts.clock.now();
        this.#enqueue(
          this.#asked.splice(0).map(({ body, answered }) => ({ event: { ...body, at }, answered })),
        );
      });
    });
  }

  /** Puts another state in place, after a step was abandoned. */
  replace(state: State): void {
    this.#state = state;
    this.#lastKernel = '';
  }

  /** What upkeep can wait gets a moment in which nothing has happened for a while. */
  #rest(quiet: boolean): void {
    this.#cancelRest?.();
    this.#cancelRest = null;
    if (this.failing || this.#closed) return;
    const { store, clock } = this.#parts;
    if (store.rest?.(quiet) !== true) return;
    const at = elapsed(clock.now().elapsed + quietAfterMs);
    this.#cancelRest = clock.setTimer(at, () => this.#rest(true));
  }

  /** No more events, no more timers. What could not be written gets a last try. */
  close(): void {
    if (this.failing) this.#writeAgain();
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelRest?.();
  }

  #enqueue(group: Queued[]): void {
    if (this.#closed) {
      const refusal = refuse('shutting-down', 'The host is shutting down.');
      for (const { answered } of group) answered?.({ kind: 'refused', refusal });
      return;
    }
    this.#queue.push(group);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift())
        this.#handleAll(next);
    } finally {
      this.#draining = false;
    }
    this.#armTimer();
    this.#rest(false);
  }

  #handleAll(group: Queued[]): void {
    const handled = group.map((queued) => this.#handle(queued)).filter((one) => one !== null);
    const written = this.#writeAgain();
    for (const { turn, answered } of handled) {
      answered?.(this.#answer(turn, written));
      this.#parts.onTurn(turn);
    }
  }

  /** One step; what it brought forth waits to be written. null when it was abandoned. */
  #handle({ event, answered }: Queued): { turn: Turn; answered: Queued['answered'] } | null {
    let turn: Turn;
    try {
      turn = step(this.#state, event);
    } catch (cause) {
      this.#abandon(event, cause);
      answered?.({
        kind: 'refused',
        refusal: refuse(
          'store-failing',
          'The request failed inside Caretaker and was undone; see the host log.',
        ),
      });
      return null;
    }
    for (const command of turn.commands) if (givesBack(command)) this.#parts.execute(command);
    const commands = turn.commands.filter((command) => !givesBack(command));
    this.#unwritten.push({ batch: this.#batch(event, turn), commands });
    return { turn, answered };
  }

  #answer(turn: Turn, written: boolean): CoreAnswer {
    if (turn.answer === null) return { kind: 'done', out: {} };
    if (written || turn.answer.kind === 'refused') return turn.answer;
    const message =
      'The request could not be written to disk; it takes effect as soon as there is room. See the host log.';
    return { kind: 'refused', refusal: refuse('store-failing', message) };
  }

  #batch(event: CoreEvent, turn: Turn): Batch {
    const kernel = kernelRow(this.#state);
    const changed = kernel.json !== this.#lastKernel;
    this.#lastKernel = kernel.json;
    const { tasks } = this.#state;
    return {
      journal: { event, abandoned: false },
      records: turn.records,
      tasks: [...turn.changedTasks].flatMap((key) => tasks.get(key)?.row ?? []),
      removedTasks: [...turn.removedTasks],
      instances: [...turn.changedInstances.values()].map(({ row }) => row),
      serviceRows: [...turn.serviceRows.values()].filter((row) => row.value !== null),
      removedServiceRows: [...turn.serviceRows.values()].flatMap(({ kind, key, value }) =>
        value === null ? [{ kind, key }] : [],
      ),
      kernel: changed ? kernel : null,
      spans: turn.spans.map((span) => ({ ...span, at: turn.at.wall })),
      durable: turn.durable,
    };
  }

  /** Writes what is waiting, as one transaction; false when it still waits. */
  #writeAgain(): boolean {
    if (this.#unwritten.length === 0) return true;
    try {
      this.#parts.store.commitAll(this.#unwritten.map(({ batch }) => batch));
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      this.#parts.log.error(cause.message, { code: cause.code, waiting: this.#unwritten.length });
      // The core goes on changing its rows; what is written later must be what these steps decided.
      this.#unwritten.splice(this.#copied, Infinity, ...this.#unwritten.slice(this.#copied).map(copied));
      this.#copied = this.#unwritten.length;
      return false;
    }
    this.#copied = 0;
    for (const { commands } of this.#unwritten.splice(0)) {
      for (const command of commands) this.#parts.execute(command);
    }
    return true;
  }

  #abandon(event: CoreEvent, cause: unknown): void {
    try {
      this.#parts.store.commit({
        journal: { event, abandoned: true },
        records: [],
        tasks: [],
        removedTasks: [],
        instances: [],
        serviceRows: [],
        removedServiceRows: [],
        kernel: null,
        spans: [],
        durable: true,
      });
    } catch (failure) {
      this.#parts.log.error('an abandoned event could not be journaled', { failure: String(failure) });
    }
    this.#parts.onAbandoned(event, cause);
  }

  /** One timer for all due instants (design section 3, "cost"). */
  #armTimer(): void {
    if (this.#closed) return;
    const due = nextTimer(this.#state);
    const retry = this.failing ? elapsed(this.#parts.clock.now().elapsed + retryMs) : null;
    const at = due === null ? retry : retry === null || due < retry ? due : retry;
    if (at === this.#timerAt && this.#cancelTimer !== null) return;
    this.#cancelTimer?.();
    this.#timerAt = at;
    this.#cancelTimer = at === null ? null : this.#parts.clock.setTimer(at, () => this.#timerFired());
  }

  #timerFired(): void {
    this.#cancelTimer = null;
    this.#timerAt = null;
    if (this.failing) this.#writeAgain();
    const due = nextTimer(this.#state);
    if (due !== null && due <= this.#parts.clock.now().elapsed) this.feed({ kind: 'TimeReached' });
    else this.#armTimer();
  }
}
