import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCommand } from '../../../../src-main/adapters/child/command.js';
import { MonitorChild, type MonitorOptions } from '../../../../src-main/adapters/child/monitor-child.js';
import { run } from '../../../../src-main/adapters/child/run.js';
import { eventually } from '../../../support/eventually.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { missing, titled } from '../../../support/requirements.js';
import { silentLog } from '../../../support/sensor-context.js';

const env = { PATH: process.env['PATH'] };
const reason = missing('/bin/sh');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caretaker-child-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(reason !== null)(titled('a command', reason), () => {
  it('is found on PATH first, then among the system programs', () => {
    writeFileSync(join(folder, 'ls'), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(folder, 'plain'), 'no program', { mode: 0o644 });
    expect(findCommand('ls', { PATH: `/nonexistent::${folder}` })).toBe(join(folder, 'ls'));
    expect(findCommand('plain', { PATH: folder })).toBeNull();
    expect(findCommand('sh', {})).toMatch(/bin\/sh$/);
    expect(findCommand('no-such-program-anywhere', env)).toBeNull();
  });

  it('gives its output, in plain English whatever the language', async () => {
    const options = { env: { ...env, LC_ALL: 'el_GR.UTF-8' }, timeoutMs: 5_000 };
    expect(await run('/bin/sh', ['-c', 'echo "$LC_ALL"'], options)).toBe('C\n');
  });

  it.each([
    ['ends with a code', ['-c', 'echo "no such device" >&2; exit 3'], {}, /no such device/],
    ['ends with a code and says nothing', ['-c', 'exit 3'], {}, /exit 3/],
    ['takes too long', ['-c', 'exec sleep 10'], { timeoutMs: 50 }, /SIGKILL/],
    ['says too much', ['-c', 'yes | head -c 100000; exec sleep 10'], { bytesMax: 1_000 }, /SIGKILL/],
  ])('that %s is a fault', async (_what, args, limits, message) => {
    const outcome = run('/bin/sh', args, { env, timeoutMs: 5_000, ...limits });
    await expect(outcome).rejects.toMatchObject({
      code: 'command-failed',
      retryable: true,
      message: expect.stringMatching(message),
    });
  });

  it('that is not there is a fault', async () => {
    const outcome = run(join(folder, 'nothing'), [], { env, timeoutMs: 1_000 });
    await expect(outcome).rejects.toMatchObject({ code: 'command-failed' });
  });
});

describe.skipIf(reason !== null)(titled('a monitor', reason), () => {
  let clock: FakeClock;
  let child: MonitorChild | null = null;
  beforeEach(() => {
    clock = new FakeClock();
  });
  afterEach(async () => {
    await child?.stop();
    child = null;
  });
  function monitor(script: string, rest: Partial<MonitorOptions> = {}) {
    const lines: string[] = [];
    const downs: string[] = [];
    let ups = 0;
    child = new MonitorChild({
      command: '/bin/sh',
      args: ['-c', script],
      env,
      clock,
      log: silentLog,
      onLine: (line) => lines.push(line),
      onUp: () => (ups += 1),
      onDown: (why) => downs.push(why),
      restart: { firstMs: 100, maxMs: 400 },
      ...rest,
    });
    child.start();
    return { lines, downs, ups: () => ups, child };
  }

  it('gives lines as they come', async () => {
    const { lines } = monitor('echo one; echo two; exec sleep 100');
    await eventually(() => lines.length === 2);
    expect(lines).toEqual(['one', 'two']);
  });

  it('is started again when it dies, later each time, up to a bound', async () => {
    const { downs, ups } = monitor('echo "out of luck" >&2; exit 1');
    await eventually(() => downs.length === 1);
    expect(downs[0]).toBe('out of luck');
    for (const [round, delayMs] of [100, 200, 400, 400].entries()) {
      await clock.pass(delayMs - 1);
      expect(ups()).toBe(round + 1);
      await clock.pass(1);
      await eventually(() => downs.length === round + 2);
    }
  });

  it('begins with short delays anew after a long life', async () => {
    const {
      downs,
      ups,
      child: one,
    } = monitor(`[ -e ${folder}/steady ] || exit 1; echo $$ > ${folder}/pid; exec sleep 100`);
    await eventually(() => downs.length === 1);
    await clock.pass(100);
    await eventually(() => downs.length === 2);
    writeFileSync(join(folder, 'steady'), '');
    await clock.pass(200);
    const pid = await eventually(() => {
      const file = join(folder, 'pid');
      // An empty file is not written yet; 0 would be this very process group.
      return (existsSync(file) && Number(readFileSync(file))) || null;
    });
    expect(one.running).toBe(true);
    await clock.pass(60_000);
    rmSync(join(folder, 'steady'));
    process.kill(pid, 'SIGKILL');
    await eventually(() => downs.length === 3);
    await clock.pass(100);
    await eventually(() => ups() === 4);
  });

  it('ends at stop, also when it does not listen, and is not started again', async () => {
    const { child: one, lines } = monitor('trap "" TERM; echo ready; while :; do sleep 0.05; done');
    await eventually(() => lines.length === 1);
    await one.stop();
    await clock.pass(10_000);
    expect({ running: one.running, timers: clock.timers }).toEqual({ running: false, timers: 0 });
  });

  it('may be stopped while it waits to be started again', async () => {
    const { downs, child: one } = monitor('exit 1');
    await eventually(() => downs.length === 1);
    await one.stop();
    await clock.pass(10_000);
    expect({ downs: downs.length, timers: clock.timers }).toEqual({ downs: 1, timers: 0 });
  });

  it('has an input only where that is asked for', async () => {
    const { lines } = monitor('read line; echo "end of input"; exec sleep 100');
    await eventually(() => lines.length === 1);
    await child?.stop();
    const open = monitor('read line; echo "end of input"', { openInput: true });
    await open.child.stop();
    expect(open.lines).toEqual([]);
  });
});
