import { describe, expect, it } from 'vitest';
import { auto, playServices, service } from './play-services.js';

describe('the automatic start', () => {
  it('SCM-11 SCM-12 SCM-13 SCM-54 starts what is automatic, delayed ones after two minutes, what is needed first', () => {
    const { system } = playServices(
      [
        auto('web', { dependOnService: ['log'] }),
        service('log'),
        auto('late', { start: 'delayed-auto' }),
        auto('later', { start: 'delayed-auto' }),
        service('manual'),
      ],
      [],
      { programs: { log: { readyAfter: 'PT5S' }, late: { readyAfter: 'PT1S' } } },
    );
    expect(system).toEqual([
      '08:00:05 7036 log running',
      '08:00:05 7036 web running',
      '08:00:05 945 1 2',
      '08:02:06 7036 late running',
      '08:02:06 7036 later running',
    ]);
  });

  it('SCM-67 waits for the real outcome of a group: one of it must have started', () => {
    const { system } = playServices(
      [
        auto('base', { group: 'Base' }),
        auto('lame', { group: 'Lame' }),
        auto('good', { group: 'Net', dependOnGroup: ['Base'] }),
        auto('bad', { group: 'Net', dependOnGroup: ['Lame'] }),
      ],
      [],
      {
        control: { serviceGroupOrder: ['Base', 'Lame', 'Net'] },
        programs: { base: { readyAfter: 'PT20S' }, lame: { exitCode: 5, readyAfter: 'PT3S' } },
      },
    );
    expect(system).toEqual([
      '08:00:03 7023 lame %%5',
      '08:00:03 7002 bad Lame',
      '08:00:20 7036 base running',
      '08:00:20 7036 good running',
      '08:00:20 945 1 2',
    ]);
  });

  it('SCM-41 SCM-97 records why something did not start, with the text of the error', () => {
    const { records, system } = playServices(
      [
        auto('gone'),
        auto('needs', { dependOnService: ['gone'] }),
        auto('orphan', { dependOnService: ['nowhere'] }),
        auto('nopath', { imagePath: null }),
        auto('logon', { account: 'ana' }),
        auto('right', { account: 'ana' }),
        auto('ring', { dependOnService: ['wedding'] }),
        auto('wedding', { dependOnService: ['ring'] }),
        auto('early', { group: 'A', dependOnGroup: ['B'] }),
        auto('b', { group: 'B' }),
      ],
      [],
      {
        control: { serviceGroupOrder: ['A', 'B'] },
        programs: {
          gone: { launchError: 2 },
          logon: { launchError: 1326 },
          right: { launchError: 1385 },
        },
      },
    );
    expect(system).toEqual([
      '08:00:00 7020 early',
      '08:00:00 7000 nopath %%3',
      '08:00:00 7003 orphan nowhere',
      '08:00:00 7018 ring → wedding → ring',
      '08:00:00 7000 gone %%2',
      '08:00:00 7001 needs gone %%2',
      '08:00:00 7038 logon ana %%1326',
      '08:00:00 7000 logon %%1069',
      '08:00:00 7036 b running',
      '08:00:00 7041 right ana',
      '08:00:00 7000 right %%1069',
      '08:00:00 945 1 2',
    ]);
    expect(records.find(({ id, service: name }) => id === 7000 && name === 'gone')?.message).toBe(
      'The gone service failed to start due to the following error: The system cannot find the file specified.',
    );
  });

  it('SCM-96 what is to be ignored is ignored: no record, and on to the next', () => {
    const { system } = playServices([auto('a', { errorControl: 'ignore' }), auto('b')], [], {
      programs: { a: { launchError: 5 } },
    });
    expect(system).toEqual(['08:00:00 7036 b running', '08:00:00 945 1 2']);
  });

  it('SCM-87 SCM-88 SCM-89 not connected in thirty seconds: ended, failed, 7009 and 7000 with 1053', () => {
    const { system } = playServices([auto('mute'), auto('next')], [], {
      programs: { mute: { connects: false } },
    });
    expect(system).toEqual([
      '08:00:30 7009 mute 30000',
      '08:00:30 7000 mute %%1053',
      '08:00:30 7036 next running',
      '08:00:30 945 1 2',
    ]);
  });

  it('SCM-90 no answer to the start command: on to the next, and its process is kept', () => {
    const { system } = playServices(
      [auto('deaf'), auto('next')],
      [{ at: '2026-03-02T09:00:00', start: 'deaf' }],
      {
        programs: { deaf: { answers: false } },
      },
    );
    expect(system).toEqual([
      '08:00:00 7036 next running',
      '08:00:30 7011 deaf 30000',
      '08:00:30 945 1 2',
      '08:02:00 7044 deaf 2',
    ]);
  });

  it('SCM-57 SCM-135 SCM-136 a start is waited for without limit, told as long after two minutes, as hung without a sign', () => {
    const { system } = playServices(
      [auto('slow'), auto('stuck'), auto('after', { dependOnService: ['stuck'] }), auto('free')],
      [],
      { programs: { slow: { readyAfter: 'PT5M' }, stuck: { hangs: true } } },
    );
    expect(system).toEqual(
      [
        '08:01:22 7022 stuck',
        '08:02:00 7044 slow 2',
        '08:02:00 7044 stuck 2',
        '08:05:00 7036 slow running',
        '08:05:00 945 1 2',
        '08:00:00 7036 free running',
      ].sort(),
    );
  });
});
