import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { BootTime } from '../../../src-main/adapters/clock/boot-time.js';
import { linuxBootId, linuxBootTimeSources } from '../../../src-main/adapters/clock/boot-time.linux.js';
import { chooseClock } from '../../../src-main/adapters/clock/choose.js';
import { SystemClock } from '../../../src-main/adapters/clock/system-clock.js';
import { fileZoneSource } from '../../../src-main/adapters/clock/zone-files.js';
import { elapsed } from '../../../src-main/core/time/stamp.js';
import { missingSystem, titled } from '../../support/requirements.js';
import { describeClock, type ClockBench } from '../../ports/conformance/clock.js';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describeClock("the machine's own", false, () => ({
  clock: chooseClock(process.env),
  pass: wait,
  tamper: null,
  close: () => undefined,
}));

/** The real clock, real timers and real files; only its sources can be moved. */
function tamperedBench(): ClockBench {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-zone-'));
  const localtime = join(folder, 'localtime');
  symlinkSync('/usr/share/zoneinfo/Europe/Athens', localtime);
  const real = linuxBootTimeSources();
  let sleptMs = 0;
  let shiftMs = 0;
  const clock = new SystemClock({
    wallMs: () => Date.now() + sleptMs + shiftMs,
    bootTime: new BootTime({ ...real, uptimeMs: () => (real.uptimeMs() ?? 0) + sleptMs }),
    bootId: () => linuxBootId(),
    zone: fileZoneSource(undefined, { localtime, timezone: join(folder, 'timezone') }),
  });
  return {
    clock,
    pass: wait,
    tamper: {
      shiftWall: (ms) => (shiftMs += ms),
      // As timedatectl does it: a new link under another name, moved over the old one.
      setZone: (zone) => {
        symlinkSync(`/usr/share/zoneinfo/${zone}`, join(folder, '.#localtime'));
        renameSync(join(folder, '.#localtime'), localtime);
      },
      sleep: (ms) => (sleptMs += ms),
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

const linux = missingSystem('Linux');
describe.skipIf(linux !== null)(titled('on Linux', linux), () => {
  describeClock('the Linux clock over movable sources', true, tamperedBench);

  it('agrees with CLOCK_BOOTTIME of the kernel, whose file has steps of 10 ms', () => {
    const clock = chooseClock({});
    const before = clock.now().elapsed;
    const uptimeMs = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1_000;
    const after = clock.now().elapsed;
    expect(uptimeMs).toBeGreaterThan(before - 11);
    expect(uptimeMs).toBeLessThan(after + 11);
  });

  it.skipIf(linux !== null)(titled("gives the kernel's boot id", linux), () => {
    expect(chooseClock({}).bootId()).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  });

  it('takes the boot second where the boot id is hidden', () => {
    expect(linuxBootId({ bootId: '/nonexistent', stat: '/proc/stat' })).toMatch(/^boot-at-\d{9,}$/);
    expect(linuxBootId({ bootId: '/nonexistent', stat: '/nonexistent' })).toBe('unknown');
  });
});

describe('zone of the machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-zone-'));
  const paths = { localtime: join(folder, 'localtime'), timezone: join(folder, 'timezone') };

  it('takes TZ, then the link, then the text file, then the runtime', () => {
    expect(fileZoneSource('America/Lima', paths).read()).toBe('America/Lima');
    expect(fileZoneSource(':/usr/share/zoneinfo/America/Lima', paths).read()).toBe('America/Lima');
    const runtime = new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
    expect(fileZoneSource(undefined, paths).read()).toBe(runtime);
    writeFileSync(paths.timezone, 'Asia/Kolkata\n');
    expect(fileZoneSource(undefined, paths).read()).toBe('Asia/Kolkata');
    // A POSIX rule is no name of a zone.
    expect(fileZoneSource('CET-1CEST', paths).read()).toBe('Asia/Kolkata');
    // A copied file in place of the link.
    writeFileSync(paths.localtime, 'TZif2');
    expect(fileZoneSource('', paths).read()).toBe('Asia/Kolkata');
    rmSync(paths.localtime);
    symlinkSync('../usr/share/zoneinfo/posix/Europe/Paris', paths.localtime);
    expect(fileZoneSource(undefined, paths).read()).toBe('Europe/Paris');
    rmSync(folder, { recursive: true });
  });
});

describe('cost of the clock', () => {
  it('keeps one timer, a minute long at most, however much waits', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const clock = chooseClock({});
    const end = clock.watch(() => undefined);
    const at = clock.now().elapsed;
    const cancels = [1, 2, 3].map((hours) =>
      clock.setTimer(elapsed(at + hours * 3_600_000), () => undefined),
    );
    const delays = set.mock.calls.map(([, ms]) => ms ?? 0);
    end();
    for (const cancel of cancels) cancel();
    set.mockRestore();
    expect(delays).toHaveLength(1);
    expect(delays[0]).toBeGreaterThan(59_000);
    expect(delays[0]).toBeLessThanOrEqual(60_001);
  });

  it('costs under 5 µs a look in the median', () => {
    const clock = chooseClock({});
    const times: number[] = [];
    for (let i = 0; i < 2_001; i += 1) {
      const from = process.hrtime.bigint();
      clock.now();
      times.push(Number(process.hrtime.bigint() - from));
    }
    times.sort((a, b) => a - b);
    expect((times[1_000] ?? Infinity) / 1_000).toBeLessThan(5);
  });
});
