import { z } from 'zod';
import type { PowerReading } from '../../core/signals/readings.js';
import type { PowerSensor, SensorContext } from '../../ports/sensors.js';
import { AskedPowerSource } from './asked-power.js';
import { RankedPowerSensor } from './power-sensor.js';

const script =
  "$ErrorActionPreference='Stop'; " +
  'ConvertTo-Json -Compress @(Get-CimInstance Win32_Battery | Select-Object BatteryStatus, EstimatedChargeRemaining)';

/** Win32_Battery, once a minute, since each look starts a PowerShell. The desktop app needs none. */
export function win32PowerSensor(context: SensorContext): PowerSensor {
  const source = new AskedPowerSource(
    {
      name: 'win32-battery',
      command: 'powershell.exe',
      args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script],
      everyMs: 60_000,
      parse: parseBatteries,
    },
    context,
  );
  return new RankedPowerSensor({
    clock: context.clock,
    sources: [source],
    remedy: 'Start the desktop app, or let Caretaker run PowerShell.',
  });
}

const Battery = z.object({
  BatteryStatus: z.number().nullable(),
  EstimatedChargeRemaining: z.number().nullable(),
});
/** Win32_Battery.BatteryStatus: discharging, low, critical. The others have access to AC. */
const discharging = new Set([1, 4, 5]);

/** A readable, empty list is a machine without a battery: AC. */
export function parseBatteries(text: string): PowerReading | null {
  const answer: unknown = text.trim() === '' ? [] : JSON.parse(text);
  const batteries = z.array(Battery).parse(Array.isArray(answer) ? answer : [answer]);
  const charges = batteries.map((battery) => battery.EstimatedChargeRemaining).filter((one) => one !== null);
  // Several batteries: the fullest is what the machine still has, and all must be drained for it to stop.
  const percent = charges.length === 0 ? null : Math.min(100, Math.max(...charges));
  if (batteries.length === 0) return { source: 'ac', percent: null };
  if (batteries.every((battery) => battery.BatteryStatus === null)) return null;
  const drained = batteries.some(({ BatteryStatus }) => discharging.has(BatteryStatus ?? 0));
  return { source: drained ? 'battery' : 'ac', percent };
}
