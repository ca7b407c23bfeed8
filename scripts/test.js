// `npm test [-- --no-skips] [vitest arguments]`: every suite this machine allows, and a list of those it does not.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, canBuild, isBuilt, root } from './build.js';
import { environment, findNode, onNode24, runInForeground } from './node-24.js';

const resultsFile = join(root, 'node_modules/.cache/caretaker/test-results.json');

/** What may be skipped even where skips are forbidden: no Debian package helps. */
const allowed = /^needs (the Electron binary|Windows|macOS)\b/;

/**
 * Skipped tests by suite and reason.
 * @param {import('./test-results-reporter.js').TestResults} results
 */
function skippedSuites(results) {
  /** @type {Map<string, { file: string, reason: string, count: number }>} */
  const found = new Map();
  for (const { state, file, reason } of results.tests) {
    if (state !== 'skipped') continue;
    const why = reason ?? 'no reason is given';
    const key = `${file}\0${why}`;
    const entry = found.get(key) ?? { file, reason: why, count: 0 };
    entry.count += 1;
    found.set(key, entry);
  }
  return [...found.values()].sort((a, b) => a.file.localeCompare(b.file));
}

/**
 * Prints what was skipped and the counts.
 * @param {import('./test-results-reporter.js').TestResults} results
 * @param {boolean} noSkips
 * @returns {boolean} whether skips that are forbidden were found
 */
function report(results, noSkips) {
  const skipped = skippedSuites(results);
  const forbidden = skipped.filter(({ reason }) => !allowed.test(reason));
  if (skipped.length > 0) {
    console.log('\nSkipped suites:');
    for (const { file, reason, count } of skipped) console.log(`  ${file}: ${reason} (${count})`);
    if (forbidden.some(({ reason }) => reason.startsWith('needs '))) {
      console.log('To enable them on Debian: npm run test:prepare');
    }
    if (skipped.some(({ reason }) => reason.startsWith('needs the Electron'))) {
      console.log(
        'What needs the Electron binary is enabled by `npm start` or `npx install-electron`, once.',
      );
    }
  }
  for (const text of results.broken) console.log(`Broken: ${text}`);
  if (noSkips && forbidden.length > 0)
    console.log('Skips are forbidden here (--no-skips): this run has failed.');
  const count = (/** @type {string} */ state) => results.tests.filter((test) => test.state === state).length;
  const failed = count('failed') + count('pending') + results.broken.length;
  console.log(`${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`);
  return noSkips && forbidden.length > 0;
}

async function test() {
  const noSkips = process.argv.includes('--no-skips');
  const args = process.argv.slice(2).filter((arg) => arg !== '--no-skips');
  if (!isBuilt() && canBuild()) {
    const built = await build();
    if (built !== 0) console.log('The build failed: the suites that run the built host will fail too.');
  }
  rmSync(resultsFile, { force: true });
  const code = await runInForeground(
    findNode() ?? process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=./scripts/test-results-reporter.js',
      ...args,
    ],
    { cwd: root, env: { ...environment(), CARETAKER_TEST_RESULTS: resultsFile } },
  );
  if (!existsSync(resultsFile)) {
    console.log('vitest ended without results\n0 passed, 1 failed, 0 skipped');
    process.exitCode = code || 1;
    return;
  }
  const forbidden = report(JSON.parse(readFileSync(resultsFile, 'utf8')), noSkips);
  process.exitCode = code || (forbidden ? 1 : 0);
}

await onNode24(import.meta.url, test);
