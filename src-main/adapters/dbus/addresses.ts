import { existsSync } from 'node:fs';

type Env = Record<string, string | undefined>;

/** Address of the system bus: the environment's, else where every distribution has it. */
export function systemBusAddress(env: Env): string {
  return env['DBUS_SYSTEM_BUS_ADDRESS'] ?? 'unix:path=/run/dbus/system_bus_socket';
}

/**
 * Address of this user's session bus, or null where there is none to speak of: a root service has no
 * session, and an `autolaunch:` address would start a bus instead of finding one.
 */
export function sessionBusAddress(env: Env, exists: (path: string) => boolean = existsSync): string | null {
  const given = env['DBUS_SESSION_BUS_ADDRESS'];
  if (given !== undefined && given !== '') return given.startsWith('autolaunch') ? null : given;
  const runtime = env['XDG_RUNTIME_DIR'];
  if (runtime === undefined || runtime === '') return null;
  const path = `${runtime}/bus`;
  return exists(path) ? `unix:path=${path}` : null;
}
