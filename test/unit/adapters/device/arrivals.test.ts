import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arrivalOf } from '../../../../src-main/adapters/device/arrivals.js';
import { hardwareIdsOf } from '../../../../src-main/adapters/device/hardware-ids.js';
import { interfaceClass } from '../../../../src-main/adapters/device/interface-classes.js';
import { UdevMonitorParser, type UdevEvent } from '../../../../src-main/adapters/device/udev-monitor.js';
import { readingOf, UsbHotplugDevices } from '../../../../src-main/adapters/device/usb-hotplug.js';
import type { DeviceReading } from '../../../../src-main/core/signals/readings.js';
import { silentLog } from '../../../support/sensor-context.js';

function parse(text: string): UdevEvent[] {
  const events: UdevEvent[] = [];
  const parser = new UdevMonitorParser((event) => events.push(event));
  for (const line of text.split('\n')) parser.line(line);
  return events;
}

const sample = (name: string) =>
  parse(readFileSync(new URL(`../../../fixtures/signals/${name}`, import.meta.url), 'utf8'));

const add = (properties: Record<string, string>) => arrivalOf({ ACTION: 'add', ...properties });
const classesOf = (properties: Record<string, string>) => add(properties)?.classes ?? [];

describe('udevadm monitor --property', () => {
  it('reads a recorded cable: what arrived, and nothing of queues and removals', () => {
    const arrivals = sample('udev-veth-kernel.txt')
      .map(({ properties }) => arrivalOf(properties))
      .filter((arrival) => arrival !== null);
    expect(arrivals.map(({ name }) => name).sort()).toEqual(['v0', 'v1']);
    expect(arrivals[0]?.classes).toEqual([interfaceClass.net, interfaceClass.lan]);
  });

  it('reads recorded PCI devices with their ids', () => {
    const [first, second] = sample('udev-pci-kernel.txt').map(({ properties }) => arrivalOf(properties));
    expect(first?.ids).toEqual([
      'PCI\\VEN_8086&DEV_0D57&SUBSYS_00000000',
      'PCI\\VEN_8086&DEV_0D57&CC_060000',
      'PCI\\VEN_8086&DEV_0D57&CC_0600',
      'PCI\\VEN_8086&DEV_0D57',
      'PCI\\VEN_8086&CC_060000',
      'PCI\\VEN_8086&CC_0600',
      'PCI\\VEN_8086',
      'PCI\\CC_060000',
      'PCI\\CC_0600',
    ]);
    expect(second?.ids[0]).toBe('PCI\\VEN_1AF4&DEV_1045&SUBSYS_10451AF4');
  });

  it('drops a block that was cut short, and takes values with an equals sign', () => {
    const text = [
      'UDEV  [1.5] add      /devices/a (usb)',
      'ACTION=add',
      'KERNEL[2.5] add      /devices/b (usb)',
      'ACTION=add',
      'NAME="a=b"',
      '',
      'stray line',
      '',
    ].join('\n');
    expect(parse(text)).toEqual([{ source: 'kernel', properties: { ACTION: 'add', NAME: '"a=b"' } }]);
  });
});

