// `npm run bench [-- NAME…] [-- --write]`: the figures of test/bench, against their limits.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './build.js';
import { onNode24 } from './node-24.js';

/** @typedef {{ name: string, value: number, unit: string, limit: string | null, ok: boolean | null }} Figure */

const sources = join(root, 'test/bench');
const bundles = join(root, 'node_modules/.cache/caretaker/bench');
const page = join(root, 'docs/performance.md');
const begin = '<!-- bench: begin -->';
const end = '<!-- bench: end -->';

/**
 * One bundle per bench, as the product is built: what is measured is not slowed by a test runner.
 * @param {readonly string[]} names
 */
async function bundle(names) {
  rmSync(bundles, { recursive: true, force: true });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    // A module of the old form, which Node could not import by names; the product bundles it too.
    ssr: { noExternal: ['sax'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: bundles,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(sources, `${name}.ts`)])),
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
}

/** @param {number} value */
const plain = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** @param {readonly Figure[]} figures */
function table(figures) {
  const verdict = (/** @type {boolean | null} */ ok) => (ok === null ? '' : ok ? 'yes' : '**no**');
  return [
    '| figure | value | limit | holds |',
    '| --- | ---: | --- | --- |',
    ...figures.map(
      ({ name, value, unit, limit, ok }) =>
        `| ${name} | ${plain(value)} ${unit} | ${limit ?? ''} | ${verdict(ok)} |`,
    ),
  ].join('\n');
}

/** @param {string} text */
function write(text) {
  const old = readFileSync(page, 'utf8');
  const [before, rest] = old.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/performance.md has lost its marks ${begin}`);
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(
    page,
    `${before}${begin}\n\nMeasured on ${day} with \`npm run bench -- --write\`.\n\n${text}\n\n${end}${after}`,
  );
}

await onNode24(import.meta.url, async () => {
  const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  const names = (existsSync(sources) ? readdirSync(sources) : [])
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => file.slice(0, -3))
    .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  if (names.length === 0) {
    console.log('No such figures: test/bench has no file of that name.');
    process.exitCode = 1;
    return;
  }
  await bundle(names);
  /** @type {Figure[]} */
  const figures = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    const module = await import(pathToFileURL(join(bundles, `${name}.js`)).href);
    // A file without it only supports the others.
    if (typeof module.bench === 'function') figures.push(...(await module.bench()));
  }
  console.log(table(figures));
  if (process.argv.includes('--write')) write(table(figures));
  const missed = figures.filter(({ ok }) => ok === false);
  console.log(missed.length === 0 ? 'All limits hold.' : `${missed.length} limits do not hold.`);
  process.exitCode = missed.length === 0 ? 0 : 1;
});
