import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readTaskXml } from '../../src-main/formats/task-xml/read.js';
import { encodeTaskXml } from '../../src-main/formats/task-xml/write.js';

export interface CorpusReport {
  files: number;
  /** Different by content. */
  different: number;
  accepted: number;
  /** Accepted, and the same after export and import. */
  unchanged: number;
  /** Name and reason of each that is refused or comes back changed. */
  refused: { file: string; why: string }[];
  changed: string[];
  /** What was said, by severity, element and sentence, with the number of files. */
  said: { severity: string; element: string; message: string; files: number }[];
  versions: Record<string, number>;
  /** First digits of the SHA-256 of each file. */
  digests: string[];
}

/** Reads every file of a folder, and what is accepted a second time after writing it. */
export function checkFolder(folder: string): CorpusReport {
  const report: CorpusReport = {
    files: 0,
    different: 0,
    accepted: 0,
    unchanged: 0,
    refused: [],
    changed: [],
    said: [],
    versions: {},
    digests: [],
  };
  const said = new Map<string, CorpusReport['said'][number]>();
  const seen = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.toLowerCase().endsWith('.xml')) continue;
    const bytes = readFileSync(join(folder, file));
    report.files++;
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    if (seen.has(digest)) continue;
    seen.add(digest);
    checkOne(file, bytes, report, said);
  }
  report.different = seen.size;
  report.digests = [...seen];
  report.said = [...said.values()].sort((a, b) => b.files - a.files || (a.element < b.element ? -1 : 1));
  return report;
}

function checkOne(
  file: string,
  bytes: Uint8Array,
  report: CorpusReport,
  said: Map<string, CorpusReport['said'][number]>,
): void {
  const { task, problems } = readTaskXml(bytes, file);
  if (task === null) {
    const first = problems.find(({ severity }) => severity === 'error');
    const why = `${first?.element ?? ''} ${first?.value ?? ''}: ${first?.message ?? ''} [${first?.code ?? ''}]`;
    report.refused.push({ file, why: why.trim() });
    return;
  }
  report.accepted++;
  report.versions[task.version] = (report.versions[task.version] ?? 0) + 1;
  const again = readTaskXml(encodeTaskXml(task), file).task;
  if (isDeepStrictEqual(again, task)) report.unchanged++;
  else report.changed.push(file);
  const here = new Set<string>();
  for (const { severity, element, message } of problems) {
    // What is named in a sentence (a path, a number) is not what is counted.
    const plain = message.replace(/called \S.* after the file/, 'called after the file');
    const key = `${severity} ${element ?? ''} ${plain}`;
    if (here.has(key)) continue;
    here.add(key);
    const entry = said.get(key) ?? { severity, element: element ?? '', message: plain, files: 0 };
    entry.files++;
    said.set(key, entry);
  }
}
