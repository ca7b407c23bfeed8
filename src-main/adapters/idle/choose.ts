import type { PresenceReading } from '../../core/signals/readings.js';
import type { PresenceSensor, SensorContext } from '../../ports/sensors.js';
import { UnknownPresenceSensor } from '../unknown/unknown-sensor.js';
import { darwinPresenceSensor } from './presence-sensor.darwin.js';
import { ElectronPresenceSensor, type InputMonitor } from './presence-sensor.electron.js';
import { linuxPresenceSensor } from './presence-sensor.linux.js';

/** The presence sensor of this system. */
export function choosePresenceSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): PresenceSensor {
  switch (platform) {
    case 'linux':
      return linuxPresenceSensor(context);
    case 'darwin':
      return darwinPresenceSensor(context);
    default:
      return new UnknownPresenceSensor<PresenceReading>({
        reading: { presence: 'unknown', lastInputAt: null },
        signals: ['idle'],
        remedy: `Caretaker has no source for input on ${platform} without Electron yet; start the desktop app.`,
      });
  }
}

/** The same for the Electron host. On Linux Electron's figure is not trusted: the system's own sources. */
export function chooseElectronPresenceSensor(
  context: SensorContext,
  monitor: InputMonitor,
  platform: NodeJS.Platform = process.platform,
): PresenceSensor {
  return platform === 'linux' ? linuxPresenceSensor(context) : new ElectronPresenceSensor(context, monitor);
}
