import type { NoticeAction } from '../../core/kernel/command.js';
import type { Log } from '../../ports/log.js';
import type { Notice, Notifier } from '../../ports/notifier.js';
import { leaseBus, type BusLease } from '../dbus/bus-pool.js';
import { OnceNotifier } from './once.js';

const service = 'org.freedesktop.Notifications';
/** Urgency levels of the Desktop Notifications Specification. */
const urgencyLevel = { normal: 1, critical: 2 };
/** A notification daemon may have to be started first. */
const timeoutMs = 10_000;

/** The desktop's notification daemon; what it does not take goes to `fallback`. */
export class DesktopNotifier extends OnceNotifier {
  readonly #lease: BusLease;
  readonly #log: Log;
  readonly #fallback: Notifier;
  readonly #showing = new Set<Promise<void>>();
  /** What is on the screen: the daemon's number to our key. */
  readonly #keys = new Map<number, string>();
  #ends: (() => void)[] | null = null;

  constructor(sessionBus: string, log: Log, fallback: Notifier) {
    super();
    this.#lease = leaseBus(sessionBus, log);
    this.#log = log;
    this.#fallback = fallback;
  }

  protected show(notice: Notice): void {
    const showing = this.#send(notice).catch((error: unknown) => {
      this.#log.debug('The desktop did not take a notice', { error: String(error) });
      this.#fallback.notify(notice);
    });
    this.#showing.add(showing);
    void showing.finally(() => this.#showing.delete(showing));
  }

  /** Waits for what is on its way. */
  override async close(): Promise<void> {
    await Promise.all(this.#showing);
    for (const end of this.#ends ?? []) end();
    await this.#lease.release();
    await this.#fallback.close();
  }

  async #send({ key, title, body, urgency, actions = [] }: Notice): Promise<void> {
    const { bus } = this.#lease;
    // The connection is made at the first notice: most hosts never have one.
    this.#lease.hold();
    this.#listen();
    await bus.open();
    // Pairs of a word and its label; `default` is a click on the notice itself.
    const buttons = [...actions.flatMap(({ action, label }) => [action, label]), 'default', ''];
    const hints = [
      ['urgency', ['y', urgencyLevel[urgency]]],
      ['desktop-entry', ['s', 'caretaker']],
    ];
    const [id] = await bus.call({
      destination: service,
      path: '/org/freedesktop/Notifications',
      interface: service,
      member: 'Notify',
      signature: 'susssasa{sv}i',
      // Bodies may be read as markup: names of tasks are text.
      body: ['Caretaker', 0, 'caretaker', title, asText(body), buttons, hints, -1],
      timeoutMs,
    });
    this.#keys.set(Number(id), key);
  }

  #listen(): void {
    const { bus } = this.#lease;
    this.#ends ??= [
      bus.subscribe({ interface: service, member: 'ActionInvoked' }, ({ body: [id, word] }) => {
        const key = this.#keys.get(Number(id));
        const action = word === 'default' ? 'open-panel' : (word as NoticeAction);
        if (key !== undefined) this.acted(key, action);
      }),
      bus.subscribe({ interface: service, member: 'NotificationClosed' }, ({ body: [id] }) => {
        this.#keys.delete(Number(id));
      }),
    ];
  }
}

/** Escapes what the specification's body markup would take for tags and entities. */
export function asText(body: string): string {
  return body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
