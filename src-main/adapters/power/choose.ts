import type { PowerSensor, SensorContext } from '../../ports/sensors.js';
import type { PowerReading } from '../../core/signals/readings.js';
import { UnknownSensor } from '../unknown/unknown-sensor.js';
import { linuxPowerSensor } from './power-sensor.linux.js';

/** The power sensor of this system. */
export function choosePowerSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): PowerSensor {
  switch (platform) {
    case 'linux':
      return linuxPowerSensor(context);
    default:
      return new UnknownSensor<PowerReading>({
        reading: { source: 'unknown', percent: null },
        signals: ['power', 'battery'],
        remedy: `Caretaker has no source for power on ${platform} without Electron yet; start the desktop app.`,
      });
  }
}
