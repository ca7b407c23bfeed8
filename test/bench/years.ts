import { Invariants } from '../sim/invariants.js';
import { leftBehind, simulateYear } from '../sim/years.js';
import type { Figure } from './figure.js';

const years = 10;

/**
 * Ten simulated years, each of another machine: fifty tasks, random sleep, crashes, jumps of the clock,
 * flapping power. The years must break no rule, else there is no figure.
 */
export async function bench(): Promise<Figure[]> {
  let seconds = 0;
  let records = 0;
  for (let seed = 1; seed <= years; seed++) {
    const before = process.hrtime.bigint();
    const year = simulateYear(seed);
    seconds += Number(process.hrtime.bigint() - before) / 1e9;
    records += year.records.length;
    const problems = [...new Invariants(year).check(), ...leftBehind(year)];
    if (problems.length > 0) throw new Error(`seed ${String(seed)}: ${problems.slice(0, 5).join('; ')}`);
  }
  const each = seconds / years;
  return Promise.resolve([
    { name: 'ten simulated years with faults: a year', value: each, unit: 's', limit: '< 10', ok: each < 10 },
    {
      name: 'ten simulated years with faults: records',
      value: records,
      unit: '',
      limit: null,
      ok: null,
    },
  ]);
}
