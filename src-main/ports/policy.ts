import type { PolicyReading } from '../core/signals/readings.js';

/**
 * The policy of machine and user. Each scope is delivered once before the promise of `start` is
 * fulfilled, an empty one too, and after that whenever what it says has changed: noticed at once where
 * the system tells of changes, and every 90 minutes in any case (design section 4, "policy").
 */
export interface PolicySource {
  start(onReading: (reading: PolicyReading) => void): Promise<void>;
  /** Reads again at once. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}
