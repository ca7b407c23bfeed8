import { exitCodes, type Call, type ExitCode } from '../call.js';
import { printJson } from '../text/json.js';
import { word } from '../text/words.js';
import { withServices } from './unit-files.js';

export interface ExportOptions {
  format: 'xml' | 'yaml';
}

/** Registers the tasks of all files, or none. */
export function importFiles(call: Call, names: string[]): Promise<ExitCode | void> {
  const files = withServices(names).map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }));
  return call.withHost(async (host) => {
    const result = await host.call('tasks.import', { files });
    const refused = result.registered.length === 0;
    if (call.json) printJson(call, result);
    const { textReport } = await import('../../../formats/check.js');
    const troubled = result.files.filter(({ problems }) => problems.length > 0);
    if (!call.json)
      for (const line of textReport(troubled)) (refused ? call.terminal.err : call.terminal.out)(line);
    if (refused) {
      if (!call.json) call.terminal.err(word(call.language, 'nothingApplied'));
      return exitCodes.refused;
    }
    if (!call.json)
      for (const path of result.registered) call.terminal.out(word(call.language, 'registered', path));
  });
}

/** Prints a definition as a file. */
export function exportTask(call: Call, name: string, { format }: ExportOptions): Promise<void> {
  return call.withHost(async (host) => {
    const file = await host.call('tasks.export', { task: name, format });
    if (call.json) printJson(call, file);
    // What a terminal or a redirection writes is UTF-8, whatever the document says of a file of its own.
    else call.terminal.raw(file.text.replace('encoding="UTF-16"', 'encoding="UTF-8"'));
  });
}

/** Says whether files are valid, and what is not; needs no host. */
export async function checkFiles(call: Call, names: string[]): Promise<ExitCode | void> {
  const { checkFiles: check, textReport } = await import('../../../formats/check.js');
  const results = check(withServices(names));
  if (call.json) printJson(call, results);
  else for (const line of textReport(results)) call.terminal.out(line);
  if (results.some(({ valid }) => !valid)) return exitCodes.refused;
}
