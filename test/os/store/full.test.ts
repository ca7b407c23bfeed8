import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../support/bundle.js';
import { missing } from '../../support/requirements.js';

const result = (code: string, again: string) => ({
  fault: { code, retryable: true, message: expect.stringContaining('store.db') },
  again: [again, again, again],
  held: expect.any(Number),
  recovered: null,
});

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caretaker-full-'));
  program = await bundle(new URL('programs/filler.ts', import.meta.url).pathname, folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a shell script with the program as `"$@"`; the script gives it the file and the ballast. */
function told(wrapper: string[], script: string): unknown {
  const [command = 'sh', ...args] = [...wrapper, 'sh', '-ec', script, 'sh', process.execPath, program];
  const run = spawnSync(command, args, { encoding: 'utf8', timeout: 50_000 });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

/** A mount of its own, which goes with the process; also for users who may make namespaces. */
const ownMounts = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--mount'];
const noMounts =
  missing('unshare', 'mount') ??
  (spawnSync(ownMounts[0] ?? '', [...ownMounts.slice(1), 'true']).status === 0
    ? null
    : 'needs user namespaces');

describe.skipIf(noMounts !== null)(noMounts ?? 'a full disk', () => {
  it('is a fault that may be tried again; nothing is lost, nothing is half, later commits work', () => {
    const script = `
      mkdir -p "${folder}/disk"
      mount -t tmpfs -o size=4m tmpfs "${folder}/disk"
      head -c 2000000 /dev/zero > "${folder}/disk/ballast"
      "$@" "${folder}/disk/store.db" "${folder}/disk/ballast"`;
    const outcome = told(ownMounts, script);
    expect(outcome).toEqual(result('disk-full', 'disk-full'));
    expect((outcome as { held: number }).held).toBeGreaterThan(10);
  });
});

const noLimits = missing('prlimit');
describe.skipIf(noLimits !== null)(noLimits ?? 'a disk that refuses to write', () => {
  it('is a fault that may be tried again; nothing is lost, nothing is half, later commits work', () => {
    const file = join(folder, 'limited-store.db');
    const script = `exec prlimit --fsize=1000000:unlimited "$@" "${file}" none`;
    const outcome = told([], script);
    expect(outcome).toEqual(result('store-failing', 'store-failing'));
    expect((outcome as { held: number }).held).toBeGreaterThan(10);
  });
});
