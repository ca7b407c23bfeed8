import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planStartup } from '../../../src-main/core/services/plan.js';
import { defaultControl } from '../../../src-main/core/services/state.js';
import type { SimulatedStart } from '../../../src-main/simulation/simulated-services.js';
import { simulate, readScenario } from '../../../src-main/simulation/simulate.js';
import type { ServiceDefinition } from '../../../src-shared/model/service.js';
import { service } from './play-services.js';

const groups = ['A', 'B', 'C', 'Odd', null] as const;
const names = Array.from({ length: 12 }, (_, at) => `s${at}`);

/** Any database: circles, later groups, disabled and missing ones, shared hosts, drivers. */
const anyService = fc.record({
  start: fc.constantFrom('auto', 'auto', 'auto', 'delayed-auto', 'demand', 'disabled'),
  group: fc.constantFrom(...groups),
  needs: fc.uniqueArray(fc.constantFrom(...names, 'missing'), { maxLength: 2 }),
  needsGroup: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'Odd'), { maxLength: 1 }),
  kind: fc.constantFrom('own', 'own', 'share', 'driver'),
  readyMs: fc.constantFrom(0, 0, 1000, 7000),
});

const anyDatabase = fc.array(anyService, { minLength: 2, maxLength: names.length });

type Any = typeof anyDatabase extends fc.Arbitrary<infer T> ? T : never;

function servicesOf(entries: Any): ServiceDefinition[] {
  return entries.map((entry, at) => {
    const delayed = entry.start === 'delayed-auto';
    const driver = entry.kind === 'driver';
    return service(names[at] ?? '', {
      start: driver && delayed ? 'auto' : (entry.start as ServiceDefinition['start']),
      group: delayed && !driver ? null : entry.group,
      dependOnService: entry.needs,
      dependOnGroup: entry.needsGroup,
      ...(entry.kind === 'share'
        ? ({ type: 'share', host: 'shared:net', imagePath: 'svchost -k net' } as const)
        : {}),
      ...(driver ? ({ type: 'kernel-driver', imagePath: null } as const) : {}),
    });
  });
}

const order = ['A', 'B', 'C'];

function play(entries: Any): { definitions: ServiceDefinition[]; starts: SimulatedStart[] } {
  const definitions = servicesOf(entries);
  const programs = Object.fromEntries(
    entries.map(({ readyMs }, at) => [names[at] ?? '', { readyAfter: `PT${readyMs / 1000}S` }]),
  );
  const scenario = readScenario({
    zone: 'UTC',
    start: '2026-03-02T08:00:00',
    end: '2026-03-02T08:20:00',
    programs,
  });
  const manifest = { services: definitions, serviceGroupOrder: order, tagOrder: null, safeBoot: null };
  const { starts } = simulate(scenario, [], manifest);
  return { definitions, starts };
}

/** Those that lie on a circle of dependencies, be it by way of a group. */
function onCircle(definitions: ServiceDefinition[], name: string): boolean {
  const membersOf = (group: string): string[] =>
    definitions.filter((one) => one.group === group).map((one) => one.name);
  const needs = new Map(
    definitions.map((one) => [one.name, [...one.dependOnService, ...one.dependOnGroup.flatMap(membersOf)]]),
  );
  const seen = new Set<string>();
  const queue = [...(needs.get(name) ?? [])];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at === name) return true;
    if (!seen.has(at)) queue.push(...(needs.get(at) ?? []));
    seen.add(at);
  }
  return false;
}

describe('any database', () => {
  it('SCM-54 SCM-64 SCM-93 the order of the plan is the order in which the manager really starts', () => {
    fc.assert(
      fc.property(anyDatabase, (entries) => {
        const { definitions, starts } = play(entries);
        const control = { ...defaultControl(), serviceGroupOrder: order };
        const plan = planStartup({ services: definitions, control }, 'normal');
        const programs = new Set(
          definitions.filter(({ type }) => type === 'own' || type === 'share').map(({ name }) => name),
        );
        expect(starts.map((one) => one.service)).toEqual(plan.started.filter((name) => programs.has(name)));
        const byName = new Map(definitions.map((one) => [one.name, one]));
        for (const { service: name, up } of starts) {
          const needs = byName.get(name)?.dependOnService ?? [];
          expect(up).toEqual(expect.arrayContaining(needs.filter((need) => programs.has(need))));
        }
      }),
      { numRuns: 800 },
    );
  });

  it('nothing starts before what it depends on, and a circle never takes an innocent service with it', () => {
    fc.assert(
      fc.property(anyDatabase, (entries) => {
        const definitions = servicesOf(entries);
        const control = { ...defaultControl(), serviceGroupOrder: order };
        const { started, failed, errors } = planStartup({ services: definitions, control }, 'normal');
        const byName = new Map(definitions.map((one) => [one.name, one]));
        for (const [at, name] of started.entries()) {
          const one = byName.get(name);
          if (one === undefined || one.type === 'kernel-driver') continue;
          for (const need of one.dependOnService) expect(started.slice(0, at)).toContain(need);
        }
        // Everything that is automatic starts or fails, nothing both, nothing twice.
        const wanted = definitions.filter(({ start }) => start === 'auto' || start === 'delayed-auto');
        for (const { name } of wanted)
          expect(started.includes(name) !== Object.hasOwn(failed, name)).toBe(true);
        expect(new Set(started).size).toBe(started.length);
        for (const { service: name, code, path } of errors) {
          if (code !== 1059 || path.length < 2 || path[0] !== path.at(-1)) continue;
          expect(onCircle(definitions, name)).toBe(true);
        }
        // A service fails of a circle only if it is on one, or needs what has failed.
        for (const { service: name, code } of errors) {
          if (code !== 1068) continue;
          const one = byName.get(name);
          const lost = one?.dependOnService.some(
            (need) => Object.hasOwn(failed, need) || byName.get(need)?.start === 'disabled',
          );
          expect(lost === true || (one?.dependOnGroup.length ?? 0) > 0).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
