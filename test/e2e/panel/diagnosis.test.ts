import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoChecks } from '../../support/demo/demo-checks.js';
import { titled } from '../../support/requirements.js';
import { missingBrowser, PanelBrowser, type Tab } from './panel-browser.js';

const reason = missingBrowser();

describe.skipIf(reason !== null)(titled('the page Diagnosis', reason), () => {
  let browser: PanelBrowser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    browser.host.desk.state.checks = demoChecks;
    tab = await browser.tab('#/diagnosis');
    page = tab.page;
    return () => tab.close();
  });

  it('UI-26 shows every check with state, what was found, where, and what mends it; problems first', async () => {
    await page
      .getByRole('heading', { level: 1, name: '3 things stand in the way of maintenance or of waking.' })
      .waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(demoChecks.length);
    const waking = page.getByRole('region', { name: 'Waking the computer' });
    const first = await waking.getByRole('listitem').first().innerText();
    expect(first).toMatch(/Problem\s+Firmware lets the clock wake the computer\s+disabled/);
    expect(first).toContain('/sys/class/rtc/rtc0/device/power/wakeup');
    expect(first).toContain('Allow waking by the clock');
    await page.getByText('AC power, Today 04:00').waitFor();
    await page.getByRole('link', { name: 'StorageReport' }).click();
    await page.getByRole('heading', { level: 2, name: 'StorageReport' }).waitFor();
  });

  it('looks again when asked, and says when all is well', async () => {
    browser.host.desk.state.checks = demoChecks.map((check) => ({ ...check, state: 'ok', reason: null }));
    await page.getByRole('button', { name: 'Look again' }).click();
    await page
      .getByRole('heading', { level: 1, name: 'Nothing stands in the way of maintenance.' })
      .waitFor();
  });
});
