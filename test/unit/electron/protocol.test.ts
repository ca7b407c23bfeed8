import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPanelAddress } from '../../../src-main/hosts/electron/origin.js';
import { servePanel } from '../../../src-main/hosts/electron/protocol.js';

describe('the panel over its own scheme', () => {
  let folder = '';
  let above = '';
  beforeAll(() => {
    above = mkdtempSync(join(tmpdir(), 'caretaker-panel-'));
    folder = join(above, 'renderer');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>panel</title>');
    writeFileSync(join(folder, 'assets/app.js'), 'export {};');
    writeFileSync(join(above, 'secret.txt'), 'secret');
    mkdirSync(join(above, 'renderer-other'));
    writeFileSync(join(above, 'renderer-other/secret.txt'), 'secret');
  });
  afterAll(() => rmSync(above, { recursive: true }));

  it('serves files with their type and a strict policy', async () => {
    const answer = await servePanel(folder, 'caretaker://panel/assets/app.js');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('gives the page for addresses of its own routing', async () => {
    const answer = await servePanel(folder, 'caretaker://panel/tasks');
    expect(await answer.text()).toContain('<title>panel');
  });

  it.each([
    'caretaker://panel/../secret.txt',
    'caretaker://panel/%2e%2e/secret.txt',
    'caretaker://panel/..%2fsecret.txt',
    'caretaker://panel/..%5csecret.txt',
    'caretaker://panel/..%2frenderer-other/secret.txt',
    'caretaker://panel/%00.txt',
    'caretaker://panel/%E0%A4%A.txt',
    'caretaker://elsewhere/index.html',
    'caretaker://panel/nothing.txt',
  ])('does not serve %s', async (address) => {
    const answer = await servePanel(folder, address);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
  });

  it.each([
    ['caretaker://panel/', true],
    ['caretaker://panel/index.html?x#/tasks', true],
    ['caretaker://panel.example/', false],
    ['caretaker://user@panel/', true],
    ['https://panel/', false],
    ['file:///panel', false],
    ['', false],
  ])('knows whether %s is the panel', (address, is) => {
    expect(isPanelAddress(address)).toBe(is);
  });
});
