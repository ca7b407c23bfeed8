import type { Outcomes } from '../../state/outcomes.svelte.js';

export interface TaskOutcomes extends Outcomes {
  task: string;
}

/** Runs and records by task: those with a failure or something missed first, then by path. */
export function byTask({ runs, records }: Outcomes, since: number): TaskOutcomes[] {
  const found = new Map<string, TaskOutcomes>();
  const of = (task: string) => {
    const key = task.toLowerCase();
    const row = found.get(key) ?? { task, runs: [], records: [] };
    found.set(key, row);
    return row;
  };
  for (const run of runs) {
    if (Date.parse(run.started) >= since) of(run.task).runs.push(run);
  }
  for (const record of records) if (record.task !== null) of(record.task).records.push(record);
  const trouble = (row: TaskOutcomes) =>
    row.runs.filter((run) => run.outcome === 'failed').length + row.records.length;
  return [...found.values()].sort(
    (a, b) => trouble(b) - trouble(a) || (a.task.toLowerCase() < b.task.toLowerCase() ? -1 : 1),
  );
}
