import type { MaintenanceStatus } from '../../../../src-shared/model/maintenance.js';
import type { RequestIn } from '../../../../src-shared/contract/table.js';
import { maintenanceSentence } from '../../../../src-shared/wording/maintenance-sentence.js';
import { waitReasonText } from '../../../../src-shared/wording/reasons.js';
import type { Call, Work } from '../call.js';
import { printJson } from '../text/json.js';
import { momentOr } from '../text/moments.js';
import { noticeLines } from '../text/notices.js';
import { table } from '../text/table.js';
import { word } from '../text/words.js';

export interface StartOptions {
  all?: boolean;
  onBattery?: boolean;
}

export type ConfigureOptions = RequestIn<'maintenance.configure'>;

export interface ForOptions {
  for?: string;
}

export interface PauseOptions {
  for?: string;
  untilTomorrow?: boolean;
}

/** What maintenance does, what is due and why it waits. */
export const printMaintenance: Work = (call) =>
  call.withHost(async (host) => {
    const status = await host.call('maintenance.status', {});
    if (call.json) return printJson(call, status);
    const { out } = call.terminal;
    const { sentence, sub } = maintenanceSentence(
      status,
      call.terminal.now(),
      call.terminal.zone,
      call.language,
    );
    out(sentence);
    if (sub !== null) out(sub);
    const notices = noticeLines(await host.call('notices.list', {}), call);
    const told = notices.length === 0 ? [] : ['', ...notices];
    for (const line of [...facts(status, call), ...due(status, call), ...told]) out(line);
  });

function facts(status: MaintenanceStatus, call: Call): string[] {
  const say = (key: Parameters<typeof word>[1], ...values: string[]): string =>
    word(call.language, key, ...values);
  const rows: string[][] = [];
  const { lastRun, nextWindow } = status;
  if (lastRun !== null) {
    const counts = [say('lastRunDone', String(lastRun.completed))];
    if (lastRun.failed > 0) counts.push(say('lastRunFailed', String(lastRun.failed)));
    if (lastRun.suspended > 0) counts.push(say('lastRunSuspended', String(lastRun.suspended)));
    rows.push([say('lastRun'), `${momentOr(lastRun.ended, call)}: ${counts.join(', ')}`]);
  }
  if (nextWindow !== null) rows.push([say('nextWindow'), momentOr(nextWindow.opens, call)]);
  return rows.length === 0 ? [] : ['', ...table(null, rows, call.terminal.width)];
}

function due(status: MaintenanceStatus, call: Call): string[] {
  if (status.due.length === 0) return [];
  const say = (key: Parameters<typeof word>[1]): string => word(call.language, key);
  const rows = status.due.map(({ task, since, overdue, waiting }) => [
    task,
    `${momentOr(since, call)}${overdue ? ` (${say('overdue')})` : ''}`,
    waiting.map((reason) => waitReasonText(reason, call.language)).join('; '),
  ]);
  return ['', ...table([say('task'), say('due'), say('waits')], rows, call.terminal.width)];
}

/** Runs what is due now. */
export function startMaintenance(call: Call, options: StartOptions): Promise<void> {
  return call.withHost(async (host) => {
    const { all = false, onBattery = false } = options;
    const started = await host.call('maintenance.start', { all, onBattery });
    if (call.json) return printJson(call, started);
    call.terminal.out(word(call.language, 'maintenanceStarted'));
    for (const task of started.tasks) call.terminal.out(`  ${task}`);
  });
}

/** Suspends what runs; it stays due. */
export const stopMaintenance: Work = (call) =>
  call.withHost(async (host) => {
    await host.call('maintenance.stop', {});
    if (!call.json) call.terminal.out(word(call.language, 'maintenanceStopped'));
  });

/** Changes the settings that are given; prints them all. */
export function configureMaintenance(call: Call, options: ConfigureOptions): Promise<void> {
  return call.withHost(async (host) => {
    const settings = await host.call('maintenance.configure', options);
    if (call.json) return printJson(call, settings);
    const rows = Object.entries(settings).map(([name, value]) => [
      name,
      value === null ? '–' : String(value),
    ]);
    for (const line of table(null, rows, call.terminal.width)) call.terminal.out(line);
  });
}

/** Holds everything back for a while: two hours when not said. */
export function pauseMaintenance(call: Call, options: PauseOptions): Promise<void> {
  return call.withHost(async (host) => {
    const untilTomorrow = options.untilTomorrow === true;
    const paused = await host.call('maintenance.pause', {
      for: untilTomorrow ? null : (options.for ?? 'PT2H'),
      untilTomorrow,
    });
    if (call.json) return printJson(call, paused);
    call.terminal.out(word(call.language, 'paused', momentOr(paused.until, call)));
  });
}

/** Holds one task back. */
export function postponeTask(call: Call, task: string, options: ForOptions): Promise<void> {
  return call.withHost(async (host) => {
    const postponed = await host.call('maintenance.postpone', { task, ...options });
    if (call.json) return printJson(call, postponed);
    call.terminal.out(word(call.language, 'postponed', task, momentOr(postponed.until, call)));
  });
}

/** Puts off the catch-up after sleep or boot. */
export function putPlanOff(call: Call, options: ForOptions): Promise<void> {
  return call.withHost(async (host) => {
    const off = await host.call('maintenance.later', options);
    if (call.json) return printJson(call, off);
    call.terminal.out(word(call.language, 'planPutOff', momentOr(off.until, call)));
  });
}

/** Skips the catch-up. */
export const skipPlan: Work = (call) =>
  call.withHost(async (host) => {
    const skipped = await host.call('maintenance.skipPlan', {});
    if (call.json) return printJson(call, skipped);
    call.terminal.out(word(call.language, 'planSkipped', momentOr(skipped.until, call)));
  });

/** Ends the pause. */
export const unpauseMaintenance: Work = (call) =>
  call.withHost(async (host) => {
    await host.call('maintenance.unpause', {});
    if (!call.json) call.terminal.out(word(call.language, 'unpaused'));
  });
