import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStat } from '../../../src-main/adapters/process/process-identity.linux.js';
import { serviceOutput } from '../../../src-main/adapters/process/services/service-folder.js';
import type { ServiceLaunchSpec } from '../../../src-main/core/services/process.js';
import { eventually } from '../../support/eventually.js';
import { HostsRig, type WatchedHosts } from '../../support/services/hosts-rig.js';

const samples = join(process.cwd(), 'examples', 'services');
const client = join(process.cwd(), 'out', 'main', 'client.js');

describe('own process', () => {
  let rig: HostsRig;
  let watched: WatchedHosts;

  beforeEach(async () => {
    rig = new HostsRig();
    watched = await rig.hosts();
  });
  afterEach(() => rig.end());

  function control(spec: ServiceLaunchSpec, request: number, code: number): void {
    watched.hosts.send(spec.process, spec.service, request, { kind: 'control', code, data: {} });
  }

  async function answered(spec: ServiceLaunchSpec, request: number): Promise<number> {
    return (await watched.report('answered', spec.process, (event) => event.request === request)).code;
  }

  const languages = [
    { name: 'Python', words: ['python3', join(samples, 'beacon.py')] },
    { name: 'POSIX shell', words: ['sh', join(samples, 'beacon.sh')] },
    { name: 'Node, with the client module', words: [process.execPath, join(samples, 'beacon.mjs')] },
  ];

  for (const { name, words } of languages) {
    it(`SCM-49 SCM-53 SCM-57 the example in ${name} starts in steps, takes controls and stops`, async () => {
      const spec = rig.spec(words, {
        kind: 'protocol',
        service: 'beacon',
        environment: { CARETAKER_CLIENT: client },
      });
      watched.hosts.launch(spec);
      await watched.report('connected', spec.process);
      watched.hosts.send(spec.process, 'beacon', 1, {
        kind: 'start',
        arguments: ['beacon', 'TriggerStarted'],
        module: null,
      });
      expect(await answered(spec, 1)).toBe(0);
      expect((await watched.state(spec.process, 'START_PENDING')).status).toMatchObject({
        checkPoint: 1,
        waitHint: 2000,
      });
      expect((await watched.state(spec.process, 'RUNNING')).status).toMatchObject({
        accepts: 7,
        waitHint: 0,
      });
      control(spec, 2, 2);
      expect(await answered(spec, 2)).toBe(0);
      await watched.state(spec.process, 'PAUSED');
      control(spec, 3, 3);
      expect(await answered(spec, 3)).toBe(0);
      control(spec, 4, 1);
      expect(await answered(spec, 4)).toBe(0);
      await watched.state(spec.process, 'STOPPED');
      expect(watched.statesOf(spec.process)).toEqual([
        'START_PENDING',
        'RUNNING',
        'PAUSED',
        'RUNNING',
        'STOP_PENDING',
        'STOPPED',
      ]);
      // The manager tells the dispatcher to end once its last service has stopped.
      watched.hosts.terminate(spec.process, 20_000);
      expect((await watched.report('exited', spec.process)).exit).toEqual({ kind: 'code', code: 0 });
      expect(readFileSync(serviceOutput(rig.home, 'beacon'), 'utf8')).toContain(
        'begins with beacon TriggerStarted',
      );
    });
  }

  it('SCM-85 SCM-86 gives a process the number of its pipe and knows it only by its token', async () => {
    const spec = rig.spec(['sh', '-c', 'env >"$CARETAKER_HOME/env"; exec sleep 1000'], {
      kind: 'protocol',
      pipe: 41,
      pipeTimeoutMs: 12_000,
    });
    watched.hosts.launch(spec);
    await watched.report('launched', spec.process);
    const seen = await eventually(
      () => readFileSync(join(rig.home, 'env'), 'utf8').match(/TOKEN=(\w+)/),
      5_000,
    );
    const variables = readFileSync(join(rig.home, 'env'), 'utf8').split('\n');
    expect(variables).toContain('CARETAKER_PIPE=41');
    expect(variables).toContain('CARETAKER_PIPE_TIMEOUT=12000');
    expect(seen[1]).toHaveLength(32);
    // It never connects: that is the core's to notice. Ended hard, as after the time-out.
    expect(watched.kindsOf(spec.process)).toEqual(['launched']);
    watched.hosts.terminate(spec.process, 0);
    await watched.report('exited', spec.process);
  });

  it('lets a script that only notifies be a service: its first report answers the start, a stop is a signal', async () => {
    const script = `trap 'caretaker notify STOPPED; exit 0' TERM
caretaker notify RUNNING --accepts stop
while :; do sleep 0.05; done`;
    const spec = rig.spec(['sh', '-c', script], { kind: 'protocol' });
    watched.hosts.launch(spec);
    await watched.report('connected', spec.process);
    watched.hosts.send(spec.process, 'sample', 1, { kind: 'start', arguments: ['sample'], module: null });
    expect(await answered(spec, 1)).toBe(0);
    expect((await watched.state(spec.process, 'RUNNING')).status.accepts).toBe(1);
    control(spec, 2, 4);
    expect(await answered(spec, 2)).toBe(0);
    control(spec, 3, 1);
    expect(await answered(spec, 3)).toBe(0);
    await watched.state(spec.process, 'STOPPED');
    await watched.report('exited', spec.process);
  });

  it('is found again by a service whose host was restarted', async () => {
    const spec = rig.spec(['python3', join(samples, 'beacon.py')], { kind: 'protocol', service: 'beacon' });
    watched.hosts.launch(spec);
    await watched.report('connected', spec.process);
    watched.hosts.send(spec.process, 'beacon', 1, { kind: 'start', arguments: ['beacon'], module: null });
    await watched.state(spec.process, 'RUNNING');
    await rig.leave();
    watched = await rig.hosts([spec.process]);
    await watched.report('connected', spec.process);
    expect((await watched.state(spec.process, 'RUNNING')).status.accepts).toBe(7);
    control(spec, 2, 2);
    await watched.state(spec.process, 'PAUSED');
  });

  it('tells the program what is wrong with a report, and goes on', async () => {
    const said = join(rig.home, 'said.py');
    writeFileSync(
      said,
      `import json, os, socket
s = socket.socket(socket.AF_UNIX); s.connect(os.environ["CARETAKER_CHANNEL"])
f = s.makefile("rw", encoding="utf-8")
def say(**m): f.write(json.dumps(m) + "\\n"); f.flush()
say(kind="hello", token=os.environ["CARETAKER_TOKEN"]); print(f.readline(), end="", flush=True)
for m in [dict(state="BLOOMING"), dict(state=4, accepts=["tea"]), dict(state=4, waitHint=-1), dict(state=4, accepts=4096)]:
    say(kind="status", **m)
say(kind="answer", id=77, code=0)
say(kind="sing")
for _ in range(5): print(f.readline(), end="", flush=True)
`,
    );
    const spec = rig.spec(['python3', said], { kind: 'protocol' });
    watched.hosts.launch(spec);
    await watched.report('exited', spec.process);
    const lines = readFileSync(serviceOutput(rig.home, 'sample'), 'utf8').trim().split('\n');
    const messages = lines.map((line) => JSON.parse(line) as { kind: string; message?: string });
    expect(messages[0]).toEqual({ kind: 'welcome', protocol: 1 });
    expect(messages.slice(1).map(({ message }) => message?.slice(0, 30))).toEqual([
      'status: state must be one of S',
      'status: accepts must be a mask',
      'status: waitHint must be a who',
      'answer: nothing with the id 77',
      'sing: no such message; a servi',
    ]);
    // Unknown bits are an error of the service's (13, event 7016), which the core records.
    expect((await watched.state(spec.process, 'RUNNING')).status.accepts).toBe(4096);
  });
});

