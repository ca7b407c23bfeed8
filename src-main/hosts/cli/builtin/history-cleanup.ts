import type { RequestIn, RequestOut } from '../../../../src-shared/contract/table.js';
import type { Language } from '../../../../src-shared/wording/language.js';
import type { Call, Work } from '../call.js';

/**
 * `caretaker builtin history-cleanup`: the program of the task `\Caretaker\HistoryCleanup`. Asks its
 * host, found through CARETAKER_HOME, to drop what is older or larger than the bounds, and prints what
 * went.
 */
export function historyCleanup(bounds: RequestIn<'history.cleanUp'>): Work {
  return async (call: Call) => {
    const dropped = await call.withHost((client) => client.call('history.cleanUp', bounds));
    call.terminal.out(call.json ? JSON.stringify(dropped, null, 2) : cleanupText(dropped, call.language));
  };
}

/** What went, as one sentence. */
export function cleanupText(dropped: RequestOut<'history.cleanUp'>, language: Language): string {
  const { records, journal, instances } = dropped;
  if (records + journal + instances === 0) return nothing[language];
  return sentence[language](records, instances, journal);
}

const nothing: Record<Language, string> = {
  en: 'Nothing was old enough to be removed.',
  el: 'Δεν υπήρχε κάτι αρκετά παλιό για διαγραφή.',
};

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

const sentence: Record<Language, (records: number, runs: number, events: number) => string> = {
  en: (records, runs, events) =>
    `Removed ${count(records, 'record', 'records')} of the logs, ${count(runs, 'run', 'runs')} with ${runs === 1 ? 'its' : 'their'} output, and ${count(events, 'event', 'events')} of the recording.`,
  el: (records, runs, events) =>
    `Διαγράφηκαν ${count(records, 'εγγραφή', 'εγγραφές')} ημερολογίου, ${count(runs, 'εκτέλεση', 'εκτελέσεις')} με την έξοδό τους και ${count(events, 'συμβάν', 'συμβάντα')} της καταγραφής.`,
};
