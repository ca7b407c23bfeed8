import type { Call, ExitCode } from '../call.js';
import type { UsageCommand } from '../usage-command.js';
import { act, define } from './act.js';
import type { Grammar } from './act.js';

type WindowsCommand = (call: Call, words: string[]) => Promise<ExitCode>;

/** `sc …`, `schtasks …`, `tasklist …`: their words are their own, and are passed on as they are. */
export const windowsGrammar: Grammar = (program, chosen) => {
  const words = (
    name: string,
    summary: string,
    example: string,
    load: () => Promise<WindowsCommand>,
  ): void => {
    const command: UsageCommand = define(program, `${name} [words...]`, summary, example);
    command.allowUnknownOption().helpOption(false);
    act(command, chosen, async (given) => {
      const run = await load();
      return (call) => run(call, given);
    });
  };
  words('sc', 'the service command of Windows', 'caretaker sc query imaged', async () => {
    return (await import('../windows/sc.js')).sc;
  });
  words(
    'schtasks',
    'the task command of Windows',
    String.raw`caretaker schtasks /query /tn '\Backup\Home'`,
    async () => {
      const { schtasks } = await import('../windows/schtasks.js');
      return (call, given) => schtasks(call, given);
    },
  );
  words('tasklist', 'the process list of Windows: /svc', 'caretaker tasklist /svc', async () => {
    return (await import('../windows/tasklist.js')).tasklist;
  });
};