describe('interface classes of arrivals', () => {
  const usb = { SUBSYSTEM: 'usb', DEVTYPE: 'usb_device', PRODUCT: '4a9/220e/100', TYPE: '0/0/0' };
  const usbInterface = { ...usb, DEVTYPE: 'usb_interface' };

  it.each([
    ['a USB device', usb, [interfaceClass.usbDevice]],
    ['a USB hub', { ...usb, TYPE: '9/0/1' }, [interfaceClass.usbDevice, interfaceClass.usbHub]],
    [
      'a scanner that only udev knows',
      { ...usb, libsane_matched: 'yes' },
      [interfaceClass.usbDevice, interfaceClass.imaging],
    ],
    ['a player', { ...usb, ID_MTP_DEVICE: '1' }, [interfaceClass.usbDevice, interfaceClass.portableDevice]],
    ['a still-image interface', { ...usbInterface, INTERFACE: '6/1/1' }, [interfaceClass.imaging]],
    ['a printer interface', { ...usbInterface, INTERFACE: '7/1/2' }, [interfaceClass.usbPrinter]],
    ['a card reader interface', { ...usbInterface, INTERFACE: '11/0/0' }, [interfaceClass.smartCardReader]],
    ['a storage interface (its disk comes as such)', { ...usbInterface, INTERFACE: '8/6/80' }, []],
    ['an HID device', { SUBSYSTEM: 'hid', HID_ID: '0003:0000046D:0000C52B' }, [interfaceClass.hid]],
    [
      'a keyboard',
      { SUBSYSTEM: 'input', DEVNAME: '/dev/input/event4', ID_INPUT_KEYBOARD: '1' },
      [interfaceClass.keyboard],
    ],
    ['a mouse', { SUBSYSTEM: 'input', DEVNAME: 'input/event5', ID_INPUT_MOUSE: '1' }, [interfaceClass.mouse]],
    ['its old node', { SUBSYSTEM: 'input', DEVNAME: 'input/mouse0', ID_INPUT_MOUSE: '1' }, []],
    ['a disk', { SUBSYSTEM: 'block', DEVTYPE: 'disk', DEVNAME: '/dev/sdb' }, [interfaceClass.disk]],
    [
      'a disk formatted as a whole',
      { SUBSYSTEM: 'block', DEVTYPE: 'disk', DEVNAME: '/dev/sdb', ID_FS_USAGE: 'filesystem' },
      [interfaceClass.disk, interfaceClass.volume],
    ],
    [
      'a partition',
      { SUBSYSTEM: 'block', DEVTYPE: 'partition', DEVNAME: '/dev/sdb1' },
      [interfaceClass.partition, interfaceClass.volume],
    ],
    ['an optical drive', { SUBSYSTEM: 'block', DEVTYPE: 'disk', DEVNAME: 'sr0' }, [interfaceClass.cdrom]],
    ['a floppy drive', { SUBSYSTEM: 'block', DEVTYPE: 'disk', DEVNAME: 'fd0' }, [interfaceClass.floppy]],
    ['a network card', { SUBSYSTEM: 'net', INTERFACE: 'eth1' }, [interfaceClass.net, interfaceClass.lan]],
    ['loopback', { SUBSYSTEM: 'net', INTERFACE: 'lo' }, []],
    [
      'a Bluetooth adapter',
      { SUBSYSTEM: 'bluetooth', DEVTYPE: 'host' },
      [interfaceClass.bluetoothPort, interfaceClass.bluetoothRadio],
    ],
    ['a Bluetooth link', { SUBSYSTEM: 'bluetooth', DEVTYPE: 'link' }, []],
    ['a serial adapter', { SUBSYSTEM: 'tty', DEVNAME: '/dev/ttyUSB0' }, [interfaceClass.comPort]],
    ['a virtual console', { SUBSYSTEM: 'tty', DEVNAME: '/dev/tty7' }, []],
    ['a parallel port', { SUBSYSTEM: 'ppdev', DEVNAME: '/dev/parport0' }, [interfaceClass.parallelPort]],
    [
      'a camera',
      { SUBSYSTEM: 'video4linux', ID_V4L_CAPABILITIES: ':capture:' },
      [interfaceClass.videoCamera],
    ],
    ["a camera's metadata node", { SUBSYSTEM: 'video4linux', ID_V4L_CAPABILITIES: ':' }, []],
    ['a sound card', { SUBSYSTEM: 'sound', DEVPATH: '/devices/x/sound/card1' }, [interfaceClass.audio]],
    ['its mixer', { SUBSYSTEM: 'sound', DEVPATH: '/devices/x/sound/card1/controlC1' }, []],
    [
      'a graphics card',
      { SUBSYSTEM: 'drm', DEVPATH: '/devices/x/drm/card0' },
      [interfaceClass.displayAdapter],
    ],
    ['a battery', { SUBSYSTEM: 'power_supply', POWER_SUPPLY_TYPE: 'Battery' }, [interfaceClass.battery]],
    ['mains', { SUBSYSTEM: 'power_supply', POWER_SUPPLY_TYPE: 'Mains' }, []],
    ['a tape', { SUBSYSTEM: 'scsi_tape', DEVPATH: '/devices/x/scsi_tape/st0' }, [interfaceClass.tape]],
    ['its no-rewind node', { SUBSYSTEM: 'scsi_tape', DEVPATH: '/devices/x/scsi_tape/nst0' }, []],
    [
      'a disk controller',
      { SUBSYSTEM: 'scsi_host', DEVPATH: '/devices/x/host4' },
      [interfaceClass.storagePort],
    ],
  ])('SCM-24 maps %s', (_what, properties, classes) => {
    expect(classesOf(properties)).toEqual(classes);
  });

  it('SCM-24 SCM-25 takes additions only', () => {
    for (const ACTION of ['bind', 'unbind', 'change', 'remove', 'move', 'online', 'offline']) {
      expect(arrivalOf({ ...usb, ACTION })).toBeNull();
    }
    expect(arrivalOf(usb)).toBeNull();
    expect(add({ SUBSYSTEM: 'queues', DEVPATH: '/devices/virtual/net/v0/queues/rx-0' })).toBeNull();
  });

  it.each([
    [{ ...usb, ID_VENDOR: 'Canon_Inc.', ID_MODEL: 'Digital_Camera' }, 'Canon Inc. Digital Camera'],
    [
      { ...usb, ID_MODEL: 'X', ID_MODEL_FROM_DATABASE: 'EOS 5D', ID_VENDOR_FROM_DATABASE: 'Canon' },
      'Canon EOS 5D',
    ],
    [{ SUBSYSTEM: 'block', DEVTYPE: 'disk', DEVNAME: '/dev/sdb' }, '/dev/sdb'],
    [{ SUBSYSTEM: 'net', INTERFACE: 'eth1', DEVPATH: '/devices/x' }, 'eth1'],
    [{ SUBSYSTEM: 'scsi_host', DEVPATH: '/devices/x/host4' }, 'host4'],
  ])('names %o as %s', (properties, name) => {
    expect(add(properties)?.name).toBe(name);
  });
});

