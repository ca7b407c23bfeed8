import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePanel } from '../../src-main/hosts/electron/protocol.js';
import { missing, titled } from '../support/requirements.js';

const reason = missing('/usr/bin/chromium');
const built = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** The page as the Electron window gets it, under its policy and with its bridge, in Chromium without Electron. */
describe.skipIf(reason !== null)(titled('the page of the Electron window', reason), () => {
  let server: Server;
  let browser: Browser;
  let address = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      void servePanel(built, `caretaker://panel${request.url ?? '/'}`).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`;
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it('UI-21 is drawn, asks the bridge, and breaks no rule of its policy', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(window, {
        asked,
        caretaker: {
          request: (name: string) => {
            asked.push(name);
            const refusal = { reason: 'shutting-down', code: null, message: 'Only a test.' };
            return Promise.resolve({ kind: 'refusal', refusal });
          },
          subscribe: () => () => undefined,
        },
      });
    });
    await page.goto(address);
    await page.getByRole('heading').first().waitFor();
    const asked = await page.evaluate(() => (window as unknown as { asked: string[] }).asked);
    expect(asked).toContain('maintenance.status');
    expect(complaints).toEqual([]);
    await page.close();
  });
});
