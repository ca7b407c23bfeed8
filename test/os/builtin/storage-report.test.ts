import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src-main/hosts/cli/call.js';
import { storageReport } from '../../../src-main/hosts/cli/builtin/storage-report.js';

/** What the report prints on this machine. */
async function printed(json: boolean): Promise<string> {
  const lines: string[] = [];
  const terminal = {
    out: (line: string) => lines.push(line),
    zone: 'UTC',
    now: () => Date.UTC(2026, 2, 2),
    width: 80,
  };
  await storageReport({ json, language: 'en', terminal } as unknown as Call);
  return lines.join('\n');
}

describe('the storage report on this machine', () => {
  it('tells sizes that can be, and no file system of the kernel', async () => {
    const report = JSON.parse(await printed(true)) as {
      fileSystems: { mount: string; type: string; size: number; available: number }[];
      disks: { size: number; health: string }[];
      warnings: { nearlyFull: string[]; failing: string[] };
    };
    for (const { size, available, type } of report.fileSystems) {
      expect(size).toBeGreaterThan(0);
      expect(available).toBeLessThanOrEqual(size);
      expect(type).not.toMatch(/tmpfs|proc|squashfs/);
    }
    for (const disk of report.disks) expect(['healthy', 'failing', 'unknown']).toContain(disk.health);
    const full = report.fileSystems.filter(({ size, available }) => available / size < 0.1);
    expect(report.warnings.nearlyFull).toEqual(full.map(({ mount }) => mount));
  });

  it('tells it as text, also where no tool can be found', async () => {
    expect(await printed(false)).toMatch(/^Storage report, 2 March 2026\n/);
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      expect(await printed(false)).toMatch(/^Storage report, 2 March 2026\n/);
    } finally {
      process.env['PATH'] = path;
    }
  });
});
