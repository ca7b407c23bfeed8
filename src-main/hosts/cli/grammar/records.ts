import { Option } from 'commander';
import type { EventsOptions } from '../commands/events.js';
import { moment } from '../arguments.js';
import { act, define } from './act.js';
import type { Grammar } from './act.js';

const logs = ['System', 'TaskScheduler/Operational', 'TaskScheduler/Maintenance', 'TaskScheduler/Diagnostic'];

/** `events`, `signals`, `why`, `simulate`. */
export const recordsGrammar: Grammar = (program, chosen) => {
  const events = define(
    program,
    'events',
    'print the log records, oldest first',
    'caretaker events --log TaskScheduler/Maintenance --since 2026-03-02 --follow',
  );
  events
    .addOption(new Option('--log <name>', 'of one log').choices(logs))
    .option('--since <moment>', 'at or after this moment', moment)
    .option('--task <name>', 'of one task')
    .option('--service <name>', 'of one service')
    .option('--follow', 'go on with each new record');
  act<EventsOptions>(events, chosen, async (_args, options) => {
    const { printEvents } = await import('../commands/events.js');
    return (call) => printEvents(call, options);
  });

  const signals = define(
    program,
    'signals',
    'show what the computer reports, by which source, and how old that is',
    'caretaker signals --follow',
  );
  signals.option('--follow', 'go on with each change');
  act<{ follow?: boolean }>(signals, chosen, async (_args, options) => {
    const { printSignals } = await import('../commands/signals.js');
    return (call) => printSignals(call, options.follow === true);
  });

  const why = define(
    program,
    'why <name>',
    'say why a task has not run or a service does not, test by test',
    String.raw`caretaker why '\Backup\Home'`,
  );
  act(why, chosen, async ([name = '']) => {
    const { explain } = await import('../commands/why.js');
    return (call) => explain(call, name);
  });

  const simulate = define(
    program,
    'simulate <scenario>',
    'play a scenario on a simulated computer and print its records (needs no host)',
    'caretaker simulate week.json',
  );
  act(simulate, chosen, async ([file = '']) => {
    const { printSimulation } = await import('../commands/simulate.js');
    return (call) => printSimulation(call, file);
  });
};
