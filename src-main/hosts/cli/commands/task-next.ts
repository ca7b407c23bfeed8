import { existsSync } from 'node:fs';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { instantOf } from '../instant.js';
import { withService } from './unit-files.js';
import { printJson } from '../text/json.js';
import { stamp } from '../text/moments.js';
import { word } from '../text/words.js';

export interface NextOptions {
  count: number;
  from?: string;
  zone?: string;
}

interface NextRuns {
  task: string;
  zone: string;
  next: string[];
}

/** The next scheduled times of a registered task, or of each task in a file. */
export async function printNext(call: Call, subject: string, options: NextOptions): Promise<ExitCode | void> {
  if (existsSync(subject)) return nextOfFile(call, subject, options);
  return call.withHost(async (host) => {
    const zone = options.zone ?? call.terminal.zone;
    const from =
      options.from === undefined ? null : new Date(await instantOf(options.from, zone)).toISOString();
    show(call, [await host.call('tasks.next', { task: subject, count: options.count, from })], options);
  });
}

async function nextOfFile(call: Call, file: string, options: NextOptions): Promise<ExitCode | void> {
  const { nextOfFiles: read } = await import('../../../formats/next.js');
  const { wall } = await import('../../../core/time/stamp.js');
  const zone = options.zone ?? call.terminal.zone;
  const from = options.from === undefined ? wall(call.terminal.now()) : await instantOf(options.from, zone);
  const { runs, problems } = read(withService(file), { from, zone, count: options.count });
  if (runs.length > 0) return show(call, runs, options);
  const { textReport } = await import('../../../formats/check.js');
  for (const line of textReport([{ file, valid: false, task: null, problems }])) call.terminal.err(line);
  return exitCodes.refused;
}

function show(call: Call, runs: NextRuns[], options: NextOptions): void {
  if (call.json) return printJson(call, runs.length === 1 ? runs[0] : runs);
  for (const { task, zone, next } of runs) {
    if (runs.length > 1) call.terminal.out(task);
    if (next.length === 0) call.terminal.out(word(call.language, 'noNext'));
    for (const at of next) call.terminal.out(stamp(at, options.zone ?? zone));
  }
}
