import { quoteArguments } from '../../../formats/task-xml/quote.js';
import type { ServiceSummary } from '../../../../src-shared/model/service.js';
import { win32Text } from '../../../../src-shared/wording/win32.js';
import type { Call, Work } from '../call.js';
import { printJson } from '../text/json.js';
import { serviceWord } from '../text/service-words.js';
import { table } from '../text/table.js';

/** Every service: state, start type, process. */
export const listServices: Work = (call) =>
  call.withHost(async (host) => {
    const services = await host.call('services.list', {});
    if (call.json) return printJson(call, services);
    const { out, width } = call.terminal;
    if (services.length === 0) return out(serviceWord(call.language, 'noServices'));
    const head = (['service', 'state', 'start', 'process'] as const).map((key) =>
      serviceWord(call.language, key),
    );
    const rows = services.map((service) => [
      service.name,
      stateOf(service, call),
      startOf(service, call),
      service.pid === null ? '' : String(service.pid),
    ]);
    for (const line of table(head, rows, width)) out(line);
  });

function stateOf({ state, hung }: ServiceSummary, { language }: Call): string {
  return hung ? `${state}, ${serviceWord(language, 'hung')}` : state;
}

function startOf({ startType, delayed }: ServiceSummary, { language }: Call): string {
  return delayed ? `${startType}, ${serviceWord(language, 'delayed')}` : startType;
}

/** One service: configuration, what it needs and who needs it. */
export function showService(call: Call, name: string): Promise<void> {
  return call.withHost(async (host) => {
    const shown = await host.call('services.show', { service: name });
    if (call.json) return printJson(call, shown);
    const { summary, definition, dependencies, dependents } = shown;
    const say = (key: Parameters<typeof serviceWord>[1]): string => serviceWord(call.language, key);
    const list = (names: string[]): string => (names.length === 0 ? say('none') : names.join(', '));
    const { imagePath } = definition;
    const program =
      imagePath === null || typeof imagePath === 'string' ? imagePath : quoteArguments(imagePath);
    const { exitCode } = summary;
    const rows = [
      [say('service'), summary.name],
      [say('displayName'), summary.displayName],
      [say('description'), summary.description ?? say('none')],
      [say('state'), stateOf(summary, call)],
      [say('start'), startOf(summary, call)],
      [say('process'), summary.pid === null ? say('none') : String(summary.pid)],
      [say('exitCode'), exitCode === 0 ? '0' : `${win32Text(exitCode, call.language)} (${exitCode})`],
      [say('program'), program ?? say('none')],
      [say('account'), definition.account],
      [say('group'), definition.group ?? say('none')],
      [say('needs'), list(dependencies)],
      [say('neededBy'), list(dependents)],
      [
        say('triggers'),
        list(definition.triggers.map(({ action, type, subtype }) => `${action} ${type} ${subtype}`)),
      ],
    ];
    for (const line of table(null, rows, call.terminal.width)) call.terminal.out(line);
  });
}
