import { describe, expect, it } from 'vitest';
import { acceptBits } from '../../../src-shared/model/service-constants.js';
import { auto, playServices, service } from './play-services.js';

const at = (time: string, change: object): { at: string } => ({ at: `2026-03-02T${time}`, ...change });

describe('the life of a service', () => {
  it('SCM-01 SCM-02 SCM-03 SCM-04 SCM-05 is started, paused, continued and stopped', () => {
    const { system } = playServices(
      [service('s')],
      [
        at('09:00:00', { start: 's' }),
        at('09:01:00', { pauseService: 's' }),
        at('09:02:00', { continueService: 's' }),
        at('09:03:00', { stop: 's' }),
        at('09:04:00', { stop: 's' }),
      ],
      { programs: { s: { readyAfter: 'PT2S' } } },
    );
    expect(system).toEqual([
      '08:00:00 945 1 2',
      '09:00:00 7035 s start',
      '09:00:02 7036 s running',
      '09:01:00 7035 s pause',
      '09:01:00 7036 s paused',
      '09:02:00 7035 s continue',
      '09:02:00 7036 s running',
      '09:03:00 7035 s stop',
      '09:03:00 7036 s stopped',
    ]);
  });

  it('SCM-16 SCM-17 is stopped when nobody used it for its idle time, and can be started again', () => {
    const { system } = playServices(
      [service('s', { idleStop: 'PT3M' })],
      [at('09:00:00', { start: 's' }), at('10:00:00', { start: 's' })],
    );
    expect(system).toEqual([
      '08:00:00 945 1 2',
      '09:00:00 7035 s start',
      '09:00:00 7036 s running',
      '09:03:00 947 s PT3M',
      '09:03:00 7036 s stopped',
      '10:00:00 7035 s start',
      '10:00:00 7036 s running',
      '10:03:00 947 s PT3M',
      '10:03:00 7036 s stopped',
    ]);
  });

  it('SCM-100 the later of the two makes a start good: all started, somebody logged on', () => {
    const { system } = playServices([auto('s')], [at('09:00:00', { user: 'active' })], {
      initially: { user: 'loggedOff' },
    });
    expect(system).toEqual(['08:00:00 7036 s running', '09:00:00 945 1 2']);
  });
});

describe('the shutdown', () => {
  const shutdown = at('09:00:00', { system: 'shutdown' });
  const early = acceptBits.stop | acceptBits.preshutdown;

  it('SCM-117 SCM-54 tells those that asked, what needs others before them', () => {
    const { system } = playServices(
      [auto('a'), auto('b', { dependOnService: ['a'] }), auto('deaf')],
      [shutdown],
      { programs: { deaf: { accepts: acceptBits.stop } } },
    );
    expect(system.slice(4)).toEqual(['09:00:00 7036 b stopped', '09:00:00 7036 a stopped']);
  });

  it('SCM-118 SCM-119 SCM-121 waits the largest hint after each end, and ends where none moves', () => {
    const { system, records } = playServices([auto('quick'), auto('stuck')], [shutdown], {
      programs: {
        quick: { stopAfter: 'PT2S', stopHint: 'PT8S' },
        stuck: { stopAfter: 'PT1H', stopHint: 'PT5S' },
      },
    });
    expect(system.slice(3)).toEqual(['09:00:02 7036 quick stopped', '09:00:10 943 stuck 0']);
    expect(records.at(-1)).toMatchObject({ id: 402, at: '2026-03-02T09:00:10.000Z' });
  });

  it('SCM-120 SCM-122 SCM-123 SCM-116 progress buys the same time again, up to the limit; who is left is named with what it asked for', () => {
    const { system, records } = playServices([auto('busy')], [shutdown], {
      programs: { busy: { stopAfter: 'PT7M', stopHint: 'PT8S', stopSteps: 59 } },
    });
    expect(system.at(-1)).toBe('09:00:30 943 busy 6000');
    expect(records.find(({ id }) => id === 943)?.message).toContain('asked for 6000 milliseconds more');
  });

  it('SCM-53 SCM-116 those that want to know early are told first, and waited for ten seconds', () => {
    const { system } = playServices([auto('early'), auto('plain')], [shutdown], {
      programs: { early: { accepts: early, stopAfter: 'PT1M' } },
    });
    expect(system.slice(3)).toEqual(['09:00:10 7043 early', '09:00:10 7036 plain stopped']);
  });
});
