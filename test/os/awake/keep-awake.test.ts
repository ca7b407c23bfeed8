import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseKeepAwake } from '../../../src-main/adapters/awake/choose.js';
import { bundle } from '../../support/bundle.js';
import { startPrivateBus } from '../../support/dbus.js';
import { eventually } from '../../support/eventually.js';
import { missingLogind, startLogind } from '../../support/logind.js';
import { missing, titled } from '../../support/requirements.js';
import { noBus, sensorContext } from '../../support/sensor-context.js';
import { ChildProgram } from '../../support/child-program.js';
import { describeKeepAwake } from '../../ports/conformance/keep-awake.js';

const ours = 'Caretaker:sleep:idle:block';
const reason = missingLogind();

describeKeepAwake(
  'a lock of the real logind',
  async () => {
    const bus = await startPrivateBus();
    const logind = await startLogind(bus.address, []);
    const locks = async () =>
      (await logind.inhibitors()).filter((lock) => lock === ours || lock === 'Caretaker:idle:sleep:block')
        .length;
    return {
      keepAwake: chooseKeepAwake(sensorContext({ DBUS_SYSTEM_BUS_ADDRESS: bus.address }), 'linux'),
      held: (is) => eventually(async () => (await locks()) > 0 === is),
      locks,
      async close() {
        await logind.stop();
        await bus.stop();
      },
    };
  },
  reason,
);

const killed = reason ?? missing('ip', 'udevadm');
describe.skipIf(killed !== null)(titled('a host that is killed', killed), () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('leaves no lock and no monitor behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caretaker-watching-'));
    ends.push(() => rmSync(folder, { recursive: true }));
    const script = await bundle(
      fileURLToPath(new URL('../../support/watching-host.ts', import.meta.url)),
      folder,
      ['usb'],
    );
    const bus = await startPrivateBus();
    ends.push(() => bus.stop());
    const logind = await startLogind(bus.address, []);
    ends.push(() => logind.stop());
    const host = new ChildProgram(process.execPath, [script], {
      env: { PATH: process.env['PATH'], DBUS_SYSTEM_BUS_ADDRESS: bus.address },
    });
    ends.push(() => host.stop('SIGKILL'));
    await host.line((line) => line === 'up');
    await eventually(async () => (await logind.inhibitors()).length === 1);
    const children = childrenOf(host.pid);
    expect(children.map(({ command }) => command).sort()).toEqual(['ip', 'systemd-inhibit', 'udevadm']);
    await host.stop('SIGKILL');
    await eventually(() => children.every(({ pid }) => !existsSync(`/proc/${pid}`)));
    await eventually(async () => (await logind.inhibitors()).length === 0);
    expect(await logind.inhibitors()).toEqual([]);
  });
});

function childrenOf(parent: number): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(parent)], { encoding: 'utf8' });
  return lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid = '', command = '']) => ({ pid: Number(pid), command }));
}

describe.skipIf(missing('systemd-inhibit') !== null)(
  titled('keep awake without logind', missing('systemd-inhibit')),
  () => {
    it('names the obstacle, and goes on', async () => {
      const awake = chooseKeepAwake(sensorContext(noBus), 'linux');
      awake.hold('regular maintenance');
      await eventually(() => awake.obstacle?.() ?? null);
      expect(awake.obstacle?.()).toMatch(/Start systemd-logind/);
      await awake.close();
      const left = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
      expect(left).not.toContain('systemd-inhibit');
    });
  },
);
