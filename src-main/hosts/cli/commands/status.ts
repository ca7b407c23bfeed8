import { maintenanceSentence } from '../../../../src-shared/wording/maintenance-sentence.js';
import type { Work } from '../call.js';
import { momentOr } from '../text/moments.js';
import { noticeLines } from '../text/notices.js';
import { table } from '../text/table.js';
import { word } from '../text/words.js';
import { printJson } from '../text/json.js';

/** Prints a fresh one-time link to the panel. */
export const printLink: Work = (call) =>
  call.withHost(async (host) => {
    const link = await host.call('host.panel', {});
    if (call.json) printJson(call, link);
    else call.terminal.out(link.url);
  });

/** Says which host is running and where. */
export const printStatus: Work = (call) =>
  call.withHost(async (host) => {
    const status = await host.call('host.status', {});
    if (call.json) return printJson(call, status);
    const say = (key: Parameters<typeof word>[1], ...values: string[]): string =>
      word(call.language, key, ...values);
    const rows = [
      [
        say('host'),
        `Caretaker ${status.version}, ${status.host}, ${say('since', momentOr(status.since, call))}`,
      ],
      [say('process'), String(status.pid)],
      [say('home'), status.home],
      [say('panel'), status.panel === null ? say('none') : `${status.panel} (${say('freshLink')})`],
    ];
    const maintenance = await host.call('maintenance.status', {});
    const { now, zone } = call.terminal;
    // With the end of a pause, while there is one.
    const { sentence, sub } = maintenanceSentence(maintenance, now(), zone, call.language);
    const notices = noticeLines(await host.call('notices.list', {}), call);
    const lines = [...table(null, rows, call.terminal.width), '', sentence, ...(sub === null ? [] : [sub])];
    if (notices.length > 0) lines.push('', ...notices);
    for (const line of lines) call.terminal.out(line);
  });
