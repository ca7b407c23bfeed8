import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive, isOver, readStat } from '../../../src-main/adapters/process/process-identity.linux.js';
import type { LaunchSpec } from '../../../src-main/core/tasks/process.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { eventually } from '../../support/eventually.js';
import { RunnerRig, type WatchedRunner } from '../../support/process/runner-rig.js';
import { rootSettings } from '../../support/process/settings.js';
import { programSpec, shellSpec } from '../../support/process/specs.js';
import { processesOf, standStill } from '../../support/process/world.js';
import { missingSystem, titled } from '../../support/requirements.js';

const busy = 'while :; do :; done';

for (const { way, cgroups, missing } of rootSettings()) {
  const name = `process trees, ${way}`;
  describe.skipIf(missing !== null)(missing === null ? name : `${name} (${missing})`, () => {
    let rig: RunnerRig;
    let host: WatchedRunner;

    beforeEach(async () => {
      rig = new RunnerRig({ cgroups });
      host = await rig.runner();
    });

    afterEach(() => rig.end());

    async function launched(spec: LaunchSpec, processes = 1): Promise<InstanceId> {
      host.runner.launch(spec);
      await host.event('launched', spec.instance);
      await eventually(() => processesOf(spec.instance).length >= processes, 10_000, 'the whole tree');
      return spec.instance;
    }

    it('WAM-11 holds every process still: in other sessions, orphaned, without its environment', async () => {
      const instance = await launched(
        shellSpec(`
          for i in 1 2 3 4; do sh -c '${busy}' & done
          setsid sh -c '${busy}' &
          (setsid sh -c '${busy}' &)
          ${busy}`),
        7,
      );
      host.runner.suspend(instance);
      await host.event('suspended', instance);
      expect(await standStill(instance, 200)).toBe(true);
      expect(processesOf(instance).length).toBe(7);
      host.runner.resume(instance);
      await host.event('resumed', instance);
      expect(await standStill(instance, 200)).toBe(false);
    });

    it('holds a child that threw its environment away', async () => {
      const instance = await launched(shellSpec(`env -i PATH="$PATH" sh -c 'echo $$; ${busy}' & wait`));
      const pid = await eventually(
        () => Number(host.runner.readOutput(instance, 0)?.text.trim() || 'NaN') || null,
      );
      await eventually(() => (readStat(pid)?.cpuTicks ?? 0) > 2, 10_000, 'the child being busy');
      host.runner.suspend(instance);
      await host.event('suspended', instance);
      const before = readStat(pid)?.cpuTicks;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(readStat(pid)?.cpuTicks).toBe(before);
      host.runner.stop(instance, { graceMs: 1000, hard: true });
      await host.event('exited', instance);
      const stat = readStat(pid);
      // Nobody may have waited for it yet.
      expect(stat === null || isOver(stat)).toBe(true);
    });

    it('holds and ends a program that forks in a loop', async () => {
      const instance = await launched(
        shellSpec(
          `trap '' TERM; echo deaf; while :; do (sleep 0.05; :) & (setsid sleep 0.03 &) ; sleep 0.002; done`,
        ),
      );
      await eventually(() => host.runner.readOutput(instance, 0)?.text === 'deaf\n');
      host.runner.suspend(instance);
      await host.event('suspended', instance);
      const pids = (): string =>
        processesOf(instance)
          .map(({ pid }) => pid)
          .sort()
          .join();
      const still = pids();
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(pids()).toBe(still);
      host.runner.stop(instance, { graceMs: 50, hard: true });
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'signal', signal: 'SIGKILL' });
      expect(processesOf(instance)).toEqual([]);
    });

    it('ends children that do not hear, though their parent obeyed', async () => {
      const instance = await launched(
        shellSpec(
          `(trap '' TERM; while :; do sleep 0.05; done) & setsid sh -c "trap '' TERM; ${busy}" & wait`,
        ),
        3,
      );
      host.runner.stop(instance, { graceMs: 300, hard: true });
      const { exit } = await host.event('exited', instance);
      expect(exit).toEqual({ kind: 'signal', signal: 'SIGTERM' });
      expect(processesOf(instance)).toEqual([]);
    });

    it('lives as long as its tree: what the program left in the background is followed and suspended', async () => {
      const instance = await launched(shellSpec(`(setsid sh -c 'sleep 0.4; echo done' &) ; exit 4`));
      await eventually(() => host.runner.readOutput(instance, 0)?.text === 'done\n');
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'code', code: 4 });

      const other = await launched(shellSpec(`(setsid sh -c '${busy}' &) ; exit 0`));
      await eventually(() => existsSync(join(rig.home, 'instances', other.slice(1, -1), 'exit')));
      host.runner.suspend(other);
      await host.event('suspended', other);
      expect(await standStill(other, 100)).toBe(true);
      expect(host.kindsOf(other)).not.toContain('exited');
    });

    it('notices that the program was killed by somebody else', async () => {
      const instance = await launched(programSpec('sleep', ['1000']));
      const [program] = processesOf(instance);
      process.kill(program?.pid ?? 0, 'SIGKILL');
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'signal', signal: 'SIGKILL' });
    });

    it('does not invent a result when the shim was killed: the end is unknown, and follows the last process', async () => {
      const instance = await launched(programSpec('sleep', ['0.5']));
      const claim = readFileSync(join(rig.home, 'instances', instance.slice(1, -1), 'claim'), 'latin1');
      process.kill(Number(claim.split(' ')[1]), 'SIGKILL');
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'unknown' });
      expect(processesOf(instance)).toEqual([]);
    });

    it('counts the CPU time of its trees, also of those that ended', async () => {
      const instance = await launched(shellSpec(busy));
      await eventually(() => host.runner.ownCpuMs() > 50);
      const before = host.runner.ownCpuMs();
      host.runner.stop(instance, { graceMs: 1000, hard: true });
      await host.event('exited', instance);
      expect(host.runner.ownCpuMs()).toBeGreaterThanOrEqual(before);
    });

    it('runs maintenance in the idle class, and other tasks with their nice value', async () => {
      const maintenance = await launched(programSpec('sleep', ['1000']));
      const plain = await launched({ ...programSpec('sleep', ['1000']), maintenance: false, priority: 7 });
      const policy = (instance: InstanceId): string =>
        execFileSync('chrt', ['-p', String(processesOf(instance)[0]?.pid)], { encoding: 'utf8' });
      const nice = (instance: InstanceId): string =>
        execFileSync('ps', ['-o', 'ni=', '-p', String(processesOf(instance)[0]?.pid)], { encoding: 'utf8' });
      expect(policy(maintenance)).toContain('SCHED_IDLE');
      expect(policy(plain)).toContain('SCHED_OTHER');
      expect(nice(plain).trim()).toBe('10');
    });

    it('puts a leftover cgroup away', async () => {
      const instance = await launched(programSpec('sleep', ['1000']));
      const place = readFileSync(join(rig.home, 'instances', instance.slice(1, -1), 'place'), 'latin1');
      const cgroup = /^cgroup=(.*)$/m.exec(place)?.[1] ?? '';
      expect(cgroup !== '').toBe(way !== 'signals');
      host.runner.stop(instance, { graceMs: 1000, hard: true });
      await host.event('exited', instance);
      await eventually(() => cgroup === '' || !existsSync(cgroup));
      expect(cgroup === '' ? false : existsSync(cgroup)).toBe(false);
    });
  });
}

