import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { builtPanel, openDemoHost, type DemoHost } from '../../support/demo-host.js';
import { demoNow, demoZone } from '../../support/demo/demo-day.js';

const chromiumPath = '/usr/bin/chromium';
/** A machine that does other work beside the test still meets this. */
const waitMsMax = 15_000;

/** Why the panel cannot be tried in a browser here, or null. */
export function missingBrowser(): string | null {
  if (!existsSync(chromiumPath)) return 'needs chromium (apt install chromium)';
  return existsSync(`${builtPanel}/index.html`) ? null : 'needs the built panel (npm run build)';
}

interface Look {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  language?: 'en' | 'el';
  contrast?: 'more' | 'no-preference';
  /** The demonstration's moment, unless the true clock is asked for: a set one hides the paint timings. */
  trueClock?: boolean;
}

/** A tab of a real browser on the panel of a demonstration host. */
export interface Tab {
  page: Page;
  /** What the browser complained about: errors of scripts, refusals of the content security policy. */
  complaints: string[];
  close(): Promise<void>;
}

/** The browser and the host of a suite. */
export class PanelBrowser {
  private constructor(
    readonly host: DemoHost,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<PanelBrowser> {
    const host = await openDemoHost();
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    return new PanelBrowser(host, browser);
  }

  /**
   * Opens the panel by a fresh link and waits until its page has its sentence.
   *
   * @param hash such as `#/tasks`; left out, the panel's first page
   */
  async tab(hash = '#/maintenance', look: Look = {}): Promise<Tab> {
    const tab = await this.emptyTab(look);
    await tab.page.goto(this.host.panel.freshLink());
    await goTo(tab.page, hash);
    return tab;
  }

  /** A tab that has not been anywhere. */
  async emptyTab(look: Look = {}): Promise<Tab> {
    const context: BrowserContext = await this.browser.newContext({
      viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
      colorScheme: look.theme ?? 'light',
      contrast: look.contrast ?? 'no-preference',
      locale: look.language === 'el' ? 'el-GR' : 'en-GB',
      timezoneId: demoZone,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(waitMsMax);
    if (look.trueClock !== true) await page.clock.setFixedTime(demoNow);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    return { page, complaints, close: () => context.close() };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.host.close();
  }
}

/** Goes to a place of the panel and waits for its contents. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((place) => void (location.hash = place), hash);
  await page
    .locator('main h1')
    .filter({ hasNotText: /^(One moment|Μια στιγμή)\.$/ })
    .waitFor();
  await page.locator('main .card:visible, main [role=list]:visible').first().waitFor();
}
