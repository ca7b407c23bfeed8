import { chooseClock } from '../../src-main/adapters/clock/choose.js';
import type { Log } from '../../src-main/ports/log.js';
import type { SensorContext } from '../../src-main/ports/sensors.js';

const silent = (): void => undefined;
export const silentLog: Log = { debug: silent, info: silent, warn: silent, error: silent };

/** The machine's own clock, no log, and only what is named in the environment (besides PATH). */
export function sensorContext(env: Record<string, string | undefined> = {}): SensorContext {
  return { clock: chooseClock({}), log: silentLog, env: { PATH: process.env['PATH'], ...env } };
}

/** Addresses where nothing listens: a machine without any bus. */
export const noBus = { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent/system-bus' };
