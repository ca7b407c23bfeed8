import type { DrivesSensor, SensorContext } from '../../ports/sensors.js';
import { findCommand } from '../child/command.js';
import { MountedDrivesSensor } from './drives-sensor.linux.js';

/** Network drives as they come and go; null where Caretaker cannot see them on this system. */
export function chooseDrivesSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): DrivesSensor | null {
  const findmnt = platform === 'linux' ? findCommand('findmnt', context.env) : null;
  return findmnt === null ? null : new MountedDrivesSensor(context, findmnt);
}
