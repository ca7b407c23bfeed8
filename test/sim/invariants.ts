import type { TaskDefinition } from '../../src-shared/model/task.js';
import type { SimulatedNotice, SimulatedRecord } from '../../src-main/simulation/simulated-host.js';
import { addDuration } from '../../src-main/core/time/calendar.js';
import { parseDuration } from '../../src-main/core/time/duration.js';
import { wall } from '../../src-main/core/time/stamp.js';
import { legalLives } from './legal-lives.js';

/** A line of a timeline, with its instant on the undisturbed clock (ms). */
export interface Line {
  at: string;
  user?: string | undefined;
  power?: string | undefined;
  system?: string | undefined;
}

export interface Course {
  tasks: TaskDefinition[];
  timeline: Line[];
  records: SimulatedRecord[];
  notices: SimulatedNotice[];
  instants: number[];
  /** Zone of the machine; times of the timeline are UTC all the same. */
  zone?: string;
  /** What the scenario began with. */
  initially?: { user?: string; power?: string };
}

interface Work {
  task: string;
  byHand: boolean;
  slowed: boolean;
}

const dayMs = 86_400_000;
const powerSettleMs = 3_000;
const settleMs = 60_000;

/** Days of a period such as P3D. */
export function periodMs(period: string): number {
  return Number(/^P(\d+)D$/.exec(period)?.[1] ?? NaN) * dayMs;
}

/**
 * Walks the lines of a scenario and its records side by side and says what must never be (issue of
 * Automatic Maintenance, "must show"); one line a problem. */
export class Invariants {
  readonly problems: string[] = [];
  readonly #tasks: Map<string, TaskDefinition>;
  readonly #working = new Map<string, Work>();
  readonly #startedAuto = new Set<string>();
  readonly #completed = new Map<string, { wall: number; failed: boolean }>();
  readonly #lastCode = new Map<string, number>();
  readonly #told = new Map<string, number>();
  #user: string;
  #power: string;
  #powerSince = -Infinity;
  #on = true;
  #asleep = false;
  #backSince = -Infinity;
  #manual = false;
  #now = 0;

  constructor(private readonly course: Course) {
    this.#tasks = new Map(course.tasks.map((task) => [task.path, task]));
    this.#user = course.initially?.user ?? 'active';
    this.#power = course.initially?.power ?? 'ac';
  }

  check(): string[] {
    const lines = this.course.timeline.map((line) => ({ time: Date.parse(`${line.at}Z`), line }));
    let next = 0;
    for (const [index, record] of this.course.records.entries()) {
      // A folded wait comes with its first instant; it is no event of this moment.
      if (record.id === 906) continue;
      const time = this.course.instants[index] ?? 0;
      for (let line = lines[next]; line !== undefined && line.time <= time; line = lines[++next]) {
        this.#moveTo(line.time);
        this.#see(line.line);
      }
      this.#moveTo(time);
      this.#hear(record);
    }
    this.#judge();
    this.#judgeNotices();
    return [...legalLives(this.course.records), ...this.problems];
  }

  /** An instant is judged when it is over: at the same instant ends and suspensions come with their cause. */
  #moveTo(time: number): void {
    if (time > this.#now) this.#judge();
    this.#now = Math.max(this.#now, time);
  }

