import { userInfo } from 'node:os';
import type { SessionReading } from '../../core/signals/readings.js';
import type { SessionSensor, SensorContext } from '../../ports/sensors.js';
import { UnknownSensor } from '../unknown/unknown-sensor.js';
import { ElectronSessionSensor, type LockEvents } from './session-sensor.electron.js';
import { SessionsWithGroups } from './session-groups.js';
import { linuxSessionSensor } from './session-sensor.linux.js';

/** The sensor of this system for log-on and log-off. */
export function chooseSessionSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): SessionSensor {
  switch (platform) {
    case 'linux':
      return new SessionsWithGroups(linuxSessionSensor(context));
    default:
      return new UnknownSensor<SessionReading>({
        reading: { sessions: null },
        signals: ['session'],
        remedy: `Caretaker has no source for log-on and log-off on ${platform} without Electron yet; start the desktop app.`,
      });
  }
}

/** The same for the Electron host: on Windows and macOS the session it lives in. */
export function chooseElectronSessionSensor(
  context: SensorContext,
  events: LockEvents,
  platform: NodeJS.Platform = process.platform,
): SessionSensor {
  return platform === 'linux'
    ? new SessionsWithGroups(linuxSessionSensor(context))
    : new ElectronSessionSensor(context, events, userInfo().username);
}
