import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HostProcess } from '../../support/host-process.js';

const host = new HostProcess({ TZ: 'UTC' });
const name = 'Microsoft\\Windows\\Defrag\\ScheduledDefrag';

beforeAll(async () => {
  await host.start();
}, 30_000);
afterAll(() => host.clean(), 30_000);

async function schtasks(...words: string[]): Promise<string> {
  const { code, out, err } = await host.run('schtasks', ...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

describe('schtasks on a real host', () => {
  test('TASK-22 TASK-23 create, query in the document’s layout, change, run, end, delete', async () => {
    const made = await schtasks(
      '/create',
      '/tn',
      name,
      '/tr',
      '/bin/sleep 60',
      '/sc',
      'ONCE',
      '/sd',
      '08/06/2098',
      '/st',
      '01:00',
    );
    expect(made).toBe(`SUCCESS: The scheduled task "${name}" has successfully been created.\n`);
    expect(await schtasks('/query', '/tn', name)).toBe(`
Folder: \\
TaskName                                 Next Run Time          Status
======================================== ====================== ===============
ScheduledDefrag                          8/6/2098 1:00:00 AM    Ready
`);
    const words = ['/change', '/tn', name, '/st', '02:30'];
    expect(await schtasks(...words)).toBe(
      `SUCCESS: The parameters of scheduled task "${name}" have been changed.\n`,
    );
    const list = await schtasks('/query', '/tn', name, '/v', '/fo', 'LIST');
    expect(list).toContain(`HostName:                             ${hostname().toUpperCase()}\n`);
    expect(list).toContain('Next Run Time:                        8/6/2098 2:30:00 AM\n');
    expect(list).toContain('Schedule Type:                        One Time Only\n');
    await schtasks('/run', '/tn', name);
    expect(await schtasks('/query', '/tn', name, '/fo', 'CSV', '/nh')).toBe(
      `"\\${name}","8/6/2098 2:30:00 AM","Running"\n`,
    );
    await schtasks('/end', '/tn', name);
    expect(await schtasks('/delete', '/tn', name, '/f')).toContain('was successfully deleted.');
    const gone = await host.run('schtasks', '/query', '/tn', name);
    expect(gone).toEqual({ code: 1, out: '', err: 'ERROR: The system cannot find the file specified.\n' });
  }, 60_000);

  test('a schedule is one the host takes, and comes back from its own document', async () => {
    const kinds = [
      ['HOURLY', '/mo', '2', '/du', '0008:00', '/k'],
      ['WEEKLY', '/d', 'MON,FRI'],
      ['MONTHLY', '/mo', 'SECOND', '/d', 'SUN'],
      ['ONLOGON'],
      ['ONEVENT', '/ec', 'System', '/mo', '*[System[EventID=7036]]'],
    ];
    for (const [index, [kind = '', ...rest]] of kinds.entries()) {
      const task = `Kinds\\${kind}${index}`;
      await schtasks('/create', '/tn', task, '/tr', '/bin/true', '/sc', kind, ...rest);
      const file = join(host.home, `${kind}${index}.xml`);
      writeFileSync(file, await schtasks('/query', '/tn', task, '/xml'));
      await schtasks('/create', '/xml', file, '/tn', `Again\\${kind}${index}`);
      const columns = async (path: string): Promise<string[]> =>
        (await schtasks('/query', '/v', '/fo', 'LIST', '/tn', path)).split('\n').slice(4);
      expect(await columns(`Again\\${kind}${index}`)).toEqual(await columns(task));
    }
    const all = await schtasks('/query', '/nh');
    expect(all).toContain('\nFolder: \\Again\n');
    expect(await schtasks('/query', '/xml', 'ONE')).toContain('<!-- \\Kinds\\ONLOGON3 -->');
  }, 60_000);

  test('TASK-21 TASK-37 the rights of a task and of a folder are told and set', async () => {
    await schtasks('/create', '/tn', 'Own', '/tr', '/bin/true', '/sc', 'ONLOGON');
    expect((await host.run('task', 'rights', 'Own')).out).toBe('O:BAD:(A;;FA;;;BA)(A;;FA;;;SY)\n');
    const sddl = 'D:(A;;FA;;;BA)(A;;FRFX;;;S-1-22-1-1000)';
    // Written as Windows writes it: pairs of whole names are a number.
    expect((await host.run('task', 'rights', 'Own', sddl)).out).toBe(
      'O:BAD:(A;;FA;;;BA)(A;;0x1200a9;;;S-1-22-1-1000)\n',
    );
    expect(await host.run('task', 'rights', 'Own', 'D:(A;;QQ;;;BA)')).toMatchObject({ code: 1, out: '' });
    const folder = 'D:(A;OICI;FA;;;BA)';
    expect((await host.run('task', 'rights', '--folder', '\\Shut', folder)).out).toBe(`${folder}\n`);
    await schtasks('/create', '/tn', 'Shut\\In', '/tr', '/bin/true', '/sc', 'ONLOGON');
    expect((await host.run('task', 'rights', 'Shut\\In')).out).toBe('O:BAD:AI(A;ID;FA;;;BA)\n');
  }, 60_000);
});
