import type { Systeminformation } from 'systeminformation';

/** A place where files are kept, as a person would name it. */
export interface FileSystem {
  mount: string;
  device: string;
  type: string;
  /** Bytes. */
  size: number;
  /** Bytes that this user may still write. */
  available: number;
}

export interface Disk {
  /** The system's name for it, such as `nvme0n1`. */
  device: string;
  /** Model, or an empty text. */
  name: string;
  /** Bytes. */
  size: number;
  /** What the disk says of itself (SMART). */
  health: 'healthy' | 'failing' | 'unknown';
  /** Degrees Celsius. */
  temperature: number | null;
}

export interface DiskFacts {
  /** Largest first. */
  fileSystems: FileSystem[];
  disks: Disk[];
}

/** What systeminformation tells, as far as it is used here. */
export interface DiskReadings {
  sizes: Pick<Systeminformation.FsSizeData, 'fs' | 'type' | 'size' | 'available' | 'mount'>[];
  layout: Pick<
    Systeminformation.DiskLayoutData,
    'device' | 'name' | 'size' | 'smartStatus' | 'temperature'
  >[];
  blocks: Pick<Systeminformation.BlockDevicesData, 'name' | 'type' | 'size' | 'model'>[];
}

/**
 * File systems that hold nothing of a user's own: made by the kernel, kept in memory, or images that
 * are full by nature (squashfs of snaps, CDs).
 */
const withoutFiles =
  /^(tmpfs|devtmpfs|devfs|ramfs|proc|sysfs|cgroup2?|overlay|aufs|squashfs|erofs|iso9660|udf|cdfs|autofs|nsfs|efivarfs|bpf|tracefs|debugfs|configfs|securityfs|fuse\.(portal|gvfsd-fuse|snapfuse|lxcfs))$/i;
/** Block devices in memory, over a file, or of a reader without a disk. */
const noDisk = /^(zram|ram|loop|sr|fd|nbd)\d/;
const healthyWords = ['ok', 'healthy', 'verified', 'passed'];
const failingWords = [
  'predicted failure',
  'pred fail',
  'failing',
  'failed',
  'degraded',
  'error',
  'nonrecover',
];

/** Asks the machine. What cannot be read, for lack of rights or tools, is left out. */
export async function readDiskFacts(): Promise<DiskFacts> {
  const { default: information } = await import('systeminformation');
  const [sizes, layout, blocks] = await Promise.all([
    orNothing(information.fsSize()),
    orNothing(information.diskLayout()),
    orNothing(information.blockDevices()),
  ]);
  return diskFacts({ sizes, layout, blocks });
}

async function orNothing<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked;
  } catch {
    return [];
  }
}

/** Sorts out what is worth telling. */
export function diskFacts({ sizes, layout, blocks }: DiskReadings): DiskFacts {
  return {
    fileSystems: fileSystems(sizes),
    disks: layout.length > 0 ? layout.map(disk) : plainDisks(blocks),
  };
}

function fileSystems(sizes: DiskReadings['sizes']): FileSystem[] {
  const found = new Map<string, FileSystem>();
  for (const { fs, type, size, available, mount } of sizes) {
    if (!(size > 0) || withoutFiles.test(type) || withoutFiles.test(fs)) continue;
    const known = found.get(fs);
    // One device may be mounted at several places (bind mounts, subvolumes): its shortest one names it.
    if (known !== undefined && known.mount.length <= mount.length) continue;
    found.set(fs, { mount, device: fs, type, size, available: Math.max(0, available) });
  }
  return [...found.values()].sort((one, other) => other.size - one.size);
}

function disk(data: DiskReadings['layout'][number]): Disk {
  const { device, name, size, temperature } = data;
  return {
    device: device.replace(/^\/dev\//, ''),
    name: name.trim(),
    size,
    health: health(data.smartStatus),
    temperature: typeof temperature === 'number' && temperature > 0 ? temperature : null,
  };
}

function health(status: string): Disk['health'] {
  const word = status.trim().toLowerCase().replace(/!$/, '');
  if (healthyWords.includes(word)) return 'healthy';
  return failingWords.includes(word) ? 'failing' : 'unknown';
}

/** Disks of a machine that tells no layout, such as a virtual one: name and size are all that is known. */
function plainDisks(blocks: DiskReadings['blocks']): Disk[] {
  return blocks
    .filter(({ name, type, size }) => type === 'disk' && size > 0 && !noDisk.test(name))
    .map(({ name, size, model }) => ({
      device: name,
      name: model.trim(),
      size,
      health: 'unknown',
      temperature: null,
    }));
}
