import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenDesk } from '../../../src-main/hosts/electron/application.js';
import { openDesk } from '../../../src-main/hosts/electron/open-desk.js';
import { findHost } from '../../../src-main/hosts/home/find-host.js';
import { chooseSurroundings } from '../../../src-main/hosts/home/choose.js';
import type { EventName } from '../../../src-shared/contract/table.js';
import { FakeElectron } from '../../support/fake-electron.js';
import { missingSystem } from '../../support/requirements.js';

const reason = missingSystem('Linux');
const noop = (): void => undefined;

describe.skipIf(reason !== null)(
  `the desk of the Electron host${reason === null ? '' : ` (${reason})`}`,
  () => {
    let home = '';
    const open: OpenDesk[] = [];
    beforeEach(() => {
      home = realpathSync(mkdtempSync(join(tmpdir(), 'caretaker-desk-')));
    });
    afterEach(async () => {
      for (const desk of open.splice(0).reverse()) await desk.close();
      rmSync(home, { recursive: true, force: true });
    });

    const around = () => chooseSurroundings({ ...process.env, XDG_RUNTIME_DIR: home });

    async function start(onStopRequested = noop): Promise<OpenDesk> {
      const desk = await openDesk({
        electron: new FakeElectron().parts(),
        home,
        around: around(),
        log: { debug: noop, info: noop, warn: noop, error: noop },
        notifier: { notify: noop, onAction: noop, close: () => Promise.resolve() },
        node: process.execPath,
        onPanelWanted: noop,
        onStopRequested,
      });
      open.push(desk);
      return desk;
    }

    it('UI-18 runs the engine in this process, and the command line reaches it', async () => {
      const { desk, owner, gone } = await start();
      expect(gone).toBe(null);
      const here = await desk.call('host.status', {}, owner);
      const client = await findHost(home, around());
      const there = await client.call('host.status', {});
      client.close();
      expect(here).toMatchObject({ kind: 'out', out: { host: 'electron', home, pid: process.pid } });
      expect(there).toEqual((here as { out: unknown }).out);
    });

    it('has no link for a browser: the panel is its window', async () => {
      const { desk, owner } = await start();
      expect(await desk.call('host.panel', {}, owner)).toMatchObject({
        kind: 'refusal',
        refusal: { reason: 'no-handler' },
      });
    });

    it('becomes the window of a host that runs already', async () => {
      const first = await start();
      const second = await start();
      expect(second.gone).not.toBe(null);
      const status = await second.desk.call('host.status', {}, second.owner);
      expect(status).toEqual(await first.desk.call('host.status', {}, first.owner));
      expect(await second.desk.call('tasks.show', { task: '\\None' }, second.owner)).toMatchObject({
        kind: 'refusal',
        refusal: { reason: 'unknown-task' },
      });
      const heard = vi.fn();
      const event: EventName = 'maintenance.changed';
      const end = second.desk.subscribe(event, second.owner, heard);
      await vi.waitFor(async () => {
        await first.desk.call('maintenance.pause', { for: 'PT2H' }, first.owner);
        expect(heard).toHaveBeenCalledWith(expect.objectContaining({ state: 'paused' }));
      });
      end();
    });

    it('learns that the host it was the window of is gone', async () => {
      const first = await start();
      const second = await start();
      open.splice(open.indexOf(first), 1);
      await first.close();
      await second.gone;
      expect(await second.desk.call('host.status', {}, second.owner)).toMatchObject({ kind: 'refusal' });
    });

    it('hears of `caretaker host stop`, and leaves the home free', async () => {
      const stop = vi.fn();
      const first = await start(stop);
      await first.desk.call('host.stop', {}, first.owner);
      await vi.waitFor(() => expect(stop).toHaveBeenCalledOnce());
      open.splice(0);
      await first.close();
      const again = await start();
      expect(again.gone).toBe(null);
    });
  },
);
