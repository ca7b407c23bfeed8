import type { MessageBus } from 'dbus-native';
import type { Log } from '../../ports/log.js';
import { matches, ruleOf, type BusSignal, type SignalMatch } from './match.js';

export interface MethodCall {
  destination: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  body?: unknown[];
  timeoutMs?: number;
}

export interface BusOptions {
  /** Such as `unix:path=/run/dbus/system_bus_socket`. */
  address: string;
  log: Log;
  /** How long a call may take; 2 s unless told, since sensors must speak within 3 s. */
  timeoutMs?: number;
}

interface Subscription {
  match: SignalMatch;
  listener: (signal: BusSignal) => void;
}

interface NameWatch {
  owner: string | null;
  listeners: Set<(owner: string | null) => void>;
  unsubscribe: () => void;
}

const daemon = 'org.freedesktop.DBus';
const daemonPath = '/org/freedesktop/DBus';
const signalType = 4;
const firstDialMs = 2_000;
const callMs = 2_000;
/** Delays before the next dial: a missing bus is found again soon, and costs nothing while it is missing. */
const redial = { firstMs: 100, maxMs: 30_000 };

/**
 * One connection to a message bus that may be absent, go away and come back. Subscriptions and watched
 * names outlive a break: the owner of every watched name becomes null, and is asked for anew after it.
 * Nothing here rejects because there is no bus, but calls do.
 */
export class BusConnection {
  readonly #options: BusOptions;
  #bus: MessageBus | null = null;
  #opening: Promise<boolean> | null = null;
  #connected = false;
  #closed = false;
  #redialMs: number = redial.firstMs;
  #redial: NodeJS.Timeout | undefined;
  readonly #subscriptions = new Set<Subscription>();
  readonly #rules = new Map<string, number>();
  readonly #names = new Map<string, NameWatch>();
  readonly #stateListeners = new Set<(connected: boolean) => void>();

  constructor(options: BusOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connected;
  }

  get address(): string {
    return this.#options.address;
  }

  /** Dials, once; true when the bus answered, false when not yet (dialling goes on in the background). */
  open(): Promise<boolean> {
    this.#opening ??= this.#dial();
    return this.#opening;
  }

