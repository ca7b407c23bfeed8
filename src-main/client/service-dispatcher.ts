import { controlCodes } from '../../src-shared/model/service-constants.js';
import type { ServiceStatus } from '../../src-shared/model/service.js';
import { keepConnected, placeOf, type ChannelConnection, type Message } from './channel.js';

/** A control as it came: its code (reference: Windows' SERVICE_CONTROL_…) and what belongs to it. */
export interface Control {
  code: number;
  data: Record<string, unknown>;
}

/**
 * Handles one control. A number is a Win32 code for whoever asked (0 done, 1115 to queue a trigger event
 * while it is on its way down); nothing means 0.
 */
export type ControlHandler = (control: Control) => number | void | Promise<number | void>;

/** One service while it runs: what its entry function is given. */
export interface RunningService {
  readonly name: string;
  /** The first is the name; `TriggerStarted` follows where a trigger started it. */
  readonly arguments: readonly string[];
  /** SetServiceStatus: what is left out is 0, `accepts` left out stays as it was. */
  report(status: Pick<ServiceStatus, 'state'> & Partial<ServiceStatus>): void;
  /** Replaces the handler of controls. INTERROGATE is answered without one. */
  onControl(handler: ControlHandler): void;
}

/** ServiceMain: may return when the service has begun, or live as long as it does. */
export type ServiceMain = (service: RunningService) => void | Promise<void>;

/** The entry function of a service, or why there is none: a Win32 code. */
export type FindService = (
  name: string,
  module: string | null,
) => ServiceMain | number | Promise<ServiceMain | number>;

/** Win32 codes that a dispatcher answers with by itself. */
export const dispatcherCodes = {
  notImplemented: 120,
  moduleNotFound: 126,
  entryNotFound: 127,
  notActive: 1062,
  exception: 1064,
  notInProgram: 1083,
} as const;

interface Running {
  service: RunningService;
  handler: ControlHandler | null;
  last: Message | null;
}

/**
 * The service control dispatcher (Windows: StartServiceCtrlDispatcher): connects with the host, starts the
 * services it names and brings them their controls, one after another. Fulfilled when the last service has
 * stopped and the host has said so; the program should end then. When the host restarts, the connection is
 * made again and every service repeats its state.
 *
 * @param services entry functions by the name of the service, or how to find one
 * @throws Fault `no-channel` when this program was not started by Caretaker; `channel-refused`
 */
export async function dispatchServices(
  services: Record<string, ServiceMain> | FindService,
  env: Record<string, string | undefined> = process.env,
): Promise<void> {
  const dispatcher = new Dispatcher(typeof services === 'function' ? services : findIn(services));
  const kept = keepConnected(placeOf(env), {
    onOpen: (connection) => dispatcher.opened(connection),
    onLost: () => dispatcher.lost(),
    onMessage: (message) => {
      if (message.kind === 'end') kept.end();
      else dispatcher.take(message);
    },
  });
  await kept.over;
}

function findIn(services: Record<string, ServiceMain>): FindService {
  const byKey = new Map(Object.entries(services).map(([name, main]) => [name.toLowerCase(), main]));
  return (name) => byKey.get(name.toLowerCase()) ?? dispatcherCodes.notInProgram;
}

class Dispatcher {
  readonly #running = new Map<string, Running>();
  #connection: ChannelConnection | null = null;
  /** Commands are carried out one after another. */
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly find: FindService) {}

  opened(connection: ChannelConnection): void {
    this.#connection = connection;
    for (const { last } of this.#running.values()) if (last !== null) connection.send(last);
    connection.send({ kind: 'dispatch' });
  }

  lost(): void {
    this.#connection = null;
  }

  take(message: Message): void {
    if (message.kind === 'error') return console.error(`Caretaker: ${String(message['message'])}`);
    if (message.kind !== 'start' && message.kind !== 'control') return;
    this.#turn = this.#turn.then(async () => {
      const code = await this.#carryOut(message);
      this.#connection?.send({ kind: 'answer', id: message['id'], code });
    });
  }

  async #carryOut(message: Message): Promise<number> {
    try {
      return message.kind === 'start' ? await this.#start(message) : await this.#control(message);
    } catch (error) {
      console.error(error);
      return dispatcherCodes.exception;
    }
  }

  async #start(message: Message): Promise<number> {
    const name = String(message['service']);
    const module = typeof message['module'] === 'string' ? message['module'] : null;
    const main = await this.find(name, module);
    if (typeof main === 'number') return main;
    const running = this.#begin(name, (message['arguments'] ?? [name]) as string[]);
    // The answer to the start command says that the entry function was called, not that it has come to an end.
    void (async () => main(running.service))().catch((error: unknown) => {
      console.error(error);
      running.service.report({ state: 'STOPPED', win32ExitCode: dispatcherCodes.exception });
    });
    return 0;
  }

  #begin(name: string, words: string[]): Running {
    const running: Running = {
      handler: null,
      last: null,
      service: {
        name,
        arguments: words,
        report: (status) => {
          running.last = { kind: 'status', service: name, ...status };
          this.#connection?.send(running.last);
        },
        onControl: (handler) => {
          running.handler = handler;
        },
      },
    };
    this.#running.set(name.toLowerCase(), running);
    return running;
  }

  async #control(message: Message): Promise<number> {
    const running = this.#running.get(String(message['service']).toLowerCase());
    if (running === undefined) return dispatcherCodes.notActive;
    const code = Number(message['code']);
    const data = (message['data'] ?? {}) as Record<string, unknown>;
    if (code === controlCodes.interrogate && running.last !== null) this.#connection?.send(running.last);
    if (running.handler === null) {
      return code === controlCodes.interrogate ? 0 : dispatcherCodes.notImplemented;
    }
    return (await running.handler({ code, data })) ?? 0;
  }
}
