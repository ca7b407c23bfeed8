import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoTasks, manyTasks } from '../../support/demo/demo-tasks.js';
import { titled } from '../../support/requirements.js';
import { goTo, missingBrowser, PanelBrowser, type Tab } from './panel-browser.js';

const reason = missingBrowser();
const detailOf = (path: string) => `#/tasks/${encodeURIComponent(path)}`;

describe.skipIf(reason !== null)(titled('the page Tasks', reason), () => {
  let browser: PanelBrowser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    const { desk } = browser.host;
    desk.state.tasks = demoTasks;
    desk.calls.length = 0;
    tab = await browser.tab(detailOf('\\Backup\\SystemImage'));
    page = tab.page;
    return () => tab.close();
  });

  const asked = (request: string) =>
    browser.host.desk.calls.filter((call) => call.request === request).map((call) => call.input);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const task = (name: string | RegExp) =>
    page.getByRole('list', { name: 'Tasks' }).getByRole('link', { name });

  it('lists tasks by folder with state, result in words and next run', async () => {
    await page
      .getByRole('heading', { level: 1, name: '13 tasks: 1 is past its deadline, 1 failed.' })
      .waitFor();
    expect(await task(/FirmwareCheck/).innerText()).toContain('Failed: the file was not found');
    expect(await task(/HistoryCleanup/).innerText()).toMatch(/Done today 03:00\s+next tonight 03:00/);
    await page.getByRole('heading', { level: 2, name: /Media/ }).waitFor();
  });

  it('shows every test behind a waiting task, with the act that releases it', async () => {
    const tests = page.getByRole('listitem').filter({ hasText: /does not hold/ });
    await expect.poll(() => tests.count()).toBe(2);
    await page.getByText('in use · since 14:21 · Mutter').waitFor();
    await button('Run now').click();
    await expect.poll(() => asked('tasks.run')).toEqual([{ task: '\\Backup\\SystemImage' }]);
  });

  it('UI-32 runs, ends, disables and enables', async () => {
    await button('Run').click();
    await button('End').click();
    await button('Run').waitFor();
    await button('Disable').click();
    await button('Enable').click();
    await button('Disable').waitFor();
    expect(asked('tasks.end')).toEqual([{ task: '\\Backup\\SystemImage' }]);
  });

  it('deletes after asking, and goes back to the list', async () => {
    const remove = async (answer: string) => {
      await button('More').click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page
        .getByRole('dialog', { name: 'Delete SystemImage?' })
        .getByRole('button', { name: answer })
        .click();
    };
    await remove('Cancel');
    expect(asked('tasks.delete')).toEqual([]);
    await remove('Delete');
    await task(/SystemImage/).waitFor({ state: 'detached' });
    expect(new URL(page.url()).hash).toBe('#/tasks');
  });

  it('exports a task as a file', async () => {
    await button('More').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Export as XML' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('Task.xml');
    expect(await readFile(await file.path(), 'utf8')).toContain('\\Backup\\SystemImage');
  });

  it('hands files to the host and shows what came of each', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x3c, 0x00]);
    const problem = {
      severity: 'error',
      line: 7,
      element: 'Period',
      value: 'P0D',
      code: '0x80041318',
      message: 'Period is at least P1D.',
    } as const;
    browser.host.desk.answer('tasks.import', {
      kind: 'out',
      out: {
        files: [{ file: 'Defrag.xml', valid: false, task: '\\Defrag', problems: [problem] }],
        registered: [],
      },
    });
    await page
      .getByLabel('Files to import')
      .setInputFiles({ name: 'Defrag.xml', mimeType: 'text/xml', buffer: bytes });
    const dialog = page.getByRole('dialog', { name: 'Nothing was imported' });
    await dialog.getByText('Period is at least P1D.').waitFor();
    expect(asked('tasks.import')).toEqual([
      { files: [{ name: 'Defrag.xml', base64: bytes.toString('base64') }] },
    ]);
    browser.host.desk.answer('tasks.import', null);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('tells triggers, actions, conditions and settings in words', async () => {
    await goTo(page, detailOf('\\System\\FirmwareCheck'));
    const tab = (name: string) => page.getByRole('tab', { name, exact: true });
    await tab('Triggers').click();
    await page.getByText('Every week on Sunday at 09:00').waitFor();
    await tab('Actions').click();
    await page.getByText('fwupdmgr refresh').waitFor();
    await tab('Conditions').click();
    await page.getByText('Not started on battery').waitFor();
    await tab('Settings').click();
    await page.getByText('it is frozen').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('Not started on battery').waitFor();
    await tab('General').click();
    await page.getByText('Asks the vendors for new firmware.').last().waitFor();
  });

  it('UI-07 shows a task’s runs with result, cause, rests and time at work', async () => {
    const row = page.getByRole('row', { name: /Yesterday 22:14/ });
    await row.getByText('suspended once: AC power was lost').waitFor();
    await row.getByText('1 h 15 min at work').waitFor();
  });

  it('follows the output of a task that runs', async () => {
    const { desk } = browser.host;
    desk.state.output = { text: 'first line\n', ended: false };
    await goTo(page, detailOf('\\Backup\\Home'));
    await page.getByRole('tab', { name: 'Output' }).click();
    await page.getByText('first line').waitFor();
    desk.state.output = { text: 'first line\nsecond line\n', ended: true };
    await page.getByText('second line').waitFor();
    await page.getByText('the run has ended').waitFor();
    expect(asked('tasks.output')).toContainEqual({ task: '\\Backup\\Home', from: 11 });
  });

  it('finds by words and by what needs a person', async () => {
    await button('Needs you 2').click();
    await expect.poll(() => task(/./).count()).toBe(2);
    await button('All 13').click();
    await page.getByRole('searchbox', { name: 'Find a task' }).fill('firm');
    await expect.poll(() => task(/./).count()).toBe(1);
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText('No task fits').waitFor();
  });

  it('takes changes of tasks as they come', async () => {
    const { desk } = browser.host;
    const changed = { ...demoTasks[3], state: 'Running', instance: '{A}' } as (typeof demoTasks)[number];
    desk.emit('tasks.changed', { tasks: [changed], removed: ['\\Search\\Index'] });
    await page.getByRole('heading', { level: 1, name: /^12 tasks/ }).waitFor();
    expect(await task(/HistoryCleanup/).innerText()).toContain('Running');
  });

  it('shows the detail as a page of its own where there is little room', async () => {
    await page.setViewportSize({ width: 480, height: 900 });
    await task(/./).first().waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'All tasks' }).click();
    await task(/Mail/).click();
    await page.getByRole('heading', { level: 2, name: 'Mail' }).waitFor();
  });

  it('draws of 10,000 tasks only what can be seen, and scrolls through them at once', async () => {
    browser.host.desk.state.tasks = manyTasks(10_000);
    const long = await browser.tab('#/tasks');
    const rows = long.page.getByRole('list', { name: 'Tasks' }).getByRole('listitem');
    await rows.first().waitFor();
    expect(await rows.count()).toBeLessThan(80);
    await long.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
    await long.page
      .getByRole('link', { name: /Task 0(49|50)\d\d/ })
      .first()
      .waitFor();
    expect(await rows.count()).toBeLessThan(80);
    await long.close();
  });

  it('moves through a long list with the arrow keys, headings passed over', async () => {
    browser.host.desk.state.tasks = manyTasks(500);
    const long = await browser.tab('#/tasks');
    const focused = () => long.page.evaluate(() => document.activeElement?.textContent ?? '');
    await long.page.getByRole('link', { name: /Task 00000/ }).focus();
    await long.page.keyboard.press('ArrowDown');
    await expect.poll(focused).toContain('Task 00001');
    await long.page.keyboard.press('End');
    await expect.poll(focused).toContain('Task 00499');
    await long.page.keyboard.press('Home');
    await expect.poll(focused).toContain('Task 00000');
    await long.page.keyboard.press('Enter');
    await long.page.getByRole('heading', { level: 2, name: 'Task 00000' }).waitFor();
    await long.close();
  });

  it('says so when there is no task at all', async () => {
    browser.host.desk.state.tasks = [];
    const empty = await browser.emptyTab();
    await empty.page.goto(browser.host.panel.freshLink());
    await empty.page.evaluate(() => void (location.hash = '#/tasks'));
    await empty.page.getByText('No tasks yet').waitFor();
    await empty.close();
  });
});
