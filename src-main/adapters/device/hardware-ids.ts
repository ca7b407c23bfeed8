type Properties = Readonly<Record<string, string>>;

/**
 * Hardware and compatible ids in the Windows form, most special first, out of the properties that udev
 * or the kernel gives a device. A device below a USB or PCI device (a disk, a sound card) also has the
 * ids of the vendor and product udev has noted for it, since Windows shows one device where Linux shows
 * a chain. PCI revisions are not in an event: ids with REV_ are given for USB and HID only.
 */
export function hardwareIdsOf(properties: Properties): string[] {
  const ids = [
    ...usbIds(properties),
    ...pciIds(properties),
    ...hidIds(properties),
    ...diskIds(properties),
    ...acpiIds(properties),
    ...inheritedIds(properties),
  ];
  return [...new Set(ids)];
}

/** Hexadecimal text (with or without 0x) as upper-case hexadecimal of `width` digits; null if it is none. */
function hex(text: string | undefined, width: number): string | null {
  const digits = /^(?:0x)?([0-9a-f]+)$/i.exec(text ?? '')?.[1];
  if (digits === undefined) return null;
  const value = digits.replace(/^0+(?=.)/, '');
  return value.length > width ? null : value.toUpperCase().padStart(width, '0');
}

/** Decimal triple such as `8/6/80` as two-digit hexadecimal. */
function classTriple(text: string | undefined): [string, string, string] | null {
  const numbers = (text ?? '').split('/').map(Number);
  if (numbers.length !== 3 || numbers.some((n) => !Number.isInteger(n) || n < 0 || n > 255)) return null;
  const [a = '', b = '', c = ''] = numbers.map((n) => n.toString(16).toUpperCase().padStart(2, '0'));
  return [a, b, c];
}

function classIds(triple: [string, string, string] | null): string[] {
  if (triple === null) return [];
  const [cls, sub, protocol] = triple;
  return [
    `USB\\Class_${cls}&SubClass_${sub}&Prot_${protocol}`,
    `USB\\Class_${cls}&SubClass_${sub}`,
    `USB\\Class_${cls}`,
  ];
}

/** PRODUCT=4a9/220e/100, TYPE=0/0/0; interfaces add INTERFACE=6/1/1 and `in00` in MODALIAS. */
function usbIds(properties: Properties): string[] {
  if (properties['SUBSYSTEM'] !== 'usb') return [];
  const [vendor, product, revision] = (properties['PRODUCT'] ?? '').split('/').map((part) => hex(part, 4));
  if (!vendor || !product) return [];
  const device = `USB\\VID_${vendor}&PID_${product}`;
  const exact = revision ? [`${device}&REV_${revision}`] : [];
  if (properties['DEVTYPE'] !== 'usb_interface') {
    return [...exact, device, ...classIds(classTriple(properties['TYPE']))];
  }
  const number = /in([0-9A-F]{2})$/i.exec(properties['MODALIAS'] ?? '')?.[1]?.toUpperCase();
  const one =
    number === undefined ? [] : [...exact.map((id) => `${id}&MI_${number}`), `${device}&MI_${number}`];
  return [...one, ...exact, device, ...classIds(classTriple(properties['INTERFACE']))];
}

/** PCI_ID=8086:100E, PCI_SUBSYS_ID=1AF4:1100 (vendor:device), PCI_CLASS=20000. */
function pciIds(properties: Properties): string[] {
  if (properties['SUBSYSTEM'] !== 'pci') return [];
  const [vendor, device] = (properties['PCI_ID'] ?? '').split(':').map((part) => hex(part, 4));
  if (!vendor || !device) return [];
  const [subVendor, subDevice] = (properties['PCI_SUBSYS_ID'] ?? '').split(':').map((part) => hex(part, 4));
  const cls = hex(properties['PCI_CLASS'], 6);
  const base = `PCI\\VEN_${vendor}&DEV_${device}`;
  return [
    ...(subVendor && subDevice ? [`${base}&SUBSYS_${subDevice}${subVendor}`] : []),
    ...(cls === null ? [] : [`${base}&CC_${cls}`, `${base}&CC_${cls.slice(0, 4)}`]),
    base,
    ...(cls === null ? [] : [`PCI\\VEN_${vendor}&CC_${cls}`, `PCI\\VEN_${vendor}&CC_${cls.slice(0, 4)}`]),
    `PCI\\VEN_${vendor}`,
    ...(cls === null ? [] : [`PCI\\CC_${cls}`, `PCI\\CC_${cls.slice(0, 4)}`]),
  ];
}

/** HID_ID=0003:0000046D:0000C52B (bus, vendor, product); bus 5 is Bluetooth. */
function hidIds(properties: Properties): string[] {
  if (properties['SUBSYSTEM'] !== 'hid') return [];
  const [bus, vendor, product] = (properties['HID_ID'] ?? '').split(':');
  const vendorId = hex(vendor, 4);
  const productId = hex(product, 4);
  if (vendorId === null || productId === null) return [];
  const plain = `HID\\VID_${vendorId}&PID_${productId}`;
  if (hex(bus, 4) !== '0005') return [plain, 'HID_DEVICE'];
  const profile = '{00001124-0000-1000-8000-00805F9B34FB}';
  return [`HID\\${profile}_VID&0002${vendorId}_PID&${productId}`, plain, 'HID_DEVICE'];
}

/** `USBSTOR\DiskVendor__Product_________1.00`: vendor padded to 8, product to 16, revision to 4. */
function diskIds(properties: Properties): string[] {
  const { SUBSYSTEM, DEVTYPE, ID_MODEL, ID_VENDOR, ID_REVISION, ID_BUS } = properties;
  if (SUBSYSTEM !== 'block' || DEVTYPE !== 'disk' || ID_MODEL === undefined) return [];
  const optical = properties['ID_CDROM'] === '1';
  const field = (text: string | undefined, width: number) =>
    (text ?? '')
      .replace(/[^\x21-\x7e]|,/g, '_')
      .slice(0, width)
      .padEnd(width, '_');
  const prefix = `${ID_BUS === 'usb' ? 'USBSTOR' : 'SCSI'}\\${optical ? 'CdRom' : 'Disk'}`;
  const vendorModel = field(ID_VENDOR, 8) + field(ID_MODEL, 16);
  return [
    `${prefix}${vendorModel}${field(ID_REVISION, 4)}`,
    `${prefix}${vendorModel}`,
    `${prefix}${field(ID_VENDOR, 8)}`,
    optical ? 'GenCdRom' : 'GenDisk',
  ];
}

/** MODALIAS=acpi:PNP0C0A:PNP0C0B: */
function acpiIds(properties: Properties): string[] {
  const names = /^acpi:([A-Z0-9:]+):$/i.exec(properties['MODALIAS'] ?? '')?.[1];
  if (names === undefined) return [];
  return names.split(':').flatMap((name) => [`ACPI\\${name.toUpperCase()}`, `*${name.toUpperCase()}`]);
}

function inheritedIds(properties: Properties): string[] {
  if (properties['SUBSYSTEM'] === 'usb' || properties['SUBSYSTEM'] === 'pci') return [];
  const vendor = hex(properties['ID_VENDOR_ID'], 4);
  const model = hex(properties['ID_MODEL_ID'], 4);
  if (vendor === null || model === null) return [];
  if (properties['ID_BUS'] === 'pci') return [`PCI\\VEN_${vendor}&DEV_${model}`];
  return properties['ID_BUS'] === 'usb' ? [`USB\\VID_${vendor}&PID_${model}`] : [];
}