  /** Ends the connection and forgets all subscriptions; `open` may follow. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#connected = false;
    this.#subscriptions.clear();
    this.#rules.clear();
    this.#names.clear();
    this.#stateListeners.clear();
    clearTimeout(this.#redial);
    await this.#opening;
    const bus = this.#bus;
    this.#bus = null;
    this.#opening = null;
    this.#redialMs = redial.firstMs;
    this.#closed = false;
    await bus?.close();
  }

  /** Told at each change between connected and not. Returns the end of it. */
  onState(listener: (connected: boolean) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Rejects with the library's DBusError: no bus, no such service, time-out, or the service's own error. */
  call(call: MethodCall): Promise<unknown[]> {
    const bus = this.#bus;
    if (bus === null || this.#closed) return Promise.reject(new Error('not connected to the bus'));
    const { timeoutMs, ...message } = call;
    return new Promise((resolve, reject) => {
      bus.invoke(
        message,
        { timeout: timeoutMs ?? this.#options.timeoutMs ?? callMs },
        (error, ...values: unknown[]) => (error ? reject(error) : resolve(values)),
      );
    });
  }

  async property(destination: string, path: string, iface: string, name: string): Promise<unknown> {
    const values = await this.call({
      destination,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [iface, name],
    });
    return values[0];
  }

  async properties(destination: string, path: string, iface: string): Promise<Record<string, unknown>> {
    const values = await this.call({
      destination,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      body: [iface],
    });
    const all = values[0];
    return typeof all === 'object' && all !== null ? (all as Record<string, unknown>) : {};
  }

  /** Listens to signals, now and after each reconnection. Returns the end of it. */
  subscribe(match: SignalMatch, listener: (signal: BusSignal) => void): () => void {
    const subscription = { match, listener };
    this.#subscriptions.add(subscription);
    const rule = ruleOf(match);
    const users = this.#rules.get(rule) ?? 0;
    this.#rules.set(rule, users + 1);
    if (users === 0) this.#addRule(rule);
    return () => {
      if (this.#subscriptions.delete(subscription)) this.#dropRule(rule);
    };
  }

  /**
   * Tells who owns a well-known name: at once when it is known, then at each change; null = nobody, or
   * no bus. Returns the end of it.
   */
  watchName(name: string, listener: (owner: string | null) => void): () => void {
    let watch = this.#names.get(name);
    if (watch === undefined) {
      watch = { owner: null, listeners: new Set(), unsubscribe: () => undefined };
      this.#names.set(name, watch);
      watch.unsubscribe = this.subscribe(
        { sender: daemon, interface: daemon, member: 'NameOwnerChanged', arg0: name },
        ({ body }) => this.#setOwner(name, typeof body[2] === 'string' && body[2] !== '' ? body[2] : null),
      );
      this.#askOwner(name);
    }
    const known = watch;
    known.listeners.add(listener);
    if (known.owner !== null) listener(known.owner);
    return () => {
      known.listeners.delete(listener);
      if (known.listeners.size > 0 || this.#names.get(name) !== known) return;
      this.#names.delete(name);
      known.unsubscribe();
    };
  }

  /** Asks the bus to start an activatable service; its arrival is told by `watchName`. */
  activate(name: string): void {
    const call = { destination: daemon, path: daemonPath, interface: daemon, member: 'StartServiceByName' };
    this.call({ ...call, signature: 'su', body: [name, 0], timeoutMs: 25_000 }).catch((error: unknown) => {
      this.#options.log.debug('not activatable', { name, error: String(error) });
    });
  }

  /** Well-known names on the bus now. */
  async names(): Promise<string[]> {
    const values = await this.call({
      destination: daemon,
      path: daemonPath,
      interface: daemon,
      member: 'ListNames',
    });
    return (values[0] as string[]).filter((name) => !name.startsWith(':'));
  }

  /**
   * The library can dial again by itself, but says Hello twice when the first dial failed, which the bus
   * answers with an error. So every dial is a client of its own here, with all rules sent anew.
   */
  async #dial(): Promise<boolean> {
    const { createClient } = await import('dbus-native');
    if (this.#closed) return false;
    let bus: MessageBus;
    try {
      bus = createClient({
        busAddress: this.#options.address,
        timeout: this.#options.timeoutMs ?? callMs,
      });
    } catch (error) {
      // An address this library cannot read: there is nothing to dial again.
      const { address, log } = this.#options;
      log.warn('bus address not usable', { address, error: String(error) });
      return false;
    }
    this.#bus = bus;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), firstDialMs);
      const settle = (connected: boolean): void => {
        clearTimeout(timer);
        resolve(connected);
      };
      const { connection } = bus;
      connection.on('connect', () => {
        if (this.#bus !== bus) return;
        this.#redialMs = redial.firstMs;
        for (const rule of this.#rules.keys()) this.#sendRule(bus, rule);
        this.#setConnected(true);
        settle(true);
      });
      const lost = (why: unknown): void => {
        settle(false);
        if (this.#bus === bus) this.#lost(bus, why);
      };
      connection.on('error', lost);
      connection.on('close', lost);
      this.#listen(bus);
    });
  }

  #lost(bus: MessageBus, why: unknown): void {
    this.#bus = null;
    bus.connection.end();
    this.#setConnected(false);
    if (this.#closed) return;
    const { address, log } = this.#options;
    log.debug('no connection to the bus', { address, why: String(why), redialMs: this.#redialMs });
    this.#redial = setTimeout(() => void this.#dial(), this.#redialMs);
    this.#redialMs = Math.min(this.#redialMs * 2, redial.maxMs);
  }

  #listen(bus: MessageBus): void {
    bus.connection.on('message', (message) => {
      if (message.type !== signalType || this.#bus !== bus) return;
      this.#dispatch({
        sender: message.sender ?? '',
        path: message.path ?? '',
        interface: message.interface ?? '',
        member: message.member ?? '',
        body: message.body ?? [],
      });
    });
  }

  #setConnected(connected: boolean): void {
    if (this.#closed || connected === this.#connected) return;
    this.#connected = connected;
    for (const name of this.#names.keys()) {
      if (connected) this.#askOwner(name);
      else this.#setOwner(name, null);
    }
    for (const listener of [...this.#stateListeners]) listener(connected);
  }

  #dispatch(signal: BusSignal): void {
    for (const { match, listener } of [...this.#subscriptions]) {
      if (matches(match, signal) && this.#isFrom(match.sender, signal.sender)) listener(signal);
    }
  }

  /** Another subscriber's wider rule may let through what a stranger sends in a service's name. */
  #isFrom(expected: string | undefined, sender: string): boolean {
    if (expected === undefined || expected === daemon || expected === sender) return true;
    const watch = this.#names.get(expected);
    return watch === undefined ? !expected.startsWith(':') : watch.owner === sender;
  }

  #askOwner(name: string): void {
    if (!this.#connected) return;
    const call = { destination: daemon, path: daemonPath, interface: daemon, member: 'GetNameOwner' };
    // A callback, not a promise: a NameOwnerChanged that follows in the same packet is newer than this
    // answer and must not be overtaken by it.
    this.#bus?.invoke({ ...call, signature: 's', body: [name] }, (error, owner: unknown) => {
      this.#setOwner(name, !error && typeof owner === 'string' ? owner : null);
    });
  }

  #setOwner(name: string, owner: string | null): void {
    const watch = this.#names.get(name);
    if (watch === undefined || watch.owner === owner) return;
    watch.owner = owner;
    for (const listener of [...watch.listeners]) listener(owner);
  }

  #addRule(rule: string): void {
    if (this.#bus !== null && this.#connected) this.#sendRule(this.#bus, rule);
  }

  #sendRule(bus: MessageBus, rule: string): void {
    bus.addMatch(rule).catch((error: unknown) => {
      if (this.#bus !== bus || !this.#connected) return;
      this.#options.log.warn('bus refused a match rule', { rule, error: String(error) });
    });
  }

  #dropRule(rule: string): void {
    const users = (this.#rules.get(rule) ?? 0) - 1;
    if (users > 0) {
      this.#rules.set(rule, users);
      return;
    }
    this.#rules.delete(rule);
    if (this.#bus !== null && this.#connected) this.#bus.removeMatch(rule).catch(() => undefined);
  }
}
