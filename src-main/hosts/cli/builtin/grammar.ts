import type { RequestIn } from '../../../../src-shared/contract/table.js';
import { wholeNumber } from '../arguments.js';
import { act, define, group } from '../grammar/act.js';
import type { Grammar } from '../grammar/act.js';

/** `builtin storage-report`, `builtin history-cleanup`: the programs of Caretaker's own tasks. */
export const builtinGrammar: Grammar = (program, chosen) => {
  const builtin = group(program, 'builtin', 'the programs of Caretaker’s own tasks');

  const storage = define(
    builtin,
    'storage-report',
    'tell space and health of the disks',
    'caretaker builtin storage-report',
  );
  act(storage, chosen, async () => (await import('./storage-report.js')).storageReport);

  const handler = define(
    builtin,
    'handler <module>',
    'run a handler module as the action of a task',
    'caretaker builtin handler /opt/handlers/index.js',
  );
  act(handler, chosen, async ([module = '']) => {
    const { handlerProcess } = await import('./handler.js');
    return () => handlerProcess(module);
  });

  const cleanup = define(
    builtin,
    'history-cleanup',
    'drop history that is older or larger than the limits',
    'caretaker builtin history-cleanup --keep-days 90',
  );
  cleanup
    .option('--keep-days <days>', 'days of history that stay', wholeNumber(1, 3650))
    .option('--journal-megabytes <size>', 'megabytes of the recording that stay', wholeNumber(1, 4096));
  act<RequestIn<'history.cleanUp'>>(cleanup, chosen, async (_args, options) => {
    const { historyCleanup } = await import('./history-cleanup.js');
    return historyCleanup(options);
  });
};
