import type { EventLevel, EventRecord, LogName } from '../../src-shared/model/record.js';
import type { Bridge } from '../bridge/bridge.js';
import { failureOf, type Failure } from './mirror.svelte.js';

export interface HistoryFilter {
  log: LogName | null;
  level: EventLevel | null;
  task: string | null;
}

const pageSize = 1000;
/** More rows are read only on request; beyond this the oldest go. */
const rowsMax = 20_000;

/** Log records, newest first: a page from the host, older ones on request, new ones as they come. */
export class HistoryState {
  records = $state.raw<EventRecord[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Whether the host may have older records that match. */
  more = $state(false);
  loadingMore = $state(false);
  filter = $state.raw<HistoryFilter>({ log: null, level: null, task: null });
  private asked = 0;

  constructor(private readonly bridge: Bridge) {}

  follow(): () => void {
    return this.bridge.subscribe('history.appended', {
      event: (records) => this.append(records),
      again: () => void this.refresh(),
    });
  }

  setFilter(filter: HistoryFilter): void {
    this.filter = filter;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    const turn = ++this.asked;
    try {
      const page = await this.bridge.call('history.events', { ...this.filter, limit: pageSize });
      if (turn !== this.asked) return;
      this.records = page.reverse();
      this.more = page.length === pageSize;
      this.failure = null;
    } catch (error) {
      if (turn !== this.asked) return;
      const failure = failureOf(error);
      this.failure = failure.kind === 'unreachable' ? null : failure;
    }
  }

  async older(): Promise<void> {
    const oldest = this.records?.at(-1);
    if (oldest === undefined || this.loadingMore || !this.more) return;
    const turn = this.asked;
    this.loadingMore = true;
    try {
      const before = oldest.seq;
      const page = await this.bridge.call('history.events', { ...this.filter, before, limit: pageSize });
      if (turn !== this.asked) return;
      this.records = [...(this.records ?? []), ...page.reverse()].slice(0, rowsMax);
      this.more = page.length === pageSize && this.records.length < rowsMax;
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.loadingMore = false;
    }
  }

  /** A repeated wait comes again with the same number and a higher count: it replaces its row. */
  private append(records: EventRecord[]): void {
    const known = this.records;
    if (known === null) return;
    const fresh = new Map(records.filter((r) => this.matches(r)).map((r) => [r.seq, r]));
    const kept = known.map((record) => {
      const next = fresh.get(record.seq);
      fresh.delete(record.seq);
      return next ?? record;
    });
    const added = [...fresh.values()].sort((a, b) => b.seq - a.seq);
    this.records = [...added, ...kept].slice(0, rowsMax);
  }

  private matches(record: EventRecord): boolean {
    const { log, level, task } = this.filter;
    return (
      (log === null || record.log === log) &&
      (level === null || record.level === level) &&
      (task === null || record.task?.toLowerCase() === task.toLowerCase())
    );
  }
}
