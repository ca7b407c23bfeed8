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

  async close(): Promise<void> {
    this.#closed = true;
    this.#connected = false;
    this.#subscriptions.clear();
    this.#names.clear();
    this.#stateListeners.clear();
    await this.#opening;
    const bus = this.#bus;
    if (bus === null) return;
    const closing = bus.close();
    // Cancels a redial under way, which the library's `close` leaves running.
    bus.connection.end();
    await closing;
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
        { timeout: timeoutMs ?? this.#options.timeoutMs ?? 2_000 },
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

  async #dial(): Promise<boolean> {
    const { createClient } = await import('dbus-native');
    if (this.#closed) return false;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), firstDialMs);
      const settle = (connected: boolean): void => {
        clearTimeout(timer);
        resolve(connected);
      };
      try {
        const bus = createClient({
          busAddress: this.#options.address,
          timeout: this.#options.timeoutMs ?? 2_000,
          // A poll of a missing bus: seldom enough to cost nothing, often enough to be found.
          reconnect: { minDelay: 100, maxDelay: 30_000 },
        });
        this.#bus = bus;
        this.#listen(bus, settle);
      } catch (error) {
        // An address this library cannot read: there is nothing to dial again.
        this.#options.log.warn('bus address not usable', {
          address: this.#options.address,
          error: String(error),
        });
        settle(false);
      }
    });
  }

  #listen(bus: MessageBus, settle: (connected: boolean) => void): void {
    const { connection } = bus;
    const up = (): void => {
      this.#setConnected(true);
      settle(true);
    };
    connection.on('connect', () => {
      // Rules asked for before the first connection; after a later one the library repeats them.
      for (const rule of this.#rules.keys()) this.#sendRule(bus, rule);
      up();
    });
    bus.on('reconnected', up);
    bus.on('reconnectError', (error) => {
      this.#options.log.warn('bus came back but did not take us in', { error: String(error) });
    });
    connection.on('close', () => this.#setConnected(false));
    connection.on('reconnecting', () => settle(false));
    connection.on('error', (error) => {
      this.#options.log.debug('bus connection', { address: this.#options.address, error: String(error) });
      settle(false);
    });
    connection.on('message', (message) => {
      if (message.type !== signalType) return;
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
    // Between two connections the library keeps the rule for the next one.
    else if (this.#bus !== null && this.#bus.name !== undefined) this.#bus.matchRules.add(rule);
  }

  #sendRule(bus: MessageBus, rule: string): void {
    bus.addMatch(rule).catch((error: unknown) => {
      if (!this.#closed && this.#connected) {
        this.#options.log.warn('bus refused a match rule', { rule, error: String(error) });
      }
    });
  }

  #dropRule(rule: string): void {
    const users = (this.#rules.get(rule) ?? 0) - 1;
    if (users > 0) {
      this.#rules.set(rule, users);
      return;
    }
    this.#rules.delete(rule);
    const bus = this.#bus;
    if (bus === null || this.#closed) return;
    if (this.#connected) bus.removeMatch(rule).catch(() => undefined);
    else bus.matchRules.delete(rule);
  }
}
