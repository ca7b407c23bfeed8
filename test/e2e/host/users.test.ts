import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { product } from '../../../src-main/hosts/product.js';
import { eventually } from '../../support/eventually.js';
import { HostProcess, type Said } from '../../support/host-process.js';
import { missing, missingRoot, titled } from '../../support/requirements.js';

const { root } = product();
const host = new HostProcess();

/** An account that every Linux has, and one that nobody has. */
const daemon = 1;
const strange = 54_321;

/**
 * Runs the command line as another account, with none of root's rights. This checkout and its Node may lie where only
 * root can look: the account sees them in a place of its own, in a mount namespace that ends with the command.
 */
function as(uid: number, ...words: string[]): Promise<Said> {
  const script = [
    'mount -t tmpfs -o mode=0755 tmpfs /mnt',
    'mkdir /mnt/caretaker && : >/mnt/node',
    'mount --rbind "$ROOT" /mnt/caretaker && mount --bind "$NODE" /mnt/node',
    'exec setpriv --reuid "$ACCOUNT" --regid "$ACCOUNT" --clear-groups --no-new-privs -- /mnt/node /mnt/caretaker/out/main/cli.js "$@"',
  ].join(' && ');
  const places = { ROOT: root, NODE: process.execPath, ACCOUNT: String(uid) };
  const own = { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C', CARETAKER_HOME: host.home };
  return new Promise((resolve) => {
    const line = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'as', ...words];
    execFile('unshare', line, { env: { ...own, ...places }, cwd: '/' }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

// Only root can become somebody else.
const lacking = missing('setpriv', 'unshare') ?? missingRoot();

describe.skipIf(lacking !== null)(titled('users of a machine-wide host', lacking), () => {
  beforeAll(async () => {
    await host.start();
    chmodSync(host.home, 0o711);
  }, 30_000);
  afterAll(() => host.clean(), 30_000);

  test('SCM-134 TASK-37 come in as who they are, and see and do what their rights are', async () => {
    const make = ['schtasks', '/create', '/tn', 'Mine\\Who', '/tr', '/usr/bin/id', '/sc', 'DAILY', '/np'];
    expect(await as(daemon, ...make)).toMatchObject({ code: 0, err: '' });
    expect((await as(daemon, 'schtasks', '/query')).out).toMatch(/^\nFolder: \\Mine\n.+\n.+\nWho {37} /);
    // Others find nothing, not even that there is something.
    expect((await as(strange, 'schtasks', '/query')).out).toContain('INFO: There are no scheduled tasks');
    expect(await as(strange, 'task', 'show', '\\Mine\\Who')).toMatchObject({ code: 1 });
    expect(await as(strange, 'schtasks', '/delete', '/f', '/tn', '\\Mine\\Who')).toMatchObject({ code: 1 });
    const all = await host.run('task', 'list', '--json');
    expect(all.out).toContain('\\\\Mine\\\\Who');
    expect(all.out).toContain('\\\\Caretaker\\\\HistoryCleanup');
    // What concerns the machine is not theirs.
    expect(await as(daemon, 'maintenance', 'start')).toMatchObject({ code: 1 });
    expect(await as(daemon, 'host', 'stop')).toMatchObject({ code: 1 });
    const service = await as(daemon, 'sc', 'create', 'mine', 'binPath=', '/bin/true');
    expect(service.out).toBe('[SC] OpenSCManager FAILED 5:\n\nAccess is denied.\n\n');
    expect((await as(daemon, 'sc', 'sdshow', 'scmanager')).out).toContain('(A;;KA;;;BA)');
  }, 60_000);

  test('a task of theirs runs as themselves, never as the host', async () => {
    expect(await as(daemon, 'task', 'run', '\\Mine\\Who')).toMatchObject({ code: 0 });
    const ended = await eventually(async () => {
      const { out } = await as(daemon, 'task', 'history', '\\Mine\\Who', '--json');
      return (JSON.parse(out) as { ended: string | null; result: number }[]).find(
        (one) => one.ended !== null,
      );
    }, 20_000);
    expect(ended.result).toBe(0);
    const { out } = await as(daemon, 'task', 'output', '\\Mine\\Who');
    expect(out).toMatch(/^uid=1\(daemon\)/);
  }, 60_000);

  test('nobody is believed what they say of themselves: the administrators’ socket is shut', async () => {
    const { out } = await host.run('status', '--json');
    expect(JSON.parse(out)).toMatchObject({ home: host.home });
    expect(
      await as(daemon, 'schtasks', '/create', '/tn', 'Boot', '/tr', '/usr/bin/id', '/sc', 'ONSTART'),
    ).toEqual({
      code: 1,
      out: '',
      err: 'ERROR: Access is denied.\n',
    });
  }, 60_000);
});
