import type { EventRecord, LogName } from '../../../../src-shared/model/record.js';
import { eventMessage } from '../../../../src-shared/wording/event-message.js';
import type { ContractClient } from '../../../client/contract-client.js';
import type { Call } from '../call.js';
import { instantOf } from '../instant.js';
import { printJsonLine } from '../text/json.js';
import { stamp } from '../text/moments.js';
import { word } from '../text/words.js';

export interface EventsOptions {
  log?: string;
  since?: string;
  task?: string;
  service?: string;
  follow?: boolean;
}

/** The largest page that the host gives. */
const pageSize = 10_000;

/** Prints the records that match, oldest first; with `follow` also each new one until the host ends. */
export function printEvents(call: Call, options: EventsOptions): Promise<void> {
  return call.withHost(async (host) => {
    const early: EventRecord[] = [];
    let last = 0;
    let live = false;
    const take = (records: EventRecord[]): void => {
      for (const record of records.filter((one) => matches(one, options))) {
        // What the page already showed is not shown again; a folded wait comes again with its old number.
        if (live && record.seq <= last && record.id !== 906) continue;
        last = Math.max(last, record.seq);
        print(call, record);
      }
    };
    if (options.follow === true)
      await host.subscribe('history.appended', (records) =>
        live ? take(records) : void early.push(...records),
      );
    const records = await page(host, call, options);
    take(records);
    live = true;
    take(early);
    if (options.follow === true) await host.gone;
    else if (records.length === 0 && !call.json) call.terminal.out(word(call.language, 'noEvents'));
  });
}

/** Every matching record, fetched page by page from the newest backwards. */
async function page(host: ContractClient, call: Call, options: EventsOptions): Promise<EventRecord[]> {
  const since =
    options.since === undefined
      ? null
      : new Date(await instantOf(options.since, call.terminal.zone)).toISOString();
  const pages: EventRecord[][] = [];
  let before: number | null = null;
  for (;;) {
    const query = {
      log: (options.log ?? null) as LogName | null,
      since,
      task: options.task ?? null,
      service: options.service ?? null,
    };
    const found: EventRecord[] = await host.call('history.events', { ...query, before, limit: pageSize });
    pages.unshift(found);
    before = found[0]?.seq ?? null;
    if (found.length < pageSize) return pages.flat();
  }
}

function matches(record: EventRecord, { log, task, service }: EventsOptions): boolean {
  const same = (a: string | null, b: string | undefined): boolean => {
    if (b === undefined) return true;
    const path = b.startsWith('\\') ? b : `\\${b}`;
    return a?.toLowerCase() === path.toLowerCase() || a?.toLowerCase() === b.toLowerCase();
  };
  return (
    (log === undefined || record.log === log) && same(record.task, task) && same(record.service, service)
  );
}

function print(call: Call, record: EventRecord): void {
  const { terminal, language } = call;
  if (call.json) {
    const { at, log, id, level, task, service, instance, data, message } = record;
    return printJsonLine(call, { at, log, id, level, task, service, instance, data, message });
  }
  const sentence = eventMessage(record, language, { now: terminal.now(), zone: terminal.zone });
  const mark = record.level === 'Information' || record.level === 'Verbose' ? '' : `${record.level}: `;
  terminal.out(`${stamp(record.at, terminal.zone)}  ${String(record.id).padStart(4)}  ${mark}${sentence}`);
}
