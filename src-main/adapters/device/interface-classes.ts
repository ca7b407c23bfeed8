/**
 * GUIDs of Windows device interface classes (docs: "System-Defined Device Interface Classes" and the
 * headers ntddstor.h, usbiodef.h, hidclass.h, bthdef.h, ks.h), lower case, without braces.
 */
export const interfaceClass = {
  usbDevice: 'a5dcbf10-6530-11d2-901f-00c04fb951ed',
  usbHub: 'f18a0e88-c30c-11d0-8815-00a0c906bed8',
  hid: '4d1e55b2-f16f-11cf-88cb-001111000030',
  keyboard: '884b96c3-56ef-11d1-bc8c-00a0c91405dd',
  mouse: '378de44c-56ef-11d1-bc8c-00a0c91405dd',
  disk: '53f56307-b6bf-11d0-94f2-00a0c91efb8b',
  cdrom: '53f56308-b6bf-11d0-94f2-00a0c91efb8b',
  partition: '53f5630a-b6bf-11d0-94f2-00a0c91efb8b',
  tape: '53f5630b-b6bf-11d0-94f2-00a0c91efb8b',
  volume: '53f5630d-b6bf-11d0-94f2-00a0c91efb8b',
  floppy: '53f56311-b6bf-11d0-94f2-00a0c91efb8b',
  storagePort: '2accfe60-c130-11d2-b082-00a0c91efb8b',
  net: 'cac88484-7515-4c03-82e6-71a87abac361',
  lan: 'ad498944-762f-11d0-8dca-00c04fc3358c',
  imaging: '6bdd1fc6-810f-11d0-bec7-08002be2092f',
  portableDevice: '6ac27878-a6fa-4155-ba85-f98f491d4f33',
  bluetoothPort: '0850302a-b344-4fda-9be9-90576b8d46f0',
  bluetoothRadio: '92383b0e-f90e-4ac9-8d44-8c2d0d0ebda2',
  usbPrinter: '28d78fad-5a12-11d1-ae5b-0000f803a8c2',
  comPort: '86e0d1e0-8089-11d0-9ce4-08003e301f73',
  parallelPort: '97f76ef0-f883-11d0-af1f-0000f800845c',
  audio: '6994ad04-93ef-11d0-a3cc-00a0c9223196',
  videoCamera: 'e5323777-f976-4f5b-9b55-b94699c46e44',
  displayAdapter: '5b45201d-f2f2-4f3b-85bb-30ff1f953599',
  smartCardReader: '50dd5230-ba8a-11d1-bf5d-0000f805f530',
  battery: '72631e54-78a4-11d0-bcf7-00aa00b7b32a',
} as const;
