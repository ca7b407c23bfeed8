import type { SignalInfo, SignalName } from '../../src-shared/model/signal.js';
import type { Bridge } from '../bridge/bridge.js';
import { Mirror } from './mirror.svelte.js';

/** What the machine reports now, each signal with when it came in (to age it further). */
export class SignalsState {
  readonly list: Mirror<SignalInfo[]>;
  /** When the ages of a signal were true: milliseconds since 1970. */
  heardAt = $state.raw<ReadonlyMap<SignalName, number>>(new Map());

  constructor(private readonly bridge: Bridge) {
    this.list = new Mirror(async () => {
      const list = await bridge.call('signals.list', {});
      this.hear(list);
      return list;
    });
  }

  follow(): () => void {
    return this.bridge.subscribe('signals.changed', {
      event: (changed) => this.merge(changed),
      again: () => void this.list.refresh(),
    });
  }

  find(name: SignalName): SignalInfo | null {
    return this.list.data?.find((signal) => signal.signal === name) ?? null;
  }

  private merge(changed: SignalInfo[]): void {
    this.hear(changed);
    this.list.change((known) => {
      const fresh = new Map(changed.map((signal) => [signal.signal, signal]));
      const kept = known.map((signal) => {
        const next = fresh.get(signal.signal);
        fresh.delete(signal.signal);
        return next ?? signal;
      });
      return [...kept, ...fresh.values()];
    });
  }

  private hear(list: SignalInfo[]): void {
    const now = Date.now();
    this.heardAt = new Map([...this.heardAt, ...list.map((signal) => [signal.signal, now] as const)]);
  }
}
