import { Option } from 'commander';
import type { HostOptions } from '../commands/host.js';
import { wholeNumber } from '../arguments.js';
import { act, define } from './act.js';
import type { Grammar } from './act.js';

/** `host`, `host stop`, `panel`, `status`. */
export const hostGrammar: Grammar = (program, chosen) => {
  const host = define(
    program,
    'host',
    'run the host in the foreground',
    'caretaker host --headless --no-open',
  );
  host
    .option('--headless', 'without a window: the panel is served on the loopback')
    .option('--port <number>', 'port of the panel', wholeNumber(0, 65_535))
    .option('--no-open', 'do not open the panel in a browser')
    .addOption(
      new Option('--safe-mode <mode>', 'start only the services of a safe mode').choices([
        'minimal',
        'network',
      ]),
    )
    .option('--last-known-good', 'start the services with their last known good configuration');
  act<HostOptions>(host, chosen, async (_args, options) => {
    const { runHost } = await import('../commands/host.js');
    return (call) => runHost(call, options);
  });

  const stop = define(host, 'stop', 'end the running host in order', 'caretaker host stop');
  act(stop, chosen, async () => (await import('../commands/host.js')).stopHost);

  const panel = define(program, 'panel', 'print a fresh link to the panel', 'caretaker panel');
  act(panel, chosen, async () => (await import('../commands/status.js')).printLink);

  const status = define(program, 'status', 'say which host is running and where', 'caretaker status --json');
  act(status, chosen, async () => (await import('../commands/status.js')).printStatus);
};
