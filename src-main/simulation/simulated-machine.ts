import type { CoreEventBody } from '../core/kernel/event.js';
import type { PowerReading, PresenceReading } from '../core/signals/readings.js';
import { wall } from '../core/time/stamp.js';
import type { Agenda } from './agenda.js';
import type { SignalChange } from './signal-change.js';
import { SimulatedQuiet } from './simulated-quiet.js';
import type { SimulatedClock } from './simulated-clock.js';

/** Cores of a simulated machine, and who sits at it. */
export const simulatedCores = 2;
export const simulatedUser = 'user';

type User = NonNullable<SignalChange['user']>;

/**
 * The sensors of a simulated machine. They keep the promise of the real ones: a crossing is told once,
 * and only while the machine is on and awake; after a sleep or boot what changed meanwhile is told.
 */
export class SimulatedMachine {
  #user: User;
  #lastInput: number;
  #power: PowerReading['source'];
  #cpu: number;
  #disk: number;
  #addresses: string[];
  #networks: string[];
  readonly #quiet: SimulatedQuiet;
  #percent: number | null;
  #lid: boolean | null;
  #canWake: boolean;
  #busy: string[];
  #idleAfterMs: number | null = null;
  #loadLimit: number | null = null;
  #cancelCrossing: (() => void) | null = null;
  #told = new Map<CoreEventBody['kind'], string>();
  /** Whom the sensors tell; null while no host runs or the machine sleeps. */
  #listener: ((body: CoreEventBody) => void) | null = null;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly agenda: Agenda,
    initially: SignalChange,
  ) {
    this.#user = initially.user ?? 'active';
    this.#lastInput = clock.instant;
    this.#power = initially.power ?? 'ac';
    this.#cpu = initially.cpu ?? 0;
    this.#disk = initially.disk ?? 0;
    this.#addresses = initially.addresses ?? [];
    this.#networks = initially.networks ?? [];
    const load = { cpu: this.#cpu, disk: this.#disk };
    this.#quiet = new SimulatedQuiet(clock, agenda, simulatedCores, load, (reading) =>
      this.#tell({ kind: 'QuietChanged', reading }),
    );
    this.#percent = initially.charge ?? null;
    this.#lid = initially.lid === undefined ? null : initially.lid === 'closed';
    this.#canWake = initially.canWake ?? true;
    this.#busy = initially.busy ?? [];
  }

  /** A host begins to listen: it is told everything as it is. */
  listen(listener: (body: CoreEventBody) => void): void {
    this.#listener = listener;
    this.#told.clear();
    this.#tellAll();
  }

  /** The machine sleeps or is off: nobody is told anything. */
  deafen(): void {
    this.#listener = null;
    this.#cancelCrossing?.();
  }

  /** The host stopped asking: thresholds and limits are those of a new host. */
  forget(): void {
    this.#idleAfterMs = null;
    this.#loadLimit = null;
    this.#quiet.rest();
  }

  /** The machine woke: what changed is told. */
  wake(listener: (body: CoreEventBody) => void): void {
    this.#listener = listener;
    this.#tellAll();
  }

  watchIdle(idleAfterMs: number): void {
    this.#idleAfterMs = idleAfterMs;
    this.#tellPresence();
  }

  /** A simulated machine knows its past load, so the first answer comes at once. */
  watchLoad(limitPercent: number): void {
    this.#loadLimit = limitPercent;
    this.#told.delete('LoadChanged');
    this.#tellLoad();
  }

  restLoad(): void {
    this.#loadLimit = null;
  }

  watchQuiet(limits: Parameters<SimulatedQuiet['watch']>[0]): void {
    this.#told.delete('QuietChanged');
    this.#quiet.watch(limits);
  }

  restQuiet(): void {
    this.#quiet.rest();
  }

  setUser(user: User): void {
    if (this.#user === 'active' || user === 'active') this.#lastInput = this.clock.instant;
    this.#user = user;
    this.#tellSessions();
    this.#tellPresence();
  }

  setPower(power: PowerReading['source']): void {
    this.#power = power;
    this.#tellPower();
  }

  setCharge(percent: number | null): void {
    this.#percent = percent;
    this.#tellPower();
  }

  setLid(closed: boolean): void {
    this.#lid = closed;
    this.#tellWaking();
  }

  setCanWake(able: boolean): void {
    this.#canWake = able;
    this.#tellWaking();
  }

  setBusy(causes: string[]): void {
    this.#busy = causes;
    this.#tellBusy();
  }

  setLoad(cpu: number | undefined, disk: number | undefined): void {
    this.#cpu = cpu ?? this.#cpu;
    this.#disk = disk ?? this.#disk;
    this.#tellLoad();
    this.#quiet.set({ cpu: this.#cpu, disk: this.#disk });
  }

  setAddresses(addresses: string[]): void {
    this.#addresses = addresses;
    this.#tellNetwork();
  }

  setNetworks(names: string[]): void {
    this.#networks = names;
    this.#tellNetwork();
  }

  #tellAll(): void {
    this.#tellPower();
    this.#tellWaking();
    this.#tellNetwork();
    this.#tellSessions();
    this.#tellBusy();
    this.#tellPresence();
    this.#tellLoad();
    this.#quiet.judge();
  }

  #tell(body: CoreEventBody): void {
    if (this.#listener === null) return;
    const text = JSON.stringify(body);
    if (this.#told.get(body.kind) === text) return;
    this.#told.set(body.kind, text);
    this.#listener(body);
  }

  #tellPower(): void {
    this.#tell({ kind: 'PowerChanged', reading: { source: this.#power, percent: this.#percent } });
  }

  #tellWaking(): void {
    if (this.#lid !== null) this.#tell({ kind: 'LidChanged', reading: { closed: this.#lid } });
    const reading = this.#canWake
      ? ({ able: 'yes', reason: null } as const)
      : ({ able: 'no', reason: 'no-hardware' } as const);
    this.#tell({ kind: 'WakeAbilityChanged', reading });
  }

  #tellBusy(): void {
    if (this.#busy.length > 0 || this.#told.has('BusyChanged'))
      this.#tell({ kind: 'BusyChanged', reading: { causes: this.#busy } });
  }

  #tellNetwork(): void {
    const networks = this.#networks.map((name) => ({ id: name, name, metered: false }));
    this.#tell({ kind: 'NetworkChanged', reading: { addresses: this.#addresses, networks } });
  }

  /** One person at the machine, or nobody. */
  #tellSessions(): void {
    const locked = this.#user === 'locked';
    const groups = ['users'];
    const session = { id: '1', user: simulatedUser, active: true, locked, remote: false, groups };
    const sessions = this.#user === 'loggedOff' ? [] : [session];
    this.#tell({ kind: 'SessionsChanged', reading: { sessions } });
  }

  #tellLoad(): void {
    if (this.#loadLimit === null) return;
    const load = Math.max(this.#cpu, this.#disk) < this.#loadLimit ? 'below' : 'above';
    this.#tell({ kind: 'LoadChanged', reading: { load } });
  }

  #tellPresence(): void {
    this.#cancelCrossing?.();
    if (this.#listener === null || this.#idleAfterMs === null) return;
    const presence = this.#presence(this.#idleAfterMs);
    const { elapsed } = this.clock.now();
    const ago = this.clock.instant - this.#lastInput;
    const at = { wall: wall(this.clock.now().wall - ago), elapsed: (elapsed - ago) as typeof elapsed };
    const reading: PresenceReading = {
      presence,
      lastInputAt: this.#user === 'loggedOff' || presence === 'active' ? null : at,
    };
    this.#tell({ kind: 'PresenceChanged', reading });
    if (presence === 'active' && this.#user !== 'active') {
      const crossing = this.#lastInput + this.#idleAfterMs;
      this.#cancelCrossing = this.agenda.enter(crossing, 'outside', () => this.#tellPresence());
    }
  }

  #presence(idleAfterMs: number): PresenceReading['presence'] {
    if (this.#user === 'active') return 'active';
    if (this.#user === 'loggedOff') return 'idle';
    return this.clock.instant - this.#lastInput >= idleAfterMs ? 'idle' : 'active';
  }
}
