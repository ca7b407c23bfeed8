import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WakeReading } from '../../core/signals/readings.js';
import type { Wall } from '../../core/time/stamp.js';
import type { WakeWay } from './ways.js';

/** Zones differ by multiples of this; what a clock strays from that is drift, s. */
const quarterHour = 900;
const driftMax = 60;

/** The alarm of the clock that runs on when the machine sleeps (kernel: Documentation/admin-guide/rtc.rst). */
export class RtcWay implements WakeWay {
  readonly name = 'rtc';
  /** What this process has set, in the clock's own seconds. */
  #mine: number | null = null;

  constructor(
    private readonly sysRoot: string,
    private readonly nowMs: () => number,
  ) {}

  ability(): WakeReading {
    if (!canSleep(this.sysRoot)) return { able: 'no', reason: 'no-sleep' };
    if (!existsSync(this.#file('wakealarm'))) return { able: 'no', reason: 'no-clock-alarm' };
    try {
      accessSync(this.#file('wakealarm'), constants.W_OK);
      return { able: 'yes', reason: null };
    } catch {
      return { able: 'no', reason: 'no-permission' };
    }
  }

  set(at: Wall): void {
    const alarm = Math.floor(at / 1000) + this.#aheadSeconds();
    const standing = this.#standing();
    if (standing !== null && standing !== this.#mine && standing < alarm)
      throw new Error(
        `another program has set the alarm for ${standing}, which is sooner; it was left alone`,
      );
    this.#write('0');
    this.#write(String(alarm));
    this.#mine = alarm;
  }

  clear(): void {
    if (this.#mine !== null && this.#standing() === this.#mine) this.#write('0');
    this.#mine = null;
  }

  /** The alarm is in the clock's own seconds, and the clock may run in local time, or be off altogether. */
  #aheadSeconds(): number {
    const clock = Number(this.#read('since_epoch'));
    if (!(clock > 0)) return 0;
    const ahead = Math.round(clock - this.nowMs() / 1000);
    const zone = Math.round(ahead / quarterHour) * quarterHour;
    return Math.abs(ahead - zone) <= driftMax ? zone : ahead;
  }

  /** The alarm that is set and still to come, whoever set it. */
  #standing(): number | null {
    const text = this.#read('wakealarm');
    return text === '' ? null : Number(text);
  }

  #file(name: string): string {
    return join(this.sysRoot, 'class', 'rtc', 'rtc0', name);
  }

  #read(name: string): string {
    try {
      return readFileSync(this.#file(name), 'latin1').trim();
    } catch {
      return '';
    }
  }

  #write(text: string): void {
    writeFileSync(this.#file('wakealarm'), `${text}\n`);
  }
}

/** Whether this machine sleeps at all: a word besides `disk` in /sys/power/state. */
export function canSleep(sysRoot: string): boolean {
  try {
    const words = readFileSync(join(sysRoot, 'power', 'state'), 'latin1').split(/\s+/);
    return words.some((word) => ['mem', 'freeze', 'standby'].includes(word));
  } catch {
    return false;
  }
}
