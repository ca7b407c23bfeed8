import { describe, expect, it } from 'vitest';
import { eventKinds } from '../../../../src-main/core/history/event-kinds.js';
import { eventMessage } from '../../../../src-shared/wording/event-message.js';
import { Manager } from './manager.js';
import { service } from './services.js';

/** Levels as the reference "service events" has them; 7029 is the title of a message box and no record. */
const errors = [
  ...[
    7000, 7001, 7002, 7003, 7005, 7006, 7007, 7008, 7009, 7010, 7011, 7012, 7013, 7014, 7015, 7016, 7017,
    7018,
  ],
  ...[7019, 7020, 7021, 7022, 7023, 7024, 7025, 7026, 7027, 7028, 7030, 7031, 7032, 7033, 7034, 7037, 7038],
  ...[7041, 7043],
];
const levels = new Map<number, string>([
  ...errors.map((id): [number, string] => [id, 'Error']),
  ...[7039, 7044, 7046].map((id): [number, string] => [id, 'Warning']),
  ...[7035, 7036, 7040, 7042, 7045].map((id): [number, string] => [id, 'Information']),
]);

describe('SCM-45 events 7000 to 7046', () => {
  it('all stand in the log System, at the level of the reference', () => {
    const known = [...eventKinds].filter(([id]) => id >= 7000 && id <= 7046);
    expect(new Map(known.map(([id, { level }]) => [id, level]))).toEqual(levels);
    for (const [, { log }] of known) expect(log).toBe('System');
  });

  it.each([...levels.keys()])('%d has a sentence in both languages, with its inserts', (id) => {
    const data = Object.fromEntries([1, 2, 3, 4, 5].map((at) => [`param${at}`, `insert${at}`]));
    const words = { log: 'System', id, task: null, service: 'spooler', instance: null, data };
    const [english, greek] = [eventMessage(words, 'en'), eventMessage(words, 'el')];
    expect(english).not.toContain(`${id}`);
    expect(greek).toMatch(/[α-ω]/);
    const inserts = (text: string): string[] => [...new Set(text.match(/insert\d/g))].sort();
    expect(inserts(greek)).toEqual(inserts(english));
  });

  it('SCM-97 a Win32 error is told by its own text', () => {
    const words = {
      log: 'System',
      id: 7000,
      task: null,
      service: 's',
      instance: null,
      data: { param1: 'Print', param2: '%%1069' },
    };
    expect(eventMessage(words, 'en')).toBe(
      'The Print service failed to start due to the following error: The service did not start due to a logon failure.',
    );
    expect(eventMessage(words, 'el')).toContain('λόγω αποτυχίας σύνδεσης');
  });
});

describe('what a launch is told', () => {
  it('SCM-48 SCM-76 SCM-137 SCM-138 a process of its own or one for a group, LocalSystem where nothing is said', () => {
    const manager = new Manager().boot([
      service('any', { start: 'demand', account: '', host: 'generic', interactive: true }),
      service('net', {
        start: 'demand',
        type: 'share',
        host: 'shared:net',
        imagePath: null,
        account: 'SYSTEM',
      }),
      service('web', {
        start: 'demand',
        type: 'share',
        host: 'shared:net',
        imagePath: null,
        account: 'LocalSystem',
      }),
    ]);
    manager.start('any');
    manager.start('net');
    manager.run('net');
    manager.start('web');
    const launches = manager.commands.flatMap((command) =>
      command.kind === 'service-launch' ? [command.spec] : [],
    );
    expect(launches).toMatchObject([
      { service: 'any', kind: 'generic', group: null, imagePath: ['any'], interactive: false },
      { service: 'net', kind: 'shared', group: 'net', imagePath: ['caretaker', 'svchost', '-k', 'net'] },
    ]);
    // Not allowed by the system to show windows: told, and started without them.
    expect(manager.records.filter(({ id }) => id === 7030)).toEqual([
      { id: 7030, service: 'any', data: ['any'] },
    ]);
    // Both spellings of the account are one.
    expect(manager.processOf('web')).toBe(manager.processOf('net'));
  });
});
