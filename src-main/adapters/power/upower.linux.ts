import type { PowerReading } from '../../core/signals/readings.js';
import type { BusConnection } from '../dbus/bus-connection.js';
import type { PowerSource } from './power-source.js';

const service = 'org.freedesktop.UPower';
const path = '/org/freedesktop/UPower';
const displayPath = '/org/freedesktop/UPower/devices/DisplayDevice';
const deviceInterface = 'org.freedesktop.UPower.Device';
const properties = 'org.freedesktop.DBus.Properties';
/** UPower's device types: 2 is a battery, 3 a UPS. */
const batteryTypes = [2, 3];

/** UPower over the system bus: OnBattery of the daemon, charge of its display device. Event-driven. */
export class UPowerSource implements PowerSource {
  readonly name = 'upower';
  readonly manner = 'events';
  readonly #bus: BusConnection;
  #ends: (() => void)[] = [];
  #report: (reading: PowerReading | null) => void = () => undefined;
  #onBattery: boolean | null = null;
  #percent: number | null = null;
  #display: Record<string, unknown> = {};
  /** Rises with each owner of the name, so that a late answer of an earlier one is not believed. */
  #generation = 0;
  #activated = false;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  async start(report: (reading: PowerReading | null) => void): Promise<void> {
    this.#report = report;
    const changed = { sender: service, interface: properties, member: 'PropertiesChanged' };
    this.#ends = [
      this.#bus.subscribe({ ...changed, path, arg0: service }, ({ body }) => this.#daemonChanged(body)),
      this.#bus.subscribe({ ...changed, path: displayPath, arg0: deviceInterface }, ({ body }) => {
        this.#displayChanged(body);
      }),
      this.#bus.watchName(service, (owner) => void this.#ownerChanged(owner)),
    ];
    if (!(await this.#bus.open())) this.#report(null);
    else await this.#activateOnce();
  }

  stop(): Promise<void> {
    this.#generation += 1;
    this.#report = () => undefined;
    for (const end of this.#ends) end();
    this.#ends = [];
    return Promise.resolve();
  }

  /** Desktops start UPower when somebody first asks for it. */
  async #activateOnce(): Promise<void> {
    if (this.#activated) return;
    this.#activated = true;
    const names = await this.#bus.names().catch((): string[] => []);
    if (names.includes(service)) return;
    this.#report(null);
    this.#bus.activate(service);
  }

  async #ownerChanged(owner: string | null): Promise<void> {
    const generation = ++this.#generation;
    this.#onBattery = null;
    this.#percent = null;
    this.#display = {};
    if (owner === null) {
      this.#report(null);
      return;
    }
    try {
      const [onBattery, display] = await Promise.all([
        this.#bus.property(service, path, service, 'OnBattery'),
        this.#bus.properties(service, displayPath, deviceInterface).catch(() => ({})),
      ]);
      if (generation !== this.#generation) return;
      // What a change told meanwhile is newer than this answer.
      this.#onBattery ??= onBattery === true;
      this.#display = { ...display, ...this.#display };
      this.#percent = percentOf(this.#display);
      this.#tell();
    } catch {
      if (generation === this.#generation) this.#report(null);
    }
  }

  #daemonChanged(body: unknown[]): void {
    const onBattery = (body[1] as Record<string, unknown> | undefined)?.['OnBattery'];
    if (typeof onBattery !== 'boolean') return;
    this.#onBattery = onBattery;
    this.#tell();
  }

  #displayChanged(body: unknown[]): void {
    this.#display = { ...this.#display, ...(body[1] as Record<string, unknown> | undefined) };
    const percent = percentOf(this.#display);
    if (percent === this.#percent) return;
    this.#percent = percent;
    this.#tell();
  }

  #tell(): void {
    if (this.#onBattery === null) return;
    this.#report({ source: this.#onBattery ? 'battery' : 'ac', percent: this.#percent });
  }
}

/** Charge of the display device in whole per cent; null where it stands for no battery. */
function percentOf(display: Record<string, unknown>): number | null {
  const { IsPresent: present, Type: type, Percentage: percentage } = display;
  if (present !== true || typeof percentage !== 'number') return null;
  if (!batteryTypes.includes(Number(type))) return null;
  return Math.round(percentage);
}
