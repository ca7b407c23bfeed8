import type { Principal } from '../../../src-shared/contract/define.js';
import type { RequestName, RequestOut, RequestParsed } from '../../../src-shared/contract/table.js';
import type { Refusal } from '../../../src-shared/failure/refusal.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { CoreRequest } from '../../core/kernel/event.js';
import type { State } from '../../core/kernel/state.js';
import type { RuntimeParts } from '../parts.js';

/** What a handler may use. */
export interface Office {
  parts: RuntimeParts;
  /** The state between two steps; read it, never change or keep it. */
  state(): State;
  /** Asks the core for a change; throws a {@link Refused} when it says no. */
  change(request: CoreRequest, by: Principal): Promise<unknown>;
  /** Every signal with its sources, as of now. */
  signals(): SignalInfo[];
  /** Calls the listener after each committed turn, until the end is called. */
  onTurn(listener: () => void): () => void;
  /** Since when the host runs, UTC ISO. */
  since: string;
}

/** Carries a refusal out of a handler. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** The handlers of one area: one function a request. */
export type Handlers<Area extends string> = {
  [N in Extract<RequestName, `${Area}.${string}`>]: (
    input: RequestParsed<N>,
    by: Principal,
  ) => RequestOut<N> | Promise<RequestOut<N>>;
};
