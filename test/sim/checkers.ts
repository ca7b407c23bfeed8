import type { TaskDefinition } from '../../src-shared/model/task.js';
import type { SimulatedRecord } from '../../src-main/simulation/simulated-host.js';

type Line = { at: string; user?: string; system?: string };

/** What a run of records must never show, whatever the scenario; each problem is one line. */
export function problemsOf(tasks: TaskDefinition[], timeline: Line[], records: SimulatedRecord[]): string[] {
  return [
    ...legalLives(records),
    ...quietWhileInUse(tasks, timeline, records),
    ...exclusiveAlone(tasks, records),
  ];
}

/** An instance starts once, is suspended and continued in turn, ends once, and does nothing after its end. */
function legalLives(records: SimulatedRecord[]): string[] {
  const problems: string[] = [];
  const states = new Map<string, 'started' | 'suspended' | 'ended'>();
  for (const { id, instance, at } of records) {
    if (instance === null) continue;
    const state = states.get(instance);
    const bad = (what: string): number =>
      problems.push(`${at} ${String(id)} ${instance}: ${what} while ${String(state)}`);
    if (id === 100) {
      if (state !== undefined) bad('started');
      states.set(instance, 'started');
    } else if (id === 900) {
      if (state !== 'started') bad('suspended');
      states.set(instance, 'suspended');
    } else if (id === 901) {
      if (state !== 'suspended') bad('continued');
      states.set(instance, 'started');
    } else if (id === 102 || id === 111) {
      if (state === undefined || state === 'ended') bad('ended');
      states.set(instance, 'ended');
    } else if (id === 201 && state === 'ended') bad('acted');
  }
  return problems;
}

/** Walks the records with the set of maintenance instances that work after each instant. */
function* workingSets(
  records: SimulatedRecord[],
): Generator<{ at: string; working: Map<string, string>; manual: boolean; byHand: Set<string> }> {
  const working = new Map<string, string>();
  const byHand = new Set<string>();
  let manual = false;
  for (let i = 0; i < records.length; i++) {
    const record = records[i];
    if (record === undefined) continue;
    const { id, instance, task, at, data } = record;
    if (id === 800) manual = data['Kind'] === 'manual';
    if (id === 807) manual = false;
    if (id === 110 && instance !== null) byHand.add(instance);
    if (instance !== null && task !== null) {
      if (id === 100 || id === 901) working.set(instance, task);
      if (id === 900 || id === 102 || id === 111) working.delete(instance);
    }
    // A restart of the host ends what a crash left.
    if (records[i + 1]?.at !== at) yield { at, working, manual, byHand };
  }
}

/** While somebody is at the machine nothing works but what was asked for and what is critical (WAM-11, WAM-13). */
function quietWhileInUse(tasks: TaskDefinition[], timeline: Line[], records: SimulatedRecord[]): string[] {
  const critical = new Set(tasks.filter(({ settings }) => settings.critical).map(({ path }) => path));
  const changes = [
    { at: Date.parse('1970-01-01'), user: 'active' },
    ...timeline.flatMap(({ at, user }) => (user === undefined ? [] : [{ at: Date.parse(`${at}Z`), user }])),
  ];
  const problems: string[] = [];
  for (const { at, working, manual, byHand } of workingSets(records)) {
    const now = Date.parse(at);
    const user = changes.findLast((change) => change.at <= now)?.user;
    if (user !== 'active' || manual) continue;
    for (const [instance, task] of working) {
      if (!critical.has(task) && !byHand.has(instance))
        problems.push(`${at} ${task} works under an active user`);
    }
  }
  return problems;
}

/** An exclusive maintenance task works beside no other that the scheduler started (WAM-53). */
function exclusiveAlone(tasks: TaskDefinition[], records: SimulatedRecord[]): string[] {
  const exclusive = new Set(
    tasks.filter(({ maintenance }) => maintenance?.exclusive).map(({ path }) => path),
  );
  const problems: string[] = [];
  for (const { at, working, byHand } of workingSets(records)) {
    const scheduled = [...working].filter(([instance]) => !byHand.has(instance)).map(([, task]) => task);
    if (scheduled.length > 1 && scheduled.some((task) => exclusive.has(task)))
      problems.push(`${at} exclusive beside others: ${scheduled.join(', ')}`);
  }
  return problems;
}
