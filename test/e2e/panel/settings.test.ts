import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import { missingBrowser, PanelBrowser, type Tab } from './panel-browser.js';

const reason = missingBrowser();

describe.skipIf(reason !== null)(titled('the page Settings', reason), () => {
  let browser: PanelBrowser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    browser.host.desk.calls.length = 0;
    tab = await browser.tab('#/settings');
    page = tab.page;
    return () => tab.close();
  });

  it('changes theme and language, and tells what the host is', async () => {
    await page.getByText('/home/ana/.local/state/caretaker').waitFor();
    await page.getByText('Headless host').waitFor();
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await page.getByRole('button', { name: 'Ελληνικά' }).click();
    await page.getByRole('heading', { level: 1, name: /Πώς φαίνεται/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('el');
  });

  it('cleans the records up after asking, and says how many went', async () => {
    await page.getByLabel('Drop what is older than').selectOption('90 days');
    await page.getByRole('button', { name: 'Clean up now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Drop what is older than 90 days?' });
    await dialog.getByRole('button', { name: 'Clean up now' }).click();
    await page.getByText('1,204 records dropped, 31 runs dropped.').waitFor();
    const asked = browser.host.desk.calls.filter((call) => call.request === 'history.cleanUp');
    expect(asked.map((call) => call.input)).toEqual([{ keepDays: 90, journalMegabytes: 64 }]);
  });
});
