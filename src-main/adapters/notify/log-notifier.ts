import type { Log } from '../../ports/log.js';
import type { Notice } from '../../ports/notifier.js';
import { OnceNotifier } from './once.js';

/** No desktop: notices go to the host's log, and are in the panel's list of notices as they all are. */
export class LogNotifier extends OnceNotifier {
  readonly #log: Log;

  constructor(log: Log) {
    super();
    this.#log = log;
  }

  protected show({ key, title, body, urgency }: Notice): void {
    const level = urgency === 'critical' ? 'error' : 'warn';
    this.#log[level](`${title}: ${body}`, { notice: key });
  }
}
