import type { BusySensor, SensorContext } from '../../ports/sensors.js';
import { sessionBusAddress, systemBusAddress } from '../dbus/addresses.js';
import { leaseBus } from '../dbus/bus-pool.js';
import { usableDisplay } from '../x11/x11-connection.js';
import { CombinedBusySensor } from './busy-sensor.js';
import type { BusySource } from './busy-source.js';
import { FullScreenSource } from './full-screen.linux.js';
import { LogindInhibitorSource } from './logind-inhibitors.linux.js';
import { MprisSource } from './mpris.linux.js';
import { ProgramsSource } from './programs.linux.js';
import { SessionManagerSource } from './session-manager.linux.js';

export interface LinuxBusyOptions {
  /** Names of programs that make the machine busy while they run. */
  programs?: string[];
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
  const programs = options.programs ?? [];
  if (programs.length > 0) {
    sources.push(new ProgramsSource({ clock, programs, procRoot: options.procRoot ?? '/proc' }));
  }
  return new CombinedBusySensor({
    sources,
    clock,
    hold: () => leases.forEach((lease) => lease.hold()),
    release: async () => void (await Promise.all(leases.map((lease) => lease.release()))),
  });
}
