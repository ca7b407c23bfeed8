import type { LidReading } from '../../core/signals/readings.js';
import type { PowerReading } from '../../core/signals/readings.js';
import type { LidSensor, PowerSensor, SensorContext } from '../../ports/sensors.js';
import { UnknownSensor } from '../unknown/unknown-sensor.js';
import type { PowerEvents } from './electron-power-source.electron.js';
import { darwinPowerSensor } from './power-sensor.darwin.js';
import { electronPowerSensor } from './power-sensor.electron.js';
import { UPowerLidSensor } from './lid.linux.js';
import { linuxPowerSensor } from './power-sensor.linux.js';
import { win32PowerSensor } from './power-sensor.win32.js';

/** The power sensor of this system. */
export function choosePowerSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): PowerSensor {
  switch (platform) {
    case 'linux':
      return linuxPowerSensor(context);
    case 'win32':
      return win32PowerSensor(context);
    case 'darwin':
      return darwinPowerSensor(context);
    default:
      return new UnknownSensor<PowerReading>({
        reading: { source: 'unknown', percent: null },
        signals: ['power', 'battery'],
        remedy: `Caretaker has no source for power on ${platform} without Electron; start the desktop app.`,
      });
  }
}

/** The same for the Electron host. On Linux Electron knows no mains: the system's own sources there. */
export function chooseElectronPowerSensor(
  context: SensorContext,
  monitor: PowerEvents,
  platform: NodeJS.Platform = process.platform,
): PowerSensor {
  return platform === 'linux' ? linuxPowerSensor(context) : electronPowerSensor(context, monitor);
}

/** The lid of this machine; elsewhere than on Linux nobody tells of it, which counts as no lid. */
export function chooseLidSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): LidSensor {
  if (platform === 'linux') return new UPowerLidSensor(context);
  return new UnknownSensor<LidReading>({ reading: { closed: null }, signals: [], remedy: '' });
}
