import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoNotices, demoPlan, demoSignals, demoStatus } from '../../support/demo/demo-machine.js';
import { titled } from '../../support/requirements.js';
import { missingBrowser, PanelBrowser, type Tab } from './panel-browser.js';

const reason = missingBrowser();
const idleStatus = { ...demoStatus, state: 'waiting', run: null } as const;

describe.skipIf(reason !== null)(titled('the page Automatic Maintenance', reason), () => {
  let browser: PanelBrowser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    const { desk } = browser.host;
    desk.state.status = demoStatus;
    desk.state.notices = demoNotices;
    desk.state.signals = demoSignals;
    desk.calls.length = 0;
    tab = await browser.tab();
    page = tab.page;
    return () => tab.close();
  });

  const asked = (request: string) => browser.host.desk.calls.filter((call) => call.request === request);
  const sentence = (text: string | RegExp) => page.getByRole('heading', { level: 1, name: text });
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('UI-06 says the state in one sentence, and moves with it', async () => {
    await sentence('Maintenance is running because you asked for it.').waitFor();
    const suspended = { ...demoStatus, state: 'suspended', suspendedBy: 'presence' } as const;
    browser.host.desk.emit('maintenance.changed', suspended);
    await sentence('Suspended: you came back. It goes on when you leave.').waitFor();
    await page.getByText('This run').waitFor();
  });

  it('UI-09 UI-10 run and stop share a place', async () => {
    await button('Stop maintenance').click();
    await button('Run maintenance now').click();
    await button('Stop maintenance').waitFor();
    expect(asked('maintenance.stop')).toHaveLength(1);
    expect(asked('maintenance.start').map((call) => call.input)).toEqual([{ onBattery: false }]);
  });

  it('asks before it runs on battery', async () => {
    const power = { ...demoSignals[0], value: 'battery' } as (typeof demoSignals)[number];
    browser.host.desk.emit('maintenance.changed', idleStatus);
    browser.host.desk.emit('signals.changed', [power]);
    await page.getByText('On battery', { exact: true }).waitFor();
    await button('Run maintenance now').click();
    await page.getByRole('dialog', { name: 'Run on battery?' }).waitFor();
    await button('Cancel').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(asked('maintenance.start')).toEqual([]);
    await button('Run maintenance now').click();
    await button('Run on battery').click();
    await button('Stop maintenance').waitFor();
    expect(asked('maintenance.start').map((call) => call.input)).toEqual([{ onBattery: true }]);
  });

  it('CT-14 pauses for some hours and shows the end of the pause', async () => {
    await button('Pause').click();
    await page.getByRole('menuitem', { name: 'For 4 hours' }).click();
    await sentence('Paused by you until 18:32.').waitFor();
    expect(asked('maintenance.pause').map((call) => call.input)).toEqual([{ for: 'PT4H' }]);
    await button('Continue').click();
    await button('Pause').waitFor();
  });

  it('shows a refusal in place until it is dismissed', async () => {
    const refusal = { reason: 'nothing-due', code: null, message: 'Nothing is due: try --all.' } as const;
    browser.host.desk.emit('maintenance.changed', idleStatus);
    browser.host.desk.answer('maintenance.start', { kind: 'refusal', refusal });
    await button('Run maintenance now').click();
    await page.getByRole('alert').getByText('Nothing is due: try --all.').waitFor();
    await button('Dismiss').click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    browser.host.desk.answer('maintenance.start', null);
  });

  it('WAM-31 UI-23 changes a setting, and locks the one that a policy sets', async () => {
    const settings = page.getByRole('region', { name: 'Settings' });
    await settings.getByRole('combobox', { name: 'Daily time' }).selectOption('04:30');
    await expect
      .poll(() => asked('maintenance.configure').map((call) => call.input))
      .toEqual([{ time: '04:30' }]);
    const wake = settings.getByRole('switch', { name: 'Wake the computer' });
    expect(await wake.isDisabled()).toBe(true);
    expect(await wake.getAttribute('aria-checked')).toBe('true');
    await settings.getByText('Set by policy. Your own value was Off.').waitFor();
  });

  it('keeps a value that the card does not offer', async () => {
    const changed = { ...demoStatus, settings: { ...demoStatus.settings, time: '02:47', window: 'PT75M' } };
    browser.host.desk.emit('maintenance.changed', changed);
    const settings = page.getByRole('region', { name: 'Settings' });
    await expect
      .poll(() => settings.getByRole('combobox', { name: 'Daily time' }).inputValue())
      .toBe('02:47');
    expect(await settings.getByRole('combobox', { name: 'Window' }).inputValue()).toBe('PT75M');
  });

  it('UI-34 tells each due task’s reasons, all of them', async () => {
    const row = page.getByRole('row', { name: /SystemImage/ });
    await row.getByText('It runs alone, after the others and you are at the computer.').waitFor();
  });

  it('tells of a missed deadline with what holds it back; runs it, postpones it, dismisses it', async () => {
    const list = page.getByRole('list', { name: 'Notices' });
    await list.getByText('Mail missed its deadline yesterday at 03:20.').waitFor();
    await list.getByText('It waits: its network is not connected.').waitFor();
    await list.getByRole('button', { name: 'Run now' }).click();
    await list.waitFor({ state: 'detached' });
    expect(asked('notices.act').map((call) => call.input)).toEqual([
      { key: 'deadline:mail', action: 'run-now' },
    ]);

    const [missed] = demoNotices;
    if (missed === undefined) throw new Error('the demonstration has a notice');
    const failed = {
      ...missed,
      key: 'failed',
      notice: 'task-failed',
      task: '\\System\\FirmwareCheck',
      actions: [{ action: 'open-panel' as const, label: 'Open Caretaker' }],
    };
    browser.host.desk.state.notices = [failed, missed];
    browser.host.desk.emit('notices.changed', [failed, missed]);
    await list.getByText('FirmwareCheck failed.').waitFor();
    await page.getByRole('link', { name: /Maintenance\s*2/ }).waitFor();
    await list.getByRole('button', { name: 'Postpone' }).click();
    await list.getByRole('button', { name: 'Dismiss: FirmwareCheck failed' }).click();
    await expect.poll(() => asked('notices.dismiss').map((call) => call.input)).toEqual([{ key: 'failed' }]);
    browser.host.desk.emit('notices.changed', [failed]);
    await list.getByRole('link', { name: 'Why?' }).click();
    await page.getByRole('heading', { level: 2, name: 'FirmwareCheck' }).waitFor();
  });

  it('UI-24 shows last and next run, draws the day, and tells it as a table', async () => {
    const picture = page.getByRole('figure', { name: /The day as a picture/ });
    const table = picture.getByRole('table');
    await expect.poll(() => table.getByRole('row', { name: /DiskCheck/ }).count()).toBe(3);
    const suspended = table.getByRole('row', { name: 'DiskCheck suspended Today 04:00 Today 12:36' });
    expect(await suspended.count()).toBe(1);
    expect(await table.getByRole('row', { name: /maintenance window Tonight 03:00/ }).count()).toBe(1);
    await page.getByText('2 h 1 min').waitFor();
  });

  it('shows the catch-up after sleep before it starts, puts it off, skips it', async () => {
    browser.host.desk.state.status = { ...idleStatus, plan: demoPlan };
    browser.host.desk.emit('maintenance.changed', browser.host.desk.state.status);
    const plan = page.getByRole('region', { name: 'Catching up' });
    await plan
      .getByText(
        'The computer came back from sleep today 14:31; 3 tasks wait to be caught up on. Nothing starts before it has settled, in 40 s. At first one at a time.',
      )
      .waitFor();
    expect(await plan.getByRole('listitem').first().innerText()).toMatch(/Mail\s+Overdue/);
    await plan.getByRole('button', { name: 'Later' }).click();
    await plan.getByRole('menuitem', { name: 'In 1 hour' }).click();
    await plan.getByText('Put off until today at 15:32.').waitFor();
    await plan.getByRole('button', { name: 'Skip all' }).click();
    await plan.waitFor({ state: 'detached' });
    expect(asked('maintenance.later').map((call) => call.input)).toEqual([{ for: 'PT1H' }]);
    expect(asked('maintenance.skipPlan')).toHaveLength(1);
  });

  it('tells how far a running task says it is', async () => {
    const run = page.getByRole('region', { name: 'This run' });
    await run.getByText('Running · 64 % · 118,098 of 184,213 files').waitFor();
  });

  it('sets what may be left open, and names the policy where there is one', async () => {
    const settings = page.getByRole('region', { name: 'Settings' });
    await settings.getByRole('combobox', { name: 'Battery charge at least' }).selectOption('40 %');
    await settings.getByRole('combobox', { name: 'Side by side at most' }).selectOption('2');
    const programs = settings.getByLabel('Programs that mean you are busy');
    await programs.fill('vlc, zoom , vlc');
    await programs.press('Enter');
    await expect
      .poll(() => asked('maintenance.configure').map((call) => call.input))
      .toEqual([{ minBattery: 40 }, { parallel: 2 }, { busyPrograms: ['vlc', 'zoom'] }]);
    await settings.getByText('/etc/caretaker/policy.d/office.yaml').waitFor();
  });

  it('says so when nothing is due', async () => {
    browser.host.desk.emit('maintenance.changed', { ...idleStatus, due: [] });
    await sentence('Nothing is due. Next window tonight 03:00.').waitFor();
    await page.getByText('Everything is done for now.').waitFor();
  });
});
