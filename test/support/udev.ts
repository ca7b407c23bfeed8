import { fileURLToPath } from 'node:url';
import { missingNetworkNamespaces, type NetworkNamespace } from './network-namespace.js';
import { missing } from './requirements.js';

const script = fileURLToPath(new URL('./udev-event.py', import.meta.url));

export function missingUdev(): string | null {
  return missing('udevadm', '/usr/bin/python3') ?? missingNetworkNamespaces();
}

/** Events without a number are dropped; far from those of the kernel. */
let sequence = 1_000_000_000;

/** Lets those who listen to udev in the namespace believe that it has handled this event. */
export function sendUdevEvent(net: NetworkNamespace, properties: Record<string, string>): void {
  sequence += 1;
  const words = Object.entries({ ...properties, SEQNUM: String(sequence) });
  net.exec('/usr/bin/python3', script, ...words.map(([key, value]) => `${key}=${value}`));
}

/** The camera of the sample service (two hardware ids): its device and its still-image interface. */
export const camera = {
  device: {
    ACTION: 'add',
    DEVPATH: '/devices/pci0000:00/0000:00:14.0/usb1/1-3',
    SUBSYSTEM: 'usb',
    DEVTYPE: 'usb_device',
    DEVNAME: '/dev/bus/usb/001/007',
    PRODUCT: '4a9/220e/100',
    TYPE: '0/0/0',
    ID_VENDOR: 'Canon_Inc.',
    ID_MODEL: 'Canon_Digital_Camera',
    ID_VENDOR_ID: '04a9',
    ID_MODEL_ID: '220e',
    ID_BUS: 'usb',
  },
  interface: {
    ACTION: 'add',
    DEVPATH: '/devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0',
    SUBSYSTEM: 'usb',
    DEVTYPE: 'usb_interface',
    PRODUCT: '4a9/220e/100',
    TYPE: '0/0/0',
    INTERFACE: '6/1/1',
    MODALIAS: 'usb:v04A9p220Ed0100dc00dsc00dp00ic06isc01ip01in00',
  },
};
