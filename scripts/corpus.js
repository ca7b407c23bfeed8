// `npm run corpus -- FOLDER [--write]`: task documents of other people, read, written and read again.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './build.js';
import { onNode24 } from './node-24.js';

const bundles = join(root, 'node_modules/.cache/caretaker/corpus');
const page = join(root, 'docs/task-xml-corpus.md');
const sources = join(root, 'test/fixtures/task-xml-sources.json');
const begin = '<!-- corpus: begin -->';
const end = '<!-- corpus: end -->';

async function bundle() {
  rmSync(bundles, { recursive: true, force: true });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: ['sax'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: bundles,
      minify: false,
      rolldownOptions: {
        input: { corpus: join(root, 'test/corpus/check-folder.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** @param {import('../test/corpus/check-folder.js').CorpusReport} report */
function markdown(report) {
  const versions = Object.entries(report.versions)
    .sort()
    .map(([version, count]) => `${version} (${count})`)
    .join(', ');
  return [
    `${report.different} different documents: ${report.accepted} accepted, ${report.unchanged} of them the same after export and import, ${report.refused.length} refused. Versions: ${versions}.`,
    '',
    '| files | severity | element | what is said |',
    '| ---: | --- | --- | --- |',
    ...report.said.map(
      ({ files, severity, element, message }) => `| ${files} | ${severity} | ${element} | ${cell(message)} |`,
    ),
    '',
    'Refused:',
    '',
    ...report.refused.map(({ file, why }) => `- ${cell(file.replaceAll('__', '/'))}: ${cell(why)}`),
  ].join('\n');
}

await onNode24(import.meta.url, async () => {
  const folder = process.argv.slice(2).find((arg) => !arg.startsWith('--'));
  if (folder === undefined) {
    console.log('Give the folder of the documents: npm run corpus -- FOLDER [--write]');
    process.exitCode = 2;
    return;
  }
  await bundle();
  const module = await import(pathToFileURL(join(bundles, 'corpus.js')).href);
  /** @type {import('../test/corpus/check-folder.js').CorpusReport} */
  const report = module.checkFolder(folder);
  const text = markdown(report);
  console.log(text);
  /** @type {{ files: { sha256: string }[] }[]} */
  const listed = JSON.parse(readFileSync(sources, 'utf8'));
  const known = new Set(listed.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
  const strange = report.digests.filter((digest) => !known.has(digest));
  if (strange.length > 0) console.log(`${strange.length} of them are not in the list of sources.`);
  if (process.argv.includes('--write')) {
    const [before, rest] = readFileSync(page, 'utf8').split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined)
      throw new Error(`docs/task-xml-corpus.md has lost its marks ${begin}`);
    writeFileSync(page, `${before}${begin}\n\n${text}\n\n${end}${after}`);
  }
  if (report.changed.length > 0) console.log(`Changed on the way: ${report.changed.join(', ')}`);
  process.exitCode = report.changed.length === 0 ? 0 : 1;
});
