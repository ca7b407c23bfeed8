import type { KeepAwake } from '../../ports/keep-awake.js';
import type { SensorContext } from '../../ports/sensors.js';
import { caffeinateKeepAwake } from './caffeinate.darwin.js';
import { ElectronKeepAwake, type SaveBlocker } from './keep-awake.electron.js';
import { NoKeepAwake } from './no-keep-awake.js';
import { logindKeepAwake } from './systemd-inhibit.linux.js';

/** Keeps the machine awake without Electron. */
export function chooseKeepAwake(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): KeepAwake {
  switch (platform) {
    case 'linux':
      return (
        logindKeepAwake(context) ??
        new NoKeepAwake(
          context.log,
          'Install systemd (or elogind): without logind nothing can hold off sleep.',
        )
      );
    case 'darwin':
      return caffeinateKeepAwake(context);
    default:
      return new NoKeepAwake(
        context.log,
        'Start the desktop app: only it can hold off sleep on this system.',
      );
  }
}

/** The same for the Electron host: logind's lock on Linux, since it carries the reason; else Electron's. */
export function chooseElectronKeepAwake(
  context: SensorContext,
  blocker: SaveBlocker,
  platform: NodeJS.Platform = process.platform,
): KeepAwake {
  const logind = platform === 'linux' ? logindKeepAwake(context) : null;
  return logind ?? new ElectronKeepAwake(blocker);
}
