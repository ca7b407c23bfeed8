import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownScope } from '../../../../src-main/hosts/headless/own-scope.js';

describe('a scope of the user’s systemd', () => {
  let folder: string;
  let env: Record<string, string>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'caretaker-scope-'));
    mkdirSync(join(folder, 'systemd'));
    writeFileSync(join(folder, 'systemd', 'private'), '');
    env = { XDG_RUNTIME_DIR: folder, PATH: `${folder}:/usr/bin:/bin` };
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function systemdRun(script: string): void {
    const path = join(folder, 'systemd-run');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  it('is asked for a delegated cgroup with a command that does nothing, then used', () => {
    systemdRun(`echo "$@" > ${folder}/asked`);
    const words = ownScope(env, 1000);
    expect(words?.[0]).toBe(join(folder, 'systemd-run'));
    expect(words).toEqual(expect.arrayContaining(['--user', '--scope', 'Delegate=yes']));
    const asked = readFileSync(join(folder, 'asked'), 'utf8').trim();
    expect(asked).toBe([...(words ?? []).slice(1), 'true'].join(' '));
  });

  it('is left alone when it refuses', () => {
    systemdRun('exit 1');
    expect(ownScope(env, 1000)).toBeNull();
  });

  it('is not wanted by root, nor where users have no numbers', () => {
    systemdRun('exit 0');
    expect(ownScope(env, 0)).toBeNull();
    expect(ownScope(env, null)).toBeNull();
  });

  it('is not to be had without a user’s systemd or its program', () => {
    expect(ownScope({ ...env, PATH: folder }, 1000)).toBeNull();
    systemdRun('exit 0');
    expect(ownScope({ PATH: folder }, 1000)).toBeNull();
    rmSync(join(folder, 'systemd', 'private'));
    expect(ownScope(env, 1000)).toBeNull();
  });
});
