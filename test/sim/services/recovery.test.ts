import { describe, expect, it } from 'vitest';
import type { FailureAction, FailurePolicy } from '../../../src-shared/model/service.js';
import { auto, playServices, service } from './play-services.js';

function failure(actions: FailureAction[], rest: Partial<FailurePolicy> = {}): FailurePolicy {
  return {
    resetPeriod: null,
    actions,
    command: null,
    rebootMessage: null,
    onNonCrashFailures: false,
    ...rest,
  };
}
const restart = (delayMs: number): FailureAction => ({ action: 'restart', delayMs });
const at = (time: string, change: object): { at: string } => ({ at: `2026-03-02T${time}`, ...change });

describe('failure actions', () => {
  it('SCM-56 SCM-111 SCM-112 SCM-113 first, second and later failures differ, each after its delay', () => {
    const { system } = playServices(
      [
        auto('spooler', {
          failure: failure([restart(0), restart(60_000), { action: 'run', delayMs: 5000 }], {
            command: ['notify.sh'],
          }),
        }),
      ],
      [at('09:00:00', { start: 'spooler' })],
      { programs: { spooler: { crashAfter: 'PT10M' } } },
    );
    expect(system).toEqual([
      '08:00:00 7036 spooler running',
      '08:00:00 945 1 2',
      '08:10:00 7031 spooler 1 0 1 restart the service',
      '08:10:00 7036 spooler running',
      '08:20:00 7031 spooler 2 60000 1 restart the service',
      '08:21:00 7036 spooler running',
      '08:31:00 7031 spooler 3 5000 3 run the configured recovery program',
      '09:00:00 7035 spooler start',
      '09:00:00 7036 spooler running',
      '09:10:00 7031 spooler 4 5000 3 run the configured recovery program',
    ]);
  });

  it('without actions a crash is one record: 7034', () => {
    const { system } = playServices([auto('plain')], [], { programs: { plain: { crashAfter: 'PT1M' } } });
    expect(system.at(-1)).toBe('08:01:00 7034 plain 1');
  });

  it('the count returns to 0 after the reset period without failure', () => {
    const { system } = playServices(
      [auto('s', { failure: failure([restart(0), restart(1000)], { resetPeriod: 'PT1H' }) })],
      [],
      { programs: { s: { crashAfter: 'PT1H' } }, end: '2026-03-02T10:30:00' },
    );
    expect(system.filter((line) => line.includes('7031'))).toEqual([
      '09:00:00 7031 s 1 0 1 restart the service',
      '10:00:00 7031 s 1 0 1 restart the service',
    ]);
  });

  it('STOPPED with an error counts only where that is asked for', () => {
    const play = (onNonCrashFailures: boolean): string[] =>
      playServices(
        [service('s', { failure: failure([restart(0)], { onNonCrashFailures }) })],
        [at('09:00:00', { start: 's' })],
        {
          programs: { s: [{ takes: 'PT1M', exitCode: 7 }, {}] },
        },
      ).system.slice(3);
    expect(play(false)).toEqual(['09:01:00 7023 s %%7']);
    expect(play(true)).toEqual([
      '09:01:00 7023 s %%7',
      '09:01:00 7031 s 1 0 1 restart the service',
      '09:01:00 7036 s running',
    ]);
  });

  it('CT-20 a crash loop: the delay doubles up to five minutes, ten failures in ten minutes end in one event', () => {
    const fast = playServices(
      [auto('loop', { failure: failure([restart(1000)]) })],
      [at('09:00:00', { start: 'loop' })],
      { programs: { loop: { crashAfter: 'PT30S' } }, end: '2026-03-02T08:59:00' },
    ).system.filter((line) => line.includes('7031'));
    const delays = fast.map((line) => Number(line.split(' ')[4]));
    const seconds = [1, 2, 4, 8, 16, 32, 64, 128, 256];
    expect(delays.slice(0, 9)).toEqual(seconds.map((s) => s * 1000));
    expect(new Set(delays.slice(9))).toEqual(new Set([300_000]));
    const hopeless = playServices(
      [auto('loop', { failure: failure(Array.from({ length: 20 }, () => restart(0))) })],
      [at('09:00:00', { start: 'loop' })],
      { programs: { loop: [...Array.from({ length: 10 }, () => ({ crashAfter: 'PT1S' })), {}] } },
    ).system;
    expect(hopeless.slice(-4)).toEqual([
      '08:00:10 7034 loop 10',
      '08:00:10 940 loop 10 10',
      '09:00:00 7035 loop start',
      '09:00:00 7036 loop running',
    ]);
  });

  it('SCM-124 SCM-110 SCM-127 SCM-129 a crash of a shared process is the end of all in it, each by its own rule', () => {
    const shared = { type: 'share', host: 'shared:net', imagePath: 'caretaker svchost -k net' } as const;
    const { system } = playServices(
      [
        auto('a', { ...shared, failure: failure([restart(0)]) }),
        auto('b', { ...shared, failure: failure([restart(5000)]) }),
        auto('c', shared),
      ],
      [],
      { programs: { b: [{ crashAfter: 'PT1H' }, {}] }, end: '2026-03-02T10:00:00' },
    );
    expect(system).toEqual([
      '08:00:00 7036 a running',
      '08:00:00 7036 b running',
      '08:00:00 7036 c running',
      '08:00:00 945 1 2',
      '09:00:00 7031 a 1 0 1 restart the service',
      '09:00:00 7031 b 1 5000 1 restart the service',
      '09:00:00 7034 c 1',
      '09:00:00 7036 a running',
      '09:00:05 7036 b running',
    ]);
  });
});

describe('ErrorControl', () => {
  it('SCM-98 SCM-101 SCM-106 SEVERE goes back to what was last good, and begins anew', () => {
    const { system } = playServices(
      [auto('good'), auto('new', { errorControl: 'severe' })],
      [at('09:00:00', { system: 'crash' }), at('09:01:00', { system: 'boot' })],
      { programs: { new: [{}, { launchError: 2 }, {}] } },
    );
    expect(system).toEqual([
      '08:00:00 7036 good running',
      '08:00:00 7036 new running',
      '08:00:00 945 1 2',
      '09:01:00 7000 new %%2',
      '09:01:00 7021 new',
      '09:01:00 7007',
      '09:01:00 7036 good running',
      '09:01:00 7036 new running',
    ]);
  });

  it('SCM-99 where what was last good fails too: SEVERE goes on, CRITICAL ends in safe mode, no loop', () => {
    const severe = playServices([auto('new', { errorControl: 'severe' }), auto('rest')], [], {
      programs: { new: { launchError: 2 } },
    });
    expect(severe.system).toEqual([
      '08:00:00 7000 new %%2',
      '08:00:00 7036 rest running',
      '08:00:00 945 1 2',
    ]);
    const critical = playServices(
      [auto('new', { errorControl: 'critical' }), auto('rest'), auto('safe')],
      [],
      {
        programs: { new: { launchError: 2 } },
        control: { safeBoot: { minimal: ['safe'], network: [] } },
      },
    );
    expect(critical.system).toEqual([
      '08:00:00 7000 new %%2',
      '08:00:00 946 minimal',
      '08:00:00 7036 safe running',
    ]);
    expect(critical.notices).toEqual(['03-02 08:00 services-safe-mode']);
  });
});
