import { existsSync } from 'node:fs';
import type { DeviceReading } from '../../core/signals/readings.js';
import type { Log } from '../../ports/log.js';
import type { DeviceSource } from './device-source.js';
import { hardwareIdsOf } from './hardware-ids.js';
import { interfaceClass } from './interface-classes.js';

/** What is read of a device of the `usb` package (the shape of WebUSB). */
export interface PluggedDevice {
  vendorId: number;
  productId: number;
  deviceVersionMajor: number;
  deviceVersionMinor: number;
  deviceVersionSubminor: number;
  deviceClass: number;
  deviceSubclass: number;
  deviceProtocol: number;
  manufacturerName?: string | null | undefined;
  productName?: string | null | undefined;
  configurations?: readonly {
    interfaces: readonly { alternates: readonly { interfaceClass: number; interfaceSubclass: number }[] }[];
  }[];
}

export interface HotplugEvents {
  addEventListener(type: 'connect', listener: (event: { device: PluggedDevice }) => void): void;
  removeEventListener(type: 'connect', listener: (event: { device: PluggedDevice }) => void): void;
}

/**
 * USB devices by the hotplug events of the `usb` package: where there is no udevadm, and on Windows and
 * macOS. Loaded only when it starts, since it is a native module.
 */
export class UsbHotplugDevices implements DeviceSource {
  readonly name = 'usb-hotplug';
  readonly #log: Log;
  readonly #folder: string | null;
  readonly #load: () => Promise<HotplugEvents>;
  #events: HotplugEvents | null = null;
  #listener: ((event: { device: PluggedDevice }) => void) | null = null;

  /**
   * `folder`: must exist, or null where the system has none (Linux: /sys/bus/usb; without it the
   * package's own thread rejects, unhandled, as soon as a listener is added).
   */
  constructor(log: Log, folder: string | null, load: () => Promise<HotplugEvents> = loadUsb) {
    this.#log = log;
    this.#folder = folder;
    this.#load = load;
  }

  async start(on: Parameters<DeviceSource['start']>[0]): Promise<void> {
    if (this.#folder !== null && !existsSync(this.#folder)) {
      on.listening(false);
      return;
    }
    const listener = ({ device }: { device: PluggedDevice }) => on.arrival(readingOf(device));
    this.#listener = listener;
    try {
      const events = await this.#load();
      if (this.#listener !== listener) return;
      events.addEventListener('connect', listener);
      this.#events = events;
      on.listening(true);
    } catch (error) {
      this.#log.warn('USB hotplug events are not to be had', { error: String(error) });
      on.listening(false);
    }
  }

  stop(): Promise<void> {
    if (this.#listener !== null) this.#events?.removeEventListener('connect', this.#listener);
    this.#listener = null;
    this.#events = null;
    return Promise.resolve();
  }
}

async function loadUsb(): Promise<HotplugEvents> {
  const { usb } = await import('usb');
  return usb as HotplugEvents;
}

/** The same ids that udev's event for the device would give, and the classes of its interfaces. */
export function readingOf(device: PluggedDevice): DeviceReading {
  const hex = (value: number) => value.toString(16);
  const { deviceVersionMajor, deviceVersionMinor, deviceVersionSubminor } = device;
  const revision = (deviceVersionMajor << 8) | (deviceVersionMinor << 4) | deviceVersionSubminor;
  const ids = hardwareIdsOf({
    SUBSYSTEM: 'usb',
    DEVTYPE: 'usb_device',
    PRODUCT: `${hex(device.vendorId)}/${hex(device.productId)}/${hex(revision)}`,
    TYPE: `${device.deviceClass}/${device.deviceSubclass}/${device.deviceProtocol}`,
  });
  const name = [device.manufacturerName, device.productName].filter(Boolean).join(' ');
  return { classes: classesOf(device), ids, name: name || (ids[1] ?? 'USB device') };
}

/** USB class codes (usb.org, "Defined Class Codes") to interface classes; no more than USB itself tells. */
const byUsbClass: Record<number, string> = {
  0x01: interfaceClass.audio,
  0x03: interfaceClass.hid,
  0x06: interfaceClass.imaging,
  0x07: interfaceClass.usbPrinter,
  0x08: interfaceClass.disk,
  0x0b: interfaceClass.smartCardReader,
  0x0e: interfaceClass.videoCamera,
  0xe0: interfaceClass.bluetoothPort,
};

function classesOf(device: PluggedDevice): string[] {
  const classes = new Set<string>([interfaceClass.usbDevice]);
  if (device.deviceClass === 0x09) classes.add(interfaceClass.usbHub);
  const used = new Set([device.deviceClass]);
  for (const { interfaces } of device.configurations ?? []) {
    for (const { alternates } of interfaces) for (const one of alternates) used.add(one.interfaceClass);
  }
  for (const code of used) {
    const cls = byUsbClass[code];
    if (cls !== undefined) classes.add(cls);
  }
  return [...classes];
}
