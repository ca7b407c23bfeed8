import { describe, expect, it } from 'vitest';
import { diskFacts, type DiskReadings } from '../../../../src-main/hosts/cli/builtin/disk-facts.js';
import { storageText, storageWarnings } from '../../../../src-main/hosts/cli/builtin/storage-text.js';

const GB = 1e9;

function size(
  fs: string,
  mount: string,
  gb: number,
  free: number,
  type = 'ext4',
): DiskReadings['sizes'][number] {
  return { fs, mount, type, size: gb * GB, available: free * GB };
}
function layout(
  device: string,
  smartStatus: string,
  temperature: number | null = null,
): DiskReadings['layout'][number] {
  return { device, name: `Model ${device} `, size: 512 * GB, smartStatus, temperature };
}
const nothing: DiskReadings = { sizes: [], layout: [], blocks: [] };
const text = (readings: Partial<DiskReadings>, language: 'en' | 'el' = 'en'): string =>
  storageText(diskFacts({ ...nothing, ...readings }), { day: '2 March 2026', language, width: 80 }).join(
    '\n',
  );

describe('facts about disks', () => {
  it('keep real file systems, largest first', () => {
    const sizes = [
      size('tmpfs', '/run', 4, 4, 'tmpfs'),
      size('/dev/sda1', '/', 100, 50),
      size('/dev/loop3', '/snap/core', 1, 0, 'squashfs'),
      size('overlay', '/', 80, 40, 'overlay'),
      size('nas:/home', '/home', 4000, 900, 'nfs4'),
      size('portal', '/run/user/1000/doc', 1, 0, 'fuse.portal'),
      size('/dev/sdb1', '/empty', 0, 0),
    ];
    expect(diskFacts({ ...nothing, sizes }).fileSystems.map(({ mount }) => mount)).toEqual(['/home', '/']);
  });

  it('tell a device that is mounted at several places once, by its shortest one', () => {
    const sizes = [
      size('/dev/sda1', '/var/lib/docker', 100, 50, 'btrfs'),
      size('/dev/sda1', '/', 100, 50, 'btrfs'),
      size('/dev/sda1', '/home', 100, 50, 'btrfs'),
    ];
    expect(diskFacts({ ...nothing, sizes }).fileSystems).toMatchObject([{ mount: '/', device: '/dev/sda1' }]);
  });

  it('read what the disks of all systems say of their health', () => {
    const states = [
      'Ok',
      'OK',
      'verified',
      'Predicted Failure',
      'Pred Fail',
      'Degraded',
      'failing',
      'unknown',
      'not supported',
      '',
      'Starting',
    ];
    const { disks } = diskFacts({
      ...nothing,
      layout: states.map((state, index) => layout(`/dev/sd${index}`, state)),
    });
    expect(disks.map(({ health }) => health)).toEqual([
      ...['healthy', 'healthy', 'healthy'],
      ...['failing', 'failing', 'failing', 'failing'],
      ...['unknown', 'unknown', 'unknown', 'unknown'],
    ]);
  });

  it('fall back to block devices, without those in memory', () => {
    const blocks = [
      { name: 'vda', type: 'disk', size: 250 * GB, model: '' },
      { name: 'zram0', type: 'disk', size: 8 * GB, model: '' },
      { name: 'loop0', type: 'disk', size: GB, model: '' },
      { name: 'sr0', type: 'disk', size: GB, model: 'DVD' },
      { name: 'vda1', type: 'part', size: 249 * GB, model: '' },
    ];
    expect(diskFacts({ ...nothing, blocks }).disks).toEqual([
      { device: 'vda', name: '', size: 250 * GB, health: 'unknown', temperature: null },
    ]);
  });
});

describe('the storage report', () => {
  it('is calm where all is well', () => {
    const report = text({
      sizes: [size('/dev/sda1', '/', 100, 31.4)],
      layout: [layout('/dev/sda', 'Ok', 38)],
    });
    expect(report).toBe(
      [
        'Storage report, 2 March 2026',
        '',
        'File systems, largest first',
        '  /  Size 100 GB  Free 31 GB (31%)',
        '',
        'Disks',
        '  Model /dev/sda (sda)  512 GB  healthy, 38 °C',
        '',
        'Nothing needs attention.',
      ].join('\n'),
    );
  });

  it('warns below a tenth of free space, not at it', () => {
    const sizes = [
      size('/dev/a', '/at', 100, 10),
      size('/dev/b', '/below', 50, 4.99),
      size('/dev/c', '/none', 20, 0),
    ];
    const facts = diskFacts({ ...nothing, sizes });
    expect(storageWarnings(facts)).toEqual({ nearlyFull: ['/below', '/none'], failing: [] });
    const report = text({ sizes });
    expect(report).toContain('Warning: /below has only 9.9% of its space left.');
    expect(report).toContain('Warning: /none has only 0% of its space left.');
    expect(report).not.toContain('Nothing needs attention');
  });

  it('puts a failing disk first among the warnings', () => {
    const report = text({
      sizes: [size('/dev/sda1', '/', 100, 1)],
      layout: [layout('/dev/sda', 'Predicted Failure')],
    });
    const warnings = report.split('\n').filter((line) => line.startsWith('Warning'));
    expect(warnings.map((line) => line.includes('failing'))).toEqual([true, false]);
  });

  it('says how the health of a disk can be known where it is not', () => {
    expect(text({ layout: [layout('/dev/sda', 'unknown')] })).toContain('smartmontools');
    expect(text({ layout: [layout('/dev/sda', 'Ok')] })).not.toContain('smartmontools');
  });

  it('has a sentence for a machine with nothing to tell', () => {
    expect(text({})).toContain('nothing to look after here');
  });

  it('speaks Greek', () => {
    const report = text({ sizes: [size('/dev/sda1', '/', 100, 5)] }, 'el');
    expect(report).toContain('Προειδοποίηση: στο / απομένει μόνο 5%');
    expect(report).not.toMatch(/[Ww]arning|File systems/);
  });
});
