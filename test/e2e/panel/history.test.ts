import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoRecords } from '../../support/demo/demo-records.js';
import { titled } from '../../support/requirements.js';
import { missingBrowser, PanelBrowser, type Tab } from './panel-browser.js';

const reason = missingBrowser();

describe.skipIf(reason !== null)(titled('the page History', reason), () => {
  let browser: PanelBrowser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    browser.host.desk.state.records = demoRecords;
    browser.host.desk.state.diagnostic = false;
    browser.host.desk.calls.length = 0;
    tab = await browser.tab('#/history');
    page = tab.page;
    await rows().first().waitFor();
    return () => tab.close();
  });

  const rows = () => page.getByRole('list', { name: 'Events' }).getByRole('listitem');
  /** Far down a long list rows are not drawn: they are found by their words. */
  const find = (words: string) => page.getByRole('searchbox').fill(words);
  const queries = () =>
    browser.host.desk.calls.filter((call) => call.request === 'history.events').map((call) => call.input);

  it('opens an event in place to its fields, sentence and acts', async () => {
    await find('FirmwareCheck');
    const row = page.getByRole('button', { name: /Action start failed/ });
    await row.click();
    expect(await row.getAttribute('aria-expanded')).toBe('true');
    const open = rows().filter({ has: row });
    await open.getByText(/could not start its action "\/usr\/bin\/fwupdmgr"/).waitFor();
    await open.getByText('2147942402').waitFor();
    await open.getByRole('link', { name: 'Open task' }).click();
    await page.getByRole('heading', { level: 2, name: 'FirmwareCheck' }).waitFor();
  });

  it('UI-36 turns the diagnostic log on and off', async () => {
    const turn = page.getByRole('switch', { name: 'Diagnostic log' });
    expect(await turn.getAttribute('aria-checked')).toBe('false');
    await turn.click();
    await page.getByRole('switch', { name: 'Diagnostic log', checked: true }).waitFor();
    expect(browser.host.desk.state.diagnostic).toBe(true);
    await turn.click();
    await page.getByRole('switch', { name: 'Diagnostic log', checked: false }).waitFor();
    expect(browser.host.desk.state.diagnostic).toBe(false);
  });

  it('exports what the filters let through, as JSON lines and as a table', async () => {
    await page.getByLabel('Level', { exact: true }).selectOption('Warning');
    await find('SystemImage');
    const save = async (name: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name }).click(),
      ]);
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
    };
    const lines = await save('As JSON lines');
    expect(lines.name).toBe('events-2026-11-20.jsonl');
    const records = lines.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number });
    expect(records.map(({ id }) => id)).toEqual([153, 326]);
    const table = await save('As CSV table');
    expect(table.name).toBe('events-2026-11-20.csv');
    expect(table.text.split('\r\n')[0]).toBe('at,log,id,level,task,service,instance,message,data');
  });

  it('shows what became of each task day by day, in words and cells, over 30 and 90 days', async () => {
    await page.getByRole('button', { name: 'Task by task' }).click();
    const card = page.getByRole('region', { name: 'Task by task' });
    await card.getByText('1 failed · 1 missed · 1 ended early · 1 skipped · 3 done').waitFor();
    await card.getByTitle('3 Nov: 1 failed').waitFor();
    expect(await card.getByRole('listitem').first().getByTitle(/:/).count()).toBe(30);
    await card.getByRole('button', { name: '90 days' }).click();
    await expect.poll(() => card.getByRole('listitem').first().getByTitle(/:/).count()).toBe(90);
  });

  it('copies an event as text', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await find('FirmwareCheck');
    await page.getByRole('button', { name: /Action start failed/ }).click();
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await page.getByText('Copied').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('Error  TaskScheduler/Operational  203');
    expect(text).toContain('ResultCode: 2147942402');
  });

  it('shares one row among repeats, with their count', async () => {
    await find('TrimDisks');
    const wait = rows().first();
    await wait.getByText('Waiting: the computer is on battery').waitFor();
    await wait.getByText('× 47 since 10:20').waitFor();
  });

  it('UI-33 asks the host for a log, a level and a task; finds words itself', async () => {
    await page.getByRole('combobox', { name: 'Level' }).selectOption('Error');
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByRole('combobox', { name: 'Level' }).selectOption('any');
    await page.getByRole('combobox', { name: 'Task' }).selectOption('\\System\\DiskCheck');
    await page.getByRole('combobox', { name: 'Log' }).selectOption('TaskScheduler/Maintenance');
    await expect.poll(() => rows().count()).toBe(2);
    expect(queries()).toContainEqual(
      expect.objectContaining({ log: 'TaskScheduler/Maintenance', task: '\\System\\DiskCheck' }),
    );
    await page.getByRole('searchbox').fill('window closed');
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByRole('searchbox').fill('no such words');
    await page.getByText('No event fits.').waitFor();
  });

  it('takes new events on top, and a repeat into its row', async () => {
    const newest = demoRecords.at(-1);
    const wait = demoRecords.find((record) => record.id === 906);
    if (newest === undefined || wait === undefined) throw new Error('the demonstration has records');
    const fresh = { ...newest, seq: newest.seq + 1, id: 142, data: { UserContext: 'ana' } };
    browser.host.desk.emit('history.appended', [fresh, { ...wait, data: { ...wait.data, Count: 48 } }]);
    await rows().first().getByText('Task disabled: ana').waitFor();
    await find('TrimDisks');
    await page.getByText('× 48 since 10:20').waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('reads older records on request', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => {
      const record = demoRecords[index % demoRecords.length];
      if (record === undefined) throw new Error('the demonstration has records');
      return { ...record, seq: index + 1 };
    });
    browser.host.desk.state.records = many;
    const long = await browser.tab('#/history');
    await long.page.getByText('1,000 of 1,000 rows').waitFor();
    await long.page.getByRole('button', { name: 'Show older ones' }).click();
    await long.page.getByText('2,000 of 2,000 rows').waitFor();
    expect(queries()).toContainEqual(expect.objectContaining({ before: 1501 }));
    await long.close();
  });

  it('looks back over 24 hours, 7 and 30 days', async () => {
    await page.getByRole('heading', { level: 1, name: /^In 24 hours 6 runs were done, 1 failed/ }).waitFor();
    await page.getByRole('button', { name: '30 days' }).click();
    await page.getByRole('heading', { level: 1, name: /^In 30 days \d+ runs were done, 2 failed/ }).waitFor();
  });
});
