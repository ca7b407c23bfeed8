import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LinuxRunnerOptions } from '../../../src-main/adapters/process/process-runner.linux.js';
import type { LaunchSpec } from '../../../src-main/core/tasks/process.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import { bundle } from '../../support/bundle.js';
import { eventually } from '../../support/eventually.js';
import { DrivenHost, nobody } from '../../support/process/driven-host.js';
import { rootSettings, type Setting } from '../../support/process/settings.js';
import { shellSpec } from '../../support/process/specs.js';
import {
  countLines,
  keepersOf,
  processesOf,
  removeCgroupsOf,
  standStill,
} from '../../support/process/world.js';
import { missing } from '../../support/requirements.js';

const seeds = 30;
const settings: (Setting & { asNobody: boolean })[] = [
  ...rootSettings()
    .filter(({ way }) => way !== 'signals')
    .map((setting) => ({ ...setting, asNobody: false })),
  {
    way: 'signals',
    cgroups: { v1: null, v2: null },
    missing: process.getuid?.() === 0 ? missing('setpriv') : 'needs root to become nobody',
    asNobody: true,
  },
];

let programs: string;
let driver: string;
beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'caretaker-driver-'));
  driver = await bundle(join(import.meta.dirname, '../../support/process/driver-host.ts'), programs);
  chmodSync(programs, 0o755);
}, 60_000);
afterAll(() => rmSync(programs, { recursive: true, force: true }));

