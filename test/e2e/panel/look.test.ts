import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { titled } from '../../support/requirements.js';
import { missingBrowser, PanelBrowser } from './panel-browser.js';

const reason = missingBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const places = [
  '#/maintenance',
  '#/tasks',
  `#/tasks/${encodeURIComponent('\\Backup\\SystemImage')}`,
  `#/tasks/${encodeURIComponent('\\System\\FirmwareCheck')}/edit`,
  '#/history',
  '#/services',
  `#/services/${encodeURIComponent('taped')}`,
  `#/services/${encodeURIComponent(':plan')}`,
  `#/services/${encodeURIComponent(':database')}`,
  `#/services/${encodeURIComponent(':processes')}`,
  '#/signals',
  '#/diagnosis',
  '#/settings',
];
const looks = [
  { width: 1280, theme: 'light', language: 'en' },
  { width: 1280, theme: 'dark', language: 'el' },
  { width: 860, theme: 'light', language: 'el' },
  { width: 480, theme: 'dark', language: 'en' },
  { width: 480, theme: 'light', language: 'el' },
] as const;

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return (await checker.run()).violations;
  });
  return results.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

describe.skipIf(reason !== null)(titled('how the panel looks', reason), () => {
  let browser: PanelBrowser;
  beforeAll(async () => {
    browser = await PanelBrowser.open();
  });
  afterAll(() => browser?.close());

  describe.each(looks)('$width wide, $theme, $language', (look) => {
    it.each(places)('%s is clean for axe, fits, and has no complaint of the browser', async (place) => {
      const tab = await browser.tab(place, look);
      expect(await violations(tab.page)).toEqual([]);
      const tooWide = await tab.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(tooWide).toBe(0);
      expect(await tab.page.evaluate(() => document.documentElement.lang)).toBe(look.language);
      expect(tab.complaints).toEqual([]);
      await tab.close();
    });
  });

  it('is clean for axe with an event, a dialog and a menu open', async () => {
    const tab = await browser.tab('#/history');
    await tab.page.getByRole('searchbox').fill('FirmwareCheck');
    await tab.page.getByRole('button', { name: /Action start failed/ }).click();
    expect(await violations(tab.page)).toEqual([]);
    await tab.close();

    const other = await browser.tab('#/tasks');
    await other.page.getByRole('button', { name: 'More' }).click();
    expect(await violations(other.page)).toEqual([]);
    await other.page.getByRole('menuitem', { name: 'Delete' }).click();
    await other.page.getByRole('dialog').waitFor();
    expect(await violations(other.page)).toEqual([]);
    await other.close();
  });

  it('changes theme and language at once, and keeps them', async () => {
    const tab = await browser.tab();
    const choose = async (name: string) => {
      await tab.page.getByRole('button', { name: /Appearance|Εμφάνιση/ }).click();
      await tab.page.getByRole('menuitemradio', { name }).click();
    };
    const background = () => tab.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await choose('Dark');
    expect(await background()).not.toBe(light);
    await choose('Ελληνικά');
    await tab.page.getByRole('heading', { name: 'Η συντήρηση εκτελείται επειδή το ζητήσατε.' }).waitFor();
    await tab.page.reload();
    await tab.page.getByRole('heading', { name: 'Η συντήρηση εκτελείται επειδή το ζητήσατε.' }).waitFor();
    expect(await background()).not.toBe(light);
    await tab.close();
  });

  it('reaches everything with the keyboard: skip link, rail, menu', async () => {
    const { page, close } = await browser.tab();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('For 2 hours');
    await page.keyboard.press('End');
    expect(await focused()).toBe('Until tomorrow');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Pause');
    await close();
  });

  it('lifts quiet text and hairlines where more contrast is asked for', async () => {
    const { page, close } = await browser.tab('#/maintenance', { contrast: 'more' });
    const colours = await page.evaluate(() => {
      const colour = (selector: string) => {
        const found = document.querySelector(selector);
        return found === null ? null : getComputedStyle(found).color;
      };
      return { quiet: colour('main .m'), plain: colour('main h1') };
    });
    expect(colours.quiet).toBe(colours.plain);
    await close();
  });
});
