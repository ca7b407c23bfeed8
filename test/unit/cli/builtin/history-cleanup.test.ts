import { describe, expect, it } from 'vitest';
import { cleanupText, historyCleanup } from '../../../../src-main/hosts/cli/builtin/history-cleanup.js';
import type { Call } from '../../../../src-main/hosts/cli/call.js';
import { Fault } from '../../../../src-shared/failure/fault.js';

/** A call whose host answers with `answer`; keeps what was asked and what was printed. */
function callTo(answer: () => unknown, json = false) {
  const asked: unknown[] = [];
  const printed: string[] = [];
  const client = {
    call: (request: string, input: unknown) => {
      asked.push([request, input]);
      return Promise.resolve(answer());
    },
  };
  const call = {
    json,
    language: 'en',
    terminal: { out: (line: string) => printed.push(line) },
    withHost: (work: (of: typeof client) => Promise<unknown>) => work(client),
  } as unknown as Call;
  return { call, asked, printed };
}

describe('the clean-up of the history', () => {
  it('asks its host within the bounds it was given and prints what went', async () => {
    const { call, asked, printed } = callTo(() => ({ records: 120, journal: 4711, instances: 1 }));
    await historyCleanup({ keepDays: 90 })(call);
    expect(asked).toEqual([['history.cleanUp', { keepDays: 90 }]]);
    expect(printed).toEqual([
      'Removed 120 records of the logs, 1 run with its output, and 4711 events of the recording.',
    ]);
  });

  it('prints JSON where that is asked for', async () => {
    const answer = { records: 0, journal: 0, instances: 0 };
    const { call, printed } = callTo(() => answer, true);
    await historyCleanup({})(call);
    expect(JSON.parse(printed.join(''))).toEqual(answer);
  });

  it('fails when its host refuses', async () => {
    const { call, printed } = callTo(() => {
      throw new Fault('host-gone', 'gone');
    });
    await expect(historyCleanup({})(call)).rejects.toThrow('gone');
    expect(printed).toEqual([]);
  });

  it('has words for nothing, for one of each, and in Greek', () => {
    expect(cleanupText({ records: 0, journal: 0, instances: 0 }, 'en')).toBe(
      'Nothing was old enough to be removed.',
    );
    expect(cleanupText({ records: 1, journal: 1, instances: 1 }, 'en')).toBe(
      'Removed 1 record of the logs, 1 run with its output, and 1 event of the recording.',
    );
    expect(cleanupText({ records: 1, journal: 2, instances: 2 }, 'el')).toContain(
      '1 εγγραφή ημερολογίου, 2 εκτελέσεις',
    );
  });
});
