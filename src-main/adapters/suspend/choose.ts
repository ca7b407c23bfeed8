import type { SystemReading } from '../../core/signals/readings.js';
import type { SystemSensor, SensorContext } from '../../ports/sensors.js';
import { UnknownSensor } from '../unknown/unknown-sensor.js';
import { ElectronSystemSensor, type SleepEvents } from './system-sensor.electron.js';
import { linuxSystemSensor } from './system-sensor.linux.js';

/** The sensor of this system for sleep and resume. */
export function chooseSystemSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): SystemSensor {
  switch (platform) {
    case 'linux':
      return linuxSystemSensor(context);
    default:
      return new UnknownSensor<SystemReading>({
        reading: null,
        signals: ['system'],
        remedy: `Caretaker has no source for sleep and resume on ${platform} without Electron yet; start the desktop app.`,
      });
  }
}

/**
 * The same for the Electron host. On Windows the host passes a window's `session-end` on to
 * `sessionEnding`, where the sensor has it.
 */
export function chooseElectronSystemSensor(
  context: SensorContext,
  events: SleepEvents,
  platform: NodeJS.Platform = process.platform,
): SystemSensor & { sessionEnding?: () => void } {
  return platform === 'linux' ? linuxSystemSensor(context) : new ElectronSystemSensor(context, events);
}
