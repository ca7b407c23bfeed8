import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostProcess } from '../../support/host-process.js';
import { titled } from '../../support/requirements.js';
import { goTo, missingBrowser } from './panel-browser.js';

const reason = missingBrowser();

/** The other suites have a made-up machine behind the panel; here the host is real, from form to program. */
describe.skipIf(reason !== null)(titled('the panel in front of a real host', reason), () => {
  const host = new HostProcess();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const link = await host.start();
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    page = await browser.newPage({ locale: 'en-GB' });
    page.setDefaultTimeout(15_000);
    await page.goto(link);
    await goTo(page, '#/tasks');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await host.clean();
  }, 30_000);

  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('TASK-10 makes a task, runs it, shows what it wrote, changes it as YAML and deletes it', async () => {
    await page.getByRole('link', { name: 'New task' }).click();
    await page.getByLabel('Path').fill('\\Greetings\\Hello');
    await page.getByLabel('Program', { exact: true }).fill('/bin/echo');
    await page.getByLabel('Arguments').fill('"good morning" all');
    await page.getByText('Nothing to say: this task is valid.').waitFor();
    await button('Create').click();
    await page.getByRole('heading', { level: 2, name: 'Hello' }).waitFor();

    await button('Run').click();
    await page.getByRole('cell', { name: 'Done' }).waitFor();
    await page.getByRole('tab', { name: 'Output' }).click();
    await page.getByText('good morning all').waitFor();
    const [run] = await host.json<{ outcome: string }[]>('task', 'history', '\\Greetings\\Hello');
    expect(run?.outcome).toBe('completed');

    await button('More').click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await button('YAML').click();
    const text = page.getByLabel('The task as YAML');
    await expect.poll(() => text.inputValue()).toContain('command: /bin/echo');
    await text.fill((await text.inputValue()).replace('/bin/echo', '/bin/printf'));
    await button('Save').click();
    await page.getByRole('tab', { name: 'Actions' }).click();
    await page.getByText('/bin/printf').waitFor();

    await button('More').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: /Hello/ }).waitFor({ state: 'detached' });
    const left = await host.json<{ path: string }[]>('task', 'list');
    expect(left.map(({ path }) => path)).not.toContain('\\Greetings\\Hello');
  }, 60_000);

  it('UI-26 asks this very machine for its diagnosis', async () => {
    await goTo(page, '#/diagnosis');
    const shown = await page.getByRole('main').getByRole('listitem').count();
    const told = await host.json<{ id: string }[]>('maintenance', 'diagnose');
    expect(shown).toBe(told.length);
    await page.getByRole('heading', { name: 'Sleep model (S3 or Connected Standby)' }).waitFor();
  }, 60_000);
});
