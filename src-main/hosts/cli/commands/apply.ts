import { basename } from 'node:path';
import type { ServiceDefinition } from '../../../../src-shared/model/service.js';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { printJson } from '../text/json.js';
import { word } from '../text/words.js';
import { bytesOf } from './unit-files.js';

export interface ApplyOptions {
  dryRun?: boolean;
  prune?: boolean;
}

/** Makes tasks and settings what a manifest says, as one transaction. */
export async function applyManifest(
  call: Call,
  file: string,
  options: ApplyOptions,
): Promise<ExitCode | void> {
  const { readManifest } = await import('../../../formats/manifest/read.js');
  const { manifest, problems, fileProblems, tasks } = readManifest(bytesOf(file), file);
  const { textReport } = await import('../../../formats/check.js');
  const entries = [
    { file, valid: manifest !== null, task: null, problems: fileProblems },
    ...tasks.map((task) => ({ file, valid: manifest !== null, task: task.path, problems: task.problems })),
  ];
  const report =
    problems.length === 0
      ? []
      : textReport(entries.filter((entry) => entry.problems.length > 0 && !entry.valid));
  for (const line of report) call.terminal.err(line);
  if (manifest === null) {
    call.terminal.err(word(call.language, 'nothingApplied'));
    return exitCodes.refused;
  }
  const { dryRun = false, prune = false } = options;
  return call.withHost(async (host) => {
    const done = await host.call('tasks.apply', {
      source: basename(file),
      tasks: manifest.tasks,
      settings: manifest.settings,
      services: manifest.services,
      prune,
      dryRun,
    });
    if (call.json) return printJson(call, done);
    const changes = done.changes.filter(({ action }) => action !== 'unchanged');
    if (changes.length === 0) return call.terminal.out(word(call.language, 'unchanged'));
    if (dryRun) call.terminal.out(word(call.language, 'wouldChange'));
    for (const { action, subject, detail } of changes) {
      if (action === 'unchanged') continue;
      call.terminal.out(`${word(call.language, action)} ${subject}${detail === null ? '' : `: ${detail}`}`);
    }
    if (dryRun) await adviseOnServices(call, manifest.services?.services ?? []);
  });
}

/** What could be better about the services, before they are applied (SCM-39, SCM-61, SCM-62). */
async function adviseOnServices(call: Call, services: readonly ServiceDefinition[]): Promise<void> {
  const { adviceOnService } = await import('../../../core/advice/service-advice.js');
  const { serviceAdviceText } = await import('../../../../src-shared/wording/service-advice.js');
  for (const advice of services.flatMap(adviceOnService)) {
    call.terminal.out(`${advice.service}: ${serviceAdviceText(advice, call.language)}`);
  }
}
