import { describe, expect, it } from 'vitest';
import { eventBrief, resultBrief } from '../../../src-shared/wording/index.js';
import type { EventWords } from '../../../src-shared/wording/event-message.js';

const record = (id: number, data: EventWords['data'] = {}): EventWords => ({
  log: 'TaskScheduler/Operational',
  id,
  task: '\\Backup\\Home',
  service: null,
  instance: null,
  data,
});

describe('events in one short line', () => {
  it.each([
    [102, {}, 'Task completed'],
    [900, { Reason: 'presence' }, 'Task suspended: you came back'],
    [906, { Condition: 'power', Count: 3 }, 'Waiting: the computer is on battery'],
    [203, { ResultCode: 2147942402 }, 'Action start failed: 0x80070002, the file was not found'],
    [201, { ResultCode: 3, ActionName: '/bin/x' }, 'Action completed: exit code 3'],
    [129, { Path: '/bin/x', ProcessID: 4 }, 'Task process created: /bin/x'],
    [106, { UserContext: 'ana' }, 'Task registered: ana'],
    [800, { Kind: 'manual' }, 'Automatic Maintenance is running: a user asked for it.'],
    [4711, {}, 'Other event'],
  ])('tells %i', (id, data, text) => {
    expect(eventBrief(record(id, data), 'en')).toBe(text);
  });

  it('speaks Greek', () => {
    expect(eventBrief(record(900, { Reason: 'presence' }), 'el')).toBe('Αναστολή εργασίας: επιστρέψατε');
  });
});

describe('last results where there is little room', () => {
  it('gives words before numbers', () => {
    expect(resultBrief(2147942402, 'en')).toBe('Failed: the file was not found');
    expect(resultBrief(3, 'en')).toBe('Failed: exit code 3');
    expect(resultBrief(0, 'en')).toBe('Done');
    expect(resultBrief(0x41303, 'en')).toBe('Never run');
    expect(resultBrief(null, 'en')).toBe('Running');
  });
});
