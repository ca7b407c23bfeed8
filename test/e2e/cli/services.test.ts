import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HostProcess } from '../../support/host-process.js';

const host = new HostProcess();
let file = '';

/** The services of the document's examples; what runs is a program that waits. */
const manifest = `
services:
  - name: BITS
    displayName: Background Intelligent Transfer Service
    imagePath: C:\\Windows\\System32\\svchost.exe -k netsvcs
    type: share
    start: delayed-auto
    host: protocol
    dependOnService: [RpcSs, EventSystem]
  - { name: RpcSs, imagePath: [sleep, "1000"], start: demand, group: Base }
  - { name: EventSystem, imagePath: [sleep, "1000"], start: demand }
  - { name: bthserv, imagePath: [sleep, "1000"], start: demand }
  - { name: broken, imagePath: [/nowhere/program], start: demand }
  - { name: left, imagePath: [sleep, "1000"], start: demand, dependOnService: [bthserv] }
serviceGroupOrder: [Base]
safeBoot: { minimal: [RpcSs], network: [RpcSs] }
`;

beforeAll(async () => {
  await host.start();
  file = join(host.home, 'services.yaml');
  writeFileSync(file, manifest);
  expect((await host.run('apply', file)).err).toBe('');
}, 30_000);
afterAll(() => host.clean(), 30_000);

