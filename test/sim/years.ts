import type { TaskDefinition } from '../../src-shared/model/task.js';
import { readScenario, simulate, type Simulation } from '../../src-main/simulation/simulate.js';
import type { Scenario } from '../../src-main/simulation/scenario.js';
import { buildTask } from '../support/task-builder.js';

type Line = Scenario['timeline'][number];

/** Chance from a seed: the same year comes out the same each time. */
class Dice {
  constructor(private state: number) {}

  /** From 0 up to 1. */
  roll(): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    this.state ^= this.state >>> 12;
    return (this.state >>> 0) / 2 ** 32;
  }

  chance(of: number): boolean {
    return this.roll() < of;
  }

  between(from: number, to: number): number {
    return from + Math.floor(this.roll() * (to - from + 1));
  }

  pick<T>(values: readonly [T, ...T[]]): T {
    return values[this.between(0, values.length - 1)] ?? values[0];
  }
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Fifty maintenance tasks of every sort. */
function tasksOf(dice: Dice): TaskDefinition[] {
  return Array.from({ length: 50 }, (_, index) => {
    const period = dice.between(1, 9);
    return buildTask(`\\T${String(index)}`, {
      maintenance: {
        period: `P${String(period)}D`,
        deadline: dice.chance(0.5) ? `P${String(period + dice.between(1, 9))}D` : null,
        exclusive: dice.chance(0.15),
      },
      settings: {
        critical: dice.chance(0.08),
        yield: dice.pick(['freeze', 'freeze', 'freeze', 'signal', 'restart', 'slow', 'never']),
        retryAfter: dice.chance(0.2) ? 'PT2H' : null,
        runOnlyIfNetworkAvailable: dice.chance(0.2),
        executionTimeLimit: dice.chance(0.1) ? 'PT10M' : 'PT72H',
      },
    });
  });
}

/** The life of a machine: each day somebody works, leaves, comes back; mains flap; it sleeps, crashes, boots. */
class Life {
  readonly lines: { time: number; line: Omit<Line, 'at'> }[] = [];
  #system: 'on' | 'asleep' | 'off' = 'on';
  #shift = 0;

  constructor(private readonly dice: Dice) {}

  add(time: number, line: Omit<Line, 'at'>): void {
    this.lines.push({ time: Math.floor(time / 1000) * 1000, line });
  }

  day(start: number, tasks: TaskDefinition[]): void {
    const { dice } = this;
    let time = start + dice.between(6, 9) * hour + dice.between(0, 59) * minute;
    this.#back(time);
    this.add(time + 5_000, { user: 'active', addresses: dice.chance(0.9) ? ['10.0.0.5'] : [] });
    const bedtime = start + dice.between(19, 23) * hour + dice.between(0, 59) * minute;
    while (time < bedtime) {
      time += dice.between(10, 180) * minute;
      this.#somethingHappens(time, tasks);
    }
    this.#night(Math.max(time, bedtime) + minute);
  }

  /** Whatever was, it is on, on AC, with its clock right: the end of a year, so that everything can be done. */
  rest(time: number): void {
    this.#back(time);
    this.add(time + 1_000, {
      user: 'away',
      power: 'ac',
      cpu: 0,
      busy: [],
      addresses: ['10.0.0.5'],
      pause: null,
    });
    if (this.#shift !== 0) this.add(time + 2_000, { clock: shiftText(-this.#shift) });
  }

  #back(time: number): void {
    if (this.#system === 'asleep') this.add(time, { system: 'wake' });
    if (this.#system === 'off') this.add(time, { system: 'boot' });
    this.#system = 'on';
  }

  #night(time: number): void {
    const { dice } = this;
    this.add(time, {
      user: dice.pick(['away', 'locked', 'loggedOff']),
      power: dice.chance(0.8) ? 'ac' : 'battery',
    });
    const end = dice.pick(['stays', 'sleeps', 'sleeps', 'sleeps', 'off']);
    if (end === 'sleeps') {
      this.add(time + 2_000, { system: 'sleep' });
      this.#system = 'asleep';
    }
    if (end === 'off') {
      this.add(time + 2_000, { system: 'shutdown' });
      this.#system = 'off';
    }
  }

  #somethingHappens(time: number, tasks: TaskDefinition[]): void {
    const { dice } = this;
    const kind = dice.roll();
    if (kind < 0.4) {
      this.add(time, { user: dice.pick(['away', 'away', 'locked']) });
      this.add(time + dice.between(1, 120) * minute, { user: 'active' });
    } else if (kind < 0.6) this.#flap(time);
    else if (kind < 0.68) this.#nap(time);
    else if (kind < 0.71) this.#crash(time);
    else if (kind < 0.73) this.#setClock(time);
    else if (kind < 0.78) this.add(time, { cpu: dice.pick([0, 0, 90]) });
    else if (kind < 0.82) this.add(time, { maintenance: dice.pick(['start', 'stop']) });
    else if (kind < 0.84)
      this.add(time, { run: dice.pick(tasks as [TaskDefinition, ...TaskDefinition[]]).path });
    else if (kind < 0.86) this.add(time, { pause: dice.pick(['PT2H', 'PT4H', null]) });
    else if (kind < 0.88) this.add(time, { plan: dice.pick(['later', 'skip']) });
    else if (kind < 0.9) this.add(time, { addresses: dice.chance(0.7) ? ['10.0.0.5'] : [] });
    else if (kind < 0.92) this.add(time, { busy: dice.chance(0.5) ? ['film'] : [] });
  }

