import type { DiagnosisCheck } from '../../src-shared/model/diagnosis.js';
import type { Bridge } from '../bridge/bridge.js';
import { Mirror } from './mirror.svelte.js';

/** The checklist as of the last time that it was asked; the host looks anew each time. */
export class DiagnosisState {
  readonly checks: Mirror<DiagnosisCheck[]>;
  busy = $state(false);
  /** When the answer came, milliseconds since 1970. */
  askedAt = $state<number | null>(null);

  constructor(bridge: Bridge) {
    this.checks = new Mirror(() => bridge.call('maintenance.diagnose', {}));
  }

  async ask(): Promise<void> {
    this.busy = true;
    await this.checks.refresh();
    this.busy = false;
    this.askedAt = Date.now();
  }
}
