import type { BusyReading } from '../../core/signals/readings.js';
import type { BusySensor, SensorContext } from '../../ports/sensors.js';
import { UnknownSensor } from '../unknown/unknown-sensor.js';
import { linuxBusySensor, type LinuxBusyOptions } from './busy-sensor.linux.js';

/** The sensor of this system for calls, films and presentations. */
export function chooseBusySensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
  options: LinuxBusyOptions = {},
): BusySensor {
  switch (platform) {
    case 'linux':
      return linuxBusySensor(context, options);
    default:
      return new UnknownSensor<BusyReading>({
        reading: { causes: [] },
        signals: ['busy'],
        remedy: `Caretaker has no source for calls, films and presentations on ${platform} without Electron yet; start the desktop app.`,
      });
  }
}
