import { controlCodes } from '../../../../src-shared/model/service-constants.js';
import type { ServiceStatus } from '../../../../src-shared/model/service.js';
import type { ServiceControlMessage, ServiceProcessEvent } from '../../../core/services/process.js';
import type { Channel, ChannelLink, ChannelMessage } from '../../../ports/channel.js';
import { readAnswer, readStatus } from './protocol-messages.js';
import { answers, type Voice } from './voice.js';

export interface ProtocolGrip {
  readonly process: string;
  /** The service whose start brought the process up: meant where a message names none. */
  readonly service: string;
  readonly channel: Channel;
  readonly token: string;
  emit(event: ServiceProcessEvent): void;
  pid(): number;
  /** Asks the program to end with a signal: for one that only notifies. */
  signal(): void;
  /** The next host is to know that it only notifies. */
  markNotifies(): void;
}

interface Sent {
  service: string;
  request: number;
  message: ServiceControlMessage;
}

/** Controls that a program which only notifies can still be given: a signal. */
const endingControls: number[] = [controlCodes.stop, controlCodes.shutdown, controlCodes.preshutdown];

/**
 * The host's side of the service protocol (docs/protocol.md, "services"): what the services of one process say
 * and are told. A process may connect several times; commands go to the connection that said `dispatch`.
 *
 *     hello ──► connected ──┬─ dispatch ──► start, control, end go out; answer comes back
 *                           └─ only status reports: the first is the answer to the start command, a stop is
 *                              a signal
 */
export class ProtocolVoice implements Voice {
  readonly #end: () => void;
  #dispatcher: ChannelLink | null = null;
  #connected = false;
  /** Commands that wait for the dispatcher. */
  #waiting: Sent[] = [];
  /** Commands whose answer is awaited, by request. */
  readonly #asked = new Map<number, string>();
  readonly #last = new Map<string, ServiceStatus>();

  /** `notifies`: an earlier host has heard it report without a dispatcher. */
  constructor(
    private readonly grip: ProtocolGrip,
    private notifies: boolean,
  ) {
    this.#end = grip.channel.admit(grip.token, {
      joined: () => this.#joined(),
      received: (message, link) => this.#received(message, link),
      left: (link) => {
        if (this.#dispatcher === link) this.#dispatcher = null;
      },
    });
  }

  launched(): void {
    // Any other has yet to say hello, or says it again.
    if (this.notifies) this.#joined();
  }

  send(service: string, request: number, message: ServiceControlMessage): void {
    const sent = { service, request, message };
    if (this.#dispatcher !== null) return this.#pass(sent);
    // Not there yet, or on its way back to a host that was restarted.
    if (message.kind === 'start' || !this.#reports(service)) {
      this.#waiting.push(sent);
      if (message.kind === 'start') this.#settleStart(service);
      return;
    }
    this.#instead(sent);
  }

  dismiss(): boolean {
    this.#dispatcher?.send({ kind: 'end' });
    return this.#dispatcher !== null;
  }

  ended(): void {
    // A service that never said STOPPED has failed: the core sees it by that.
  }

  close(): void {
    this.#end();
  }

  #joined(): void {
    if (this.#connected) return;
    this.#connected = true;
    this.grip.emit({ kind: 'connected', process: this.grip.process, pid: this.grip.pid() });
  }

  #received(message: ChannelMessage, link: ChannelLink): void {
    const wrong = this.#take(message, link);
    if (wrong !== null) link.send({ kind: 'error', message: wrong });
  }

  /** What is wrong with the message; null when it was taken. */
  #take(message: ChannelMessage, link: ChannelLink): string | null {
    switch (message.kind) {
      case 'dispatch':
        this.#dispatcher = link;
        this.notifies = false;
        for (const sent of this.#waiting.splice(0)) this.#pass(sent);
        return null;
      case 'status':
        return this.#status(message);
      case 'answer':
        return this.#answered(message);
      default:
        return `${message.kind}: no such message; a service sends dispatch, status and answer`;
    }
  }

  #status(message: ChannelMessage): string | null {
    const named = message['service'] ?? this.grip.service;
    if (typeof named !== 'string' || named === '') return 'status: service must be the name of a service';
    const key = named.toLowerCase();
    const heard = readStatus(message, this.#last.get(key) ?? null);
    if (heard.kind === 'wrong') return `status: ${heard.why}`;
    this.#last.set(key, heard.value);
    this.#settleStart(named);
    this.grip.emit({
      kind: 'status',
      process: this.grip.process,
      service: named,
      status: heard.value,
    });
    return null;
  }

  #answered(message: ChannelMessage): string | null {
    const heard = readAnswer(message);
    if (heard.kind === 'wrong') return `answer: ${heard.why}`;
    const { id, code } = heard.value;
    const service = this.#asked.get(id);
    if (service === undefined) return `answer: nothing with the id ${id} waits for an answer`;
    this.#asked.delete(id);
    this.#tell(service, id, code);
    return null;
  }

  #pass({ service, request, message }: Sent): void {
    this.#asked.set(request, service);
    const { kind, ...rest } = message;
    this.#dispatcher?.send({ kind, id: request, service, ...rest });
  }

  /** A program that reports without a dispatcher has begun: its report answers the start command. */
  #settleStart(service: string): void {
    if (this.#dispatcher !== null || !this.#reports(service)) return;
    if (!this.notifies) this.grip.markNotifies();
    this.notifies = true;
    const key = service.toLowerCase();
    const starts = this.#waiting.filter(
      (sent) => sent.message.kind === 'start' && sent.service.toLowerCase() === key,
    );
    this.#waiting = this.#waiting.filter((sent) => !starts.includes(sent));
    for (const { request } of starts) this.#tell(service, request, answers.done);
  }

  #reports(service: string): boolean {
    return this.notifies || this.#last.has(service.toLowerCase());
  }

  /** What a program without a dispatcher can be given of a control. */
  #instead({ service, request, message }: Sent): void {
    const code = message.kind === 'control' ? message.code : controlCodes.interrogate;
    if (endingControls.includes(code)) {
      this.#tell(service, request, answers.done);
      this.grip.signal();
      return;
    }
    if (code !== controlCodes.interrogate) return this.#tell(service, request, answers.invalidControl);
    this.#tell(service, request, answers.done);
    const status = this.#last.get(service.toLowerCase());
    if (status !== undefined) this.grip.emit({ kind: 'status', process: this.grip.process, service, status });
  }

  #tell(service: string, request: number, code: number): void {
    this.grip.emit({ kind: 'answered', process: this.grip.process, service, request, code });
  }
}