  #flap(time: number): void {
    const { dice } = this;
    let at = time;
    for (let n = dice.between(1, 6); n > 0; n--) {
      this.add(at, { power: dice.pick(['battery', 'unknown']) });
      at += dice.pick([1_000, 2_000, 4_000, 60_000, hour]);
      this.add(at, { power: 'ac' });
      at += dice.pick([1_000, 5_000, 10 * minute]);
    }
  }

  #nap(time: number): void {
    this.add(time, { system: 'sleep' });
    this.add(time + this.dice.between(1, 300) * minute, { system: 'wake' });
  }

  #crash(time: number): void {
    this.add(time, { system: 'crash' });
    this.add(time + this.dice.between(1, 300) * minute, { system: 'boot' });
  }

  #setClock(time: number): void {
    const by = this.#shift === 0 ? this.dice.between(-180, 180) * minute : -this.#shift;
    this.#shift += by;
    if (by !== 0) this.add(time, { clock: shiftText(by) });
  }
}

function shiftText(ms: number): string {
  return `${ms < 0 ? '-' : '+'}PT${String(Math.abs(ms) / minute)}M`;
}

export interface Year extends Simulation {
  tasks: TaskDefinition[];
  timeline: Line[];
  end: number;
}

/** One simulated year with fifty tasks and every fault (or `days` of it); its last three days are quiet. */
export function simulateYear(seed: number, days = 365): Year {
  const dice = new Dice(seed);
  const tasks = tasksOf(dice);
  const start = Date.parse('2026-01-01T00:00:00Z');
  const life = new Life(dice);
  for (let n = 0; n < days - 3; n++) life.day(start + n * day, tasks);
  life.rest(start + (days - 3) * day + 6 * hour);
  life.lines.sort((a, b) => a.time - b.time);
  const timeline = life.lines.map(({ time, line }) => ({
    at: new Date(time).toISOString().slice(0, 19),
    ...line,
  }));
  const scenario = readScenario({
    zone: 'UTC',
    start: '2026-01-01T00:00:00',
    end: new Date(start + days * day).toISOString().slice(0, 19),
    seed,
    settings: {
      maintenance: {
        wake: dice.chance(0.5),
        profile: 'opportunistic',
        parallel: dice.between(1, 4),
        randomDelay: dice.pick(['PT0S', 'PT1H']),
      },
    },
    programs: Object.fromEntries(
      tasks.map(({ path }) => [
        path,
        [
          { takes: `PT${String(dice.between(0, 40))}M`, exitCode: 0 },
          { takes: 'PT3M', exitCode: dice.pick([0, 1]) },
        ],
      ]),
    ),
    timeline,
  });
  return { ...simulate(scenario, tasks), tasks, timeline, end: start + days * day };
}

/** Tasks that were still due for hours at the end, though the machine had three quiet days. */
export function leftBehind({ tasks, records, end }: Year): string[] {
  const completed = new Map<string, number>();
  for (const { id, task, at } of records)
    if (id === 102 && task !== null) completed.set(task, Date.parse(at));
  for (const { id, task, at, data } of records)
    if (id === 111 && data['Reason'] === 'limit' && task !== null)
      completed.set(task, Math.max(completed.get(task) ?? 0, Date.parse(at)));
  return tasks
    .filter(({ path, maintenance }) => {
      const days = Number(/^P(\d+)D$/.exec(maintenance?.period ?? '')?.[1]);
      return (completed.get(path) ?? 0) + days * day < end - 12 * hour;
    })
    .map(({ path }) => path);
}
