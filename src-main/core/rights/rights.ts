/**
 * Access rights as bits, and what the generic ones mean for each kind of object.
 * Sources: reference "service model", section 15; "task model", section 13 (a task is protected like a file).
 */
export type ObjectKind = 'service' | 'manager' | 'task' | 'folder';

export const standardRights = {
  DELETE: 0x1_0000,
  READ_CONTROL: 0x2_0000,
  WRITE_DAC: 0x4_0000,
  WRITE_OWNER: 0x8_0000,
} as const;

const genericRights = {
  ALL: 0x1000_0000,
  EXECUTE: 0x2000_0000,
  WRITE: 0x4000_0000,
  READ: 0x8000_0000,
} as const;

export const managerRights = {
  CONNECT: 0x1,
  CREATE_SERVICE: 0x2,
  ENUMERATE_SERVICE: 0x4,
  LOCK: 0x8,
  QUERY_LOCK_STATUS: 0x10,
  MODIFY_BOOT_CONFIG: 0x20,
} as const;

export const serviceRights = {
  QUERY_CONFIG: 0x1,
  CHANGE_CONFIG: 0x2,
  QUERY_STATUS: 0x4,
  ENUMERATE_DEPENDENTS: 0x8,
  START: 0x10,
  STOP: 0x20,
  PAUSE_CONTINUE: 0x40,
  INTERROGATE: 0x80,
  USER_DEFINED_CONTROL: 0x100,
} as const;

/** The file rights that matter for a task: see it, change it, run it; DELETE is a standard right. */
export const taskRights = { READ: 0x1, WRITE: 0x2, EXECUTE: 0x20 } as const;

/** The file rights that matter for a folder: look into it, make tasks in it. */
export const folderRights = { LIST: 0x1, CREATE: 0x2 } as const;

const { DELETE, READ_CONTROL, WRITE_DAC, WRITE_OWNER } = standardRights;
const everyStandardRight = DELETE | READ_CONTROL | WRITE_DAC | WRITE_OWNER;

interface GenericMeaning {
  read: number;
  write: number;
  execute: number;
  all: number;
}

const manager = managerRights;
const service = serviceRights;
const file: GenericMeaning = { read: 0x12_0089, write: 0x12_0116, execute: 0x12_00a0, all: 0x1f_01ff };

const meaning: Record<ObjectKind, GenericMeaning> = {
  manager: {
    read: READ_CONTROL | manager.ENUMERATE_SERVICE | manager.QUERY_LOCK_STATUS,
    write: READ_CONTROL | manager.CREATE_SERVICE | manager.MODIFY_BOOT_CONFIG,
    execute: READ_CONTROL | manager.CONNECT | manager.LOCK,
    all: everyStandardRight | 0x3f,
  },
  service: {
    read:
      READ_CONTROL |
      service.QUERY_CONFIG |
      service.QUERY_STATUS |
      service.INTERROGATE |
      service.ENUMERATE_DEPENDENTS,
    write: READ_CONTROL | service.CHANGE_CONFIG,
    execute:
      READ_CONTROL | service.START | service.STOP | service.PAUSE_CONTINUE | service.USER_DEFINED_CONTROL,
    all: everyStandardRight | 0x1ff,
  },
  task: file,
  folder: file,
};

/** Every right an object of this kind has. */
export function allRights(kind: ObjectKind): number {
  return meaning[kind].all;
}

/** Turns the generic bits of a mask into what they mean for this kind of object. */
export function mapGeneric(mask: number, kind: ObjectKind): number {
  const { read, write, execute, all } = meaning[kind];
  let mapped = mask & 0x0fff_ffff;
  if ((mask & genericRights.READ) !== 0) mapped |= read;
  if ((mask & genericRights.WRITE) !== 0) mapped |= write;
  if ((mask & genericRights.EXECUTE) !== 0) mapped |= execute;
  if ((mask & genericRights.ALL) !== 0) mapped |= all;
  return mapped;
}

/** The pairs of SDDL, by ascending bit: the order in which Windows writes them. */
const pairs: readonly (readonly [string, number])[] = [
  ['CC', 0x1],
  ['DC', 0x2],
  ['LC', 0x4],
  ['SW', 0x8],
  ['RP', 0x10],
  ['WP', 0x20],
  ['DT', 0x40],
  ['LO', 0x80],
  ['CR', 0x100],
  ['SD', DELETE],
  ['RC', READ_CONTROL],
  ['WD', WRITE_DAC],
  ['WO', WRITE_OWNER],
  ['GA', genericRights.ALL],
  ['GX', genericRights.EXECUTE],
  ['GW', genericRights.WRITE],
  ['GR', genericRights.READ],
];

/** Names for a whole mask: of files and of registry keys. Written where the mask is exactly theirs. */
const wholeMasks: readonly (readonly [string, number])[] = [
  ['FA', file.all],
  ['FR', file.read],
  ['FW', file.write],
  ['FX', file.execute],
  ['KA', 0xf_003f],
  ['KR', 0x2_0019],
  ['KW', 0x2_0006],
  ['KX', 0x2_0019],
];

/** Names of a mandatory label's rights; they share bits with others and are only read. */
const labelRights: readonly (readonly [string, number])[] = [
  ['NW', 0x1],
  ['NR', 0x2],
  ['NX', 0x4],
];

const bitsOf = new Map<string, number>([...pairs, ...wholeMasks, ...labelRights]);

/** The bits of a two-letter right of SDDL, or null. */
export function rightBits(name: string): number | null {
  return bitsOf.get(name) ?? null;
}

/** A mask as SDDL writes it: a whole name, pairs, or a number where no pair has the bit. */
export function writeMask(mask: number, label: boolean): string {
  const names = label ? labelRights : pairs;
  const whole = label ? undefined : wholeMasks.find(([, bits]) => bits === mask >>> 0);
  if (whole !== undefined) return whole[0];
  const known = names.reduce((bits, [, bit]) => bits | bit, 0);
  if ((mask & ~known) !== 0) return `0x${(mask >>> 0).toString(16)}`;
  return names
    .filter(([, bit]) => (mask & bit) !== 0)
    .map(([name]) => name)
    .join('');
}
