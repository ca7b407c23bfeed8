// `node scripts/pictures.js [FOLDER] [PANEL]`: pictures of the panel's pages for docs/pictures, taken in Chromium
// from the built panel (out/renderer) in front of the demonstration host of the tests.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { smallPng } from './small-png.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder = join(root, 'docs/pictures'), panel = join(root, 'out/renderer')] = process.argv.slice(2);

// Loads the TypeScript of the tests. It stays open: the panel's web server is loaded with the first visit.
const loader = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
  // A CommonJS package whose names only a bundler can tell.
  ssr: { noExternal: ['sax'], optimizeDeps: { include: ['sax'] } },
});
const demo = /** @type {typeof import('../test/support/demo-host.js')} */ (
  await loader.ssrLoadModule('/test/support/demo-host.ts')
);
const day = /** @type {typeof import('../test/support/demo/demo-day.js')} */ (
  await loader.ssrLoadModule('/test/support/demo/demo-day.ts')
);

const image = '\\Backup\\SystemImage';
const firmware = '\\System\\FirmwareCheck';
/** Wide pages show list and detail side by side; narrow ones show the detail as a page of its own. */
const shots = [
  'maintenance',
  'tasks',
  'editor',
  'history',
  'services',
  'signals',
  'diagnosis',
  'settings',
].flatMap((page) =>
  [1280, 480].flatMap((width) => [
    { page, width, theme: 'light', language: 'en' },
    { page, width, theme: 'dark', language: 'en' },
    ...(page === 'maintenance' || page === 'services'
      ? [{ page, width, theme: 'light', language: 'el' }]
      : []),
  ]),
);

/** History goes on and on, the editor is long: their pictures end early.
 * @type {Record<string, number>} */
const tallest = { history: 1100, editor: 1400 };

/** @param {string} page @param {number} width */
function address(page, width) {
  if (page === 'editor') return `#/tasks/${encodeURIComponent(firmware)}/edit`;
  if (page !== 'tasks') return `#/${page}`;
  return width < 1000 ? '#/tasks' : `#/tasks/${encodeURIComponent(image)}`;
}

await mkdir(folder, { recursive: true });
const host = await demo.openDemoHost(0, panel);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-lcd-text'],
});
try {
  for (const { page: name, width, theme, language } of shots) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      locale: language === 'el' ? 'el-GR' : 'en-GB',
      timezoneId: day.demoZone,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(day.demoNow);
    await page.goto(host.panel.freshLink());
    await page.evaluate((hash) => void (location.hash = hash), address(name, width));
    await page.locator('main h1').waitFor();
    // Long lists draw only what can be seen: the window grows to the page before the picture.
    await page.waitForTimeout(300);
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    const height = Math.min(whole, tallest[name] ?? 2400);
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(300);
    const file = join(folder, `${name}-${width}-${theme}${language === 'el' ? '-el' : ''}.png`);
    await writeFile(file, smallPng(await page.screenshot()));
    process.stdout.write(`${file}\n`);
    await context.close();
  }
} finally {
  await browser.close();
  await host.close();
  await loader.close();
}