const halfStopped = 'a host that died between two signals';
describe.skipIf(missingSystem('Linux') !== null)(titled(halfStopped, missingSystem('Linux')), () => {
  let rig: RunnerRig;
  beforeEach(() => (rig = new RunnerRig({ cgroups: { v1: null, v2: null }, guardianWaitMs: 60_000 })));
  afterEach(() => rig.end());

  it('leaves no half of a tree stopped: the new one completes it and can let it go on', async () => {
    const first = await rig.runner();
    const spec = shellSpec(`sh -c '${busy}' & setsid sh -c '${busy}' & ${busy}`);
    const instance = spec.instance;
    first.runner.launch(spec);
    await first.event('launched', instance);
    await eventually(() => processesOf(instance).length === 3);
    await rig.close(first);
    process.kill(processesOf(instance)[1]?.pid ?? 0, 'SIGSTOP');
    const second = await rig.runner();
    await eventually(() => processesOf(instance).some(({ state }) => state === 'T'));
    expect(await second.runner.probe([instance])).toMatchObject([{ kind: 'alive', frozen: true }]);
    await eventually(() => processesOf(instance).every(({ state }) => state === 'T'));
    second.runner.resume(instance);
    await second.event('resumed', instance);
    await eventually(() => processesOf(instance).every(({ state }) => state !== 'T'));
    second.runner.stop(instance, { graceMs: 1000, hard: true });
    await second.event('exited', instance);
    expect(processesOf(instance)).toEqual([]);
  });
});

describe.skipIf(missingSystem('Linux') !== null)(titled('guardian', missingSystem('Linux')), () => {
  let rig: RunnerRig;
  beforeEach(() => (rig = new RunnerRig()));
  afterEach(() => rig.end());

  const guardianOf = (home: string): { pid: number; start: number } => {
    const [pid, start] = readFileSync(join(home, 'guardian'), 'latin1').split(' ').map(Number);
    return { pid: pid ?? 0, start: start ?? 0 };
  };

  it('is started again when it ends', async () => {
    await rig.runner();
    const first = guardianOf(rig.home);
    process.kill(first.pid, 'SIGKILL');
    const next = await eventually(() => {
      const named = guardianOf(rig.home);
      return named.pid !== first.pid && isAlive(named) && named;
    });
    expect(next.pid).not.toBe(first.pid);
  });

  it('of an earlier host leaves when a new one comes', async () => {
    const host = await rig.runner({ guardianWaitMs: 60_000 });
    const spec = programSpec('sleep', ['1000']);
    host.runner.launch(spec);
    await host.event('launched', spec.instance);
    const first = guardianOf(rig.home);
    await rig.close(host);
    expect(isAlive(first)).toBe(true);
    const second = await rig.runner();
    expect(isAlive(first)).toBe(false);
    expect(isAlive(guardianOf(rig.home))).toBe(true);
    await second.runner.probe([spec.instance]);
    second.runner.stop(spec.instance, { graceMs: 1000, hard: true });
    await second.event('exited', spec.instance);
  });
});

