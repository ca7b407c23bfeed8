import { Option } from 'commander';
import type { ConfigureOptions, ForOptions, PauseOptions, StartOptions } from '../commands/maintenance.js';
import { duration, nameList, numberOrOff, onOff, timeOfDay, wholeNumber } from '../arguments.js';
import { act, define, group } from './act.js';
import type { Grammar } from './act.js';

/** `maintenance …`, `pause`, `unpause`. */
export const maintenanceGrammar: Grammar = (program, chosen) => {
  const maintenance = group(program, 'maintenance', 'look at and steer automatic maintenance');
  const load = () => import('../commands/maintenance.js');

  const status = define(
    maintenance,
    'status',
    'say what maintenance does, what is due and why it waits',
    'caretaker maintenance status --json',
  );
  act(status, chosen, async () => (await load()).printMaintenance);

  const start = define(
    maintenance,
    'start',
    'run what is due now, without waiting for idle',
    'caretaker maintenance start --all',
  );
  start
    .option('--all', 'every enabled maintenance task, due or not')
    .option('--on-battery', 'also while the computer is on battery');
  act<StartOptions>(start, chosen, async (_args, options) => {
    const { startMaintenance } = await load();
    return (call) => startMaintenance(call, options);
  });

  const stop = define(maintenance, 'stop', 'suspend what runs; it stays due', 'caretaker maintenance stop');
  act(stop, chosen, async () => (await load()).stopMaintenance);

  const diagnose = define(
    maintenance,
    'diagnose',
    'check everything that hinders running and waking, and say what would mend it',
    'caretaker maintenance diagnose --json',
  );
  act(diagnose, chosen, async () => (await import('../commands/diagnose.js')).printDiagnosis);

  const configure = define(
    maintenance,
    'configure',
    'change the settings, or print them when none is given',
    'caretaker maintenance configure --time 02:30 --window PT2H',
  );
  configure
    .option('--time <HH:MM>', 'daily activation time, local', timeOfDay)
    .option('--window <duration>', 'length of the daily window', duration)
    .option('--random-delay <duration>', 'upper bound of the daily random delay', duration)
    .option('--wake <on|off>', 'wake the computer for the daily run', onOff)
    .option('--idle-after <duration>', 'time without input that counts as idle', duration)
    .option('--parallel <number>', 'how many maintenance tasks run side by side', wholeNumber(1, 64))
    .option('--min-battery <percent|off>', 'charge a battery must have besides AC', numberOrOff(1, 100))
    .option(
      '--busy-programs <names|none>',
      'programs that mean the computer is in use, with commas',
      nameList,
    )
    .option('--enabled <on|off>', 'switch automatic maintenance on or off', onOff)
    .addOption(
      new Option('--profile <name>', 'when idle runs may start').choices(['opportunistic', 'window-only']),
    );
  act<ConfigureOptions>(configure, chosen, async (_args, options) => {
    const { configureMaintenance } = await load();
    return (call) => configureMaintenance(call, options);
  });

  const postpone = define(
    maintenance,
    'postpone',
    'hold one task back for a while (4 hours when not said)',
    "caretaker maintenance postpone '\\Backup\\Home' --for P1D",
  );
  postpone.argument('<task>', 'path of the task').option('--for <duration>', 'how long', duration);
  act<ForOptions>(postpone, chosen, async ([task = ''], options) => {
    const { postponeTask } = await load();
    return (call) => postponeTask(call, task, options);
  });

  const later = define(
    maintenance,
    'later',
    'put off the catch-up after sleep or boot (1 hour when not said)',
    'caretaker maintenance later --for PT2H',
  );
  later.option('--for <duration>', 'how long', duration);
  act<ForOptions>(later, chosen, async (_args, options) => {
    const { putPlanOff } = await load();
    return (call) => putPlanOff(call, options);
  });

  const skip = define(
    maintenance,
    'skip',
    'skip the catch-up after sleep or boot, until the next daily run',
    'caretaker maintenance skip',
  );
  act(skip, chosen, async () => (await load()).skipPlan);

  const pause = define(
    program,
    'pause',
    'hold everything back for a while (2 hours when not said)',
    'caretaker pause --for PT4H',
  );
  pause
    .addOption(new Option('--for <duration>', 'how long').argParser(duration).conflicts('untilTomorrow'))
    .option('--until-tomorrow', 'until tomorrow');
  act<PauseOptions>(pause, chosen, async (_args, options) => {
    const { pauseMaintenance } = await load();
    return (call) => pauseMaintenance(call, options);
  });

  const unpause = define(program, 'unpause', 'end the pause', 'caretaker unpause');
  act(unpause, chosen, async () => (await load()).unpauseMaintenance);
};
