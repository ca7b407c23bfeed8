import { chromium } from 'playwright-core';
import { HostProcess } from '../support/host-process.js';
import type { Figure } from './figure.js';

const loads = 7;

/** From the start of navigation to the first content, in Chromium, over loopback: median of several loads, ms. */
async function firstContent(): Promise<number> {
  const host = new HostProcess();
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
  const took: number[] = [];
  try {
    const link = await host.start();
    const page = await browser.newPage();
    await page.goto(link);
    for (let i = 0; i < loads; i++) {
      await page.goto(link.replace(/#.*/, ''));
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      took.push(
        await page.evaluate(
          () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
        ),
      );
    }
  } finally {
    await browser.close();
    await host.clean();
  }
  took.sort((a, b) => a - b);
  return took[took.length >> 1] ?? NaN;
}

export async function bench(): Promise<Figure[]> {
  const ms = await firstContent();
  return [
    { name: 'panel: first content on loopback, median', value: ms, unit: 'ms', limit: '< 300', ok: ms < 300 },
  ];
}
