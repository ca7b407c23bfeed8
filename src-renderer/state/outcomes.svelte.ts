import type { InstanceInfo } from '../../src-shared/model/instance.js';
import type { EventRecord } from '../../src-shared/model/record.js';
import type { Bridge } from '../bridge/bridge.js';
import { Mirror } from './mirror.svelte.js';

/** The most that the host gives at once. */
const runsMax = 1000;
const recordsMax = 10_000;

export interface Outcomes {
  runs: InstanceInfo[];
  /** Warnings alone: what was missed or refused is among them. */
  records: EventRecord[];
}

/** Runs, and what was missed or refused, of one task or of all, back to an instant that moves with the day. */
export class OutcomesState {
  readonly data: Mirror<Outcomes>;

  /**
   * @param task null for all
   * @param since beginning, milliseconds since 1970
   */
  constructor(bridge: Bridge, task: string | null, since: () => number) {
    this.data = new Mirror(async () => {
      const from = new Date(since()).toISOString();
      const wanted = { task, since: from, level: 'Warning', limit: recordsMax } as const;
      const runs =
        task === null
          ? bridge
              .call('history.timeline', { from, to: new Date().toISOString() })
              .then((timeline) => timeline.instances)
          : bridge.call('tasks.history', { task, limit: runsMax });
      const [found, records] = await Promise.all([runs, bridge.call('history.events', wanted)]);
      return { runs: found, records };
    });
  }
}
