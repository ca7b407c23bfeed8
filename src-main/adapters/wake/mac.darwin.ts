import type { MachineFact } from '../../../src-shared/model/diagnosis.js';
import type { WakeReading } from '../../core/signals/readings.js';
import type { Wall } from '../../core/time/stamp.js';
import type { MachineFacts } from '../../ports/machine-facts.js';
import type { Environment } from '../child/command.js';
import { run } from '../child/run.js';
import type { SleepWay, WakeWay } from './ways.js';

const pmset = '/usr/bin/pmset';

/** Settings in force from `pmset -g`: name and value a line. */
export function parsePmset(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^ (\w+)\s+(\S+)/.exec(line);
    if (found !== null) settings.set((found[1] ?? '').toLowerCase(), found[2] ?? '');
  }
  return settings;
}

/** `MM/dd/yy HH:mm:ss` in local time, as pmset takes it. */
export function pmsetInstant(at: Wall): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}/${two(date.getDate())}/${two(date.getFullYear() % 100)}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `pmset schedule wake`; only root may. */
export class PmsetWay implements WakeWay {
  readonly name = 'pmset';
  #set: string | null = null;

  constructor(
    private readonly env: Environment,
    private readonly isRoot = process.getuid?.() === 0,
  ) {}

  ability(): WakeReading {
    return this.isRoot ? { able: 'yes', reason: null } : { able: 'no', reason: 'no-permission' };
  }

  async set(at: Wall): Promise<void> {
    await this.clear();
    const instant = pmsetInstant(at);
    await run(pmset, ['schedule', 'wake', instant], { env: this.env, timeoutMs: 4_000 });
    this.#set = instant;
  }

  async clear(): Promise<void> {
    const instant = this.#set;
    if (instant === null) return;
    this.#set = null;
    await run(pmset, ['schedule', 'cancel', 'wake', instant], { env: this.env, timeoutMs: 4_000 });
  }
}

export function macSleepWays(env: Environment): SleepWay[] {
  return [
    {
      name: 'pmset',
      sleep: async () => void (await run(pmset, ['sleepnow'], { env, timeoutMs: 10_000 })),
    },
  ];
}

/** `pmset -g` in the words of the checklist; null: it could not be asked. */
export function macFacts(settings: Map<string, string> | null, isRoot: boolean): MachineFact[] {
  const how = 'pmset -g';
  const sleep = settings?.get('hibernatemode');
  const low = settings?.get('lowpowermode');
  return [
    {
      id: 'sleep-model',
      state: sleep === undefined ? 'unknown' : 'ok',
      reason: sleep === undefined ? 'model-unknown' : null,
      value: sleep === undefined ? 'not told' : `hibernatemode ${sleep}`,
      how,
    },
    {
      id: 'wake-from-standby',
      state: 'unknown',
      reason: 'standby-unproven',
      value: `standby ${settings?.get('standby') ?? 'not told'}`,
      how,
    },
    { id: 'wake-firmware', state: 'unknown', reason: 'firmware-not-told', value: 'macOS does not tell', how },
    isRoot
      ? { id: 'wake-timers', state: 'ok', reason: null, value: 'may be set', how: 'pmset schedule' }
      : {
          id: 'wake-timers',
          state: 'problem',
          reason: 'no-permission',
          value: 'cannot be set',
          how: 'pmset schedule',
        },
    low === '1'
      ? { id: 'low-power', state: 'problem', reason: 'low-power-mode', value: 'lowpowermode 1', how }
      : {
          id: 'low-power',
          state: low === '0' ? 'ok' : 'unknown',
          reason: low === '0' ? null : 'not-told',
          value: low === undefined ? 'not told' : `lowpowermode ${low}`,
          how,
        },
  ];
}

export class MacMachineFacts implements MachineFacts {
  constructor(private readonly env: Environment) {}

  async ask(): Promise<MachineFact[]> {
    const text = await run(pmset, ['-g'], { env: this.env, timeoutMs: 4_000 }).catch(() => null);
    return macFacts(text === null ? null : parsePmset(text), process.getuid?.() === 0);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
