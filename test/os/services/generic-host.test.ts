import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readStat } from '../../../src-main/adapters/process/process-identity.linux.js';
import { serviceOutput } from '../../../src-main/adapters/process/services/service-folder.js';
import type { ServiceLaunchSpec } from '../../../src-main/core/services/process.js';
import { rootSettings } from '../../support/process/settings.js';
import { HostsRig, type WatchedHosts } from '../../support/services/hosts-rig.js';
import { eventually } from '../../support/eventually.js';

const stop = { kind: 'control', code: 1, data: {} } as const;
const pause = { kind: 'control', code: 2, data: {} } as const;
const goOn = { kind: 'control', code: 3, data: {} } as const;

/** Where the host keeps what only this boot needs. */
function volatileOf(home: string): string {
  return readFileSync(join(home, 'services', 'place'), 'utf8').trim();
}

for (const { way, cgroups, missing } of rootSettings()) {
  describe.skipIf(missing !== null)(
    missing === null ? `generic host, ${way}` : `generic host, ${way} (${missing})`,
    () => {
      let rig: HostsRig;

      async function started(watched: WatchedHosts, spec: ServiceLaunchSpec): Promise<number> {
        watched.hosts.launch(spec);
        const { pid } = await watched.report('connected', spec.process);
        watched.hosts.send(spec.process, spec.service, 1, {
          kind: 'start',
          arguments: [spec.service],
          module: null,
        });
        return pid;
      }

      async function begin(): Promise<WatchedHosts> {
        rig = new HostsRig({ cgroups });
        return await rig.hosts();
      }

      afterEach(() => rig.end());

      it('SCM-137 SCM-138 runs any program as a service and stops it', async () => {
        const watched = await begin();
        const spec = rig.spec(['sleep', '1000']);
        const pid = await started(watched, spec);
        await watched.state(spec.process, 'RUNNING');
        // Empty for a moment in the middle of an exec.
        const words = (): string => readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        await eventually(() => words() !== '', 5_000, 'its words');
        expect(words().split('\0').slice(-2)).toEqual(['1000', '']);
        // A process group of its own: `kill 0` of one service must not reach another, nor the host.
        const other = rig.spec(['sleep', '1000'], { service: 'other' });
        const groups = [readStat(pid), readStat(await started(watched, other)), readStat(process.pid)];
        expect(new Set(groups.map((stat) => stat?.group)).size).toBe(3);
        expect(readFileSync(`/proc/${pid}/status`, 'latin1')).toMatch(/^SigIgn:\s+0+$/m);
        watched.hosts.send(spec.process, 'sample', 2, stop);
        await watched.report('exited', spec.process);
        expect(watched.kindsOf(spec.process)).toEqual([
          'launched',
          'connected',
          'answered',
          'status',
          'answered',
          'status',
          'status',
          'exited',
        ]);
        expect(watched.statesOf(spec.process)).toEqual(['RUNNING', 'STOP_PENDING', 'STOPPED']);
      });

      it('pauses by freezing the whole tree and continues by thawing it', async () => {
        const watched = await begin();
        const spec = rig.spec(['sh', '-c', 'while :; do echo tick; sleep 0.01; done']);
        await started(watched, spec);
        const output = serviceOutput(rig.home, 'sample');
        const size = (): number => readFileSync(output).length;
        await eventually(() => size() > 50, 5_000, 'output');
        watched.hosts.send(spec.process, 'sample', 2, pause);
        await watched.state(spec.process, 'PAUSED');
        const frozenAt = size();
        await new Promise((resolve) => setTimeout(resolve, 60));
        expect(size()).toBe(frozenAt);
        watched.hosts.send(spec.process, 'sample', 3, goOn);
        await eventually(() => size() > frozenAt, 5_000, 'output after the thaw');
        expect(watched.statesOf(spec.process)).toEqual(['RUNNING', 'PAUSE_PENDING', 'PAUSED', 'RUNNING']);
      });

      it('tells an end by itself with code 0 from a crash', async () => {
        const watched = await begin();
        const well = rig.spec(['true']);
        const badly = rig.spec(['sh', '-c', 'exit 7'], { service: 'other' });
        const killed = rig.spec(['sh', '-c', 'kill -9 $$'], { service: 'third' });
        for (const spec of [well, badly, killed]) watched.hosts.launch(spec);
        expect((await watched.report('exited', well.process)).exit).toEqual({ kind: 'code', code: 0 });
        expect((await watched.report('exited', badly.process)).exit).toEqual({ kind: 'code', code: 7 });
        expect((await watched.report('exited', killed.process)).exit).toEqual({
          kind: 'signal',
          signal: 'SIGKILL',
        });
        expect(watched.statesOf(well.process)).toContain('STOPPED');
        expect(watched.statesOf(badly.process)).not.toContain('STOPPED');
        expect(watched.statesOf(killed.process)).not.toContain('STOPPED');
      });

      it('leaves services alive when the host ends, and the next host adopts them with what they were doing', async () => {
        const first = await begin();
        const running = rig.spec(['sleep', '1000'], { service: 'a' });
        const frozen = rig.spec(['sleep', '1001'], { service: 'b' });
        const gone = rig.spec(['sleep', '1002'], { service: 'c' });
        const pids = await Promise.all([running, frozen, gone].map((spec) => started(first, spec)));
        first.hosts.send(frozen.process, 'b', 2, pause);
        await first.state(frozen.process, 'PAUSED');
        await rig.leave();
        process.kill(pids[2] ?? 0, 'SIGKILL');
        const exit = join(volatileOf(rig.home), 'instances', gone.process.slice(1, -1), 'exit');
        await eventually(
          () => existsSync(exit) && readFileSync(exit, 'utf8').endsWith('\n'),
          5_000,
          'its result',
        );
        const second = await rig.hosts([running.process, frozen.process]);
        expect(await second.hosts.probe([gone.process])).toMatchObject([
          { kind: 'exited', exit: { kind: 'signal', signal: 'SIGKILL' } },
        ]);
        await second.state(running.process, 'RUNNING');
        await second.state(frozen.process, 'PAUSED');
        expect(second.of(running.process)[0]).toMatchObject({ kind: 'connected', pid: pids[0] });
        // A launch that is repeated does nothing.
        second.hosts.launch(running);
        second.hosts.send(running.process, 'a', 9, stop);
        await second.report('exited', running.process);
        expect(second.kindsOf(running.process)).not.toContain('launched');
        second.hosts.send(frozen.process, 'b', 9, goOn);
        await second.state(frozen.process, 'RUNNING');
      });

      it('goes on with a stop that a host before it had begun', async () => {
        const first = await begin();
        const spec = rig.spec(['sh', '-c', "trap '' TERM; echo deaf; while :; do sleep 0.05; done"]);
        await started(first, spec);
        await eventually(
          () => readFileSync(serviceOutput(rig.home, 'sample'), 'utf8').includes('deaf'),
          5_000,
          'its trap',
        );
        first.hosts.send(spec.process, 'sample', 2, stop);
        await first.state(spec.process, 'STOP_PENDING');
        await rig.leave();
        const second = await rig.hosts([spec.process]);
        await second.state(spec.process, 'STOP_PENDING');
        second.hosts.terminate(spec.process, 50);
        await second.state(spec.process, 'STOPPED');
      });

      it('ends what a crashed program left behind before it tells of the end', async () => {
        const watched = await begin();
        const spec = rig.spec(['sh', '-c', 'sleep 1000 & echo $! >"$CARETAKER_HOME/left"; exit 3']);
        watched.hosts.launch(spec);
        await watched.report('exited', spec.process);
        const left = Number(readFileSync(join(rig.home, 'left'), 'utf8'));
        await eventually(() => (readStat(left)?.state ?? 'Z') === 'Z', 5_000, 'the end of the child');
      });
    },
  );
}
