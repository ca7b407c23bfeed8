import { chooseElectronKeepAwake } from '../../adapters/awake/choose.js';
import { chooseElectronPresenceSensor } from '../../adapters/idle/choose.js';
import { chooseElectronPowerSensor } from '../../adapters/power/choose.js';
import { chooseElectronSessionSensor } from '../../adapters/session/choose.js';
import { chooseElectronSystemSensor } from '../../adapters/suspend/choose.js';
import type { KeepAwake } from '../../ports/keep-awake.js';
import type { SensorContext, Sensors } from '../../ports/sensors.js';
import type { ElectronParts } from './electron.js';

/**
 * What Electron knows better than a plain process: power, idle, session and sleep on Windows and macOS, and keeping
 * awake. On Linux each of these chooses the system's own sources.
 */
export function ownParts(
  { powerMonitor, powerSaveBlocker }: Pick<ElectronParts, 'powerMonitor' | 'powerSaveBlocker'>,
  context: SensorContext,
): { sensors: Partial<Sensors>; keepAwake: KeepAwake } {
  return {
    sensors: {
      power: chooseElectronPowerSensor(context, powerMonitor),
      presence: chooseElectronPresenceSensor(context, powerMonitor),
      session: chooseElectronSessionSensor(context, powerMonitor),
      system: chooseElectronSystemSensor(context, powerMonitor),
    },
    keepAwake: chooseElectronKeepAwake(context, powerSaveBlocker),
  };
}
