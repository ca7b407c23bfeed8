import type { PowerSensor, SensorContext } from '../../ports/sensors.js';
import { systemBusAddress } from '../dbus/addresses.js';
import { leaseBus } from '../dbus/bus-pool.js';
import { RankedPowerSensor } from './power-sensor.js';
import { SysfsPowerSource } from './sysfs.linux.js';
import { SystemInformationPowerSource } from './system-information.js';
import { UPowerSource } from './upower.linux.js';

export interface LinuxPowerOptions {
  /** Where sysfs is; `/sys` unless told. */
  sysfsRoot?: string;
  followEvents?: boolean;
}

/** UPower, then /sys/class/power_supply, then `systeminformation` (design section 4). */
export function linuxPowerSensor(context: SensorContext, options: LinuxPowerOptions = {}): PowerSensor {
  const { clock, log, env } = context;
  const lease = leaseBus(systemBusAddress(env), log);
  const sysfsRoot = options.sysfsRoot ?? '/sys';
  return new RankedPowerSensor({
    clock,
    sources: [
      new UPowerSource(lease.bus),
      new SysfsPowerSource({ clock, log, env, sysfsRoot, followEvents: options.followEvents ?? true }),
      new SystemInformationPowerSource(clock),
    ],
    remedy: `Install and start UPower, or make ${sysfsRoot}/class/power_supply readable to Caretaker.`,
    hold: () => lease.hold(),
    release: () => lease.release(),
  });
}
