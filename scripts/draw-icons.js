// Draws the application's icons as SVG and renders them to PNG with Chromium:
// `node scripts/draw-icons.js`, after a change of a drawing. The PNG files are kept in the repository.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('../src-main/hosts/electron/icons/', import.meta.url));

// The lamp, set for 16 pixels: every edge that matters lies on the grid, and the glass is as wide as it can be, so
// that bars and mark keep apart.
const ring = '<circle cx="8" cy="1.7" r="1.15" fill="none" stroke="currentColor" stroke-width="1.1"/>';
const cap = '<path d="M5.5 3h5L13.5 6v1h-11V6z" fill="currentColor"/>';
const foot = '<path d="M2 14h12v2H2z" fill="currentColor"/>';
const glass = '<path d="M3.75 7l-.5 7M12.250 7l.5 7" fill="none" stroke="currentColor" stroke-width="1.5"/>';
const frame = `${ring}${cap}${foot}`;
/** @param {string} cut drawn as a hole in the lit glass */
const lit = (cut) => `${frame}<path fill-rule="evenodd" fill="currentColor" d="M3 7h10l.5 7h-11z${cut}"/>`;

const trays = {
  waiting: `${frame}${glass}`,
  running: lit('M8 7.2c2.1 2.1 2.9 3 2.9 4.200a2.900 2.900 0 0 1-5.800 0c0-1.200.8-2.100 2.900-4.200z'),
  suspended: `${frame}${glass}<path d="M5 8h2v5H5zM9 8h2v5H9z" fill="currentColor"/>`,
  attention: lit('M7 7h2v4H7zM7 12h2v2H7z'),
  paused: `<mask id="m"><path fill="#fff" d="M0 0h16v16H0z"/><path d="M1.200 2.200l13.600 13.600" stroke="#000" stroke-width="4.400"/></mask><g mask="url(#m)">${frame}${glass}</g><path d="M1.200 1.700l13.200 13.200" stroke="currentColor" stroke-width="1.700" stroke-linecap="round"/>`,
  away: '<path d="M7 1.200h2M5.200 2.300L3.200 4.700M10.800 2.300l2 2.400M3.750 6.800v2M3.500 10.800v2M12.250 6.800v2M12.500 10.800v2M2.500 15h2.500M6.750 15h2.500M11 15h2.500" fill="none" stroke="currentColor" stroke-width="1.500"/>',
};

/** @param {string} body */
const traySvg = (body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">${body}</svg>\n`;

// A lamp left on in a house where nobody is: night blue, warm flame, its light on the wall and on the sill.
const appSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 128 128">
<defs><clipPath id="c"><rect x="6" y="6" width="116" height="116" rx="28"/></clipPath></defs>
<g clip-path="url(#c)"><path d="M6 6h116v116H6z" fill="#14505f"/><circle cx="64" cy="66" r="42" fill="#1d6879"/><path d="M6 93h116v29H6z" fill="#0d3b47"/><ellipse cx="64" cy="99" rx="38" ry="6.500" fill="#185868"/></g>
<circle cx="64" cy="22" r="6.500" fill="none" stroke="#f6efe0" stroke-width="4.500"/>
<path d="M52 29h24a4 4 0 0 1 2.900 1.200L92 44a2.500 2.500 0 0 1-1.800 4.200H37.800A2.500 2.500 0 0 1 36 44l13.100-13.800A4 4 0 0 1 52 29z" fill="#f6efe0"/>
<path d="M43.500 46h41l3.500 43H40z" fill="#123f4b" stroke="#f6efe0" stroke-width="5" stroke-linejoin="round"/>
<path d="M64 51.500c9 9.800 12.500 15.200 12.500 21a12.500 12.500 0 0 1-25 0c0-5.800 3.500-11.200 12.500-21z" fill="#f3b54a"/>
<path d="M64 65c4.500 5 6.300 7.800 6.300 10.600a6.300 6.300 0 0 1-12.600 0c0-2.800 1.800-5.600 6.300-10.600z" fill="#fdeab8"/>
<rect x="34.500" y="89" width="59" height="8.500" rx="3.500" fill="#f6efe0"/>
</svg>
`;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

/**
 * @param {string} svg
 * @param {number} size
 * @param {string} file
 */
async function render(svg, size, file) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const sized = svg.replace(/width="\d+" height="\d+"/, `width="${size}" height="${size}"`);
  await page.setContent(`<style>*{margin:0}svg{display:block}</style>${sized}`);
  await page.screenshot({ path: `${folder}${file}`, omitBackground: true });
  await page.close();
}

for (const [name, body] of Object.entries(trays)) {
  const svg = traySvg(body);
  writeFileSync(`${folder}tray-${name}.svg`, svg);
  for (const [colour, value] of /** @type {const} */ ([
    ['light', '#ffffff'],
    ['dark', '#000000'],
  ])) {
    for (const size of [16, 22]) {
      const coloured = svg.replaceAll('currentColor', value);
      await render(coloured, size, `tray-${name}-${colour}-${size}.png`);
      await render(coloured, size * 2, `tray-${name}-${colour}-${size}@2x.png`);
    }
  }
}
writeFileSync(`${folder}icon.svg`, appSvg);
await render(appSvg, 1024, 'icon.png');
await browser.close();
