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

  it('TASK-24 UI-32 runs, ends, disables and enables', async () => {
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
    await expect.poll(() => new URL(page.url()).hash).toBe('#/tasks');
  });

  it.each([
    ['XML', 'Task.xml'],
    ['YAML', 'Task.yaml'],
  ])('exports a task as %s', async (format, fileName) => {
    await button('More').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: `Export as ${format}` }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(fileName);
    expect(await readFile(await file.path(), 'utf8')).toContain('\\Backup\\SystemImage');
  });

  it('shows what an import would do and what is not honoured, then imports', async () => {
    const pick = (name: string, text: string) =>
      page.getByLabel('Files to import').setInputFiles({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(text),
      });
    const action = '<Actions><Exec><Command>defrag</Command></Exec></Actions>';
    const xml = (triggers: string) =>
      `<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><RegistrationInfo><URI>\\Defrag</URI></RegistrationInfo><Triggers>${triggers}</Triggers>${action}</Task>`;

    await pick('Broken.xml', xml('<TimeTrigger><StartBoundary>soon</StartBoundary></TimeTrigger>'));
    const broken = page.getByRole('dialog', { name: 'These files cannot be imported' });
    await broken.getByText('StartBoundary soon').waitFor();
    await broken.getByRole('button', { name: 'Cancel' }).click();

    await pick('Defrag.xml', xml('<WnfStateChangeTrigger><StateName>75</StateName></WnfStateChangeTrigger>'));
    const dialog = page.getByRole('dialog', { name: '1 task can be imported' });
    await dialog.getByText('WnfStateChangeTrigger').first().waitFor();
    await dialog.getByText('Note', { exact: true }).first().waitFor();
    expect(asked('tasks.import')).toEqual([]);
    await dialog.getByRole('button', { name: 'Import 1 task' }).click();
    await page.getByRole('dialog', { name: '1 task was imported' }).waitFor();
    expect(asked('tasks.import')).toHaveLength(1);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  });

  it('makes a new task with the form: program, maintenance, a trigger in words', async () => {
    await goTo(page, '#/tasks');
    await page.getByRole('link', { name: 'New task' }).click();
    await page.getByText('Name the program that it runs.').waitFor();
    expect(await button('Create').isDisabled()).toBe(true);
    await page.getByLabel('Path').fill('\\Backup\\Photos');
    await page.getByLabel('Program', { exact: true }).fill('rsync');
    await page.getByLabel('Arguments').fill('-a /home/ana/Photos /mnt/vault');
    await page.getByRole('switch', { name: 'Maintenance task' }).click();
    await page.getByLabel('Deadline').selectOption('1 week');
    await button('Add a trigger').click();
    await page.getByRole('menuitem', { name: 'Weekly', exact: true }).click();
    await page.getByRole('button', { name: 'Sunday' }).click();
    await page.getByRole('heading', { name: 'Every week on Sunday, Monday at 03:00' }).waitFor();
    await button('Create').click();
    await expect
      .poll(() => asked('tasks.register'))
      .toMatchObject([
        {
          mode: 'create',
          tasks: [
            {
              path: '\\Backup\\Photos',
              maintenance: { period: 'P1D', deadline: 'P1W' },
              triggers: [{ kind: 'weekly', daysOfWeek: ['Sunday', 'Monday'] }],
            },
          ],
        },
      ]);
    await expect.poll(() => new URL(page.url()).hash).toBe(detailOf('\\Backup\\Photos'));
  });

  it('changes a task as YAML, its problems by line; what was not saved is not lost by a slip', async () => {
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByRole('heading', { level: 1, name: 'Change SystemImage.' }).waitFor();
    await button('YAML').click();
    const text = page.getByLabel('The task as YAML');
    await expect.poll(() => text.inputValue()).toContain('period:');
    const written = await text.inputValue();
    await text.fill(written.replace(/period: .*/, 'period: soon'));
    const line = written.split('\n').findIndex((each) => each.includes('period:')) + 1;
    await button(`Go to line ${line}`).click();
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('period: soon');
    await button('Form').click();
    await page.getByText('The form opens again when the text has no error.').waitFor();
    expect(await button('Save').isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await button('Go on editing').click();
    await text.fill(written.replace(/period: .*/, 'period: P3D'));
    await page.getByText('The form opens again').waitFor({ state: 'detached' });
    await button('Form').click();
    expect(await page.getByLabel('Period').inputValue()).toBe('P3D');
    await button('Save').click();
    await expect
      .poll(() => asked('tasks.register'))
      .toMatchObject([{ mode: 'update', tasks: [{ maintenance: { period: 'P3D' } }] }]);
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

  it('moves through a long list with the arrow keys, and closes and opens folders', async () => {
    browser.host.desk.state.tasks = manyTasks(500);
    const long = await browser.tab('#/tasks');
    const focused = () => long.page.evaluate(() => document.activeElement?.textContent ?? '');
    await long.page.getByRole('link', { name: /Task 00000/ }).focus();
    await long.page.keyboard.press('ArrowDown');
    await expect.poll(focused).toContain('Task 00001');
    await long.page.keyboard.press('End');
    await expect.poll(focused).toContain('Task 00499');
    await long.page.keyboard.press('Home');
    await expect.poll(focused).toContain('Folder 000');
    await long.page.keyboard.press('ArrowLeft');
    await long.page.keyboard.press('ArrowDown');
    await expect.poll(focused).toContain('Folder 001');
    await long.page.keyboard.press('ArrowUp');
    await long.page.keyboard.press('ArrowRight');
    await long.page.keyboard.press('ArrowDown');
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
