import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServiceSummary } from '../../../src-shared/model/service.js';
import type { EventRecord } from '../../../src-shared/model/record.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { at } from '../../support/demo/demo-day.js';
import { demoServices } from '../../support/demo/demo-services.js';
import { titled } from '../../support/requirements.js';
import { goTo, missingBrowser, PanelBrowser, type Tab } from './panel-browser.js';

const reason = missingBrowser();

describe.skipIf(reason !== null)(titled('the page Services', reason), () => {
  let browser: PanelBrowser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    browser.host.desk.state.services = demoServices;
    tab = await browser.tab('#/services');
    page = tab.page;
    return async () => {
      expect(tab.complaints).toEqual([]);
      await tab.close();
    };
  });

  const list = () => page.getByRole('list', { name: 'Services' });
  const row = (name: string) => list().getByRole('listitem').filter({ hasText: name });
  const asked = (request: string) =>
    browser.host.desk.calls.filter((call) => call.request === request).map(({ input }) => input);

  function tell(name: string, change: Partial<ServiceSummary>) {
    const { desk } = browser.host;
    desk.state.services = desk.state.services.map((service) =>
      service.name === name ? { ...service, ...change } : service,
    );
    desk.emit('services.changed', {
      services: desk.state.services.filter((service) => service.name === name),
      removed: [],
    });
  }

  it('SCM-02 UI-08 UI-27 UI-28 lists every service with start type, process and last reason; what runs is “Started”', async () => {
    await row('Plug and play watcher').waitFor();
    expect(await row('Plug and play watcher').innerText()).toMatch(
      /plugplay · automatic\s+Started\s+PID 1204/,
    );
    expect(await row('Vault mount').innerText()).toContain('automatic, delayed');
    expect(await row('Office sync').innerText()).toMatch(
      /manual, by trigger\s+Stopped\s+stopped by its trigger/,
    );
    expect(await row('Thumbnail maker').innerText()).toContain('Paused');
    expect(await row('Tape library').innerText()).toMatch(/Failed\s+Error 1069/);
    expect(await row('Remote console').innerText()).toContain('disabled');
    await list()
      .getByRole('heading', { name: /Shared host: netsvcs/ })
      .waitFor();
    await page.getByRole('heading', { level: 1, name: 'One service failed; 5 are started.' }).waitFor();
    await page.getByRole('link', { name: /Services 1 service failed/ }).waitFor();
  });

  it('narrows the list by state and by name', async () => {
    await page.getByRole('button', { name: 'Failed 1' }).click();
    await expect.poll(() => list().getByRole('link').count()).toBe(1);
    await page.getByRole('button', { name: /^All/ }).click();
    await page.getByRole('searchbox', { name: 'Find a service' }).fill('nowhere');
    await page.getByText('Nothing found').waitFor();
  });

  it('SCM-10 UI-27 starts, pauses, continues and stops a service', async () => {
    await row('Fax bridge').getByRole('link').click();
    const detail = page.getByRole('region', { name: 'Fax bridge' });
    await detail.getByRole('button', { name: 'Start' }).click();
    await detail.getByRole('progressbar', { name: 'Progress of Fax bridge' }).waitFor();
    const status = { ...demoServices[0]!.status, accepts: 7 };
    tell('faxd', { state: 'RUNNING', pid: 999, since: at('14:32'), startReason: 'demand', status });
    await detail.getByText('started by hand').waitFor();
    await expect.poll(() => detail.getByRole('progressbar').count()).toBe(0);
    /** The answer of the host is in when the bar is there; what the service does next comes after it. */
    const ask = async (act: string) => {
      await detail.getByRole('button', { name: act }).click();
      await detail.getByRole('progressbar', { name: 'Progress of Fax bridge' }).waitFor();
    };
    await ask('Pause');
    tell('faxd', { state: 'PAUSED' });
    await ask('Continue');
    tell('faxd', { state: 'RUNNING' });
    await ask('Stop');
    tell('faxd', { state: 'STOPPED', pid: null, stoppedBy: 'user', exitCode: 0 });
    await detail.getByText('stopped by hand').waitFor();
    expect(asked('services.start')).toContainEqual({ service: 'faxd' });
    expect(asked('services.stop')).toContainEqual({ service: 'faxd', dependents: false });
  });

  it('asks before it stops what others need, and names them', async () => {
    await row('Vault mount').getByRole('link').click();
    await page.getByRole('region', { name: 'Vault mount' }).getByRole('button', { name: 'Stop' }).click();
    const dialog = page.getByRole('dialog', { name: 'Stop Vault mount and what needs it?' });
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
      'Imaging service',
      'Snapshot keeper',
    ]);
    await dialog.getByRole('button', { name: 'Stop all' }).click();
    await expect.poll(() => asked('services.stop')).toContainEqual({ service: 'vaultd', dependents: true });
  });

  it('SCM-135 UI-30 is patient for two minutes with a start, and tells slow from hung', async () => {
    await row('Imaging service').getByRole('link').click();
    const detail = page.getByRole('region', { name: 'Imaging service' });
    const bar = detail.getByRole('progressbar', { name: 'Progress of Imaging service' });
    await detail.getByText('14 s, patient until 2 min').waitFor();
    expect(await bar.getAttribute('aria-valuenow')).toBe('12');
    await detail
      .getByText(/Check point 3; it asked for 20 s until the next. It reports and goes on/)
      .waitFor();
    tell('imaged', { since: at('14:30:30') });
    await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('75');
    tell('imaged', { hung: true });
    await detail.getByText('No progress within the time it asked for: it may hang.').waitFor();
    tell('imaged', { hung: false, since: at('14:28') });
    await detail.getByText(/longer than the 2 min that are waited for/).waitFor();
    expect(await bar.getAttribute('aria-valuenow')).toBe('100');
  });

  it('SCM-10 SCM-38 SCM-115 UI-27 UI-29 UI-31 shows log on, recovery and triggers of a service', async () => {
    await row('Imaging service').getByRole('link').click();
    const panel = page.getByRole('tabpanel');
    await panel.getByText('/usr/libexec/ana imaged').waitFor();
    await page.getByRole('tab', { name: 'Log On' }).click();
    await panel.getByText('LocalService').waitFor();
    await page.getByRole('tab', { name: 'Recovery' }).click();
    expect((await panel.innerText()).split(/\n+/).map((line) => line.trim())).toEqual([
      'First failure',
      'Restart the service after 1 min',
      'Second failure',
      'Run ./notify.sh',
      'Subsequent failures',
      'Run ./notify.sh',
      'The count returns to zero after 1 day without a failure. No failure so far.',
    ]);
    await page.getByRole('tab', { name: 'Triggers' }).click();
    const triggers = await panel.innerText();
    expect(triggers).toMatch(
      /Start\s+A device of this class arrives\s+\{6bdd1fc6-810f-11d0-bec7-08002be2092f\} · USB\\VID_04A9/,
    );
    expect(triggers).toMatch(/Stop\s+The computer leaves its domain/);
    expect(triggers).toContain('changed with caretaker sc triggerinfo');
    expect(await panel.getByRole('button').count()).toBe(0);
  });

  it('draws what a service needs and what needs it, each with its state, and leads there', async () => {
    await row('Imaging service').getByRole('link').click();
    await page.getByRole('tab', { name: 'Dependencies' }).click();
    const panel = page.getByRole('tabpanel');
    const names = (label: string) =>
      panel.getByRole('list', { name: label }).getByRole('listitem').allInnerTexts();
    expect((await names('Needs')).map((text) => text.split(/\s+/).join(' '))).toEqual([
      'plugplay Started',
      'vaultd Started',
    ]);
    expect((await names('Needed by')).map((text) => text.split(/\s+/).join(' '))).toEqual([
      'scanpanel Stopped',
      'faxd Stopped',
    ]);
    await panel.getByRole('link', { name: /plugplay/ }).click();
    await page.getByRole('region', { name: 'Plug and play watcher' }).waitFor();
  });

  it('shows the start-up plan with its critical chain, in each mode', async () => {
    await page.getByRole('button', { name: 'Start-up plan' }).click();
    const chain = page.getByRole('region', { name: 'Critical chain' });
    expect(await chain.getByRole('link').allInnerTexts()).toEqual(['Time keeper', 'Policy client']);
    const phases = page.getByRole('region', { name: 'Phases' });
    expect(await phases.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Phase 1: Base',
      'Phase 2: Storage',
      'Phase 3: services without a group',
      'Two minutes later, one after another',
    ]);
    await page.getByRole('region', { name: 'Cannot start' }).getByText('taped → vaultd → taped').waitFor();
    await page.getByRole('button', { name: 'Safe mode', exact: true }).click();
    await expect.poll(() => asked('services.plan')).toContainEqual({ mode: 'minimal' });
  });

  it('UI-37 shows group order, Select values, control sets and shared hosts', async () => {
    await page.getByRole('button', { name: 'Groups and control sets' }).click();
    const order = page.getByRole('region', { name: 'Group order' });
    expect((await order.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      'Base',
      'Network',
      'Storage',
      'Imaging',
    ]);
    const select = await page.getByRole('region', { name: 'Select values' }).innerText();
    expect(select.split(/\s+/).join(' ')).toContain('Current 1 Default 1 Failed none LastKnownGood 2');
    const sets = await page.getByRole('region', { name: 'Control sets' }).innerText();
    expect(sets).toMatch(/ControlSet002\s+LastKnownGood · 11 services/);
    const hosts = await page.getByRole('region', { name: 'Shared hosts' }).innerText();
    expect(hosts).toMatch(/netsvcs\s+gpclient, timed/);
  });

  it('UI-38 lists processes with the services in them', async () => {
    await page.getByRole('button', { name: 'Processes' }).click();
    const shared = page.getByRole('row').filter({ hasText: 'svchost' });
    expect(await shared.innerText()).toMatch(/1190\s+timed, gpclient\s+LocalService/);
  });

  it('UI-35 opens a record of a service to its fields and leads to the service', async () => {
    const { desk } = browser.host;
    const known = desk.state.records;
    const record: EventRecord = {
      seq: Math.max(...known.map(({ seq }) => seq)) + 1,
      at: at('14:31'),
      log: 'System',
      id: 7031,
      level: 'Error',
      task: null,
      service: 'snapd',
      instance: null,
      data: {
        param1: 'Snapshot keeper',
        param2: '2',
        param3: '60000',
        param4: '1',
        param5: 'Restart the service',
      },
      message: 'The Snapshot keeper service terminated unexpectedly.',
    };
    desk.state.records = [...known, record];
    await goTo(page, '#/history');
    await page.getByRole('searchbox').fill('snapd');
    await page.getByRole('button', { name: /7031/ }).click();
    await page.getByText(/It has done this 2 time\(s\)/).waitFor();
    const fields = page.locator('.fields');
    expect(await fields.innerText()).toMatch(/7031 · .* · System[\s\S]*param3\s+60000/);
    await fields.getByRole('link', { name: 'Open the service' }).click();
    await page.getByRole('region', { name: 'Snapshot keeper' }).waitFor();
    desk.state.records = known;
  });

  it('says in place why a start was refused', async () => {
    browser.host.desk.answer('services.start', {
      kind: 'refusal',
      refusal: refuse('service-logon-failed', 'the account of faxd may not log on as a service'),
    });
    await row('Fax bridge').getByRole('link').click();
    await page.getByRole('region', { name: 'Fax bridge' }).getByRole('button', { name: 'Start' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('the account of faxd may not log on as a service').waitFor();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => alert.count()).toBe(0);
    browser.host.desk.answer('services.start', null);
  });

  it('says so when there is no service, and when it is Greek', async () => {
    browser.host.desk.state.services = [];
    const empty = await browser.emptyTab({ language: 'el', width: 480 });
    await empty.page.goto(browser.host.panel.freshLink());
    await empty.page.evaluate(() => void (location.hash = '#/services'));
    await empty.page.getByText('Καμία υπηρεσία', { exact: true }).waitFor();
    await empty.page.getByRole('heading', { level: 1, name: 'Καμία υπηρεσία δεν έχει ξεκινήσει.' }).waitFor();
    expect(empty.complaints).toEqual([]);
    await empty.close();
  });

  it('is a page of its own on a narrow screen, with a way back', async () => {
    const narrow = await browser.tab('#/services', { width: 480 });
    await goTo(narrow.page, '#/services/taped');
    await narrow.page.getByRole('region', { name: 'Tape library' }).waitFor();
    await narrow.page.getByRole('link', { name: 'All services' }).click();
    await narrow.page.getByRole('list', { name: 'Services' }).waitFor();
    await narrow.close();
  });
});
