import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** What a handler is told at its start (docs/handlers.md). */
export interface HandlerStart {
  /** Class id of the action, upper case in braces. */
  classId: string;
  /** The action's Data, with the values of variables put in. */
  data: string;
  /** How far it is, 0 to 100, and what it does: shown in the panel. */
  updateStatus(percentComplete: number, message?: string): void;
  /** The work is over with this result: 0, or an exit code; the process ends. */
  completed(result?: number): void;
}

/** What a handler module exports, by name or as its default: the counterpart of ITaskHandler. */
export interface Handler {
  start(task: HandlerStart): unknown;
  /** Give up; its value, where it is a number, is the result. */
  stop?(): unknown;
  /** Stand still: what is open should be safe when this is done. */
  pause?(): unknown;
  resume?(): unknown;
}

/** Exit code of a module that cannot be loaded or has no `start`. */
const cannotRun = 126;
const failed = 1;
const reconnectMs = 1_000;
/** Messages kept while there is no connection. */
const unsaidMax = 100;
const keepAliveMs = 86_400_000;
/** A result is told over the channel before the process ends, but not waited for longer than this. */
const farewellMs = 1_000;

export interface HandlerSurroundings {
  env: Record<string, string | undefined>;
  exit(code: number): void;
  /** For people: what went wrong. */
  complain(text: string): void;
  onTerm(listener: () => void): void;
}

/**
 * Runs a handler module in this process: calls `start`, passes pause, resume and stop on from the channel
 * (docs/protocol.md) and TERM as stop, and ends with the result that the module reports.
 */
export async function runHandler(module: string, around: HandlerSurroundings): Promise<void> {
  const { env } = around;
  const handler = await load(module, around);
  if (handler === null) return;
  const channel = new Channel(env['CARETAKER_CHANNEL'], env['CARETAKER_TOKEN']);
  // Nothing else may hold the process: a handler that waits for nothing is not done for all that.
  const alive = setInterval(() => undefined, keepAliveMs);
  let over = false;
  const end = (result: unknown): void => {
    if (over) return;
    over = true;
    clearInterval(alive);
    const code = typeof result === 'number' && Number.isInteger(result) && result >= 0 ? result : 0;
    channel.farewell({ kind: 'done', code }, () => around.exit(code & 0xff));
  };
  const stop = async (): Promise<void> => {
    try {
      end(await handler.stop?.());
    } catch (error) {
      around.complain(`stop: ${String(error)}`);
      end(failed);
    }
  };
  around.onTerm(() => void stop());
  channel.on('suspend', async () => {
    await handler.pause?.();
    channel.send({ kind: 'saved' });
  });
  channel.on('resume', async () => void (await handler.resume?.()));
  channel.on('stop', stop);
  channel.open((error) => around.complain(`${error.kind}: ${error.message}`));
  try {
    await handler.start({
      classId: env['CARETAKER_HANDLER_CLASS'] ?? '',
      data: env['CARETAKER_HANDLER_DATA'] ?? '',
      updateStatus: (percent, message) =>
        channel.send({
          kind: 'progress',
          fraction: Math.min(1, Math.max(0, percent / 100)),
          text: message ?? null,
        }),
      completed: (result = 0) => end(result),
    });
  } catch (error) {
    around.complain(`start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    end(failed);
  }
}

async function load(module: string, around: HandlerSurroundings): Promise<Handler | null> {
  try {
    const loaded = (await import(pathToFileURL(module).href)) as Partial<Handler> & { default?: unknown };
    const handler =
      typeof loaded.start === 'function' ? loaded : (loaded.default as Partial<Handler> | undefined);
    if (typeof handler?.start === 'function') return handler as Handler;
    around.complain(`${module} exports no function start`);
  } catch (error) {
    around.complain(`${module} cannot be loaded: ${String(error)}`);
  }
  around.exit(cannotRun);
  return null;
}

type Message = Record<string, unknown> & { kind: string };

/** The handler's end of the channel; connects again when the host was restarted. */
class Channel {
  readonly #listeners = new Map<string, () => Promise<void>>();
  #socket: Socket | null = null;
  #closed = false;
  #ready = false;
  #onReady: (() => void) | null = null;
  /** What was said while nobody could hear it. */
  readonly #unsaid: Message[] = [];

  constructor(
    private readonly path: string | undefined,
    private readonly token: string | undefined,
  ) {}

  on(kind: string, listener: () => Promise<void>): void {
    this.#listeners.set(kind, listener);
  }

  open(onError: (error: { kind: string; message: string }) => void): void {
    if (this.path === undefined || this.#closed) return;
    const socket = createConnection(this.path);
    this.#socket = socket;
    socket.once('connect', () => {
      // Hello comes first, whatever was said before there was a connection.
      this.#ready = true;
      this.send({ kind: 'hello', token: this.token ?? '' });
      for (const message of this.#unsaid.splice(0)) this.send(message);
      this.#onReady?.();
    });
    socket.once('error', () => undefined);
    socket.once('close', () => {
      this.#ready = false;
      if (!this.#closed) setTimeout(() => this.open(onError), reconnectMs).unref();
    });
    createInterface({ input: socket }).on('line', (line) => {
      const kind = kindOf(line);
      const listener = kind === null ? undefined : this.#listeners.get(kind);
      listener?.().catch((error: unknown) => onError({ kind: kind ?? '', message: String(error) }));
    });
  }

  send(message: Message): void {
    if (!this.#ready) {
      if (this.#unsaid.length < unsaidMax) this.#unsaid.push(message);
      return;
    }
    this.#socket?.write(`${JSON.stringify(message)}\n`);
  }

  /** The last message; `then` is called once it is out, or soon. */
  farewell(message: Message, then: () => void): void {
    this.#closed = true;
    if (this.#socket === null || this.#socket.destroyed) {
      then();
      return;
    }
    const timer = setTimeout(then, farewellMs);
    const say = (): void => {
      this.#socket?.end(`${JSON.stringify(message)}\n`, () => {
        clearTimeout(timer);
        then();
      });
    };
    if (this.#ready) say();
    else this.#onReady = say;
  }
}

function kindOf(line: string): string | null {
  try {
    const message = JSON.parse(line) as { kind?: unknown } | null;
    return typeof message?.kind === 'string' ? message.kind : null;
  } catch {
    return null;
  }
}
