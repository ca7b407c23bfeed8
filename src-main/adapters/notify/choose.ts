import type { Notifier } from '../../ports/notifier.js';
import type { SensorContext } from '../../ports/sensors.js';
import { sessionBusAddress } from '../dbus/addresses.js';
import { DesktopNotifier } from './desktop-notifier.linux.js';
import { LogNotifier } from './log-notifier.js';

/** Notices without Electron: the desktop's daemon where there is a session, else the log. */
export function chooseNotifier(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): Notifier {
  const toLog = new LogNotifier(context.log);
  const bus = platform === 'linux' ? sessionBusAddress(context.env) : null;
  return bus === null ? toLog : new DesktopNotifier(bus, context.log, toLog);
}
