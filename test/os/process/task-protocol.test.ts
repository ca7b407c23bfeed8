import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseChannel } from '../../../src-main/adapters/channel/choose.js';
import { InstanceFolder } from '../../../src-main/adapters/process/instance-folder.js';
import type { LaunchSpec } from '../../../src-main/core/tasks/process.js';
import type { Channel } from '../../../src-main/ports/channel.js';
import { saveMs } from '../../../src-main/ports/process-runner.js';
import { bundle } from '../../support/bundle.js';
import { eventually } from '../../support/eventually.js';
import { RunnerRig, type WatchedRunner } from '../../support/process/runner-rig.js';
import { newInstance, programSpec } from '../../support/process/specs.js';
import { processesOf } from '../../support/process/world.js';
import { titled } from '../../support/requirements.js';
import { silentLog } from '../../support/sensor-context.js';

let programs: string;
let counting: string;
let deafToAsking: string;
beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'caretaker-programs-'));
  const source = join(import.meta.dirname, '../../support/programs');
  counting = await bundle(join(source, 'counting-task.ts'), programs);
  deafToAsking = await bundle(join(source, 'silent-task.ts'), programs);
}, 60_000);
afterAll(() => rmSync(programs, { recursive: true, force: true }));

const reason = process.platform === 'linux' ? null : 'needs Linux';

describe.skipIf(reason !== null)(titled('the task protocol', reason), () => {
  let rig: RunnerRig;
  let channel: Channel;
  let ledger: string;

  beforeEach(() => {
    rig = new RunnerRig();
    ledger = join(rig.home, 'ledger');
    channel = chooseChannel({ home: rig.home, env: {}, log: silentLog });
  });
  afterEach(async () => {
    await rig.end();
    await channel.close();
  });

  function start(): Promise<WatchedRunner> {
    return rig.runner({ channel });
  }

  /** A host that ends in good order, and the next one on the same home. */
  async function restart(host: WatchedRunner): Promise<WatchedRunner> {
    await rig.close(host);
    await channel.close();
    channel = chooseChannel({ home: rig.home, env: {}, log: silentLog });
    return start();
  }

  function task(program: string, words: string[], over: Partial<LaunchSpec> = {}): LaunchSpec {
    return {
      ...programSpec(process.execPath, [program, ...words]),
      environment: { CARETAKER_TEST_LEDGER: ledger },
      ...over,
    };
  }

  function done(): number[] {
    return existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n').map(Number) : [];
  }

  it('WAM-44 a program goes on after suspensions, stops and restarts of the host, and does no part twice', async () => {
    let host = await start();
    const first = task(counting, ['200', '15'], { yield: 'signal' });
    host.runner.launch(first);
    await eventually(() => done().length >= 3);
    // Asked, it saves at once: frozen long before its two seconds are over.
    for (let round = 0; round < 3; round++) {
      host.runner.suspend(first.instance, 'signal');
      await eventually(
        () => host.kindsOf(first.instance).filter((kind) => kind === 'suspended').length > round,
      );
      const before = done().length;
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(done()).toHaveLength(before);
      host.runner.resume(first.instance);
      await eventually(() => done().length > before);
    }
    host = await restart(host);
    await host.runner.probe([first.instance]);
    await eventually(() => host.runner.progress(first.instance));
    host.runner.stop(first.instance, { graceMs: 5_000, hard: true });
    // It was asked over its protocol and ended by itself, with the code it chose.
    expect((await host.event('exited', first.instance)).exit).toEqual({ kind: 'code', code: 9 });
    const before = done().length;
    expect(before).toBeLessThan(200);
    const second = task(counting, ['200', '3'], { instance: newInstance(), state: first.instance });
    host.runner.launch(second);
    expect((await host.event('exited', second.instance)).exit).toEqual({ kind: 'code', code: 0 });
    expect(done()).toEqual(Array.from({ length: 200 }, (_, part) => part));
  });

  it('tells how far a program is', async () => {
    const host = await start();
    const spec = task(counting, ['4', '10']);
    host.runner.launch(spec);
    expect(host.runner.progress(spec.instance)).toBeNull();
    const progress = await eventually(() => host.progress.at(-1));
    expect(progress.instance).toBe(spec.instance);
    expect(progress.progress.text).toMatch(/^part \d of 4$/);
    await host.event('exited', spec.instance);
    expect(host.runner.progress(spec.instance)).toBeNull();
  });

  it('freezes after two seconds who was asked and did not answer', async () => {
    const host = await start();
    const spec = task(deafToAsking, [], { yield: 'signal' });
    host.runner.launch(spec);
    await eventually(() => host.runner.progress(spec.instance));
    host.runner.suspend(spec.instance, 'signal');
    const { tookMs } = await host.event('suspended', spec.instance);
    expect(tookMs).toBeGreaterThanOrEqual(saveMs - 20);
    expect(tookMs).toBeLessThan(saveMs + 1_000);
  });

  it('does not freeze who went on before it had answered', async () => {
    const host = await start();
    const spec = task(deafToAsking, [], { yield: 'signal' });
    host.runner.launch(spec);
    await eventually(() => host.runner.progress(spec.instance));
    host.runner.suspend(spec.instance, 'signal');
    host.runner.resume(spec.instance);
    await host.event('resumed', spec.instance);
    // A plain freeze after that shows that no other one had come before it.
    host.runner.suspend(spec.instance);
    await host.event('suspended', spec.instance);
    expect(host.kindsOf(spec.instance)).toEqual(['launched', 'resumed', 'suspended']);
  });

  it('takes what a program says of its result over how it was ended', async () => {
    const host = await start();
    const spec = task(deafToAsking, ['done', '3']);
    host.runner.launch(spec);
    // It says that it is done with 3 and hangs on: its process is ended by TERM.
    expect((await host.event('exited', spec.instance)).exit).toEqual({ kind: 'code', code: 3 });
  });

  it('keeps the state folder while another instance of the occurrence works in it', async () => {
    const host = await start();
    const first = newInstance();
    const spec = task(deafToAsking, [], { state: first });
    host.runner.launch(spec);
    await eventually(() => host.runner.progress(spec.instance));
    const { state } = new InstanceFolder(rig.home, first);
    host.runner.dropState(first);
    host.runner.forget(first);
    expect(existsSync(state)).toBe(true);
    host.runner.stop(spec.instance, { graceMs: 0, hard: true });
    await host.event('exited', spec.instance);
    host.runner.dropState(first);
    expect(existsSync(state)).toBe(false);
  });

  it('works slowly while somebody is there, and at its own speed again', async () => {
    const host = await start();
    const spec = { ...task(deafToAsking, []), maintenance: false, yield: 'slow' as const };
    host.runner.launch(spec);
    await eventually(() => host.runner.progress(spec.instance));
    const policies = (): string[] => [...new Set(processesOf(spec.instance).map(({ pid }) => policyOf(pid)))];
    expect(policies()).toEqual(['other']);
    host.runner.slow(spec.instance);
    await eventually(() => policies().join() === 'idle');
    host.runner.resume(spec.instance);
    await eventually(() => policies().join() === 'other');
  });
});

/** Scheduling class by field 41 of /proc/PID/stat (proc(5)). */
function policyOf(pid: number): string {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const policy = text.slice(text.lastIndexOf(')') + 2).split(' ')[38];
  return policy === '5' ? 'idle' : policy === '0' ? 'other' : `policy ${policy ?? ''}`;
}
