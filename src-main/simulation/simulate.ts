import { Fault } from '../../src-shared/failure/fault.js';
import type { ServicesManifest } from '../../src-shared/model/service.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import { isKnownZone, localToInstant } from '../core/time/zone.js';
import type { SimulatedStart } from './simulated-services.js';
import { SimulatedHost, type SimulatedNotice, type SimulatedRecord } from './simulated-host.js';
import { Scenario } from './scenario.js';

export interface Simulation {
  records: SimulatedRecord[];
  /** What the scenario asks for that this version does not simulate. */
  notes: string[];
  /** Every start command of a service, in order, with the services that ran at that moment. */
  starts: SimulatedStart[];
  /** What the person was told. */
  notices: SimulatedNotice[];
  /** When each record was written, on the undisturbed clock (ms since 1970). */
  instants: number[];
}

/**
 * Reads a scenario. Throws a Fault `bad-scenario` that names place, value and remedy.
 */
export function readScenario(input: unknown): Scenario {
  const parsed = Scenario.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Fault(
      'bad-scenario',
      `scenario, ${issue?.path.join('.') || 'top level'}: ${issue?.message ?? 'not valid'}`,
    );
  }
  if (!isKnownZone(parsed.data.zone)) {
    throw new Fault(
      'bad-scenario',
      `scenario, zone: ${JSON.stringify(parsed.data.zone)} is not a time zone such as Europe/Berlin`,
    );
  }
  return parsed.data;
}

/**
 * Runs the real core and pump against a simulated machine (promises section 4). The same scenario gives
 * the same records, whatever the machine and its zone.
 */
export function simulate(
  scenario: Scenario,
  tasks: TaskDefinition[],
  services: ServicesManifest | null = null,
): Simulation {
  const instantOf = (text: string): number => readInstant(text, scenario.zone);
  const [start, end] = [instantOf(scenario.start), instantOf(scenario.end)];
  if (end < start)
    throw new Fault('bad-scenario', `scenario, end: ${scenario.end} lies before start ${scenario.start}`);
  const host = new SimulatedHost(scenario, start, tasks, services);
  for (const line of scenario.timeline) {
    const { at, ...change } = line;
    host.plan(instantOf(at), change);
  }
  host.run(end);
  return {
    records: host.records(),
    notes: host.notes(),
    starts: host.starts(),
    notices: host.notices(),
    instants: host.instants(),
  };
}

const offsetText = /(Z|[+-]\d\d:\d\d)$/;

/** A time with an offset is that instant; else it is local, in a repeated hour the earlier instant. */
function readInstant(text: string, zone: string): number {
  if (offsetText.test(text)) return Date.parse(text);
  return localToInstant(zone, Date.parse(`${text}Z`));
}
