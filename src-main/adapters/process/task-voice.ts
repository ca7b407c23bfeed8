import { randomBytes } from 'node:crypto';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Progress } from '../../../src-shared/model/instance.js';
import type { Channel, ChannelLink, ChannelMessage } from '../../ports/channel.js';

/** What a program said, for whoever follows its instance. */
export interface VoiceEars {
  progress(progress: Progress): void;
  saved(): void;
  /** It has done its work and ends with this code; once. */
  done(code: number): void;
}

/** Progress goes on at most this often: a program may speak in every loop. */
const progressEveryMs = 250;
const textCharactersMax = 200;

/** The task's side of the channel: what one instance says and is told (docs/protocol.md, "tasks"). */
export class TaskVoice {
  readonly #links = new Set<ChannelLink>();
  readonly #end: () => void;
  #progress: Progress | null = null;
  #told = 0;
  #timer: NodeJS.Timeout | null = null;
  #done = false;

  constructor(
    channel: Channel | null,
    readonly instance: InstanceId,
    token: string | null,
    private readonly ears: VoiceEars,
  ) {
    this.#end =
      channel === null || token === null
        ? () => undefined
        : channel.admit(token, {
            joined: (link) => void this.#links.add(link),
            left: (link) => void this.#links.delete(link),
            received: (message, link) => this.#received(message, link),
          });
  }

  /** Whether anybody is there to be asked. */
  get isHeard(): boolean {
    return this.#links.size > 0;
  }

  /** The last that it said of how far it is; null when it never did. */
  get progress(): Progress | null {
    return this.#progress;
  }

  tell(message: ChannelMessage): void {
    for (const link of this.#links) link.send(message);
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#end();
  }

  #received(message: ChannelMessage, link: ChannelLink): void {
    const wrong = this.#take(message);
    if (wrong !== null) link.send({ kind: 'error', message: wrong });
  }

  /** What is wrong with the message; null when it was taken. */
  #take(message: ChannelMessage): string | null {
    switch (message.kind) {
      case 'progress':
        return this.#takeProgress(message);
      case 'saved':
        this.ears.saved();
        return null;
      case 'done': {
        const code = message['code'] ?? 0;
        if (!Number.isInteger(code) || (code as number) < 0 || (code as number) > 0xffffffff)
          return 'done: code must be a whole number from 0 to 4294967295';
        if (!this.#done) this.ears.done(code as number);
        this.#done = true;
        return null;
      }
      default:
        return `unknown kind ${JSON.stringify(message.kind)}; a task may say progress, saved or done`;
    }
  }

  #takeProgress(message: ChannelMessage): string | null {
    const { fraction = null, text = null } = message;
    if (fraction !== null && (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 1)))
      return 'progress: fraction must be a number from 0 to 1, or null';
    if (text !== null && typeof text !== 'string') return 'progress: text must be a string, or null';
    this.#progress = { fraction, text: text?.slice(0, textCharactersMax) ?? null };
    if (this.#timer !== null) return null;
    const wait = Math.max(0, this.#told + progressEveryMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#told = performance.now();
      if (this.#progress !== null) this.ears.progress(this.#progress);
    }, wait);
    this.#timer.unref();
    return null;
  }
}

/** A token nobody can guess. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}
