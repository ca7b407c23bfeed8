import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LaunchSpec } from '../../../src-main/core/tasks/process.js';
import type { ProcessRunner } from '../../../src-main/ports/process-runner.js';
import { newInstance } from '../../support/process/specs.js';
import { WatchedRunner } from '../../support/process/runner-rig.js';
import { eventually } from '../../support/eventually.js';

/** The programs the suite needs, as the runner under test can run them. */
export interface Programs {
  /** Ends by itself at once with this code. */
  endsWith(code: number): LaunchSpec;
  /** Writes the text to its output, then ends with 0. */
  says(text: string): LaunchSpec;
  /** Runs until it is asked to end, and obeys. */
  runsOn(): LaunchSpec;
  /** Runs on and ignores every polite request, once it has said `deaf`. */
  deaf(): LaunchSpec;
  /** There is no such program. */
  missing(): LaunchSpec;
}

export interface RunnerUnderTest {
  /** A runner on the same home; each call stands for a new start of the host. */
  make(): ProcessRunner;
  programs: Programs;
  end(): Promise<void>;
}

/** What every process runner promises (src-main/ports/process-runner.ts), on the fake and on the real ones. */
export function describeProcessRunner(name: string, setUp: () => RunnerUnderTest): void {
  describe(`process runner: ${name}`, () => {
    let under: RunnerUnderTest;
    let host: WatchedRunner;

    beforeEach(async () => {
      under = setUp();
      host = await new WatchedRunner(under.make()).start();
    });

    afterEach(async () => {
      const all = [...new Set(host.events.map((event) => event.instance))];
      for (const instance of all) host.runner.stop(instance, { graceMs: 0, hard: true });
      await eventually(async () => (await host.runner.probe(all)).every(({ kind }) => kind !== 'alive'));
      await host.runner.close();
      await under.end();
    });

    const launch = (spec: LaunchSpec): LaunchSpec => {
      host.runner.launch(spec);
      return spec;
    };

    it('tells the launch, then the end with its code', async () => {
      const { instance } = launch(under.programs.endsWith(3));
      const event = await host.event('exited', instance);
      expect(event.exit).toEqual({ kind: 'code', code: 3 });
      expect(host.kindsOf(instance)).toEqual(['launched', 'exited']);
    });

    it('tells a code above 128 from the end by a signal', async () => {
      const { instance } = launch(under.programs.endsWith(137));
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'code', code: 137 });
    });

    it('launches an instance once, however often it is asked', async () => {
      const spec = launch(under.programs.says('once\n'));
      host.runner.launch(spec);
      await host.event('exited', spec.instance);
      host.runner.launch(spec);
      const other = launch(under.programs.endsWith(0));
      await host.event('exited', other.instance);
      expect(host.kindsOf(spec.instance)).toEqual(['launched', 'exited']);
      expect(host.runner.readOutput(spec.instance, 0)?.text).toBe('once\n');
    });

    it('says that a program is not there, with the Windows code', async () => {
      const { instance } = launch(under.programs.missing());
      const event = await host.event('launch-failed', instance);
      expect(event.code).toBe(0x80070002);
      expect(event.message).not.toBe('');
      expect(host.kindsOf(instance)).toEqual(['launch-failed']);
    });

    it('suspends and continues', async () => {
      const { instance } = launch(under.programs.runsOn());
      await host.event('launched', instance);
      host.runner.suspend(instance);
      const { tookMs } = await host.event('suspended', instance);
      expect(tookMs).toBeGreaterThanOrEqual(0);
      expect((await host.runner.probe([instance]))[0]).toMatchObject({ kind: 'alive', frozen: true });
      host.runner.resume(instance);
      await host.event('resumed', instance);
      expect((await host.runner.probe([instance]))[0]).toMatchObject({ kind: 'alive', frozen: false });
    });

    it('holds a suspension that comes while the launch is under way', async () => {
      const { instance } = launch(under.programs.runsOn());
      host.runner.suspend(instance);
      await host.event('suspended', instance);
      expect((await host.runner.probe([instance]))[0]).toMatchObject({ kind: 'alive', frozen: true });
      host.runner.resume(instance);
      await host.event('resumed', instance);
      await host.event('launched', instance);
      expect((await host.runner.probe([instance]))[0]).toMatchObject({ kind: 'alive', frozen: false });
    });

    it('stops politely, also what is suspended', async () => {
      const { instance } = launch(under.programs.runsOn());
      await host.event('launched', instance);
      host.runner.suspend(instance);
      await host.event('suspended', instance);
      host.runner.stop(instance, { graceMs: 60_000, hard: true });
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'signal', signal: 'SIGTERM' });
    });

    it('stops what comes up only after the stop was asked for', async () => {
      const { instance } = launch(under.programs.runsOn());
      host.runner.stop(instance, { graceMs: 60_000, hard: true });
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'signal', signal: 'SIGTERM' });
    });

    it('ends after the grace what does not hear', async () => {
      const { instance } = launch(under.programs.deaf());
      await eventually(() => host.runner.readOutput(instance, 0)?.text.includes('deaf'));
      host.runner.stop(instance, { graceMs: 50, hard: true });
      expect((await host.event('exited', instance)).exit).toEqual({ kind: 'signal', signal: 'SIGKILL' });
    });

    it('leaves alone what does not hear when the stop is not hard', async () => {
      const { instance } = launch(under.programs.deaf());
      await eventually(() => host.runner.readOutput(instance, 0)?.text.includes('deaf'));
      host.runner.stop(instance, { graceMs: 0, hard: false });
      const other = launch(under.programs.endsWith(0));
      await host.event('exited', other.instance);
      expect((await host.runner.probe([instance]))[0]).toMatchObject({ kind: 'alive' });
    });

    it('does nothing for an instance that is not there', async () => {
      const instance = newInstance();
      host.runner.suspend(instance);
      host.runner.resume(instance);
      host.runner.stop(instance, { graceMs: 0, hard: true });
      const other = launch(under.programs.endsWith(0));
      await host.event('exited', other.instance);
      expect(host.kindsOf(instance)).toEqual([]);
      expect(host.runner.readOutput(instance, 0)).toBeNull();
    });

    it('claims what never started, so that it never will', async () => {
      const spec = under.programs.says('too late\n');
      expect(await host.runner.probe([spec.instance])).toEqual([{ kind: 'absent', instance: spec.instance }]);
      launch(spec);
      const other = launch(under.programs.endsWith(0));
      await host.event('exited', other.instance);
      expect(host.kindsOf(spec.instance)).toEqual([]);
      expect(host.runner.readOutput(spec.instance, 0)?.text ?? '').toBe('');
    });

    it('adopts what is alive after a restart of the host, as it is', async () => {
      const running = launch(under.programs.runsOn()).instance;
      const frozen = launch(under.programs.runsOn()).instance;
      const { pid } = await host.event('launched', running);
      await host.event('launched', frozen);
      host.runner.suspend(frozen);
      await host.event('suspended', frozen);
      await host.runner.close();

      host = await new WatchedRunner(under.make()).start();
      expect(await host.runner.probe([running, frozen])).toEqual([
        { kind: 'alive', instance: running, pid, frozen: false },
        expect.objectContaining({ kind: 'alive', instance: frozen, frozen: true }),
      ]);
      host.runner.resume(frozen);
      await host.event('resumed', frozen);
      for (const instance of [running, frozen]) {
        host.runner.stop(instance, { graceMs: 60_000, hard: true });
        expect((await host.event('exited', instance)).exit).toEqual({ kind: 'signal', signal: 'SIGTERM' });
      }
    });

    it('keeps the result of what ended, until it is forgotten', async () => {
      const { instance } = launch(under.programs.endsWith(9));
      const { at } = await host.event('exited', instance);
      await host.runner.close();
      host = await new WatchedRunner(under.make()).start();
      expect(await host.runner.probe([instance])).toEqual([
        { kind: 'exited', instance, exit: { kind: 'code', code: 9 }, at, byGuardian: false },
      ]);
      host.runner.forget(instance);
      expect(host.runner.readOutput(instance, 0)).toBeNull();
    });

    it('gives the output from any offset', async () => {
      const { instance } = launch(under.programs.says('first\nsecond\n'));
      await host.event('exited', instance);
      const whole = host.runner.readOutput(instance, 0);
      expect(whole).toEqual({ text: 'first\nsecond\n', next: 13, cut: 0 });
      expect(host.runner.readOutput(instance, 6)?.text).toBe('second\n');
      expect(host.runner.readOutput(instance, 13)).toEqual({ text: '', next: 13, cut: 0 });
      expect(host.runner.outputPath(instance)).not.toBe('');
    });

    it('says how processes are controlled', () => {
      expect(host.runner.describe().map(({ signal }) => signal)).toContain('processControl');
      expect(host.runner.ownCpuMs()).toBeGreaterThanOrEqual(0);
    });
  });
}
