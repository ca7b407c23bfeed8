import type { DeviceSensor, SensorContext } from '../../ports/sensors.js';
import { findCommand } from '../child/command.js';
import { MachineDeviceSensor } from './device-sensor.js';
import { UdevDevices } from './udev.linux.js';
import { UsbHotplugDevices } from './usb-hotplug.js';

/** Arrivals of devices, from the best source the system has. */
export function chooseDeviceSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): DeviceSensor {
  const { clock, log, env } = context;
  const udevadm = platform === 'linux' ? findCommand('udevadm', env) : null;
  if (udevadm !== null) {
    return new MachineDeviceSensor({
      source: new UdevDevices(udevadm, context),
      clock,
      remedy: 'Let Caretaker run udevadm: arrivals of devices cannot be seen.',
    });
  }
  return new MachineDeviceSensor({
    source: new UsbHotplugDevices(log, platform === 'linux' ? '/sys/bus/usb' : null),
    clock,
    remedy:
      platform === 'linux'
        ? 'Install udev: arrivals of devices cannot be seen.'
        : 'USB devices cannot be watched on this system.',
  });
}
