import { describe, expect, it } from 'vitest';
import { triggerSubtypes } from '../../../src-shared/model/service-constants.js';
import type { ServiceTrigger } from '../../../src-shared/model/service.js';
import { playServices, service } from './play-services.js';

const bluetooth = '0850302a-b344-4fda-9be9-90576b8d46f0';
const imaging = '6bdd1fc6-810f-11d0-bec7-08002be2092f';

function trigger(
  action: 'start' | 'stop',
  type: ServiceTrigger['type'],
  subtype: string,
  ...data: string[]
): ServiceTrigger {
  return { action, type, subtype, data: data.map((value) => ({ type: 'string', value })) };
}

const at = (time: string, change: object): { at: string } => ({ at: `2026-03-02T${time}`, ...change });

describe('triggers', () => {
  it('SCM-60 SCM-24 SCM-14 Bluetooth and imaging start by the class of a device that arrives, and by nothing else', () => {
    const { system } = playServices(
      [
        service('bthserv', { triggers: [trigger('start', 'device-interface-arrival', bluetooth)] }),
        service('stisvc', { triggers: [trigger('start', 'device-interface-arrival', imaging)] }),
      ],
      [
        at('09:00:00', { device: { class: bluetooth.toUpperCase(), ids: [] } }),
        at('09:30:00', { device: { class: imaging, ids: ['USB\\VID_04A9'] } }),
      ],
    );
    expect(system).toEqual([
      '08:00:00 945 1 2',
      '09:00:00 948 bthserv start device-interface-arrival',
      '09:00:00 7036 bthserv running',
      '09:30:00 948 stisvc start device-interface-arrival',
      '09:30:00 7036 stisvc running',
    ]);
  });

  it('SCM-35 SCM-34 the sample with two hardware ids: either starts it, another does not', () => {
    const play = (ids: string[]): string[] =>
      playServices(
        [
          service('wsaudio', {
            triggers: [
              trigger('start', 'device-interface-arrival', imaging, 'USB\\VID_04A9', 'USB\\VID_05AC'),
            ],
          }),
        ],
        [at('09:00:00', { device: { class: imaging, ids } })],
      ).system.filter((line) => line.includes('7036'));
    expect(play(['usb\\vid_05ac'])).toEqual(['09:00:00 7036 wsaudio running']);
    expect(play(['USB\\COMPOSITE', 'USB\\VID_04A9'])).toEqual(['09:00:00 7036 wsaudio running']);
    expect(play(['USB\\VID_1234'])).toEqual([]);
  });

  it('SCM-22 SCM-23 the first address starts, the last one gone stops; more of them do nothing', () => {
    const { system } = playServices(
      [
        service('net', {
          triggers: [
            trigger('start', 'ip-address-availability', triggerSubtypes.firstAddress),
            trigger('stop', 'ip-address-availability', triggerSubtypes.lastAddress),
          ],
        }),
      ],
      [
        at('09:00:00', { addresses: ['10.0.0.5'] }),
        at('09:10:00', { addresses: ['10.0.0.5', 'fd00::1'] }),
        at('09:20:00', { addresses: ['fd00::1'] }),
        at('09:30:00', { addresses: [] }),
      ],
    );
    expect(system.filter((line) => line.includes('7036'))).toEqual([
      '09:00:00 7036 net running',
      '09:30:00 7036 net stopped',
    ]);
  });

  it('SCM-26 SCM-60 the time service starts in a domain and stops where there is none', () => {
    const w32time = service('w32time', {
      triggers: [
        trigger('start', 'domain-join', triggerSubtypes.domainJoin),
        trigger('stop', 'domain-join', triggerSubtypes.domainLeave),
      ],
    });
    const { system } = playServices(
      [w32time],
      [at('09:00:00', { domain: 'corp' }), at('10:00:00', { domain: null })],
    );
    expect(system.filter((line) => line.includes('7036'))).toEqual([
      '09:00:00 7036 w32time running',
      '10:00:00 7036 w32time stopped',
    ]);
    const joined = playServices([w32time], [], { initially: { domain: 'corp' } });
    expect(joined.system.filter((line) => line.includes('7036'))).toEqual(['08:00:00 7036 w32time running']);
  });

  it('SCM-27 SCM-28 machine policy: at the start if one setting exists, then where it changed and one results', () => {
    const gp = service('gpsvc', {
      idleStop: 'PT2M',
      triggers: [trigger('start', 'group-policy', triggerSubtypes.machinePolicy)],
    });
    const policy = (settings: object): object => ({ policy: { scope: 'machine', settings } });
    const { system } = playServices(
      [gp],
      [
        at('09:00:00', policy({ window: 'PT2H' })),
        at('10:00:00', policy({ window: 'PT2H' })),
        at('11:00:00', policy({})),
      ],
      { initially: policy({ window: 'PT1H' }) },
    );
    expect(system.filter((line) => line.includes('running'))).toEqual([
      '08:00:00 7036 gpsvc running',
      '09:00:00 7036 gpsvc running',
    ]);
  });

  it('SCM-29 SCM-30 a person’s policy: at each log-on, and where it changed', () => {
    const gp = service('usersvc', {
      idleStop: 'PT2M',
      triggers: [trigger('start', 'group-policy', triggerSubtypes.userPolicy)],
    });
    const { system } = playServices(
      [gp],
      [
        at('09:00:00', { user: 'loggedOff' }),
        at('10:00:00', { user: 'active' }),
        at('11:00:00', { policy: { scope: 'user', settings: { window: 'PT2H' } } }),
      ],
      { initially: { user: 'active', policy: { scope: 'user', settings: { window: 'PT1H' } } } },
    );
    expect(system.filter((line) => line.includes('running'))).toEqual([
      '08:00:00 7036 usersvc running',
      '10:00:00 7036 usersvc running',
      '11:00:00 7036 usersvc running',
    ]);
  });

  it('SCM-31 SCM-32 an event of somebody’s own starts or stops, by binary and text data', () => {
    const provider = 'd9444cc9-bbb2-4a5e-8db0-4f0f6a04e4ab';
    const { system } = playServices(
      [
        service('on', {
          triggers: [
            { action: 'start', type: 'custom', subtype: provider, data: [{ type: 'binary', value: 'beef' }] },
            {
              action: 'stop',
              type: 'custom',
              subtype: provider,
              data: [{ type: 'string', value: 'Enough' }],
            },
          ],
        }),
      ],
      [
        at('09:00:00', { raise: { provider, hex: ['dead'], string: ['beef'] } }),
        at('09:10:00', { raise: { provider: `{${provider.toUpperCase()}}`, hex: ['00', 'BEEF'] } }),
        at('09:20:00', { raise: { provider, string: 'enough' } }),
      ],
    );
    expect(system.filter((line) => line.includes('7036'))).toEqual([
      '09:10:00 7036 on running',
      '09:20:00 7036 on stopped',
    ]);
  });

  it('SCM-25 SCM-55 a device that is there already at a boot starts its service again; one of each only', () => {
    const { system } = playServices(
      [service('stisvc', { triggers: [trigger('start', 'device-interface-arrival', imaging)] })],
      [
        at('09:00:00', { device: { class: imaging } }),
        at('09:05:00', { device: { class: imaging } }),
        at('10:00:00', { system: 'crash' }),
        at('10:01:00', { system: 'boot' }),
      ],
    );
    expect(system.filter((line) => line.includes('7036'))).toEqual([
      '09:00:00 7036 stisvc running',
      '10:01:00 7036 stisvc running',
    ]);
  });

  it('a trigger that comes while it stops is kept: it starts again when it has stopped', () => {
    const { system } = playServices(
      [service('stisvc', { triggers: [trigger('start', 'device-interface-arrival', imaging)] })],
      [
        at('09:00:00', { device: { class: imaging } }),
        at('10:00:00', { stop: 'stisvc' }),
        at('10:00:05', { device: { class: imaging } }),
      ],
      { programs: { stisvc: { stopAfter: 'PT20S' } } },
    );
    expect(system).toEqual([
      '08:00:00 945 1 2',
      '09:00:00 948 stisvc start device-interface-arrival',
      '09:00:00 7036 stisvc running',
      '10:00:00 7035 stisvc stop',
      '10:00:20 7036 stisvc stopped',
      '10:00:20 948 stisvc start device-interface-arrival',
      '10:00:20 7036 stisvc running',
    ]);
  });

  it('a disabled service is not started; one with running dependants is not stopped', () => {
    const stop = trigger('stop', 'ip-address-availability', triggerSubtypes.lastAddress);
    const start = trigger('start', 'ip-address-availability', triggerSubtypes.firstAddress);
    const { system } = playServices(
      [
        service('off', { start: 'disabled', triggers: [start] }),
        service('base', { start: 'auto', triggers: [stop] }),
        service('user', { start: 'auto', dependOnService: ['base'] }),
      ],
      [at('09:00:00', { addresses: [] })],
      { initially: { addresses: ['10.0.0.5'] } },
    );
    expect(system).toEqual(['08:00:00 7036 base running', '08:00:00 7036 user running', '08:00:00 945 1 2']);
  });

  it('SCM-60 SCM-50 the defragmenter is there on request only, and on battery as well: no conditions before a start', () => {
    const { system } = playServices([service('defragsvc')], [at('09:00:00', { start: 'defragsvc' })], {
      initially: { power: 'battery' },
    });
    expect(system).toEqual([
      '08:00:00 945 1 2',
      '09:00:00 7035 defragsvc start',
      '09:00:00 7036 defragsvc running',
    ]);
  });
});