describe('hardware ids', () => {
  it('SCM-35 gives those of a USB device, most special first, then its class', () => {
    const ids = hardwareIdsOf({
      SUBSYSTEM: 'usb',
      DEVTYPE: 'usb_device',
      PRODUCT: '4a9/220e/100',
      TYPE: '255/0/16',
    });
    expect(ids).toEqual([
      'USB\\VID_04A9&PID_220E&REV_0100',
      'USB\\VID_04A9&PID_220E',
      'USB\\Class_FF&SubClass_00&Prot_10',
      'USB\\Class_FF&SubClass_00',
      'USB\\Class_FF',
    ]);
  });

  it('gives those of a USB interface with and without its number', () => {
    const ids = hardwareIdsOf({
      SUBSYSTEM: 'usb',
      DEVTYPE: 'usb_interface',
      PRODUCT: '46d/c52b/1211',
      TYPE: '0/0/0',
      INTERFACE: '3/1/2',
      MODALIAS: 'usb:v046DpC52Bd1211dc00dsc00dp00ic03isc01ip02in0a',
    });
    expect(ids).toEqual([
      'USB\\VID_046D&PID_C52B&REV_1211&MI_0A',
      'USB\\VID_046D&PID_C52B&MI_0A',
      'USB\\VID_046D&PID_C52B&REV_1211',
      'USB\\VID_046D&PID_C52B',
      'USB\\Class_03&SubClass_01&Prot_02',
      'USB\\Class_03&SubClass_01',
      'USB\\Class_03',
    ]);
  });

  it('gives those of HID devices on USB and Bluetooth', () => {
    expect(hardwareIdsOf({ SUBSYSTEM: 'hid', HID_ID: '0003:0000046D:0000C52B' })).toEqual([
      'HID\\VID_046D&PID_C52B',
      'HID_DEVICE',
    ]);
    expect(hardwareIdsOf({ SUBSYSTEM: 'hid', HID_ID: '0005:0000046D:0000B342' })[0]).toBe(
      'HID\\{00001124-0000-1000-8000-00805F9B34FB}_VID&0002046D_PID&B342',
    );
  });

  it('gives those of a disk, padded as Windows pads them, and of the stick it is on', () => {
    const ids = hardwareIdsOf({
      SUBSYSTEM: 'block',
      DEVTYPE: 'disk',
      ID_BUS: 'usb',
      ID_VENDOR: 'SanDisk',
      ID_MODEL: 'Cruzer_Blade',
      ID_REVISION: '1.00',
      ID_VENDOR_ID: '0781',
      ID_MODEL_ID: '5567',
    });
    expect(ids).toEqual([
      'USBSTOR\\DiskSanDisk_Cruzer_Blade____1.00',
      'USBSTOR\\DiskSanDisk_Cruzer_Blade____',
      'USBSTOR\\DiskSanDisk_',
      'GenDisk',
      'USB\\VID_0781&PID_5567',
    ]);
  });

  it('gives those of an ACPI device, and of the card that a network interface is on', () => {
    expect(hardwareIdsOf({ SUBSYSTEM: 'acpi', MODALIAS: 'acpi:PNP0C0A:' })).toEqual([
      'ACPI\\PNP0C0A',
      '*PNP0C0A',
    ]);
    const card = { SUBSYSTEM: 'net', ID_BUS: 'pci', ID_VENDOR_ID: '0x8086', ID_MODEL_ID: '0x100e' };
    expect(hardwareIdsOf(card)).toEqual(['PCI\\VEN_8086&DEV_100E']);
  });

  it.each([
    [{ SUBSYSTEM: 'usb', PRODUCT: 'nonsense' }],
    [{ SUBSYSTEM: 'usb', PRODUCT: '12345/1/1' }],
    [{ SUBSYSTEM: 'pci', PCI_ID: '8086' }],
    [{ SUBSYSTEM: 'hid', HID_ID: '0003' }],
    [{ SUBSYSTEM: 'net', ID_BUS: 'usb', ID_VENDOR_ID: 'xyz', ID_MODEL_ID: '1' }],
    [{}],
  ])('gives none for %o', (properties: Record<string, string>) => {
    expect(hardwareIdsOf(properties)).toEqual([]);
  });
});

