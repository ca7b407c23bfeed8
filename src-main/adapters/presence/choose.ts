import type { BusyReading } from '../../core/signals/readings.js';
import type { BusySensor, SensorContext } from '../../ports/sensors.js';
import { UnknownSensor } from '../unknown/unknown-sensor.js';
import { linuxBusySensor } from './busy-sensor.linux.js';

/** The sensor of this system for calls, films and presentations. */
export function chooseBusySensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): BusySensor {
  switch (platform) {
    case 'linux':
      return linuxBusySensor(context);
    default:
      return new UnknownSensor<BusyReading>({
        reading: { causes: [] },
        signals: ['busy'],
        remedy: `Caretaker has no source for calls, films and presentations on ${platform} without Electron yet; start the desktop app.`,
      });
  }
}