/** A small generator, so that a failing seed can be run again (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

for (const { way, cgroups, missing: reason, asNobody } of settings) {
  const name = `death of the host, ${way}${asNobody ? ' without privileges' : ''}`;
  describe.skipIf(reason !== null)(reason === null ? name : `${name} (${reason})`, () => {
    let home: string;
    let hosts: DrivenHost[];
    let launched: InstanceId[];

    beforeEach(() => {
      home = mkdtempSync(join(tmpdir(), 'caretaker-death-'));
      if (asNobody) chownSync(home, nobody, nobody);
      hosts = [];
      launched = [];
    });

    afterEach(async () => {
      for (const host of hosts) await host.kill();
      // Nothing of a test may outlive it, whatever went wrong.
      for (const { pid } of [...launched.flatMap(processesOf), ...keepersOf(home)]) {
        process.kill(pid, 'SIGKILL');
      }
      await removeCgroupsOf(home);
      rmSync(home, { recursive: true, force: true });
    });

    async function start(options: Partial<LinuxRunnerOptions> = {}): Promise<DrivenHost> {
      const all = { home, cgroups, guardianWaitMs: 5000, guardianGraceMs: 500, ...options };
      const host = new DrivenHost(driver, all, asNobody);
      hosts.push(host);
      return host.ready();
    }

    /** A busy tree with a child in a session of its own and one whose parent has ended; each start leaves a line. */
    function treeSpec(over: Partial<LaunchSpec> = {}): LaunchSpec {
      const busy = 'while :; do :; done';
      const spec = shellSpec(
        `echo started >>"$HOME/starts-$CARETAKER_INSTANCE"
         echo out
         setsid sh -c '${busy}' &
         (sh -c '${busy}' &)
         ${busy}`,
        over,
      );
      launched.push(spec.instance);
      return spec;
    }

    const startsOf = (instance: InstanceId): number => countLines(join(home, `starts-${instance}`));
    const wholeTree = (instance: InstanceId): Promise<unknown> =>
      eventually(() => processesOf(instance).length === 3, 10_000, 'three processes of the tree');

    /** What must hold after any death: started once at most, and what lives obeys the new host. */
    async function expectMastery(host: DrivenHost, instance: InstanceId): Promise<string> {
      const [probe] = await host.probe([instance]);
      if (probe === undefined) throw new Error('no probe');
      if (probe.kind === 'alive') {
        host.tell({ do: 'suspend', instance });
        await host.hears('suspended', instance);
        expect(await standStill(instance, 30)).toBe(true);
        host.tell({ do: 'stop', instance, graceMs: 2000, hard: true });
        const { exit } = await host.hears('exited', instance);
        expect(exit.kind).not.toBe('unknown');
      }
      expect(processesOf(instance)).toEqual([]);
      expect(startsOf(instance)).toBeLessThanOrEqual(1);
      return probe.kind;
    }

    it('is controlled in the way the setting asks for', async () => {
      const host = await start();
      host.tell({ do: 'describe' });
      expect((await host.hears('described')).value).toBe(way);
    });

    it('right after a launch: it runs once, or never', async () => {
      const first = await start();
      const spec = treeSpec();
      first.tell({ do: 'launch', spec, die: true });
      await first.dead();
      const second = await start();
      // A core that does not know whether its launch took effect repeats it.
      second.tell({ do: 'launch', spec });
      await second.hears('launched', spec.instance);
      expect(await expectMastery(second, spec.instance)).toBe('alive');
    });

    it('right after a launch, asked before it is repeated: a shim that comes late does nothing', async () => {
      const first = await start();
      const spec = treeSpec();
      first.tell({ do: 'launch', spec, die: true });
      await first.dead();
      const second = await start();
      const kind = await expectMastery(second, spec.instance);
      expect(['alive', 'absent']).toContain(kind);
      second.tell({ do: 'launch', spec });
      const [again] = await second.probe([spec.instance]);
      expect(again?.kind).toBe(kind === 'alive' ? 'exited' : 'absent');
      expect(startsOf(spec.instance)).toBe(kind === 'alive' ? 1 : 0);
    });

    it('right after suspending: it stays suspended until the new host decides', async () => {
      const first = await start();
      const spec = treeSpec();
      first.tell({ do: 'launch', spec });
      await first.hears('launched', spec.instance);
      await wholeTree(spec.instance);
      first.tell({ do: 'suspend', instance: spec.instance, die: true });
      await first.dead();
      const second = await start();
      expect(await second.probe([spec.instance])).toMatchObject([{ kind: 'alive', frozen: true }]);
      expect(await standStill(spec.instance, 100)).toBe(true);
      second.tell({ do: 'resume', instance: spec.instance });
      await second.hears('resumed', spec.instance);
      expect(await standStill(spec.instance, 100)).toBe(false);
      expect(await expectMastery(second, spec.instance)).toBe('alive');
    });

    it('right after suspending a launch that is under way', async () => {
      const first = await start();
      const spec = treeSpec();
      first.tell({ do: 'launch', spec });
      first.tell({ do: 'suspend', instance: spec.instance, die: true });
      await first.dead();
      const second = await start();
      await expectMastery(second, spec.instance);
      await eventually(() => keepersOf(home).length === 1, 5000, 'only the guardian being left');
    });

    it('right after resuming', async () => {
      const first = await start();
      const spec = treeSpec();
      first.tell({ do: 'launch', spec });
      await first.hears('launched', spec.instance);
      await wholeTree(spec.instance);
      first.tell({ do: 'suspend', instance: spec.instance });
      await first.hears('suspended', spec.instance);
      first.tell({ do: 'resume', instance: spec.instance, die: true });
      await first.dead();
      const second = await start();
      expect(await second.probe([spec.instance])).toMatchObject([{ kind: 'alive', frozen: false }]);
      expect(await expectMastery(second, spec.instance)).toBe('alive');
    });

    it('right after stopping: the result is known to the new host', async () => {
      const first = await start();
      const spec = treeSpec();
      first.tell({ do: 'launch', spec });
      await first.hears('launched', spec.instance);
      await wholeTree(spec.instance);
      first.tell({ do: 'stop', instance: spec.instance, graceMs: 5000, hard: true, die: true });
      await first.dead();
      await eventually(() => processesOf(spec.instance).length === 0);
      const second = await start();
      expect(await second.probe([spec.instance])).toMatchObject([
        { kind: 'exited', exit: { kind: 'signal', signal: 'SIGTERM' } },
      ]);
    });

    it('a program that ends meanwhile leaves its result and its output', async () => {
      const first = await start();
      const spec = shellSpec('echo before; sleep 0.3; echo after; exit 5');
      launched.push(spec.instance);
      first.tell({ do: 'launch', spec });
      await first.hears('launched', spec.instance);
      await first.kill();
      await eventually(() => processesOf(spec.instance).length === 0);
      const second = await start();
      expect(await second.probe([spec.instance])).toMatchObject([
        { kind: 'exited', exit: { kind: 'code', code: 5 }, byGuardian: false },
      ]);
    });

    it('without a new host: what is frozen does not stay so, and nothing runs on', async () => {
      const first = await start({ guardianWaitMs: 400, guardianGraceMs: 400 });
      const frozen = treeSpec();
      const running = treeSpec();
      const deaf = shellSpec("trap '' TERM; while :; do sleep 0.05; done");
      launched.push(deaf.instance);
      for (const spec of [frozen, running, deaf]) first.tell({ do: 'launch', spec });
      for (const { instance } of [frozen, running, deaf]) await first.hears('launched', instance);
      await wholeTree(frozen.instance);
      await wholeTree(running.instance);
      first.tell({ do: 'suspend', instance: frozen.instance });
      await first.hears('suspended', frozen.instance);
      await first.kill();
      expect(await standStill(frozen.instance, 100)).toBe(true);
      await eventually(() => launched.flatMap(processesOf).length === 0, 10_000, 'the end of everything');
      await eventually(() => keepersOf(home).length === 0, 10_000, 'the end of shims and guardian');
      const second = await start();
      expect(await second.probe(launched)).toMatchObject([
        { kind: 'exited', exit: { kind: 'signal', signal: 'SIGTERM' }, byGuardian: true },
        { kind: 'exited', exit: { kind: 'signal', signal: 'SIGTERM' }, byGuardian: true },
        { kind: 'exited', exit: { kind: 'signal', signal: 'SIGKILL' }, byGuardian: true },
      ]);
    });

    it('without a new host: a launch that was suspended on its way never comes to run', async () => {
      const first = await start({ guardianWaitMs: 300, guardianGraceMs: 300 });
      const spec = treeSpec();
      first.tell({ do: 'launch', spec });
      first.tell({ do: 'suspend', instance: spec.instance, die: true });
      await first.dead();
      await eventually(() => keepersOf(home).length === 0, 10_000, 'the end of shims and guardian');
      expect(processesOf(spec.instance)).toEqual([]);
      expect(startsOf(spec.instance)).toBeLessThanOrEqual(1);
    });

    it('without a new host: a task that is no maintenance is thawed and runs on', async () => {
      const first = await start({ guardianWaitMs: 300 });
      const spec = treeSpec({ maintenance: false });
      first.tell({ do: 'launch', spec });
      await first.hears('launched', spec.instance);
      await wholeTree(spec.instance);
      first.tell({ do: 'suspend', instance: spec.instance });
      await first.hears('suspended', spec.instance);
      await first.kill();
      await eventually(() => standStill(spec.instance, 30).then((still) => !still), 10_000, 'the thaw');
      // Only the shim is left of those that kept it.
      await eventually(() => keepersOf(home).length === 1, 10_000, 'the end of the guardian');
      const second = await start();
      expect(await expectMastery(second, spec.instance)).toBe('alive');
    });

    it('an orderly end with nothing left alive takes guardian and cgroups along', async () => {
      const host = await start();
      const spec = shellSpec('exit 0');
      host.tell({ do: 'launch', spec });
      await host.hears('exited', spec.instance);
      await host.close();
      expect(keepersOf(home)).toEqual([]);
    });

    it('does not take the guardian along when its whole process group is killed', async () => {
      const first = await start();
      const spec = treeSpec();
      first.tell({ do: 'launch', spec });
      await first.hears('launched', spec.instance);
      process.kill(-first.pid, 'SIGKILL');
      await first.dead();
      expect(keepersOf(home).length).toBe(2);
      expect(await expectMastery(await start(), spec.instance)).toBe('alive');
    });

    it(`at any time: ${seeds} seeds`, { timeout: 120_000 }, async () => {
      for (let seed = 1; seed <= seeds; seed++) {
        const random = chance(seed);
        const first = await start();
        const tree = treeSpec();
        const short = shellSpec('echo started >>"$HOME/starts-$CARETAKER_INSTANCE"; exit 7');
        const instance = tree.instance;
        const killAtMs = random() * 60;
        const dead = new Promise<void>((resolve) => {
          setTimeout(() => void first.kill().then(resolve), killAtMs);
        });
        first.tell({ do: 'launch', spec: tree });
        first.tell({ do: 'launch', spec: short });
        for (const command of ['suspend', 'resume', 'suspend', 'resume'] as const) {
          await new Promise((resolve) => setTimeout(resolve, random() * 15));
          first.tell({ do: command, instance });
        }
        if (random() < 0.5) first.tell({ do: 'stop', instance, graceMs: 1000, hard: true });
        await dead;

        const second = await start();
        const said = `seed ${seed}, killed at ${killAtMs.toFixed(1)} ms`;
        const kind = await expectMastery(second, instance);
        expect(['alive', 'absent', 'exited'], said).toContain(kind);
        const [end] = await second.probe([short.instance]);
        if (end?.kind === 'exited') expect(end.exit, said).toEqual({ kind: 'code', code: 7 });
        else expect(['absent', 'alive'], said).toContain(end?.kind);
        if (end?.kind === 'alive') await second.hears('exited', short.instance);
        expect(startsOf(short.instance), said).toBe(end?.kind === 'absent' ? 0 : 1);
        await second.close();
        await eventually(
          () => keepersOf(home).length === 0,
          10_000,
          `the end of shims and guardian, ${said}`,
        );
        launched.length = 0;
      }
    });
  });
}
