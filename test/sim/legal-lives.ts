import type { SimulatedRecord } from '../../src-main/simulation/simulated-host.js';

/** An instance starts once, is suspended and continued in turn, ends once, and does nothing after its end. */
export function legalLives(records: SimulatedRecord[]): string[] {
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
