import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { ContractClient } from '../../../src-main/client/contract-client.js';
import { CalmMachine, missingCalm } from '../../support/calm-machine.js';
import { courtesyMs, quietness } from '../../support/courtesy.js';
import { startPrivateBus, type PrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';
import { missingLogind, startLogind, type LogindTestbed } from '../../support/logind.js';
import { standsStill } from '../../support/process-tree.js';
import { titled } from '../../support/requirements.js';
import { missingUPower, startUPower, type UPowerTestbed } from '../../support/upower.js';
import { missingXvfb, startXvfb, type Xvfb } from '../../support/xvfb.js';

const lacking = missingUPower() ?? missingXvfb() ?? missingLogind() ?? missingCalm();
const name = '\\Test\\Upkeep';
/** Ten seconds of idle; the load is averaged over a minute before the first start, and a resume settles as long. */
const startMs = 100_000;
type Status = RequestOut<'maintenance.status'>;
type Run = RequestOut<'tasks.history'>[number];

describe.skipIf(lacking !== null)(
  titled('a day of a machine, with real upowerd, logind and X', lacking),
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'caretaker-day-'));
    const finish = join(folder, 'finish');
    let bus: PrivateBus;
    let upower: UPowerTestbed;
    let logind: LogindTestbed;
    let xvfb: Xvfb;
    let calm: CalmMachine;
    let host: HostProcess;
    let client: ContractClient;
    let instance = '';

    beforeAll(async () => {
      bus = await startPrivateBus();
      upower = await startUPower(bus.address);
      logind = await startLogind(bus.address, []);
      xvfb = await startXvfb();
      calm = new CalmMachine();
      host = new HostProcess({ DISPLAY: xvfb.display, DBUS_SYSTEM_BUS_ADDRESS: bus.address }, calm.through);
      await host.start();
      client = await host.connect();
      for (const task of ['\\Caretaker\\StorageReport', '\\Caretaker\\HistoryCleanup'])
        await client.call('tasks.disable', { task });
      await client.call('maintenance.configure', { idleAfter: 'PT10S' });
      await xvfb.move();
      // Four workers that keep going until the file is there.
      const worker = `while [ ! -e "${finish}" ]; do :; done`;
      const script = `for n in 1 2 3; do (${worker}) & done; ${worker}; wait`;
      const manifest = {
        tasks: [
          {
            path: name,
            exec: { command: 'sh', arguments: ['-c', script] },
            maintenance: { period: 'P1D', deadline: 'P2D' },
          },
        ],
      };
      writeFileSync(join(folder, 'task.json'), JSON.stringify(manifest));
      expect(await host.run('apply', join(folder, 'task.json'))).toMatchObject({ code: 0 });
    }, 90_000);

    afterAll(async () => {
      writeFileSync(finish, '');
      client.close();
      await host.run('task', 'end', name);
      await host.clean();
      calm.close();
      await xvfb.kill();
      await logind.stop();
      await upower.stop();
      await bus.stop();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    const status = (): Promise<Status> => client.call('maintenance.status', {});
    const runs = (): Promise<Run[]> => client.call('tasks.history', { task: name, limit: 10 });

    /** Waits until the status holds; then the store must tell the same. */
    async function becomes(
      what: string,
      holds: (status: Status) => boolean,
      withinMs: number,
    ): Promise<Status> {
      const found = await eventually(
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          const now = await status();
          return holds(now) && now;
        },
        withinMs,
        what,
      );
      await agrees();
      return found as Status;
    }

    /** `maintenance status` and what the store keeps of the runs are one story. */
    async function agrees(): Promise<void> {
      const [now, [last]] = await Promise.all([status(), runs()]);
      const live = last !== undefined && last.ended === null ? last : null;
      const open = live?.suspended.at(-1);
      const isSuspended = open !== undefined && open.to === null;
      const shown = now.run?.tasks.find(({ task }) => task === name);
      if (live === null) {
        expect(['waiting', 'running']).toContain(now.state);
        expect(shown?.state ?? 'waiting').not.toBe('running');
        return;
      }
      expect(now.state).toBe(isSuspended ? 'suspended' : 'running');
      expect(now.suspendedBy).toBe(isSuspended ? open.reason : null);
      if (now.run !== null) expect(shown?.instance).toBe(live.instance);
    }

    test('somebody is there: it is due and waits for them', async () => {
      const waiting = await becomes('the wait', ({ due }) => due.some(({ task }) => task === name), 10_000);
      expect(waiting.state).toBe('waiting');
      expect(waiting.gate.map(({ reason }) => reason)).toContain('presence');
    });

    test(
      'WAM-04 WAM-06 away: an idle run starts it',
      async () => {
        const running = await becomes('the run', ({ state }) => state === 'running', startMs);
        expect(running.run).toMatchObject({ kind: 'idle', emergency: false });
        instance = (await runs())[0]?.instance ?? '';
        expect(await standsStill(instance)).toBe(false);
      },
      startMs + 20_000,
    );

    test('WAM-11 return: every process stands still, and the status says for whom', async () => {
      const took = await courtesyMs(() => xvfb.move(), quietness(host.home, instance));
      expect(took).toBeLessThan(5_000);
      const held = await becomes('the suspension', ({ state }) => state === 'suspended', 5_000);
      expect(held.suspendedBy).toBe('presence');
      expect(await standsStill(instance)).toBe(true);
    }, 30_000);

    test('sleep: the machine sleeps, and it stays still', async () => {
      await logind.sleep();
      await logind.started('suspend.target');
      const asleep = await becomes(
        'the sleep',
        ({ gate }) => gate.some(({ reason }) => reason === 'asleep'),
        5_000,
      );
      expect(asleep.state).toBe('suspended');
      expect(await standsStill(instance)).toBe(true);
    }, 30_000);

    test(
      'WAM-12 WAM-17 resume: a plan is shown while the machine settles; away again, it goes on',
      async () => {
        await logind.wake();
        const settling = await becomes(
          'the settling',
          ({ gate }) => gate.some(({ reason }) => reason === 'settling'),
          10_000,
        );
        expect(settling.state).toBe('suspended');
        expect(settling.plan?.tasks.map(({ task }) => task)).toEqual([name]);
        // Somebody looks up, and goes away for good.
        await xvfb.move();
        await becomes('the run', ({ state }) => state === 'running', startMs);
        expect((await runs()).map((run) => run.instance)).toEqual([instance]);
        expect(await standsStill(instance)).toBe(false);
      },
      startMs + 20_000,
    );

    test('WAM-21 finished: one run, with every pause and its reason in the history', async () => {
      writeFileSync(finish, '');
      await becomes('the end', ({ lastRun }) => lastRun !== null && lastRun.completed === 1, 15_000);
      const [run, ...others] = await runs();
      expect(others).toEqual([]);
      expect(run).toMatchObject({ instance, outcome: 'completed', result: 0, trigger: 'idle' });
      expect(run?.suspended.map(({ reason }) => reason)).toEqual(['presence']);
      expect(run?.suspended.every(({ to }) => to !== null)).toBe(true);
      const ids = (await host.events(name)).map(({ id }) => id).filter((id) => id !== 906);
      expect(ids).toEqual([106, 100, 129, 200, 328, 900, 901, 201, 102]);
      const planned = (await host.events()).filter(({ id }) => id === 910);
      expect(planned.map(({ data }) => data['Tasks'])).toEqual([name]);
      expect((await status()).due).toEqual([]);
    }, 30_000);
  },
);
