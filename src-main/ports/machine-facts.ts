import type { MachineFact } from '../../src-shared/model/diagnosis.js';

/** What the machine says of its sleep and of waking (the checklist of seed 001). Asked each time: it may be mended meanwhile. */
export interface MachineFacts {
  /** Never rejects: what cannot be told is a fact with the state `unknown`. */
  ask(): Promise<MachineFact[]>;
  close(): Promise<void>;
}
