import { Argument } from 'commander';
import { acceptBits, serviceStateNumbers } from '../../../../src-shared/model/service-constants.js';
import { wholeNumber } from '../arguments.js';
import { act, define } from '../grammar/act.js';
import type { Grammar } from '../grammar/act.js';
import { UsageError } from '../usage-command.js';
import type { NotifyOptions } from './notify.js';

const largestMs = 0xffff_ffff;

/** `svchost`, `notify`: what services themselves run. */
export const serviceProgramsGrammar: Grammar = (program, chosen) => {
  const host = define(
    program,
    'svchost',
    'be the shared host of a group of services (started by the host)',
    'caretaker svchost -k Network',
  );
  host.requiredOption('-k <group>', 'the group of services');
  act<{ k: string }>(host, chosen, async (_args, { k }) => (await import('./svchost.js')).svchost(k));

  const notify = define(
    program,
    'notify',
    'report the state of a service from its own script',
    'caretaker notify RUNNING --accepts stop',
  );
  notify
    .addArgument(
      new Argument('[state]', 'the state to report').choices([...Object.keys(serviceStateNumbers)]),
    )
    .option('--dispatch', 'take commands as lines, and reports as lines of the input')
    .option('--service <name>', 'which service of this process')
    .option(
      '--check-point <number>',
      'raised with each step of a long start or stop',
      wholeNumber(0, largestMs),
    )
    .option('--wait-hint <ms>', 'until the next report', wholeNumber(0, largestMs))
    .option('--accepts <controls>', `of ${Object.keys(acceptBits).join(',')}`, (text) =>
      text === '' ? [] : text.split(','),
    )
    .option('--exit-code <code>', 'Win32 code of an end', wholeNumber(0, largestMs))
    .option(
      '--specific-code <code>',
      'code of the service itself, with exit code 1066',
      wholeNumber(0, largestMs),
    );
  act<NotifyOptions & { dispatch?: boolean }>(notify, chosen, async ([state], options) => {
    const work = await import('./notify.js');
    if (options.dispatch === true) return work.dispatch();
    if (state === undefined)
      throw new UsageError('Name the state to report, such as RUNNING, or --dispatch.');
    return work.notify(state, options);
  });
};
