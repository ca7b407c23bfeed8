import { describe, expect, it } from 'vitest';
import { sessionBusAddress, systemBusAddress } from '../../../../src-main/adapters/dbus/addresses.js';
import { matches, ruleOf, type BusSignal } from '../../../../src-main/adapters/dbus/match.js';

const signal: BusSignal = {
  sender: ':1.4',
  path: '/org/freedesktop/login1/session/c9',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'PropertiesChanged',
  body: ['org.freedesktop.login1.Session'],
};
const base = { interface: signal.interface, member: signal.member };

describe('match rules of the bus', () => {
  it('says all parts in the words of the bus', () => {
    expect(ruleOf({ ...base, sender: 'a.b', pathNamespace: '/c', arg0: 'd' })).toBe(
      "type='signal',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',sender='a.b',path_namespace='/c',arg0='d'",
    );
  });

  it.each([
    [{}, true],
    [{ path: signal.path }, true],
    [{ path: '/other' }, false],
    [{ pathNamespace: '/org/freedesktop/login1' }, true],
    [{ pathNamespace: '/org/freedesktop/login' }, false],
    [{ arg0: 'org.freedesktop.login1.Session' }, true],
    [{ arg0: 'org.freedesktop.login1.User' }, false],
    [{ arg0Namespace: 'org.freedesktop.login1' }, true],
    [{ arg0Namespace: 'org.freedesktop.login' }, false],
  ])('takes a signal as the bus would: %j', (rest, taken) => {
    expect(matches({ ...base, ...rest }, signal)).toBe(taken);
  });
});

describe('bus addresses', () => {
  it('prefers the environment and knows the standard place', () => {
    expect(systemBusAddress({})).toBe('unix:path=/run/dbus/system_bus_socket');
    expect(systemBusAddress({ DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/x' })).toBe('unix:path=/x');
  });

  it('finds the session bus of a runtime folder, and never starts one', () => {
    const env = { XDG_RUNTIME_DIR: '/run/user/1000' };
    expect(sessionBusAddress(env, () => true)).toBe('unix:path=/run/user/1000/bus');
    expect(sessionBusAddress(env, () => false)).toBeNull();
    expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' })).toBeNull();
    expect(sessionBusAddress({})).toBeNull();
  });
});
