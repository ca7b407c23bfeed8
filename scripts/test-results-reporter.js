import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/**
 * @typedef {{ title: string, file: string, project: string, state: 'passed' | 'failed' | 'skipped' | 'pending', reason: string | null }} TestOutcome
 * @typedef {{ tests: TestOutcome[], broken: string[] }} TestResults `broken`: files and errors outside of any test
 */

/**
 * Why a test was skipped: what it was told (`context.skip('needs …')`), or the `needs …` in its title.
 * @param {string} title
 * @param {string | undefined} note
 */
function reasonOf(title, note) {
  if (note) return note;
  return /\bneeds [^()[\]>]+/.exec(title)?.[0].trim() ?? null;
}

/**
 * Whether a beforeAll above the test failed: vitest then calls its tests skipped.
 * @param {import('vitest/node').TestCase} test
 */
function unprepared(test) {
  for (let above = test.parent; above.type === 'suite'; above = above.parent) {
    if (above.errors().length > 0) return true;
  }
  return false;
}

/** A vitest reporter that leaves every outcome in a file, for the summary and for `npm run requirements`. */
export default class TestResultsReporter {
  /** @param {{ file?: string }} [options] */
  constructor(options = {}) {
    this.file = options.file ?? process.env['CARETAKER_TEST_RESULTS'] ?? null;
  }

  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<{ message?: string }>} errors
   */
  onTestRunEnd(modules, errors) {
    if (this.file === null) return;
    /** @type {TestResults} */
    const results = { tests: [], broken: errors.map((error) => error.message ?? 'unknown error') };
    for (const module of modules) {
      const file = relative(process.cwd(), module.moduleId);
      for (const error of module.errors()) results.broken.push(`${file}: ${error.message}`);
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors())
          results.broken.push(`${file}: ${suite.fullName}: ${error.message}`);
      }
      for (const test of module.children.allTests()) {
        const { state, ...rest } = test.result();
        const note = 'note' in rest ? rest.note : undefined;
        const reason =
          state !== 'skipped'
            ? null
            : unprepared(test)
              ? 'its preparation failed'
              : reasonOf(test.fullName, note);
        results.tests.push({ title: test.fullName, file, project: test.project.name, state, reason });
      }
    }
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(results));
  }
}