describe.skipIf(missingSystem('Linux') !== null)(titled('output and launch', missingSystem('Linux')), () => {
  let rig: RunnerRig;
  let host: WatchedRunner;
  beforeEach(async () => {
    rig = new RunnerRig({ outputBytesMax: 64 * 1024 });
    host = await rig.runner();
  });
  afterEach(() => rig.end());

  it('keeps the end of a long output, says how much was cut, and loses nothing written meanwhile', async () => {
    const lines = 200_000;
    const spec = programSpec('seq', [String(lines)]);
    host.runner.launch(spec);
    await host.event('exited', spec.instance, 20_000);
    const output = host.runner.outputPath(spec.instance);
    const size = statSync(output).size;
    expect(size).toBe(1_288_895);
    await eventually(
      () => statSync(output).blocks * 512 <= 128 * 1024,
      5000,
      'the disk space being given back',
    );
    const tail = host.runner.readOutput(spec.instance, 0);
    expect(tail?.cut).toBeGreaterThanOrEqual(size - 64 * 1024);
    expect(tail?.next).toBe(size);
    const kept = tail?.text.trimEnd().split('\n').map(Number) ?? [];
    expect(kept.at(-1)).toBe(lines);
    expect(kept.every((value, at) => at === 0 || value === (kept[at - 1] ?? 0) + 1)).toBe(true);
  });

  it('gives a character that is only half written with the next reading', async () => {
    const spec = shellSpec(`printf 'a\\303'; sleep 0.3; printf '\\244b'`);
    host.runner.launch(spec);
    const first = await eventually(() => {
      const read = host.runner.readOutput(spec.instance, 0);
      return read !== null && read.text !== '' && read;
    });
    expect(first).toMatchObject({ text: 'a', next: 1 });
    await host.event('exited', spec.instance);
    expect(host.runner.readOutput(spec.instance, first.next)).toMatchObject({ text: 'äb', next: 4 });
  });

  it('hands over the environment, and only what is allowed of its own', async () => {
    process.env['CARETAKER_TEST_SECRET'] = 'do not tell';
    const spec = {
      ...programSpec('env'),
      environment: { RESTIC_REPOSITORY: '/mnt/b', 'odd.name': 'x y', CARETAKER_INSTANCE: 'forged' },
    };
    host.runner.launch(spec);
    await host.event('exited', spec.instance);
    delete process.env['CARETAKER_TEST_SECRET'];
    const lines = host.runner.readOutput(spec.instance, 0)?.text.split('\n') ?? [];
    expect(lines).toContain('RESTIC_REPOSITORY=/mnt/b');
    expect(lines).toContain('odd.name=x y');
    expect(lines).toContain(`CARETAKER_INSTANCE=${spec.instance}`);
    expect(lines).toContain(`CARETAKER_TASK=${spec.task}`);
    expect(lines.some((line) => line.startsWith('CARETAKER_STATE_DIR=/'))).toBe(true);
    expect(lines.some((line) => line.includes('do not tell'))).toBe(false);
    expect(lines.some((line) => line.startsWith('VITEST'))).toBe(false);
  });

  it('says what is wrong with a launch that cannot be', async () => {
    const cases: [LaunchSpec, number, RegExp][] = [
      [programSpec('no-such-program'), 0x80070002, /no-such-program in PATH/],
      [programSpec('/etc/passwd'), 0x80070005, /\/etc\/passwd may not be run/],
      [
        { ...programSpec('true'), environmentFile: '/nonexistent/env' },
        0x80070002,
        /environment file \/nonexistent\/env/,
      ],
      [
        { ...programSpec('true'), workingDirectory: '/nonexistent' },
        0x8007010b,
        /working directory \/nonexistent/,
      ],
      [programSpec('true', ['a\0b']), 0x80070057, /NUL/],
    ];
    for (const [spec, code, message] of cases) {
      host.runner.launch(spec);
      const failed = await host.event('launch-failed', spec.instance);
      expect(failed.code).toBe(code);
      expect(failed.message).toMatch(message);
      expect(await host.runner.probe([spec.instance])).toMatchObject([{ kind: 'absent' }]);
    }
  });

  it('passes arguments on as they are', async () => {
    const words = ['', ' a  b ', '$HOME', "it's", '"', '\\', '-n', 'ä\n'];
    const spec = programSpec('printf', ['<%s>', ...words]);
    host.runner.launch(spec);
    await host.event('exited', spec.instance);
    expect(host.runner.readOutput(spec.instance, 0)?.text).toBe(words.map((word) => `<${word}>`).join(''));
  });
});
