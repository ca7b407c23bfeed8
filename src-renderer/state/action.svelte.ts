import { failureOf, type Failure } from './mirror.svelte.js';

/** Something a person asked for: busy while the host is at it, and the reason when it said no. */
export class Action {
  busy = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** Runs `work`; gives its result, or null after a failure, which is kept until the next try. */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    this.busy = true;
    this.failure = null;
    try {
      return await work();
    } catch (error) {
      this.failure = failureOf(error);
      return null;
    } finally {
      this.busy = false;
    }
  }

  dismiss(): void {
    this.failure = null;
  }
}
