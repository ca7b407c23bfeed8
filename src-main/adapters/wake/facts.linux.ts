import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineFact } from '../../../src-shared/model/diagnosis.js';
import type { Log } from '../../ports/log.js';
import type { MachineFacts } from '../../ports/machine-facts.js';
import type { Environment } from '../child/command.js';
import { systemBusAddress } from '../dbus/addresses.js';
import { leaseBus } from '../dbus/bus-pool.js';
import type { WakeWay } from './ways.js';

export type SleepModel = 'S3' | 'S0ix' | 'other' | 'none';

/**
 * The sleep model by /sys/power (kernel: admin-guide/pm/sleep-states.rst): `deep` in force is S3; `s2idle`
 * is the low power idle of S0, which Windows calls Connected or Modern Standby.
 */
export function sleepModel(state: string | null, memSleep: string | null): SleepModel {
  const words = state?.split(/\s+/) ?? [];
  if (!words.some((word) => ['mem', 'freeze', 'standby'].includes(word))) return 'none';
  const inForce = /\[(\w+)\]/.exec(memSleep ?? '')?.[1];
  if (inForce === 'deep') return 'S3';
  if (inForce === 's2idle' || !words.includes('mem')) return 'S0ix';
  return 'other';
}

/** What this machine says through /sys and the system bus. */
export class LinuxMachineFacts implements MachineFacts {
  constructor(
    private readonly options: { sysRoot: string; env: Environment; log: Log; wakeWays: WakeWay[] },
  ) {}

  async ask(): Promise<MachineFact[]> {
    const state = this.#read('power/state');
    const memSleep = this.#read('power/mem_sleep');
    const model = sleepModel(state, memSleep);
    return [
      {
        id: 'sleep-model',
        state: model === 'none' ? 'not-applicable' : model === 'other' ? 'unknown' : 'ok',
        reason: model === 'none' ? 'no-sleep' : model === 'other' ? 'model-unknown' : null,
        value: model === 'none' ? 'none' : `${model} (${memSleep ?? state ?? ''})`,
        how: memSleep === null ? '/sys/power/state' : '/sys/power/mem_sleep',
      },
      this.#standby(model),
      this.#firmware(model),
      await this.#timers(),
      await this.#lowPower(),
    ];
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #standby(model: SleepModel): MachineFact {
    const id = 'wake-from-standby';
    const file = '/sys/devices/system/cpu/cpuidle/low_power_idle_system_residency_us';
    if (model !== 'S0ix') {
      const reason = model === 'none' ? 'no-sleep' : 's3-machine';
      return { id, state: 'not-applicable', reason, value: model, how: '/sys/power/mem_sleep' };
    }
    const residency = this.#read('devices/system/cpu/cpuidle/low_power_idle_system_residency_us');
    return residency === null
      ? { id, state: 'unknown', reason: 'standby-unproven', value: 'no figure of the platform', how: file }
      : { id, state: 'ok', reason: null, value: `S0 low power idle, ${residency} µs so far`, how: file };
  }

  #firmware(model: SleepModel): MachineFact {
    const id = 'wake-firmware';
    const how = '/sys/class/rtc/rtc0/device/power/wakeup';
    if (model === 'none') return { id, state: 'not-applicable', reason: 'no-sleep', value: 'none', how };
    if (!existsSync(join(this.options.sysRoot, 'class/rtc/rtc0')))
      return { id, state: 'problem', reason: 'no-clock-alarm', value: 'no rtc0', how: '/sys/class/rtc' };
    const wakeup = this.#read('class/rtc/rtc0/device/power/wakeup');
    if (wakeup === 'disabled')
      return { id, state: 'problem', reason: 'firmware-wake-off', value: wakeup, how };
    if (wakeup === 'enabled') return { id, state: 'ok', reason: null, value: wakeup, how };
    return { id, state: 'unknown', reason: 'firmware-not-told', value: wakeup ?? 'no file', how };
  }

  async #timers(): Promise<MachineFact> {
    const id = 'wake-timers';
    let reason: MachineFact['reason'] = 'no-permission';
    const names = this.options.wakeWays.map(({ name }) => name).join(', ');
    for (const way of this.options.wakeWays) {
      const ability = await way.ability();
      const how = way.name === 'rtc' ? '/sys/class/rtc/rtc0/wakealarm' : way.name;
      if (ability.able === 'yes') return { id, state: 'ok', reason: null, value: 'may be set', how };
      reason = ability.reason as MachineFact['reason'];
    }
    const state = reason === 'no-sleep' ? 'not-applicable' : 'problem';
    return { id, state, reason, value: 'cannot be set', how: names };
  }

  async #lowPower(): Promise<MachineFact> {
    const id = 'low-power';
    const asked = await this.#powerProfile();
    const how = asked === null ? '/sys/firmware/acpi/platform_profile' : 'net.hadess.PowerProfiles';
    const profile = asked ?? this.#read('firmware/acpi/platform_profile');
    if (profile === null)
      return { id, state: 'not-applicable', reason: 'not-told', value: 'no profiles', how };
    const isLow = profile === 'power-saver' || profile === 'low-power' || profile === 'quiet';
    return isLow
      ? { id, state: 'problem', reason: 'low-power-mode', value: profile, how }
      : { id, state: 'ok', reason: null, value: profile, how };
  }

  /** The desktop's power mode; null where no daemon keeps one. */
  async #powerProfile(): Promise<string | null> {
    const { env, log } = this.options;
    const lease = leaseBus(systemBusAddress(env), log);
    lease.hold();
    try {
      if (!(await lease.bus.open())) return null;
      const service = 'net.hadess.PowerProfiles';
      const names = await lease.bus.names();
      if (!names.includes(service)) return null;
      return String(await lease.bus.property(service, '/net/hadess/PowerProfiles', service, 'ActiveProfile'));
    } catch {
      return null;
    } finally {
      await lease.release();
    }
  }

  #read(path: string): string | null {
    try {
      return readFileSync(join(this.options.sysRoot, path), 'latin1').trim();
    } catch {
      return null;
    }
  }
}
