import { describe, expect, it } from 'vitest';
import {
  parseCgroupMounts,
  parseOwnCgroup,
} from '../../../../src-main/adapters/process/cgroup-roots.linux.js';
import { describeControl } from '../../../../src-main/adapters/process/describe-control.js';
import { incompleteTail } from '../../../../src-main/adapters/process/output-file.linux.js';
import { schedulingOf } from '../../../../src-main/adapters/process/priority.js';
import { parseStat } from '../../../../src-main/adapters/process/process-identity.linux.js';

describe('texts of the kernel', () => {
  it('reads /proc/PID/stat, whatever the program is called', () => {
    const line =
      '4242 (a) R 1 (b) S 1 4240 4239 34816 4242 4194304 900 10 0 0 17 5 2 1 20 0 1 0 987654 8192 200 18446744073709551615 1';
    expect(parseStat(line)).toEqual({
      pid: 4242,
      state: 'S',
      ppid: 1,
      group: 4240,
      session: 4239,
      cpuTicks: 25,
      start: 987654,
    });
    expect(parseStat('')).toBeNull();
    expect(parseStat('12 (cut off) S 1 2')).toBeNull();
  });

  it('finds the hierarchies that freeze', () => {
    const mountinfo = [
      '24 1 0:22 / /proc rw - proc proc rw',
      '30 29 0:26 / /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw,nsdelegate',
      '31 29 0:27 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct',
      '36 29 0:32 / /sys/fs/cgroup/free\\040zer rw shared:12 - cgroup cgroup rw,freezer',
    ].join('\n');
    expect(parseCgroupMounts(mountinfo)).toEqual({
      v2: '/sys/fs/cgroup/unified',
      v1: '/sys/fs/cgroup/free zer',
    });
    expect(parseCgroupMounts('')).toEqual({ v2: null, v1: null });
  });

  it('finds the own cgroup', () => {
    const text = '8:pids:/\n6:freezer:/box\n0::/user.slice/user-1000.slice/a:b.scope\n';
    expect(parseOwnCgroup(text, 'v2')).toBe('/user.slice/user-1000.slice/a:b.scope');
    expect(parseOwnCgroup(text, 'v1')).toBe('/box');
    expect(parseOwnCgroup('1:name=systemd:/\n', 'v1')).toBeNull();
  });
});

describe('scheduling', () => {
  it('follows the process classes of the priorities', () => {
    const nice = Array.from({ length: 11 }, (_, priority) => schedulingOf(priority, false).nice);
    expect(nice).toEqual([-20, -10, -5, -5, 0, 0, 0, 10, 10, 19, 19]);
    expect([7, 8, 9, 10].map((priority) => schedulingOf(priority, false).idle)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('runs maintenance in the idle class whatever its priority', () => {
    expect([0, 4, 7, 10].every((priority) => schedulingOf(priority, true).idle)).toBe(true);
  });
});

describe('output', () => {
  it.each<[string, number[], number]>([
    ['plain text', [0x61, 0x62], 0],
    ['a whole character', [0xc3, 0xa4], 0],
    ['one of two bytes', [0x61, 0xc3], 1],
    ['two of three bytes', [0xe2, 0x82], 2],
    ['three of four bytes', [0xf0, 0x9f, 0x98], 3],
    ['a whole character of four', [0xf0, 0x9f, 0x98, 0x80], 0],
    ['no text at all', [0x80, 0x80, 0x80, 0x80], 0],
    ['nothing', [], 0],
  ])('knows how much to leave for the next reading: %s', (_, bytes, tail) => {
    expect(incompleteTail(Uint8Array.from(bytes))).toBe(tail);
  });
});

describe('signal processControl', () => {
  it('names the way in force, the others, and what would be better', () => {
    const info = describeControl(
      {
        way: 'signals',
        base: null,
        found: [
          { way: 'cgroup-v2', standing: 'not delegated to this user' },
          { way: 'cgroup-v1', standing: 'not mounted' },
          { way: 'signals', standing: 'in force' },
        ],
      },
      '2026-03-02T08:00:00.000Z',
    );
    expect(info).toMatchObject({ value: 'signals', confidence: 'medium', source: 'signals' });
    expect(info.others.map(({ source }) => source)).toEqual(['cgroup-v2', 'cgroup-v1']);
    expect(info.remedy).toContain('Delegate=yes');
  });

  it('is unknown before the start', () => {
    expect(describeControl({ way: 'signals', base: null, found: [] }, null)).toMatchObject({
      value: 'unknown',
      confidence: 'none',
    });
  });
});
