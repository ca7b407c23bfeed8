import type { BusySensor, SensorContext } from '../../ports/sensors.js';
import { sessionBusAddress, systemBusAddress } from '../dbus/addresses.js';
import { leaseBus } from '../dbus/bus-pool.js';
import { usableDisplay } from '../x11/x11-connection.js';
import { CombinedBusySensor } from './busy-sensor.js';
import type { BusySource } from './busy-source.js';
import { FullScreenSource } from './full-screen.linux.js';
import { LogindInhibitorSource } from './logind-inhibitors.linux.js';
import { MprisSource } from './mpris.linux.js';
import { ProgramsSource } from './programs.js';
import { runningAmong } from './running.linux.js';
import { SessionManagerSource } from './session-manager.linux.js';

export interface LinuxBusyOptions {
  /** `/proc` unless told. */
  procRoot?: string;
}

/** Inhibitors, playback, full screen and named programs (design section 4, "busy though no input"). */
export function linuxBusySensor(context: SensorContext, options: LinuxBusyOptions = {}): BusySensor {
  const { clock, log, env } = context;
  const system = leaseBus(systemBusAddress(env), log);
  const leases = [system];
  const sources: BusySource[] = [new LogindInhibitorSource(system.bus)];
  const sessionAddress = sessionBusAddress(env);
  if (sessionAddress !== null) {
    const session = leaseBus(sessionAddress, log);
    leases.push(session);
    sources.push(new SessionManagerSource(session.bus), new MprisSource(session.bus));
  }
  const display = usableDisplay(env);
  if (display !== null) sources.push(new FullScreenSource({ display, clock, log }));
  const procRoot = options.procRoot ?? '/proc';
  const programs = new ProgramsSource({ clock, running: (names) => runningAmong(names, procRoot) });
  return new CombinedBusySensor({
    sources,
    programs,
    clock,
    hold: () => leases.forEach((lease) => lease.hold()),
    release: async () => void (await Promise.all(leases.map((lease) => lease.release()))),
  });
}
