import { Refused } from '../bridge/bridge.js';

/** What went wrong, for the page that asked. */
export interface Failure {
  kind: 'refused' | 'unreachable' | 'broken';
  /** The host's own English sentence, or what the code threw. */
  detail: string;
  /** Reason of a refusal, else null. */
  reason: string | null;
  /** Its result code, where the reason has one. */
  code: number | null;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) {
    const { message, reason, code } = error.refusal;
    return { kind: 'refused', detail: message, reason, code };
  }
  const detail = error instanceof Error ? error.message : String(error);
  const kind = error instanceof Error && error.name === 'Unreachable' ? 'unreachable' : 'broken';
  return { kind, detail, reason: null, code: null };
}

/** A value that the host owns: the last answer is kept while a newer one is awaited. */
export class Mirror<T> {
  data = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  private asked = 0;
  private awaited = false;

  constructor(private readonly read: () => Promise<T>) {}

  /** Asks the host. A late answer never replaces a newer one or a change that came in meanwhile. */
  async refresh(): Promise<void> {
    const turn = ++this.asked;
    this.awaited = true;
    try {
      const data = await this.read();
      if (turn !== this.asked) return;
      this.awaited = false;
      this.data = data;
      this.failure = null;
    } catch (error) {
      if (turn !== this.asked) return;
      this.awaited = false;
      const failure = failureOf(error);
      // While the host is away the connection says so; the page keeps what it has.
      this.failure = failure.kind === 'unreachable' ? null : failure;
    }
  }

  /** Takes a whole value that came as an event. */
  set(data: T): void {
    this.asked += 1;
    this.awaited = false;
    this.data = data;
    this.failure = null;
  }

  /**
   * Takes an event that changes a part. While a snapshot is awaited nobody knows which of the two is
   * newer: the snapshot is asked for again.
   */
  change(apply: (data: T) => T): void {
    if (this.data === null || this.awaited) void this.refresh();
    else this.data = apply(this.data);
  }
}