describe('USB hotplug of the usb package', () => {
  const device = {
    vendorId: 0x04a9,
    productId: 0x220e,
    deviceVersionMajor: 1,
    deviceVersionMinor: 0,
    deviceVersionSubminor: 0,
    deviceClass: 0,
    deviceSubclass: 0,
    deviceProtocol: 0,
    manufacturerName: 'Canon',
    productName: 'Camera',
    configurations: [{ interfaces: [{ alternates: [{ interfaceClass: 6, interfaceSubclass: 1 }] }] }],
  };

  it('SCM-35 gives the same ids as udev, and the classes of the interfaces', () => {
    expect(readingOf(device)).toEqual({
      classes: [interfaceClass.usbDevice, interfaceClass.imaging],
      ids: expect.arrayContaining(['USB\\VID_04A9&PID_220E&REV_0100', 'USB\\VID_04A9&PID_220E']),
      name: 'Canon Camera',
    });
  });

  it('listens while it runs, and gives its listener back', async () => {
    const listeners = new Set<unknown>();
    let fire: (event: { device: typeof device }) => void = () => undefined;
    const source = new UsbHotplugDevices(silentLog, null, () =>
      Promise.resolve({
        addEventListener: (_type, listener) => {
          listeners.add(listener);
          fire = listener;
        },
        removeEventListener: (_type, listener) => listeners.delete(listener),
      }),
    );
    const arrivals: DeviceReading[] = [];
    const states: boolean[] = [];
    await source.start({ arrival: (one) => arrivals.push(one), listening: (is) => states.push(is) });
    fire({ device });
    expect(arrivals).toHaveLength(1);
    await source.stop();
    expect({ states, left: listeners.size }).toEqual({ states: [true], left: 0 });
  });

  it('is not listening where the package cannot be loaded', async () => {
    const states: boolean[] = [];
    const source = new UsbHotplugDevices(silentLog, null, () => Promise.reject(new Error('no binding')));
    await source.start({ arrival: () => undefined, listening: (is) => states.push(is) });
    expect(states).toEqual([false]);
  });
});
