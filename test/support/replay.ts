import type { LogEntry } from '../../src-main/core/history/log-entry.js';
import type { CoreEvent } from '../../src-main/core/kernel/event.js';
import { kernelRow, restore } from '../../src-main/core/kernel/persist.js';
import { emptyState, type State } from '../../src-main/core/kernel/state.js';
import { step } from '../../src-main/core/kernel/step.js';

/** What the store would give back at this moment. */
function restored(state: State): State {
  const copy = JSON.parse(
    JSON.stringify({
      kernel: state.seed === 0 ? null : kernelRow(state),
      tasks: [...state.tasks.values()].map(({ row }) => row),
      instances: [...state.instances.values()].map(({ row }) => row),
    }),
  ) as Parameters<typeof restore>[0];
  return restore(copy);
}

/** Feeds a journal to a core anew; its records must be those that were written (design section 3). */
export function replayJournal(journal: { event: CoreEvent; abandoned: boolean }[]): LogEntry[] {
  let state = emptyState();
  const records = new Map<number, LogEntry>();
  for (const { event, abandoned } of journal) {
    if (event.kind === 'HostStarted') state = restored(state);
    if (abandoned) continue;
    for (const entry of step(state, event).records) records.set(entry.seq, entry);
  }
  return [...records.values()];
}
