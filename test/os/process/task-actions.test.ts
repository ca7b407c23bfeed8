import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chooseChannel } from '../../../src-main/adapters/channel/choose.js';
import { dynamicId } from '../../../src-main/adapters/process/task-account.linux.js';
import type { LaunchSpec } from '../../../src-main/core/tasks/process.js';
import type { Channel } from '../../../src-main/ports/channel.js';
import { bundle } from '../../support/bundle.js';
import { eventually } from '../../support/eventually.js';
import { RunnerRig, type WatchedRunner } from '../../support/process/runner-rig.js';
import { programSpec, shellSpec } from '../../support/process/specs.js';
import { missing, missingRoot, missingSystem, titled } from '../../support/requirements.js';
import { silentLog } from '../../support/sensor-context.js';

const noLinux = missingSystem('Linux');
const asRoot = noLinux ?? missingRoot() ?? missing('setpriv');

let rig: RunnerRig;
beforeEach(() => (rig = new RunnerRig()));
afterEach(() => rig.end());

async function outputOf(host: WatchedRunner, spec: LaunchSpec): Promise<string> {
  host.runner.launch(spec);
  await host.event('exited', spec.instance);
  return host.runner.readOutput(spec.instance, 0)?.text ?? '';
}

describe.skipIf(noLinux !== null)(titled('variables in actions', noLinux), () => {
  test('a value is one argument, whatever it holds, in a list and in a Windows string', async () => {
    const host = await rig.runner();
    const variables = { Arg0: 'a "b" c; $(Arg1)', Arg1: '/' };
    const list = {
      ...programSpec('/usr/bin/printf', ['[%s]', 'x$(Arg0)', '$$(Arg0)', '$(none)']),
      variables,
    };
    expect(await outputOf(host, list)).toBe('[xa "b" c; $(Arg1)][$(Arg0)][$(none)]');
    const text = { ...programSpec('/usr/bin/printf', '[%s] $(Arg0) "to $(Arg1)"'), variables };
    expect(await outputOf(host, text)).toBe('[a "b" c; $(Arg1)][to /]');
    const where = { ...programSpec('/bin/pwd'), workingDirectory: '$(Arg1)usr', variables };
    expect(await outputOf(host, where)).toBe('/usr\n');
  });
});

describe.skipIf(asRoot !== null)(titled('accounts of tasks', asRoot), () => {
  const identity = 'id -u; id -G; echo "$HOME $USER"; grep -E "CapEff|CapBnd|NoNewPrivs" /proc/self/status';
  const as = (account: LaunchSpec['account'], over: Partial<LaunchSpec> = {}): LaunchSpec =>
    shellSpec(identity, { account, ...over });

  test('TASK-45 TASK-61 TASK-62 the three service accounts have the rights they should have, and no more', async () => {
    const host = await rig.runner();
    const system = await outputOf(host, as({ kind: 'system' }));
    expect(system.split('\n')[0]).toBe('0');
    const local = await outputOf(host, as({ kind: 'local-service' }));
    expect(local.split('\n').slice(0, 2)).toEqual([
      String(dynamicId('\\Test\\Program')),
      String(dynamicId('\\Test\\Program')),
    ]);
    expect(local).toMatch(/CapEff:\s*0{16}\n/);
    expect(local).toMatch(/CapBnd:\s*0{16}\n/);
    expect(local).toMatch(/NoNewPrivs:\s*1/);
    const network = await outputOf(host, as({ kind: 'network-service' }));
    // CAP_NET_BIND_SERVICE is bit 10.
    expect(network).toMatch(/CapEff:\s*0{13}400\n/);
  });

  test('TASK-61 TASK-63 each small task has an identity of its own, which others cannot reach; the opt-out gives it up', async () => {
    const host = await rig.runner();
    const victim = {
      ...programSpec('/bin/sleep', ['30']),
      account: { kind: 'local-service' } as const,
      task: '\\A',
    };
    host.runner.launch(victim);
    const { pid } = await host.event('launched', victim.instance);
    await eventually(() => readFileSync(`/proc/${String(pid)}/comm`, 'utf8').trim() === 'sleep');
    const attack = `kill -0 ${String(pid)} && echo reached; cat /proc/${String(pid)}/environ | tr '\\0' '\\n' | grep CARETAKER_TASK= || echo closed`;
    const other = shellSpec(attack, { account: { kind: 'local-service' }, task: '\\B' });
    expect(await outputOf(host, other)).toMatch(/closed\n$/);
    const sid = 'id -u; echo "$CARETAKER_TASK_SID"';
    const own = shellSpec(sid, { account: { kind: 'local-service' }, task: '\\Backup\\Home' });
    expect(await outputOf(host, own)).toBe(`${String(dynamicId('\\Backup\\Home'))}\nNT TASK\\Backup-Home\n`);
    const shared = shellSpec(sid, { account: { kind: 'local-service' }, sidType: 'none' });
    expect(await outputOf(host, shared)).toBe('65534\n\n');
  });

  test('TASK-46 TASK-47 a person: their id, groups, home and name; the host’s session is not theirs', async () => {
    const passwd = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    const person = passwd.find(([name]) => name === 'daemon') ?? [];
    const [name = '', , uid, , , home] = person;
    const host = await rig.runner({ env: { ...process.env, XDG_RUNTIME_DIR: '/run/user/0' } });
    const spec = shellSpec('id -u; echo "$HOME $USER [$XDG_RUNTIME_DIR]"; pwd', {
      account: { kind: 'user', name },
      workingDirectory: null,
    });
    expect(await outputOf(host, spec)).toBe(`${uid ?? ''}\n${home ?? ''} ${name} []\n${home ?? ''}\n`);
  });

  test('TASK-62 only the listed privileges are kept', async () => {
    const host = await rig.runner();
    const spec = as({ kind: 'system' }, { requiredPrivileges: ['SeShutdownPrivilege'] });
    // CAP_SYS_BOOT is bit 22.
    expect(await outputOf(host, spec)).toMatch(/CapBnd:\s*0{10}400000\n/);
  });

  test('an account that is not there refuses the start with its code', async () => {
    const host = await rig.runner();
    const spec = as({ kind: 'user', name: 'nobody-of-that-name' });
    host.runner.launch(spec);
    const { code, message } = await host.event('launch-failed', spec.instance);
    expect(code).toBe(0x80041310);
    expect(message).toContain('nobody-of-that-name');
  });
});

