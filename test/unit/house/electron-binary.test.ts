import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { canDownload, electronBinary, sandboxHindrance } from '../../../scripts/electron-binary.js';

describe('where Electron is', () => {
  const folders: string[] = [];
  afterEach(() => {
    delete process.env['ELECTRON_OVERRIDE_DIST_PATH'];
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'caretaker-electron-'));
    folders.push(made);
    return made;
  };

  it('is found in a folder that is named, and only if it is there', () => {
    const dist = folder();
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = dist;
    expect(electronBinary()).toBe(null);
    writeFileSync(join(dist, 'electron'), '');
    expect(electronBinary()).toBe(join(dist, 'electron'));
  });

  it('can be downloaded where the server answers, and cannot where nobody does', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await canDownload({ host: '127.0.0.1', port })).toBe(true);
    server.close();
    await once(server, 'close');
    expect(await canDownload({ host: '127.0.0.1', port })).toBe(false);
    expect(await canDownload({ host: 'nowhere.invalid', port: 443 })).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)('has its sandbox with the setuid helper (needs root)', () => {
    const dist = folder();
    writeFileSync(join(dist, 'chrome-sandbox'), '');
    chmodSync(join(dist, 'chrome-sandbox'), 0o4755);
    expect(sandboxHindrance(join(dist, 'electron'))).toBe(null);
  });
});
