import { Command, type CommanderError } from 'commander';
import type { ErrorOptions } from 'commander';
import { exitCodes } from './call.js';

/** Bad usage, with the lines to print: what is wrong, the usage line, where help is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A command that explains bad usage by its own usage line, and ends nothing by itself. */
export class UsageCommand extends Command {
  override createCommand(name?: string): UsageCommand {
    return new UsageCommand(name);
  }

  override error(message: string, _options?: ErrorOptions): never {
    throw new UsageError(explain(this, message));
  }
}

function explain(command: Command, message: string): string {
  const names: string[] = [];
  for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name());
  const path = names.join(' ');
  const sentence = message.replace(/^error: /, '');
  return [sentence, `Usage: ${path} ${command.usage()}`, `Try: ${path} --help`].join('\n');
}

/** Help and version leave the parser as an error of commander's; both are "done". */
export function exitOfParser(error: CommanderError): number {
  return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
}
