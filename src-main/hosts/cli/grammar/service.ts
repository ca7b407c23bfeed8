import { Option } from 'commander';
import type { PlanOptions } from '../commands/service-plan.js';
import type { RaiseOptions } from '../commands/service-acts.js';
import { act, define, group } from './act.js';
import type { Grammar } from './act.js';

/** `service …` and `raise`. */
export const serviceGrammar: Grammar = (program, chosen) => {
  const service = group(program, 'service', 'look at, start and stop services');
  const views = () => import('../commands/service-views.js');
  act(define(service, 'list', 'list all services', 'caretaker service list'), chosen, async () => {
    return (await views()).listServices;
  });
  act(
    define(service, 'show <name>', 'show one service', 'caretaker service show imaged'),
    chosen,
    async ([name = '']) => {
      const { showService } = await views();
      return (call) => showService(call, name);
    },
  );

  const plan = define(
    service,
    'plan [file]',
    'print the order of an automatic start, and what fails in it; of a manifest it needs no host',
    'caretaker service plan services.yaml --mode network --json',
  );
  plan.addOption(
    new Option('--mode <mode>', 'kind of start').choices(['normal', 'minimal', 'network']).default('normal'),
  );
  act<PlanOptions>(plan, chosen, async ([file], options) => {
    const { printPlan } = await import('../commands/service-plan.js');
    return (call) => printPlan(call, file ?? null, options);
  });

  const simple = [
    ['start', 'start a service and wait until it runs'],
    ['stop', 'stop a service and wait until it has stopped'],
    ['pause', 'pause a running service'],
    ['continue', 'let a paused service go on'],
    ['delete', 'delete a service, as soon as nobody uses it'],
  ] as const;
  for (const [name, summary] of simple) {
    act(
      define(service, `${name} <name>`, summary, `caretaker service ${name} imaged`),
      chosen,
      async ([given = '']) => {
        const { serviceActs } = await import('../commands/service-acts.js');
        return (call) => serviceActs[name](call, given);
      },
    );
  }

  const raise = define(
    program,
    'raise <provider>',
    'raise a custom event: services with a trigger of this provider follow',
    'caretaker raise d9444cc9-bbb2-4a5e-8db0-4f0f6a04e4ab --hex 01ff --string ready',
  );
  const collect = (value: string, before: string[]): string[] => [...before, value];
  raise
    .option('--hex <data>', 'binary data in hexadecimal digits; may be repeated', collect, [])
    .option('--string <text>', 'string data; may be repeated', collect, []);
  act<RaiseOptions>(raise, chosen, async ([provider = ''], options) => {
    const { raiseEvent } = await import('../commands/service-acts.js');
    return (call) => raiseEvent(call, provider, options);
  });
};
