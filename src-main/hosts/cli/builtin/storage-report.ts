import { localeOf } from '../../../../src-shared/wording/language.js';
import type { Call } from '../call.js';
import { readDiskFacts } from './disk-facts.js';
import { storageText, storageWarnings } from './storage-text.js';

/**
 * `caretaker builtin storage-report`: the program of the task `\Caretaker\StorageReport`. Prints space
 * and health of the disks; needs no host and no rights. What it finds is a report, not a failure: it
 * always ends with 0.
 */
export async function storageReport(call: Call): Promise<void> {
  const { terminal, language } = call;
  const facts = await readDiskFacts();
  if (call.json) {
    terminal.out(JSON.stringify({ ...facts, warnings: storageWarnings(facts) }, null, 2));
    return;
  }
  const day = new Intl.DateTimeFormat(localeOf[language], {
    dateStyle: 'long',
    timeZone: terminal.zone,
  }).format(terminal.now());
  for (const line of storageText(facts, { day, language, width: terminal.width })) terminal.out(line);
}
