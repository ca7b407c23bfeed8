import { requestDefinition } from '../../src-shared/contract/table.js';
import type { EventName, RequestName } from '../../src-shared/contract/table.js';
import type { Principal } from '../../src-shared/contract/define.js';
import { refuse } from '../../src-shared/failure/refusal.js';
import type { Answer, Desk } from '../../src-main/ports/desk.js';
import { sampleOutputs } from './contract-samples.js';

export interface FakeDesk extends Desk {
  /** Every call that passed the contract's check, oldest first. */
  readonly calls: { request: string; input: unknown; by: Principal }[];
  /** Answers a request differently from the sample. */
  answer(request: RequestName, answer: (input: unknown) => Answer | Promise<Answer>): void;
  emit(event: EventName, payload: unknown): void;
  /** Live subscriptions of an event. */
  listeners(event: EventName): number;
}

/** A desk without a runtime: it checks inputs with the contract and answers with the samples. */
export function fakeDesk(): FakeDesk {
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  const own = new Map<string, (input: unknown) => Answer | Promise<Answer>>();
  const calls: FakeDesk['calls'] = [];
  const of = (event: EventName): Set<(payload: unknown) => void> => {
    const set = listeners.get(event) ?? new Set();
    listeners.set(event, set);
    return set;
  };
  return {
    calls,
    answer: (request, answer) => void own.set(request, answer),
    emit: (event, payload) => of(event).forEach((listener) => listener(payload)),
    listeners: (event) => of(event).size,
    async call(request, input, by) {
      const definition = requestDefinition(request);
      if (!definition) {
        return { kind: 'refusal', refusal: refuse('unknown-request', `There is no request ${request}.`) };
      }
      const parsed = definition.in.safeParse(input);
      if (!parsed.success) {
        const message = parsed.error.issues[0]?.message ?? 'not understood';
        return { kind: 'refusal', refusal: refuse('bad-input', message) };
      }
      calls.push({ request, input: parsed.data, by });
      const answer = own.get(request);
      return answer ? answer(parsed.data) : { kind: 'out', out: sampleOutputs[request as RequestName] };
    },
    subscribe(event, _by, listener) {
      of(event).add(listener);
      return () => void of(event).delete(listener);
    },
  };
}
