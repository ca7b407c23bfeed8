import type { LoadSensor, QuietSensor, SensorContext } from '../../ports/sensors.js';
import { MachineLoadSensor } from './load-sensor.js';
import { MachineQuietSensor } from './quiet-sensor.js';
import { ProcLoad } from './proc.linux.js';
import { SystemInformationLoad } from './system-information.js';

/** The same counters, judged as plain tasks want it. */
export function chooseQuietSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): QuietSensor {
  const second = new SystemInformationLoad();
  return new MachineQuietSensor(context, platform === 'linux' ? [new ProcLoad(), second] : [second]);
}

/** Others' CPU and disk work: /proc on Linux, `systeminformation` elsewhere and after it. */
export function chooseLoadSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): LoadSensor {
  const second = new SystemInformationLoad();
  return new MachineLoadSensor(context, platform === 'linux' ? [new ProcLoad(), second] : [second]);
}
