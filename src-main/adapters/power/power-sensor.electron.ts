import type { PowerSensor, SensorContext } from '../../ports/sensors.js';
import { ElectronPowerSource, type PowerEvents } from './electron-power-source.electron.js';
import { RankedPowerSensor } from './power-sensor.js';
import { SystemInformationPowerSource } from './system-information.js';

/** Electron's powerMonitor with the charge of `systeminformation`, which also stands second. */
export function electronPowerSensor(context: SensorContext, monitor: PowerEvents): PowerSensor {
  const { clock } = context;
  return new RankedPowerSensor({
    clock,
    sources: [
      new ElectronPowerSource(monitor, clock, batteryPercent),
      new SystemInformationPowerSource(clock),
    ],
    remedy: 'Restart the desktop app: Electron does not tell the power source.',
  });
}

async function batteryPercent(): Promise<number | null> {
  const { battery } = await import('systeminformation');
  const found = await battery();
  return found.hasBattery ? Math.round(found.percent) : null;
}
