import type { PolicyReading } from '../../../src-main/core/signals/readings.js';
import type { PolicySource } from '../../../src-main/ports/policy.js';

/** A policy that the test sets. */
export class FakePolicySource implements PolicySource {
  readonly #said = new Map<PolicyReading['scope'], PolicyReading>();
  readonly #told = new Map<PolicyReading['scope'], string>();
  #onReading: ((reading: PolicyReading) => void) | null = null;

  set(scope: PolicyReading['scope'], settings: Record<string, unknown>, problems: string[] = []): void {
    this.#said.set(scope, { scope, source: `fake ${scope}`, settings, problems });
    this.#tell();
  }

  start(onReading: (reading: PolicyReading) => void): Promise<void> {
    this.#onReading = onReading;
    for (const scope of ['machine', 'user'] as const) {
      if (!this.#said.has(scope))
        this.#said.set(scope, { scope, source: `fake ${scope}`, settings: {}, problems: [] });
    }
    this.#tell();
    return Promise.resolve();
  }

  refresh(): Promise<void> {
    this.#tell();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    return Promise.resolve();
  }

  #tell(): void {
    if (this.#onReading === null) return;
    for (const [scope, reading] of this.#said) {
      const text = JSON.stringify(reading);
      if (this.#told.get(scope) === text) continue;
      this.#told.set(scope, text);
      this.#onReading(reading);
    }
  }
}