async function sc(...words: string[]): Promise<string> {
  const { code, out, err } = await host.run('sc', ...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

/** Runs what fails with exit code 1, and gives what it says on standard output. */
async function scFails(...words: string[]): Promise<string> {
  const { code, out } = await host.run('sc', ...words);
  expect(code).toBe(1);
  return out;
}

describe('sc on real services', () => {
  test('SCM-42 qc prints the document’s example', async () => {
    expect(await sc('qc', 'BITS')).toBe(`[SC] QueryServiceConfig SUCCESS

SERVICE_NAME: BITS
        TYPE               : 20  WIN32_SHARE_PROCESS
        START_TYPE         : 2   AUTO_START  (DELAYED)
        ERROR_CONTROL      : 1   NORMAL
        BINARY_PATH_NAME   : C:\\Windows\\System32\\svchost.exe -k netsvcs
        LOAD_ORDER_GROUP   :
        TAG                : 0
        DISPLAY_NAME       : Background Intelligent Transfer Service
        DEPENDENCIES       : RpcSs
                           : EventSystem
        SERVICE_START_NAME : LocalSystem
`);
  });

  test('SCM-37 triggerinfo and qtriggerinfo answer as in the document', async () => {
    const option = 'start/device/0850302a-b344-4fda-9be9-90576b8d46f0';
    expect(await sc('triggerinfo', 'bthserv', option)).toBe('[SC] ChangeServiceConfig2 SUCCESS\n');
    expect(await sc('qtriggerinfo', 'bthserv')).toBe(`[SC] QueryServiceConfig2 SUCCESS

SERVICE_NAME: bthserv

        START SERVICE
          DEVICE INTERFACE ARRIVAL     : 0850302a-b344-4fda-9be9-90576b8d46f0 [INTERFACE CLASS GUID]
`);
  });

  test('SCM-09 SCM-43 SCM-44 SCM-130 start, query, list the process, pause, stop, delete', async () => {
    expect(await sc('start', 'bthserv')).toMatch(/^\nSERVICE_NAME: bthserv\n[^]*PID +: \d+\n +FLAGS +:\n$/);
    const started = await host.run('service', 'start', 'RpcSs');
    expect(started).toEqual({ code: 0, out: 'RpcSs: RUNNING\n', err: '' });
    expect(await sc('query', 'rpcss')).toBe(`
SERVICE_NAME: rpcss
        TYPE               : 10  WIN32_OWN_PROCESS
        STATE              : 4  RUNNING
                                (STOPPABLE, PAUSABLE, ACCEPTS_SHUTDOWN)
        WIN32_EXIT_CODE    : 0  (0x0)
        SERVICE_EXIT_CODE  : 0  (0x0)
        CHECKPOINT         : 0x0
        WAIT_HINT          : 0x0
`);
    const [, pid = ''] = /PID +: (\d+)/.exec(await sc('queryex', 'RpcSs')) ?? [];
    const listed = await host.run('tasklist', '/svc', '/fi', `PID eq ${pid}`, '/nh');
    expect(listed.out).toMatch(new RegExp(`^\\nsleep {20} +${pid} RpcSs\\n$`));
    expect(await host.run('service', 'pause', 'RpcSs')).toMatchObject({ out: 'RpcSs: PAUSED\n' });
    expect(await host.run('service', 'continue', 'RpcSs')).toMatchObject({ out: 'RpcSs: RUNNING\n' });
    expect(await host.run('service', 'stop', 'RpcSs')).toMatchObject({ code: 0, out: 'RpcSs: STOPPED\n' });
    expect(await scFails('stop', 'RpcSs')).toBe(
      '[SC] ControlService FAILED 1062:\n\nThe service has not been started.\n\n',
    );
    expect(await scFails('start', 'bthserv')).toContain('[SC] StartService FAILED 1056:');
  }, 30_000);

  test('what runs because something needs it cannot be stopped under it', async () => {
    expect(await host.run('service', 'start', 'left')).toMatchObject({ code: 0 });
    expect(await scFails('stop', 'bthserv')).toContain('[SC] ControlService FAILED 1051:');
    expect(await sc('enumdepend', 'bthserv')).toMatch(
      /^Enum: entriesRead = 1\n\nSERVICE_NAME: left\nDISPLAY_NAME: left\n/,
    );
    expect(await host.run('service', 'stop', 'left')).toMatchObject({ code: 0 });
    expect(await host.run('service', 'stop', 'bthserv')).toMatchObject({ code: 0 });
  }, 30_000);

  test('SCM-07 SCM-08 create, config, description, failure: what is set is told again', async () => {
    expect(
      await sc('create', 'web', 'binPath=', 'sleep 1000', 'start=', 'demand', 'depend=', 'RpcSs/+Base'),
    ).toBe('[SC] CreateService SUCCESS\n');
    expect(await scFails('create', 'web', 'binPath=', 'x')).toContain('[SC] CreateService FAILED 1073:');
    expect(await sc('config', 'web', 'start=', 'disabled', 'DisplayName=', 'The web')).toBe(
      '[SC] ChangeServiceConfig SUCCESS\n',
    );
    const shown = await sc('qc', 'web');
    expect(shown).toContain('START_TYPE         : 4   DISABLED\n');
    expect(shown).toContain('DEPENDENCIES       : RpcSs\n                           : +Base\n');
    expect(await scFails('start', 'web')).toContain('[SC] StartService FAILED 1058:');
    await sc('description', 'web', 'Serves pages.');
    expect(await sc('qdescription', 'web')).toContain('DESCRIPTION:  Serves pages.\n');
    await sc('failure', 'web', 'reset=', '86400', 'actions=', 'restart/60000/run/0', 'command=', '/bin/true');
    expect(await sc('qfailure', 'web')).toContain('RESET_PERIOD (in seconds)    : 86400\n');
    expect(await sc('getkeyname', 'The web')).toBe('[SC] GetServiceKeyName SUCCESS  Name = web\n');
    expect(await sc('getdisplayname', 'web')).toBe('[SC] GetServiceDisplayName SUCCESS  Name = The web\n');
    expect(await sc('delete', 'web')).toBe('[SC] DeleteService SUCCESS\n');
    expect(await scFails('qc', 'web')).toContain('[SC] OpenService FAILED 1060:');
  }, 30_000);

  test('SCM-06 SCM-133 a descriptor is kept per service, over a restart of the host, too', async () => {
    const sddl = 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;RP;;;S-1-22-1-1000)';
    expect(await sc('sdset', 'RpcSs', sddl)).toBe('[SC] SetServiceObjectSecurity SUCCESS\n');
    expect(await scFails('sdset', 'RpcSs', 'D:(A;;QQ;;;BA)')).toContain(
      '[SC] SetServiceObjectSecurity FAILED 87:',
    );
    await host.stop();
    await host.start();
    expect(await sc('sdshow', 'RpcSs')).toBe(`\n${sddl}\n\n`);
    expect(await sc('sdshow', 'EventSystem')).toContain('(A;;CCLCSWRPWPDTLOCRRC;;;SY)');
    expect(await sc('sdshow', 'scmanager')).toContain('(A;;KA;;;BA)');
  }, 60_000);
});

describe('caretaker service', () => {
  test('list and show have the promised shapes', async () => {
    const services = await host.json<Record<string, unknown>[]>('service', 'list');
    const bits = services.find(({ name }) => name === 'BITS');
    expect(bits).toMatchObject({
      displayName: 'Background Intelligent Transfer Service',
      state: 'STOPPED',
      startType: 'AUTO_START',
      pid: null,
      exitCode: 1077,
      triggers: [],
    });
    expect((await host.run('service', 'show', 'BITS', '--lang', 'el')).out).toContain('Χρειάζεται');
    expect(await host.run('service', 'show', 'nobody')).toMatchObject({ code: 1, out: '' });
    expect((await host.run('why', 'BITS')).out).toMatch(/^BITS: STOPPED\n/);
    expect((await host.run('why', 'nobody')).code).toBe(1);
  }, 30_000);

  test('a start that fails ends with 1, its reason and its number', async () => {
    const { code, err } = await host.run('service', 'start', 'broken');
    expect(code).toBe(1);
    expect(err).toMatch(/\((0x0000000)?2\)\n$/);
  }, 30_000);

  test('plan of a file needs no host, and says what cannot start', async () => {
    const circle = join(host.home, 'circle.yaml');
    writeFileSync(
      circle,
      'services:\n  - { name: a, imagePath: x, start: auto, dependOnService: [b] }\n  - { name: b, imagePath: x, start: auto, dependOnService: [a] }\n  - { name: c, imagePath: x, start: auto }\n',
    );
    const planned = await host.json<Record<string, unknown>>('service', 'plan', circle, '--home', '/nowhere');
    expect(planned).toMatchObject({ mode: 'normal', started: ['c'], failed: { a: 1059, b: 1059 } });
    const said = await host.run('service', 'plan', circle);
    expect(said.out).toContain('Circular service dependency was specified. (1059');
    const broken = join(host.home, 'broken.yaml');
    writeFileSync(broken, 'services:\n  - { name: a, start: sometimes }\n');
    expect(await host.run('service', 'plan', broken)).toMatchObject({ code: 1, out: '' });
    expect((await host.run('service', 'plan', '--mode', 'minimal', '--json')).out).toContain(
      '"mode": "minimal"',
    );
  }, 30_000);

  test('a raised event starts what has a trigger for it, and nothing else', async () => {
    const provider = 'd9444cc9-bbb2-4a5e-8db0-4f0f6a04e4ab';
    await sc('triggerinfo', 'EventSystem', `start/custom/${provider}/01ff`);
    expect((await host.run('raise', provider, '--hex', '02')).out).toBe('No service has a trigger for it.\n');
    expect((await host.run('raise', provider, '--hex', '01ff')).out).toBe('The event reached: EventSystem\n');
    expect(await host.run('service', 'start', 'EventSystem')).toMatchObject({ code: 1 });
    expect(await host.run('service', 'stop', 'EventSystem')).toMatchObject({ code: 0 });
  }, 30_000);

  test('the host begins in a safe mode when it is told to', async () => {
    await host.stop();
    await host.start('--safe-mode', 'minimal');
    expect(await scFails('start', 'bthserv')).toContain('[SC] StartService FAILED 1084:');
    expect(await host.run('service', 'start', 'RpcSs')).toMatchObject({ code: 0 });
    expect((await host.run('host', '--safe-mode', 'strange')).code).toBe(2);
  }, 60_000);
});
