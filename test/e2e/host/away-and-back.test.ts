import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPrivateBus, type PrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess } from '../../support/host-process.js';
import { markedProcesses, standsStill } from '../../support/process-tree.js';
import { missingUPower, startUPower, type UPowerTestbed } from '../../support/upower.js';
import { missingXvfb, startXvfb, type Xvfb } from '../../support/xvfb.js';

const tree = join(import.meta.dirname, '..', '..', 'fixtures', 'programs', 'busy-tree.sh');
const loops = 6;
const name = '\\Test\\BusyTree';
const lacking = missingUPower() ?? missingXvfb();

/** The load is measured over a minute before anything may start. */
const startMs = 300_000;

interface Run {
  instance: string;
  ended: string | null;
  outcome: string | null;
  suspended: { from: string; to: string | null; reason: string }[];
}

describe.skipIf(lacking !== null)(
  `a machine that is left alone and used again${lacking === null ? '' : ` (${lacking})`}`,
  () => {
    let bus: PrivateBus;
    let upower: UPowerTestbed;
    let xvfb: Xvfb;
    let host: HostProcess;

    beforeAll(async () => {
      bus = await startPrivateBus();
      upower = await startUPower(bus.address);
      xvfb = await startXvfb();
      host = new HostProcess({ DISPLAY: xvfb.display, DBUS_SYSTEM_BUS_ADDRESS: bus.address });
      await host.start();
      for (const task of ['\\Caretaker\\StorageReport', '\\Caretaker\\HistoryCleanup'])
        await host.run('task', 'disable', task);
      await host.run('maintenance', 'configure', '--idle-after', 'PT10S');
      const manifest = {
        tasks: [
          {
            path: name,
            exec: { command: 'sh', arguments: [tree, String(loops), '600'] },
            maintenance: { period: 'P1D' },
          },
        ],
      };
      writeFileSync(join(host.home, 'busy.json'), JSON.stringify(manifest));
      expect(await host.run('apply', join(host.home, 'busy.json'))).toMatchObject({ code: 0 });
    }, 60_000);

    afterAll(async () => {
      await host.run('task', 'end', name);
      await eventually(
        async () => (await runs()).every(({ ended }) => ended !== null),
        20_000,
        'the end of every run',
      );
      await host.clean();
      await xvfb.kill();
      await upower.stop();
      await bus.stop();
    }, 60_000);

    const runs = (): Promise<Run[]> => host.json<Run[]>('task', 'history', name);
    const ids = async (): Promise<number[]> => (await host.events(name)).map(({ id }) => id);
    const touch = (): void => void xvfb.move();
    const running = (instance: string): boolean =>
      markedProcesses(instance).filter(({ command }) => command.includes('busy')).length >= loops;

    /** Waits for the record number `count` with this id; looks quietly, since load of others holds starts back. */
    const recorded = async (id: number, count: number, withinMs: number): Promise<void> => {
      const client = await host.connect();
      try {
        await eventually(
          async () => {
            await new Promise((resolve) => setTimeout(resolve, 100));
            const records = await client.call('history.events', { task: name });
            return records.filter((record) => record.id === id).length >= count;
          },
          withinMs,
          `record ${String(id)}`,
        );
      } finally {
        client.close();
      }
    };

    let instance = '';

    test('WAM-04 UI-02 UI-03 away and on AC: it starts, and the whole tree works', async () => {
      await recorded(100, 1, startMs);
      instance = (await runs())[0]?.instance ?? '';
      await eventually(() => running(instance), 10_000, 'the busy tree');
      expect(await standsStill(instance)).toBe(false);
    }, 330_000);

    test('WAM-11 a touch: every process of the tree stands still, with the reason on record', async () => {
      touch();
      await recorded(900, 1, 5_000);
      await eventually(() => standsStill(instance), 5_000, 'standing still');
      expect(markedProcesses(instance).length).toBeGreaterThan(loops);
      const events = await host.events(name);
      expect(events.map(({ id }) => id).slice(-2)).toEqual([328, 900]);
      expect(events.at(-1)?.data['Reason']).toBe('presence');
    });

    test('WAM-12 away again: it goes on where it was', async () => {
      await recorded(901, 1, startMs);
      expect(await standsStill(instance)).toBe(false);
      expect((await runs()).map((run) => run.instance)).toEqual([instance]);
    }, 330_000);

    test('battery: it is suspended, with 327; AC: it goes on', async () => {
      await upower.setAc(false);
      await recorded(900, 2, 10_000);
      await eventually(() => standsStill(instance), 5_000, 'standing still');
      expect((await host.events(name)).at(-1)?.data['Reason']).toBe('power');
      await upower.setAc(true);
      await recorded(901, 2, 10_000);
      expect(await standsStill(instance)).toBe(false);
    }, 60_000);

    test('the host is killed while the task is frozen: the next host takes it over, and it goes on once', async () => {
      touch();
      await recorded(900, 3, 5_000);
      await host.kill();
      expect(await standsStill(instance, 1_000)).toBe(true);
      await host.start();
      touch();
      expect(await standsStill(instance, 2_000)).toBe(true);
      await recorded(901, 3, startMs);
      expect((await runs()).map(({ instance: id, outcome }) => [id, outcome])).toEqual([[instance, null]]);
      expect(running(instance)).toBe(true);
    }, 330_000);

    test('the host is killed while the task is frozen and none comes back: nothing stays frozen, nothing runs on', async () => {
      touch();
      await recorded(900, 4, 5_000);
      const before = (await ids()).length;
      await host.kill();
      const pointer = setInterval(touch, 3_000);
      let worked = false;
      const watched = setInterval(() => {
        worked ||= markedProcesses(instance).some(
          ({ state, command }) => state === 'R' && command.includes('busy'),
        );
      }, 500);
      await eventually(() => markedProcesses(instance).length === 0, 90_000, 'the end of the tree');
      clearInterval(pointer);
      clearInterval(watched);
      expect(worked).toBe(false);
      await host.start();
      const [run] = await runs();
      expect(run?.instance).toBe(instance);
      expect(run?.ended).not.toBeNull();
      expect(run?.suspended.map(({ reason }) => reason)).toEqual([
        'presence',
        'power',
        'presence',
        'presence',
      ]);
      const history = await ids();
      expect(history.length).toBeGreaterThan(before);
      expect(history.filter((id) => id === 100)).toHaveLength(1);
      expect(history.filter((id) => id === 111)).toHaveLength(1);
    }, 330_000);
  },
);
