import type { WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSignals, demoStatus } from '../../support/demo/demo-machine.js';
import { titled } from '../../support/requirements.js';
import { missingBrowser, PanelBrowser } from './panel-browser.js';

const reason = missingBrowser();

describe.skipIf(reason !== null)(titled('the panel’s connection', reason), () => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());

  it('spends the token, takes it out of the address, and lives through a reload', async () => {
    const { page, close } = await browser.tab();
    expect(page.url()).not.toContain('token');
    await page.reload();
    await page.getByRole('button', { name: 'Stop maintenance' }).waitFor();
    await close();
  });

  it('shows its first content within 300 ms', async () => {
    const { page, close } = await browser.tab('#/maintenance', { trueClock: true });
    const paints: number[] = [];
    for (let load = 0; load < 5; load += 1) {
      await page.reload();
      await page.getByRole('button', { name: 'Stop maintenance' }).waitFor();
      const paint = () =>
        page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null);
      await expect.poll(paint).not.toBeNull();
      paints.push((await paint()) ?? Infinity);
    }
    const median = paints.sort((a, b) => a - b)[2];
    expect(median).toBeLessThan(300);
    await close();
  });

  it('asks for a fresh link where it has none', async () => {
    const { page, close } = await browser.emptyTab();
    await page.goto(browser.host.panel.address);
    await page.getByRole('heading', { name: 'Ask for a fresh link.' }).waitFor();
    await page.getByText('caretaker panel', { exact: true }).waitFor();
    await close();
  });

  it('asks for a fresh link when one is used twice', async () => {
    const link = browser.host.panel.freshLink();
    const first = await browser.emptyTab();
    await first.page.goto(link);
    await first.page.getByRole('button', { name: 'Stop maintenance' }).waitFor();
    const second = await browser.emptyTab();
    await second.page.goto(link);
    await second.page.getByRole('heading', { name: 'Ask for a fresh link.' }).waitFor();
    await first.close();
    await second.close();
  });

  it('asks for a fresh link when the host no longer knows the session', async () => {
    const { page, close } = await browser.tab();
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole('heading', { name: 'Ask for a fresh link.' }).waitFor();
    await close();
  });

  it('says when the host does not answer, keeps what it has, and comes back by itself', async () => {
    const { page, close } = await browser.emptyTab();
    const routes: WebSocketRoute[] = [];
    let refuse = false;
    await page.routeWebSocket(/\/socket$/, (route) => {
      if (refuse) return void route.close();
      routes.push(route);
      route.connectToServer();
    });
    await page.goto(browser.host.panel.freshLink());
    await page.getByRole('button', { name: 'Stop maintenance' }).waitFor();
    refuse = true;
    await page.context().setOffline(true);
    await routes[0]?.close();
    await page.getByText('Caretaker’s host does not answer. Running tasks go on.').waitFor();
    await page.getByRole('heading', { level: 1, name: /because you asked for it/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Stop maintenance' }).isDisabled()).toBe(true);

    browser.host.desk.state.status = { ...demoStatus, state: 'waiting', run: null, due: [] };
    refuse = false;
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1, name: /^Nothing is due/ }).waitFor();
    await page.getByText('Caretaker’s host does not answer.').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Run maintenance now' }).isEnabled()).toBe(true);
    browser.host.desk.state.status = demoStatus;
    await close();
  });

  it('asks for the snapshot again after a gap in the numbers', async () => {
    const { page, close } = await browser.emptyTab();
    let dropped = 0;
    await page.routeWebSocket(/\/socket$/, (route) => {
      const server = route.connectToServer();
      server.onMessage((message) => {
        const isFirst = String(message).includes('"event":"signals.changed"') && dropped === 0;
        if (isFirst) dropped += 1;
        else route.send(message);
      });
    });
    await page.goto(browser.host.panel.freshLink());
    const rail = page.getByRole('complementary');
    await rail.getByText('AC power').waitFor();
    const change = demoSignals
      .filter((signal) => signal.signal === 'power')
      .map((signal) => ({ ...signal, value: 'battery' }));
    const other = demoSignals.filter((signal) => signal.signal === 'zone');
    browser.host.desk.state.signals = demoSignals.map((signal) =>
      signal.signal === 'power' ? { ...signal, value: 'battery' } : signal,
    );
    browser.host.desk.emit('signals.changed', change);
    await expect.poll(() => dropped).toBe(1);
    expect(await rail.getByText('On battery').count()).toBe(0);
    browser.host.desk.emit('signals.changed', other);
    await rail.getByText('On battery').waitFor();
    browser.host.desk.state.signals = demoSignals;
    await close();
  });

  it('shows in place what could not be read, and tries again', async () => {
    const refusal = { reason: 'store-failing', code: null, message: 'The disk is full.' } as const;
    browser.host.desk.answer('tasks.list', { kind: 'refusal', refusal });
    const { page, close } = await browser.emptyTab();
    await page.goto(browser.host.panel.freshLink());
    await page.evaluate(() => void (location.hash = '#/tasks'));
    await page.getByRole('alert').getByText('The disk is full.').waitFor();
    browser.host.desk.answer('tasks.list', null);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: /^13 tasks/ }).waitFor();
    await close();
  });
});
