import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineFact } from '../../../src-shared/model/diagnosis.js';
import type { WakeReading } from '../../core/signals/readings.js';
import type { Wall } from '../../core/time/stamp.js';
import type { MachineFacts } from '../../ports/machine-facts.js';
import type { Environment } from '../child/command.js';
import { run } from '../child/run.js';
import type { SleepWay, WakeWay } from './ways.js';

export const wakeTask = '\\Caretaker\\WakeForMaintenance';
const timeoutMs = 10_000;

/**
 * Sleep states from `powercfg /a`. Its sentences follow the language of Windows; what stays are the two
 * groups (available first) and the names in parentheses.
 */
export function parsePowercfg(text: string): { s3: boolean; s0: boolean; available: string[] } {
  const [first = ''] = text.trim().split(/\r?\n[ \t]*\r?\n/);
  const available = first
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    s3: available.some((line) => /\bS3\b/.test(line)),
    s0: available.some((line) => /\bS0\b/.test(line)),
    available,
  };
}

/** `Allow wake timers` from `powercfg /q SCHEME_CURRENT SUB_SLEEP RTCWAKE`: 0 off, 1 on, 2 important ones only. */
export function parseWakeTimers(text: string): { ac: number; battery: number } | null {
  const indexes = [...text.matchAll(/: (0x[0-9a-f]{8})\s*$/gim)].slice(-2).map(([, hex]) => Number(hex));
  const [ac, battery] = indexes;
  return ac === undefined || battery === undefined ? null : { ac, battery };
}

/** The definition of the task that wakes the machine; its action does nothing. */
export function wakeTaskXml(at: Wall): string {
  const instant = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><TimeTrigger><StartBoundary>${instant}</StartBoundary><Enabled>true</Enabled></TimeTrigger></Triggers>
  <Settings>
    <DisallowStartIfOnBatteries>true</DisallowStartIfOnBatteries>
    <WakeToRun>true</WakeToRun>
    <ExecutionTimeLimit>PT1M</ExecutionTimeLimit>
  </Settings>
  <Actions><Exec><Command>cmd.exe</Command><Arguments>/c exit 0</Arguments></Exec></Actions>
</Task>
`;
}

type Ask = (command: string, args: string[]) => Promise<string>;

function asking(env: Environment): Ask {
  return (command, args) => run(command, args, { env, timeoutMs });
}

const askTimers = (ask: Ask): Promise<{ ac: number; battery: number } | null> =>
  ask('powercfg', ['/q', 'SCHEME_CURRENT', 'SUB_SLEEP', 'RTCWAKE']).then(parseWakeTimers, () => null);

/** A task of the Windows Task Scheduler that wakes the machine. */
export class WindowsWakeWay implements WakeWay {
  readonly name = 'schtasks';
  readonly #ask: Ask;

  constructor(env: Environment) {
    this.#ask = asking(env);
  }

  async ability(): Promise<WakeReading> {
    const timers = await askTimers(this.#ask);
    if (timers === null) return { able: 'unknown', reason: 'timers-unknown' };
    return timers.ac === 1 ? { able: 'yes', reason: null } : { able: 'no', reason: 'timers-off' };
  }

  async set(at: Wall): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'caretaker-wake-'));
    try {
      const file = join(folder, 'wake.xml');
      // schtasks reads UTF-16 with a byte order mark.
      writeFileSync(file, Buffer.from(`\ufeff${wakeTaskXml(at)}`, 'utf16le'));
      await this.#ask('schtasks', ['/create', '/tn', wakeTask, '/xml', file, '/f']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async clear(): Promise<void> {
    await this.#ask('schtasks', ['/delete', '/tn', wakeTask, '/f']).catch(() => undefined);
  }
}

export function windowsSleepWays(env: Environment): SleepWay[] {
  const ask = asking(env);
  return [
    {
      name: 'SetSuspendState',
      sleep: async () => void (await ask('rundll32.exe', ['powrprof.dll,SetSuspendState', '0,1,0'])),
    },
  ];
}

/** The answers of powercfg in the words of the checklist. */
export function windowsFacts(
  states: string | null,
  timers: { ac: number; battery: number } | null,
): MachineFact[] {
  const parsed = states === null ? null : parsePowercfg(states);
  const model = parsed === null ? 'unknown' : parsed.s0 ? 'S0ix' : parsed.s3 ? 'S3' : 'none';
  const how = 'powercfg /a';
  const none = model === 'none';
  return [
    {
      id: 'sleep-model',
      state: model === 'unknown' ? 'unknown' : none ? 'not-applicable' : 'ok',
      reason: model === 'unknown' ? 'model-unknown' : none ? 'no-sleep' : null,
      value: parsed === null || none ? model : `${model} (${parsed.available.join(', ')})`,
      how,
    },
    model === 'S0ix'
      ? { id: 'wake-from-standby', state: 'ok', reason: null, value: 'S0 low power idle', how }
      : {
          id: 'wake-from-standby',
          state: model === 'unknown' ? 'unknown' : 'not-applicable',
          reason: model === 'S3' ? 's3-machine' : none ? 'no-sleep' : 'standby-unproven',
          value: model,
          how,
        },
    {
      id: 'wake-firmware',
      state: none ? 'not-applicable' : 'unknown',
      reason: none ? 'no-sleep' : 'firmware-not-told',
      value: 'Windows does not tell',
      how,
    },
    timersFact(timers),
    { id: 'low-power', state: 'unknown', reason: 'not-told', value: 'not asked', how: 'no source' },
  ];
}

function timersFact(timers: { ac: number; battery: number } | null): MachineFact {
  const how = 'powercfg /q SCHEME_CURRENT SUB_SLEEP RTCWAKE';
  if (timers === null)
    return { id: 'wake-timers', state: 'unknown', reason: 'timers-unknown', value: 'no answer', how };
  const words = ['off', 'on', 'important ones only'];
  const value = `on AC ${words[timers.ac] ?? String(timers.ac)}`;
  return timers.ac === 1
    ? { id: 'wake-timers', state: 'ok', reason: null, value, how }
    : { id: 'wake-timers', state: 'problem', reason: 'timers-off', value, how };
}

export class WindowsMachineFacts implements MachineFacts {
  readonly #ask: Ask;

  constructor(env: Environment) {
    this.#ask = asking(env);
  }

  async ask(): Promise<MachineFact[]> {
    const states = this.#ask('powercfg', ['/a']).catch(() => null);
    return windowsFacts(await states, await askTimers(this.#ask));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
