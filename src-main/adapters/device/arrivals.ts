import type { DeviceReading } from '../../core/signals/readings.js';
import { hardwareIdsOf } from './hardware-ids.js';
import { interfaceClass } from './interface-classes.js';

type Properties = Readonly<Record<string, string>>;

/** Subsystems the table below or the ids know; the monitor is asked for no others. */
export const knownSubsystems = [
  'usb',
  'hid',
  'input',
  'block',
  'net',
  'bluetooth',
  'tty',
  'ppdev',
  'video4linux',
  'sound',
  'drm',
  'power_supply',
  'scsi_tape',
  'scsi_host',
  'pci',
  'acpi',
];

/**
 * Windows interface classes that appear with a Linux device. Each class is given by one link of the
 * device's chain only (a printer by its USB interface, not again by its `usblp` node), so that one plug
 * is one arrival of the class.
 */
const classesBySubsystem: Record<string, (properties: Properties) => string[]> = {
  usb: usbClasses,
  hid: () => [interfaceClass.hid],
  input: (properties) => {
    // The event node, not the device above it: the node is what can be read.
    if (!/^(\/dev\/)?input\/event\d+$/.test(properties['DEVNAME'] ?? '')) return [];
    if (properties['ID_INPUT_KEYBOARD'] === '1') return [interfaceClass.keyboard];
    return properties['ID_INPUT_MOUSE'] === '1' ? [interfaceClass.mouse] : [];
  },
  block: blockClasses,
  net: (properties) => (properties['INTERFACE'] === 'lo' ? [] : [interfaceClass.net, interfaceClass.lan]),
  bluetooth: (properties) =>
    properties['DEVTYPE'] === 'host' ? [interfaceClass.bluetoothPort, interfaceClass.bluetoothRadio] : [],
  tty: (properties) =>
    /tty(USB|ACM|S|AMA|O|XRUSB)\d+$/.test(properties['DEVNAME'] ?? '') ? [interfaceClass.comPort] : [],
  ppdev: () => [interfaceClass.parallelPort],
  video4linux: (properties) => {
    const abilities = properties['ID_V4L_CAPABILITIES'];
    // One camera has further nodes for its metadata; only udev knows which can capture.
    return abilities === undefined || abilities.includes(':capture:') ? [interfaceClass.videoCamera] : [];
  },
  sound: (properties) => (/\/card\d+$/.test(properties['DEVPATH'] ?? '') ? [interfaceClass.audio] : []),
  drm: (properties) =>
    /\/card\d+$/.test(properties['DEVPATH'] ?? '') ? [interfaceClass.displayAdapter] : [],
  power_supply: (properties) =>
    properties['POWER_SUPPLY_TYPE'] === 'Battery' ? [interfaceClass.battery] : [],
  // st0 has seven sister nodes (nst0, st0a, …) for its modes.
  scsi_tape: (properties) => (/\/st\d+$/.test(properties['DEVPATH'] ?? '') ? [interfaceClass.tape] : []),
  scsi_host: () => [interfaceClass.storagePort],
};

function usbClasses(properties: Properties): string[] {
  if (properties['DEVTYPE'] === 'usb_device') {
    const hub = properties['TYPE']?.startsWith('9/') ? [interfaceClass.usbHub] : [];
    // Many scanners and players have an interface of the vendor's own: udev's rules know them.
    const scanner = properties['libsane_matched'] === 'yes' ? [interfaceClass.imaging] : [];
    const player = properties['ID_MTP_DEVICE'] === '1' ? [interfaceClass.portableDevice] : [];
    return [interfaceClass.usbDevice, ...hub, ...scanner, ...player];
  }
  const [cls, sub] = (properties['INTERFACE'] ?? '').split('/').map(Number);
  if (cls === 6 && sub === 1) return [interfaceClass.imaging];
  if (cls === 7) return [interfaceClass.usbPrinter];
  return cls === 11 ? [interfaceClass.smartCardReader] : [];
}

function blockClasses(properties: Properties): string[] {
  const name = (properties['DEVNAME'] ?? '').replace(/^\/dev\//, '');
  if (properties['DEVTYPE'] === 'partition') return [interfaceClass.partition, interfaceClass.volume];
  if (properties['ID_CDROM'] === '1' || /^sr\d+$/.test(name)) return [interfaceClass.cdrom];
  if (/^fd\d+$/.test(name)) return [interfaceClass.floppy];
  // A disk that is formatted as a whole is a volume too.
  const volume = properties['ID_FS_USAGE'] === 'filesystem' ? [interfaceClass.volume] : [];
  return [interfaceClass.disk, ...volume];
}

/**
 * The arrival that an event tells of; null for what is none: another action (`bind` follows `add` for
 * the same device), or a device without class and ids.
 */
export function arrivalOf(properties: Properties): DeviceReading | null {
  if (properties['ACTION'] !== 'add') return null;
  const classes = classesBySubsystem[properties['SUBSYSTEM'] ?? '']?.(properties) ?? [];
  const ids = hardwareIdsOf(properties);
  return classes.length === 0 && ids.length === 0 ? null : { classes, ids, name: nameOf(properties) };
}

/** What udev's database or the device itself calls it, else its node, else its place. */
function nameOf(properties: Properties): string {
  const model = properties['ID_MODEL_FROM_DATABASE'] ?? properties['ID_MODEL']?.replaceAll('_', ' ');
  const vendor = properties['ID_VENDOR_FROM_DATABASE'] ?? properties['ID_VENDOR']?.replaceAll('_', ' ');
  if (model !== undefined) return vendor === undefined ? model : `${vendor} ${model}`;
  const own = properties['HID_NAME'] ?? properties['DEVNAME'];
  if (own !== undefined) return own;
  if (properties['SUBSYSTEM'] === 'net' && properties['INTERFACE'] !== undefined) {
    return properties['INTERFACE'];
  }
  return properties['DEVPATH']?.split('/').at(-1) ?? 'device';
}
