import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { LinuxServiceHostsOptions } from '../../../src-main/adapters/process/services/service-hosts.linux.js';
import type { Secret } from '../../../src-main/adapters/process/services/secrets.linux.js';
import type { ServiceLaunchSpec } from '../../../src-main/core/services/process.js';
import { HostsRig } from '../../support/services/hosts-rig.js';
import { missingRoot, titled } from '../../support/requirements.js';

const reason = missingRoot();
const asked: string[] = [];
const secrets = {
  lookUp: (name: string): Promise<Secret> => {
    asked.push(name);
    const found: Secret = { kind: 'found', value: 'open sesame' };
    return Promise.resolve(name === '_SC_trusted' ? found : { kind: 'none', why: `no secret ${name}` });
  },
};

describe.skipIf(reason !== null)(titled('accounts of services', reason), () => {
  let rig: HostsRig;

  afterEach(() => rig.end());

  /** Runs a service that lives on under an account; what the kernel says of it, and its environment. */
  async function runAs(
    more: Partial<ServiceLaunchSpec>,
    options: Partial<LinuxServiceHostsOptions> = {},
  ): Promise<{ status: string; env: string[] }> {
    rig = new HostsRig({ secrets, ...options });
    const watched = await rig.hosts();
    const spec = rig.spec(['sleep', '1000'], more);
    watched.hosts.launch(spec);
    const { pid } = await watched.report('connected', spec.process);
    const read = (file: string): string => readFileSync(join('/proc', String(pid), file), 'latin1');
    return { status: read('status'), env: read('environ').split('\0') };
  }

  async function refusal(
    more: Partial<ServiceLaunchSpec>,
    options: Partial<LinuxServiceHostsOptions> = {},
  ): Promise<{ code: number; message: string }> {
    rig = new HostsRig({ secrets, ...options });
    const watched = await rig.hosts();
    const spec = rig.spec(['sleep', '1000'], more);
    watched.hosts.launch(spec);
    return watched.report('launch-failed', spec.process);
  }

  it('SCM-58 LocalService is a nobody without capabilities that can get none', async () => {
    const { status, env } = await runAs({ account: 'NT AUTHORITY\\LocalService' });
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(env).toContain('HOME=/');
  });

  it('NetworkService may bind low ports and nothing else', async () => {
    const { status } = await runAs({ account: 'NetworkService' });
    expect(status).toMatch(/^Uid:\t65534\t/m);
    // CAP_NET_BIND_SERVICE is bit 10.
    expect(status).toMatch(/^CapEff:\t0*400$/m);
    expect(status).toMatch(/^CapBnd:\t0*400$/m);
  });

  it('SCM-80 SCM-81 SCM-82 SCM-83 logs another account on by its secret, with its own profile', async () => {
    const { status, env } = await runAs(
      { account: '.\\daemon', service: 'trusted' },
      { env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' } },
    );
    expect(asked).toContain('_SC_trusted');
    expect(status).toMatch(/^Uid:\t1\t1\t1\t1$/m);
    expect(status).toMatch(/^Gid:\t1\t1\t1\t1$/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
    expect(env).toContain('USER=daemon');
    expect(env).toContain('HOME=/usr/sbin');
    expect(env.filter((entry) => entry.startsWith('DBUS_SESSION'))).toEqual([]);
    // The secret is for the log-on alone.
    expect(env.join()).not.toContain('open sesame');
  });

  it('SCM-81 refuses an account whose secret the keyring does not have (1069)', async () => {
    const { code, message } = await refusal({ account: 'daemon', service: 'stranger' });
    expect(code).toBe(1069);
    expect(message).toContain('no secret _SC_stranger');
  });

  it('refuses an account that is not there (1057)', async () => {
    expect((await refusal({ account: 'nobody-by-that-name' })).code).toBe(1057);
  });

  it('a user’s host runs services as its user alone (1069, with the remedy)', async () => {
    const { code, message } = await refusal({ account: 'LocalService' }, { uid: 1 });
    expect(code).toBe(1069);
    expect(message).toContain('this host runs as daemon');
  });

  it('SCM-58 strips what a service does not list among its privileges, and lets a restricted one gain nothing', async () => {
    const { status } = await runAs({ requiredPrivileges: ['SeSystemtimePrivilege'], sidType: 'restricted' });
    expect(status).toMatch(/^Uid:\t0\t/m);
    // CAP_SYS_TIME is bit 25.
    expect(status).toMatch(/^CapBnd:\t0*2000000$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });

  it('SCM-51 SCM-84 keeps services away from the display, unless they may interact', async () => {
    const options = { env: { ...process.env, DISPLAY: ':7', WAYLAND_DISPLAY: 'wayland-7' } };
    const { env } = await runAs({}, options);
    expect(env.filter((entry) => /DISPLAY=/.test(entry))).toEqual([]);
    await rig.end();
    const interactive = await runAs({ interactive: true }, options);
    expect(interactive.env).toContain('DISPLAY=:7');
  });
});
