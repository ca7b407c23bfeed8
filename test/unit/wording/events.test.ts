import { describe, expect, it } from 'vitest';
import { eventCategory, eventMessage, languages } from '../../../src-shared/wording/index.js';
import type { EventWords } from '../../../src-shared/wording/event-message.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const absent = new Set([136, 137, 138, 139, 143, 144, 154, 302, 321]);
/** Every id of the references: task events, maintenance events, Caretaker's own. */
const ids = [
  ...range(100, 155),
  ...range(200, 205),
  ...range(300, 334),
  ...range(400, 414),
  ...range(500, 512),
  ...range(700, 719),
  ...range(800, 809),
  ...range(900, 906),
  998,
  999,
].filter((id) => !absent.has(id));

const guid = '{B1B0C6E5-0A3D-4B52-9E0F-1D2C3B4A5968}';
function record(id: number, data: EventWords['data'] = {}, more: Partial<EventWords> = {}): EventWords {
  const log = id >= 800 && id < 998 ? 'TaskScheduler/Maintenance' : 'TaskScheduler/Operational';
  return { log, id, task: '\\Backup\\Home', service: null, instance: guid, data, ...more };
}

describe('event sentences', () => {
  it.each(ids)('event %i has a sentence and a category of its own', (id) => {
    for (const language of languages) {
      const text = eventMessage(record(id), language);
      expect(text).toMatch(/\.$|: [^:]+$/);
      expect(text).not.toContain(`Event ${id}`);
      expect(text).not.toContain(`συμβάν ${id} `);
      expect(text.replaceAll(guid, '')).not.toMatch(/[{}]/);
      expect(eventCategory(id, language)).not.toBe(eventCategory(60_000, language));
    }
  });

  it('names task, instance and user as Windows does', () => {
    expect(eventMessage(record(102, { UserContext: 'ana' }), 'en')).toBe(
      `Task Scheduler successfully finished instance "${guid}" of the task "\\Backup\\Home" for user "ana".`,
    );
  });

  it('takes parameters from the data first, then from the record', () => {
    const text = eventMessage(record(106, { TaskName: '\\Other', UserContext: 'root' }), 'en');
    expect(text).toBe('User "root" registered the task "\\Other".');
    expect(eventMessage(record(140, { UserContext: 'root' }), 'en')).toContain('User "root" updated');
  });

  it('puts result codes into words', () => {
    const failed = record(203, { ResultCode: 2147942402, ActionName: '/usr/bin/fwupdmgr' });
    expect(eventMessage(failed, 'en')).toContain('Result: 0x80070002, the file was not found.');
    expect(eventMessage(record(201, { ResultCode: 0 }), 'en')).toContain('Result: 0.');
    expect(eventMessage(record(201, { ResultCode: 3 }), 'en')).toContain('Result: exit code 3.');
  });

  it('tells why a run was suspended or ended, in the reader’s words', () => {
    expect(eventMessage(record(900, { Reason: 'presence' }), 'en')).toContain('suspended: you came back.');
    expect(eventMessage(record(900, { Reason: 'presence' }), 'el')).toContain('αναστολή: επιστρέψατε.');
    expect(eventMessage(record(111, { Reason: 'crash' }), 'en')).toContain(
      'Caretaker was ended while it ran',
    );
    expect(eventMessage(record(111), 'en')).not.toContain('Reason');
    expect(eventMessage(record(900, { Reason: 'comet' }), 'en')).toContain('suspended: comet.');
  });

  it('tells which maintenance run it is about', () => {
    const began = record(800, { hc_stateid: 1, LastRunDateTime: '', Kind: 'manual' }, { task: null });
    expect(eventMessage(began, 'en')).toBe('Automatic Maintenance is running: a user asked for it.');
    expect(eventMessage(record(807, { LauncherId: 'regular' }), 'el')).toContain('καθημερινή');
  });

  it('counts folded waits', () => {
    const since = '2026-11-20T09:20:00.000Z';
    const wait = record(906, { Condition: 'power', Since: since, Count: 47 });
    expect(eventMessage(wait, 'en')).toBe(
      `The task "\\Backup\\Home" waits: the computer is on battery. It was noted 47 times since ${since}.`,
    );
    const telling = { zone: 'Europe/Berlin', now: Date.parse('2026-11-20T13:32:00Z') };
    expect(eventMessage(wait, 'en', telling)).toContain('47 times since today at 10:20');
    const once = record(906, { Condition: 'power', Since: since, Count: 1 }, { task: null });
    expect(eventMessage(once, 'en')).toBe('Automatic Maintenance waits: the computer is on battery.');
  });

  it('never throws: an unknown id gets a plain sentence', () => {
    expect(eventMessage(record(4711), 'en')).toBe(
      'Event 4711 was recorded in the log TaskScheduler/Operational for "\\Backup\\Home".',
    );
    expect(eventMessage(record(4711, {}, { task: null }), 'el')).toContain('Το συμβάν 4711');
    const odd = record(129, { Path: null, ProcessID: 12345, Priority: true });
    expect(eventMessage(odd, 'en')).toContain('runs "not known" as process 12345 with priority true');
  });
});
