import type { Work } from '../call.js';
import type { UsageCommand } from '../usage-command.js';

/** Keeps what the parser found to be done, until the program does it. */
export interface Chosen {
  work: Work | null;
}

/** Adds commands to one program. */
export type Grammar = (program: UsageCommand, chosen: Chosen) => void;

/**
 * Sets what a command does. `args` are its words in order (a variadic one as its single words), `options`
 * its own options as their readers left them. The work is loaded only when it is chosen.
 */
export function act<Options>(
  command: UsageCommand,
  chosen: Chosen,
  load: (args: string[], options: Options) => Promise<Work> | Work,
): void {
  command.action(() => {
    const { args } = command;
    const options = command.opts<Options & Record<string, unknown>>();
    chosen.work = async (call) => (await load(args, options))(call);
  });
}

/** A command under another one, with its line in the help and one example. */
export function define(parent: UsageCommand, words: string, summary: string, example: string): UsageCommand {
  const command = parent.command(words) as UsageCommand;
  command.summary(summary).description(sentence(summary));
  command.addHelpText('after', `\nExample:\n  ${example}`);
  return command;
}

/** A command that only groups others: alone it is bad usage, with its help. */
export function group(parent: UsageCommand, name: string, summary: string): UsageCommand {
  const command = parent.command(name) as UsageCommand;
  command.summary(summary).description(sentence(summary));
  return command;
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}
