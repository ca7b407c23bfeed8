import { describe, expect, it } from 'vitest';
import { auto, playServices, service } from './play-services.js';

describe('the automatic start', () => {
  it('SCM-11 SCM-12 SCM-13 starts what is automatic, delayed ones after two minutes, what is needed first', () => {
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
});