  #bad(what: string): void {
    this.problems.push(`${new Date(this.#now).toISOString()} ${what}`);
  }

  #see({ user, power, system }: Line): void {
    if (user !== undefined) this.#user = user;
    if (power !== undefined && power !== this.#power) {
      this.#power = power;
      this.#powerSince = this.#now;
    }
    if (system === 'crash' || system === 'shutdown') {
      // Whatever worked is gone; its record comes with the next boot.
      this.#on = false;
      this.#working.clear();
      this.#manual = false;
    }
    if (system === 'boot') this.#on = true;
    // A machine that its own alarm woke before is awake already.
    if (system === 'boot' || (system === 'wake' && this.#asleep)) this.#backSince = this.#now;
    if (system !== undefined) this.#asleep = system === 'sleep' && this.#on;
  }

  #hear({ id, instance, task, at, data }: SimulatedRecord): void {
    if (id === 800) this.#manual = data['Kind'] === 'manual';
    if (id === 807) this.#manual = false;
    if (id === 902) {
      this.#backSince = this.#now;
      this.#asleep = false;
    }
    if (id === 903) this.#asleep = true;
    if (id === 805 || id === 909) this.#once(id, String(task));
    if (instance === null || task === null) return;
    const known = this.#working.get(instance);
    if (id === 110) this.#working.set(instance, { task, byHand: true, slowed: false });
    if (id === 100) this.#starts(instance, task, at, known?.byHand === true);
    if (id === 901) this.#goesOn(instance, task);
    if (id === 907 && known !== undefined) known.slowed = true;
    if (id === 908 && known !== undefined) known.slowed = false;
    if (id === 201) this.#lastCode.set(task, Number(data['ResultCode']));
    if (id === 900 || id === 102 || id === 111) this.#working.delete(instance);
    const limit = id === 111 && data['Reason'] === 'limit';
    if (id === 102 || limit) {
      this.#completed.set(task, { wall: Date.parse(at), failed: limit || this.#lastCode.get(task) !== 0 });
      this.#told.delete(`805 ${task}`);
      this.#told.delete(`909 ${task}`);
    }
  }

  #once(id: number, task: string): void {
    const key = `${String(id)} ${task}`;
    const times = (this.#told.get(key) ?? 0) + 1;
    this.#told.set(key, times);
    if (times > 1) this.#bad(`${key} told ${String(times)} times for one frame`);
  }

  #starts(instance: string, task: string, at: string, byHand: boolean): void {
    if (!this.#on) this.#bad(`${task} started while the machine was off`);
    this.#working.set(instance, { task, byHand, slowed: false });
    if (byHand || this.#manual) return;
    this.#startedAuto.add(instance);
    this.#mayBegin(task);
    const before = this.#completed.get(task);
    const definition = this.#tasks.get(task);
    if (before === undefined || definition?.maintenance == null) return;
    const period = parseDuration(definition.maintenance.period);
    const early = Date.parse(at) < addDuration(wall(before.wall), period, this.course.zone ?? 'UTC');
    if (early && !(before.failed && definition.settings.retryAfter !== null))
      this.#bad(`${task} started again within its period`);
  }

  #goesOn(instance: string, task: string): void {
    const byHand = !this.#startedAuto.has(instance);
    this.#working.set(instance, { task, byHand, slowed: false });
    if (!byHand && !this.#manual) this.#mayBegin(task);
  }

  #mayBegin(task: string): void {
    if (this.#lostMains()) this.#bad(`${task} begins on ${this.#power}`);
    if (this.#now < this.#backSince + settleMs) this.#bad(`${task} begins before the machine has settled`);
  }

  #lostMains(): boolean {
    return this.#power !== 'ac' && this.#now > this.#powerSince + powerSettleMs;
  }

  #isCritical(task: string): boolean {
    const settings = this.#tasks.get(task)?.settings;
    return settings !== undefined && (settings.critical || settings.yield === 'never');
  }

  /** What must hold between two instants. */
  #judge(): void {
    const works = [...this.#working.values()].filter(
      ({ task }) => this.#tasks.get(task)?.maintenance != null,
    );
    const exclusive = works.filter(({ task }) => this.#tasks.get(task)?.maintenance?.exclusive === true);
    if (exclusive.length > 1)
      this.#bad(`two exclusive at once: ${exclusive.map(({ task }) => task).join(', ')}`);
    const scheduled = works.filter(({ byHand }) => !byHand);
    if (scheduled.length > 1 && scheduled.some((work) => exclusive.includes(work)))
      this.#bad(`exclusive beside others: ${scheduled.map(({ task }) => task).join(', ')}`);
    if (this.#manual) return;
    for (const { task, slowed } of scheduled) {
      if (this.#isCritical(task)) continue;
      if (this.#user === 'active' && !slowed) this.#bad(`${task} works under an active user`);
      if (this.#lostMains()) this.#bad(`${task} works on ${this.#power}`);
    }
  }

  /** Each miss of a deadline is a record and a notice, no more and no fewer. */
  #judgeNotices(): void {
    const missed = this.course.records.filter(({ id }) => id === 805).length;
    const told = this.course.notices.filter(({ notice }) => notice === 'deadline-missed').length;
    if (missed !== told) this.#bad(`${String(missed)} deadlines missed, ${String(told)} notices`);
  }
}
