import { CommanderError, Option } from 'commander';
import { languages, parseLanguage } from '../../../src-shared/wording/language.js';
import type { Language } from '../../../src-shared/wording/language.js';
import { builtinGrammar } from './builtin/grammar.js';
import { exitCodes } from './call.js';
import type { Call, Terminal } from './call.js';
import type { Chosen } from './grammar/act.js';
import { hostGrammar } from './grammar/host.js';
import { maintenanceGrammar } from './grammar/maintenance.js';
import { recordsGrammar } from './grammar/records.js';
import { serviceGrammar } from './grammar/service.js';
import { taskGrammar } from './grammar/task.js';
import { serviceProgramsGrammar } from './services/grammar.js';
import { windowsGrammar } from './grammar/windows.js';
import { exitOfParser, UsageCommand, UsageError } from './usage-command.js';

interface GlobalOptions {
  home?: string;
  lang?: Language;
  json?: boolean;
}

/**
 * Reads the words of a command line and does what they say; never throws.
 *
 * @param words without the program's own name
 * @returns the exit code: 0 done, 1 refused, 2 bad usage, 3 no host running
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const chosen: Chosen = { work: null };
  const program = build(terminal, chosen);
  let language: Language = languageOf(undefined, terminal);
  try {
    if (words.length === 0) throw new UsageError(program.helpInformation().trimEnd());
    await program.parseAsync([...words], { from: 'user' });
    const options = program.opts<GlobalOptions>();
    language = languageOf(options.lang, terminal);
    return (await chosen.work?.(callOf(options, language, terminal))) ?? exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return exitOfParser(error);
    if (error instanceof UsageError) {
      terminal.err(error.message);
      return exitCodes.usage;
    }
    const { tellFailure } = await import('./failure.js');
    const { line, code } = tellFailure(error, language);
    terminal.err(line);
    return code;
  }
}

function build(terminal: Terminal, chosen: Chosen): UsageCommand {
  const program = new UsageCommand('caretaker');
  program
    .description('Looks after a workstation while nobody is using it.')
    .option('--home <folder>', 'home of the host (else CARETAKER_HOME, else the newest host)')
    .addOption(new Option('--lang <language>', 'language of the text').choices(languages))
    .option('--json', 'print JSON, always in English')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, helpWidth: terminal.width })
    .configureOutput({
      writeOut: (text) => terminal.raw(text),
      writeErr: (text) => terminal.err(text.trimEnd()),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
    });
  program.addOption(new Option('--version', 'print the version'));
  program.on('option:version', () => (chosen.work = printVersion));
  for (const grammar of [
    hostGrammar,
    maintenanceGrammar,
    taskGrammar,
    serviceGrammar,
    recordsGrammar,
    serviceProgramsGrammar,
    windowsGrammar,
    builtinGrammar,
  ]) {
    grammar(program, chosen);
  }
  return program;
}

async function printVersion(call: Call): Promise<void> {
  const { product } = await import('../product.js');
  call.terminal.out(product().version);
}

/** `--lang`, else what the environment says of messages. */
function languageOf(option: Language | undefined, terminal: Terminal): Language {
  const { env } = terminal.around;
  return option ?? parseLanguage(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']);
}

function callOf(options: GlobalOptions, language: Language, terminal: Terminal): Call {
  const { home, json = false } = options;
  return {
    terminal,
    language,
    json,
    home,
    async withHost(work) {
      const { findHost } = await import('../home/find-host.js');
      const client = await findHost(home, terminal.around);
      try {
        return await work(client);
      } finally {
        client.close();
      }
    },
  };
}
