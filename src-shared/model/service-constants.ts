/**
 * Numbers and names of the service database as Windows has them (reference "service model", sections 1, 2
 * and 13); apart from the schemas, so that the core needs no schema library.
 */

export const serviceTypeNumbers = {
  'kernel-driver': 0x1,
  'file-system-driver': 0x2,
  own: 0x10,
  share: 0x20,
} as const;

export const serviceTypeNames = {
  'kernel-driver': 'KERNEL_DRIVER',
  'file-system-driver': 'FILE_SYSTEM_DRIVER',
  own: 'WIN32_OWN_PROCESS',
  share: 'WIN32_SHARE_PROCESS',
} as const;

/** `delayed-auto` is AUTO_START with the delayed flag. */
export const serviceStartNumbers = {
  boot: 0,
  system: 1,
  auto: 2,
  'delayed-auto': 2,
  demand: 3,
  disabled: 4,
} as const;

export const serviceStartNames = {
  boot: 'BOOT_START',
  system: 'SYSTEM_START',
  auto: 'AUTO_START',
  'delayed-auto': 'AUTO_START',
  demand: 'DEMAND_START',
  disabled: 'DISABLED',
} as const;

export const errorControlNumbers = { ignore: 0, normal: 1, severe: 2, critical: 3 } as const;

export const serviceStateNumbers = {
  STOPPED: 1,
  START_PENDING: 2,
  STOP_PENDING: 3,
  RUNNING: 4,
  CONTINUE_PENDING: 5,
  PAUSE_PENDING: 6,
  PAUSED: 7,
} as const;

/** Bits of the accepted controls. */
export const acceptBits = {
  stop: 0x1,
  pauseContinue: 0x2,
  shutdown: 0x4,
  paramChange: 0x8,
  netBindChange: 0x10,
  hardwareProfileChange: 0x20,
  powerEvent: 0x40,
  sessionChange: 0x80,
  preshutdown: 0x100,
  timeChange: 0x200,
  triggerEvent: 0x400,
  userModeReboot: 0x800,
} as const;

/** Every accept bit there is. */
export const everyAcceptBit = 0xfff;

export const controlCodes = {
  stop: 0x1,
  pause: 0x2,
  continue: 0x3,
  interrogate: 0x4,
  shutdown: 0x5,
  paramChange: 0x6,
  netBindAdd: 0x7,
  netBindRemove: 0x8,
  netBindEnable: 0x9,
  netBindDisable: 0xa,
  deviceEvent: 0xb,
  hardwareProfileChange: 0xc,
  powerEvent: 0xd,
  sessionChange: 0xe,
  preshutdown: 0xf,
  timeChange: 0x10,
  triggerEvent: 0x20,
  userModeReboot: 0x40,
} as const;

export const failureActionNumbers = { none: 0, restart: 1, reboot: 2, run: 3 } as const;

export const triggerTypeNumbers = {
  'device-interface-arrival': 1,
  'ip-address-availability': 2,
  'domain-join': 3,
  'firewall-port-event': 4,
  'group-policy': 5,
  'network-endpoint': 6,
  'custom-system-state-change': 7,
  custom: 20,
  aggregate: 30,
} as const;

/** Subtype GUIDs of the triggers, lower case, without braces. */
export const triggerSubtypes = {
  firstAddress: '4f27f2de-14e2-430b-a549-7cd48cbc8245',
  lastAddress: 'cc4ba62a-162e-4648-847a-b6bdf993e335',
  domainJoin: '1ce20aba-9851-4421-9430-1ddeb766e809',
  domainLeave: 'ddaf516e-58c2-4866-9574-c3b615d42ea1',
  portOpen: 'b7569e07-8421-4ee0-ad10-86915afdad09',
  portClose: 'a144ed38-8e12-4de4-9d96-e64740b1a524',
  machinePolicy: '659fcae6-5bdb-4da9-b1ff-ca2a178d46e0',
  userPolicy: '54fb46c8-f089-464c-b1fd-59d1b62c3b50',
  rpcEndpoint: 'bc90d167-9470-4139-a9ba-be0bbbf5b74d',
  pipeEndpoint: '1f81d131-3fac-4537-9e0c-7e7b0c2f4b55',
  systemState: '2d7a2816-0c5e-45fc-9ce7-570e5ecde9c9',
} as const;

/** Limits of the configuration values (reference "service model", section 1). */
export const serviceLimits = {
  name: 256,
  displayName: 256,
  description: 8192,
  account: 2048,
  path: 32_768,
  dependencyBytes: 4096,
  startArguments: 1024,
  stopComment: 128,
  failureActions: 1024,
  triggers: 64,
  triggerItems: 64,
  triggerItemBytes: 1024,
} as const;

/** The account of a service that names none (SCM-76). */
export const localSystem = 'LocalSystem';