describe.skipIf(noLinux !== null)(titled('handler modules', noLinux), () => {
  let programs: string;
  let main: string;
  let module: string;
  let channel: Channel;
  beforeAll(async () => {
    programs = mkdtempSync(join(tmpdir(), 'caretaker-handlers-'));
    main = await bundle(join(import.meta.dirname, '../../support/programs/handler-main.ts'), programs);
    module = join(programs, 'module.mjs');
    writeFileSync(
      module,
      `import { appendFileSync } from 'node:fs';
       const note = (what) => appendFileSync(process.env.LEDGER, what + '\\n');
       export function start(task) {
         note('start ' + task.data + ' ' + task.classId);
         task.updateStatus(40, 'indexing');
         if (task.data === 'quick') task.completed(7);
         if (task.data === 'bad') throw new Error('not today');
       }
       export async function stop() { note('stop'); return 3; }
       export async function pause() { note('pause'); }
       export async function resume() { note('resume'); }`,
    );
  }, 60_000);
  afterAll(() => rmSync(programs, { recursive: true, force: true }));
  beforeEach(() => (channel = chooseChannel({ home: rig.home, env: {}, log: silentLog })));
  afterEach(() => channel.close());

  const ledger = (): string => join(rig.home, 'ledger');
  const noted = (): string[] =>
    existsSync(ledger()) ? readFileSync(ledger(), 'utf8').trim().split('\n') : [];
  const handler = (data: string): LaunchSpec => ({
    ...programSpec(module),
    handler: { classId: '{0D8E1F4B-2B1A-4C56-9F0E-6D1C2A7B9E10}', data },
    environment: { LEDGER: ledger() },
    variables: { Arg0: 'quick' },
  });
  const start = (): Promise<WatchedRunner> => rig.runner({ channel, caretaker: [process.execPath, main] });

  test('TASK-13 TASK-48 TASK-49 start and completion with its result, in a process of its own', async () => {
    const host = await start();
    const spec = handler('$(Arg0)');
    host.runner.launch(spec);
    expect((await host.event('launched', spec.instance)).path).toBe(module);
    const { exit } = await host.event('exited', spec.instance);
    expect(exit).toEqual({ kind: 'code', code: 7 });
    expect(noted()).toEqual(['start quick {0D8E1F4B-2B1A-4C56-9F0E-6D1C2A7B9E10}']);
  });

  test('TASK-49 TASK-53 pause, resume and stop are calls; it goes on until it says that it is done', async () => {
    const host = await start();
    const spec = handler('long');
    host.runner.launch(spec);
    await eventually(() => host.progress.some(({ progress }) => progress.text === 'indexing'));
    host.runner.suspend(spec.instance, 'signal');
    await host.event('suspended', spec.instance);
    expect(noted().at(-1)).toBe('pause');
    host.runner.resume(spec.instance);
    await eventually(() => noted().at(-1) === 'resume');
    host.runner.stop(spec.instance, { graceMs: 5_000, hard: true });
    const { exit } = await host.event('exited', spec.instance);
    expect(noted()).toEqual([expect.stringContaining('start long'), 'pause', 'resume', 'stop']);
    expect(exit).toEqual({ kind: 'code', code: 3 });
  });

  test('TASK-53 a program gets the close message first: TERM, which it may answer', async () => {
    const host = await start();
    const spec = shellSpec('trap "echo closing; exit 5" TERM; echo ready; while :; do sleep 0.05; done');
    host.runner.launch(spec);
    await eventually(() => host.runner.readOutput(spec.instance, 0)?.text.includes('ready') === true);
    host.runner.stop(spec.instance, { graceMs: 5_000, hard: true });
    expect((await host.event('exited', spec.instance)).exit).toEqual({ kind: 'code', code: 5 });
    expect(host.runner.readOutput(spec.instance, 0)?.text).toContain('closing');
  });

  test('a module that throws or cannot be loaded says so in its output', async () => {
    const host = await start();
    const bad = handler('bad');
    expect(await outputOf(host, bad)).toContain('not today');
    const none = { ...handler('x'), command: join(programs, 'none.mjs') };
    host.runner.launch(none);
    expect((await host.event('exited', none.instance)).exit).toEqual({ kind: 'code', code: 126 });
  });
});