describe('shared process', () => {
  let rig: HostsRig;
  let watched: WatchedHosts;

  beforeEach(async () => {
    rig = new HostsRig();
    watched = await rig.hosts();
  });
  afterEach(() => rig.end());

  const module = join(samples, 'shared.mjs');

  it('SCM-126 SCM-127 SCM-128 SCM-129 SCM-124 hosts services of a group as modules; its end is the end of all', async () => {
    const spec = rig.spec(['caretaker', 'svchost', '-k', 'Samples'], {
      kind: 'shared',
      group: 'Samples',
      service: 'one',
    });
    watched.hosts.launch(spec);
    const { pid } = await watched.report('connected', spec.process);
    const start = (service: string, request: number, from: string | null): void =>
      watched.hosts.send(spec.process, service, request, {
        kind: 'start',
        arguments: [service],
        module: from,
      });
    start('one', 1, module);
    await watched.report('status', spec.process, ({ service }) => service === 'one');
    // The second joins the running process: a start command, no launch.
    start('two', 2, module);
    await watched.report('status', spec.process, ({ service }) => service === 'two');
    expect(readFileSync(serviceOutput(rig.home, 'one'), 'utf8')).toBe(
      `one begins in process ${pid}\ntwo begins in process ${pid}\n`,
    );
    start('three', 3, null);
    start('four', 4, '/nonexistent/module.mjs');
    const code = async (request: number): Promise<number> =>
      (await watched.report('answered', spec.process, (event) => event.request === request)).code;
    expect(await code(3)).toBe(1083);
    expect(await code(4)).toBe(126);
    expect(watched.kindsOf(spec.process).filter((kind) => kind === 'launched')).toHaveLength(1);
    process.kill(pid, 'SIGKILL');
    expect((await watched.report('exited', spec.process)).exit).toEqual({
      kind: 'signal',
      signal: 'SIGKILL',
    });
    expect(watched.statesOf(spec.process)).not.toContain('STOPPED');
    expect(readStat(pid)).toBeNull();
  });
});
