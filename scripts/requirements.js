// `npm run requirements [-- --last]`: the ids of docs/requirements.md without a passing test. Runs the tests first;
// with --last it takes the results of the last `npm test`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.js';
import { findNode, onNode24, runInForeground } from './node-24.js';
import { compare, readRequirements } from './requirements-table.js';

const resultsFile = join(root, 'node_modules/.cache/caretaker/test-results.json');

/** @param {string} title @param {ReadonlyArray<import('./requirements-table.js').Requirement>} list */
function print(title, list) {
  if (list.length === 0) return;
  console.log(`\n${title}:`);
  for (const { id, text, planned } of list)
    console.log(`  ${id} ${text}${planned === null ? '' : ` (${planned})`}`);
}

await onNode24(import.meta.url, async () => {
  if (!process.argv.includes('--last')) {
    await runInForeground(findNode() ?? process.execPath, [join(root, 'scripts/test.js')], { cwd: root });
  }
  if (!existsSync(resultsFile)) {
    console.log('There are no test results yet: run `npm test` first.');
    process.exitCode = 1;
    return;
  }
  const requirements = readRequirements(readFileSync(join(root, 'docs/requirements.md'), 'utf8'));
  const { tests } = JSON.parse(readFileSync(resultsFile, 'utf8'));
  const { proven, missing, planned, unknown } = compare(requirements, tests);
  print('Planned for a later round', planned);
  print('Without a passing test', missing);
  if (unknown.length > 0)
    console.log(`\nNamed by tests, but not in docs/requirements.md: ${unknown.join(', ')}`);
  console.log(
    `\n${requirements.length} requirements: ${proven.length} proven, ${missing.length} without a passing test, ${planned.length} planned`,
  );
  process.exitCode = missing.length === 0 && unknown.length === 0 ? 0 : 1;
});
