import type { SignalInfo } from '../../src-shared/model/signal.js';
import type { CoreEventBody } from '../core/kernel/event.js';
import type { Sensors } from '../ports/sensors.js';

/** How long a start waits for first readings before it opens its doors, ms. */
const firstReadingsMs = 3_500;

/** Feeds every sensor's readings to the pump, and keeps the last of each for a core that must be rebuilt. */
export class Senses {
  readonly #last = new Map<CoreEventBody['kind'], CoreEventBody>();

  constructor(
    private readonly sensors: Sensors,
    private readonly feed: (body: CoreEventBody) => void,
    private readonly onChanged: (signals: SignalInfo[]) => void,
    /** Fulfilled when what the core has asked for before a sleep is done. */
    private readonly settled: () => Promise<void>,
  ) {}

  /** Starts all sensors and waits until power and presence have spoken, or `patience` says it is enough. */
  async start(patience: (ms: number) => Promise<void>): Promise<void> {
    const { power, presence, busy, load, system, session, network, device, quiet, journal, lid } =
      this.sensors;
    const { domain, drives } = this.sensors;
    const powerHeard = this.#heard((done) =>
      power.start((reading) => this.#tell({ kind: 'PowerChanged', reading }, power, done)),
    );
    const presenceHeard = this.#heard((done) =>
      presence.start((reading) => this.#tell({ kind: 'PresenceChanged', reading }, presence, done)),
    );
    const others = Promise.all([
      busy.start((reading) => this.#tell({ kind: 'BusyChanged', reading }, busy)),
      load.start((reading) => this.#tell({ kind: 'LoadChanged', reading }, load)),
      session.start((reading) => this.#tell({ kind: 'SessionsChanged', reading }, session)),
      network.start((reading) => this.#tell({ kind: 'NetworkChanged', reading }, network)),
      quiet.start((reading) => this.#tell({ kind: 'QuietChanged', reading }, quiet)),
      journal.start((reading) => this.#tell({ kind: 'JournalWritten', reading }, journal)),
      domain?.start((reading) => {
        if (reading.known) this.#tell({ kind: 'DomainChanged', reading: { domain: reading.domain } }, domain);
      }),
      drives?.start((reading) => this.#tell({ kind: 'DrivesChanged', reading }, drives)),
      device.start((reading) => this.#tell({ kind: 'DeviceArrived', reading }, device)),
      lid.start((reading) => this.#tell({ kind: 'LidChanged', reading }, lid)),
      system.start(({ kind }) => {
        const body = {
          suspending: 'Suspending',
          resumed: 'Resumed',
          'shutting-down': 'ShuttingDown',
        } as const;
        this.feed({ kind: body[kind] });
        // The machine is held back until everything stands still and the wake timer is set.
        return kind === 'resumed' ? undefined : this.settled();
      }),
    ]);
    await Promise.race([Promise.all([powerHeard, presenceHeard, others]), patience(firstReadingsMs)]);
  }

  /** Tells a rebuilt core what the sensors said last. */
  repeat(): void {
    for (const body of this.#last.values()) this.feed(body);
  }

  describe(): SignalInfo[] {
    return Object.values(this.sensors).flatMap((sensor) =>
      (sensor as { describe(): SignalInfo[] }).describe(),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(
      Object.values(this.sensors).map((sensor) => (sensor as { stop(): Promise<void> }).stop()),
    );
  }

  #heard(start: (done: () => void) => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      start(resolve).catch(reject);
    });
  }

  #tell(body: CoreEventBody, sensor: { describe(): SignalInfo[] }, done?: () => void): void {
    // What is a moment and no level is not told again.
    if (body.kind !== 'DeviceArrived' && body.kind !== 'JournalWritten') this.#last.set(body.kind, body);
    this.feed(body);
    this.onChanged(sensor.describe());
    done?.();
  }
}
