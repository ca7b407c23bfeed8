import type { BusySensor, SensorContext } from '../../ports/sensors.js';
import { CombinedBusySensor } from './busy-sensor.js';
import { linuxBusySensor, type LinuxBusyOptions } from './busy-sensor.linux.js';
import { ProgramsSource, type RunningPrograms } from './programs.js';
import { askedPrograms } from './running-list.js';

/** The sensor of this system for calls, films and presentations. */
export function chooseBusySensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
  options: LinuxBusyOptions = {},
): BusySensor {
  switch (platform) {
    case 'linux':
      return linuxBusySensor(context, options);
    default: {
      const { clock, env } = context;
      const running: RunningPrograms =
        platform === 'darwin' || platform === 'win32' ? askedPrograms(platform, env) : () => null;
      return new CombinedBusySensor({
        sources: [],
        programs: new ProgramsSource({ clock, running }),
        clock,
        hold: () => undefined,
        release: () => Promise.resolve(),
      });
    }
  }
}
