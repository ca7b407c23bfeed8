import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoSignals } from '../../support/demo/demo-machine.js';
import { titled } from '../../support/requirements.js';
import { missingBrowser, PanelBrowser, type Tab } from './panel-browser.js';

const reason = missingBrowser();

describe.skipIf(reason !== null)(titled('the page Signals', reason), () => {
  let browser: PanelBrowser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    browser.host.desk.state.signals = demoSignals;
    tab = await browser.tab('#/signals');
    page = tab.page;
    return () => tab.close();
  });

  const card = (name: string) => page.getByRole('region', { name, exact: true });

  it('CT-04 gives the verdict first, then every source with its age', async () => {
    const power = card('Power');
    await power.getByText('sure').waitFor();
    expect(await power.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/UPower\s+in use\s+AC power\s+spoke 3 h ago/),
      expect.stringMatching(/sysfs\s+AC power\s+spoke 46 s ago/),
      expect.stringMatching(/systeminformation\s+AC power\s+spoke 32 min ago/),
    ]);
  });

  it('CT-04 names the source that disagrees', async () => {
    await card('Input idle').getByText('sources disagree').waitFor();
    const against = card('Input idle').getByRole('listitem').filter({ hasText: 'X11 SYNC' });
    await against.getByText('disagrees').waitFor();
  });

  it('tells the remedy of an unknown signal', async () => {
    await card('Clock').getByText('install systemd-timesyncd or chrony').waitFor();
  });

  it('follows a change, in the sentence too', async () => {
    await page.getByRole('heading', { level: 1, name: 'You are at the computer, on AC power.' }).waitFor();
    const changed = demoSignals
      .filter((signal) => signal.signal === 'power' || signal.signal === 'idle')
      .map((signal) => ({ ...signal, value: signal.signal === 'power' ? 'battery' : 'idle' }));
    browser.host.desk.emit('signals.changed', changed);
    await page
      .getByRole('heading', { level: 1, name: 'Nobody is at the computer, and it is on battery.' })
      .waitFor();
    await page.getByRole('complementary').getByText('Nobody here').waitFor();
  });

  it('says so when nothing is reported', async () => {
    browser.host.desk.state.signals = [];
    const empty = await browser.emptyTab();
    await empty.page.goto(browser.host.panel.freshLink());
    await empty.page.evaluate(() => void (location.hash = '#/signals'));
    await empty.page.getByText('No signals yet').waitFor();
    expect(empty.complaints).toEqual([]);
    await empty.close();
  });
});
