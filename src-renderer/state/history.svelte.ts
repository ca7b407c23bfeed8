import type { EventLevel, EventRecord, LogName } from '../../src-shared/model/record.js';
import type { Bridge } from '../bridge/bridge.js';
import { Action } from './action.svelte.js';
import { failureOf, Mirror, type Failure } from './mirror.svelte.js';

export interface HistoryFilter {
  log: LogName | null;
  level: EventLevel | null;
  task: string | null;
  service: string | null;
  /** How far back, in milliseconds; null = as far as the logs go. */
  spanMs: number | null;
}

export const noFilter: HistoryFilter = { log: null, level: null, task: null, service: null, spanMs: null };

const pageSize = 1000;
/** More rows are read only on request; beyond this the oldest go. */
const rowsMax = 20_000;
/** The most that one request gives, and the most that goes into a file. */
const exportPage = 10_000;
const exportMax = 200_000;

/** Log records, newest first: a page from the host, older ones on request, new ones as they come. */
export class HistoryState {
  records = $state.raw<EventRecord[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Whether the host may have older records that match. */
  more = $state(false);
  loadingMore = $state(false);
  filter = $state.raw<HistoryFilter>(noFilter);
  /** Whether the diagnostic log records; null until the host has told. */
  readonly diagnostic: Mirror<boolean>;
  readonly switching = new Action();
  private asked = 0;

  constructor(private readonly bridge: Bridge) {
    this.diagnostic = new Mirror(async () => {
      const logs = await bridge.call('history.logs', {});
      return logs.some(({ log, enabled }) => log === 'TaskScheduler/Diagnostic' && enabled);
    });
  }

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

  async setDiagnostic(enabled: boolean): Promise<void> {
    await this.switching.run(() => this.bridge.call('history.diagnostic', { enabled }));
    await this.diagnostic.refresh();
  }

  /** Everything that the filter lets through, oldest first, at most {@link exportMax}; for a file. */
  async whole(): Promise<EventRecord[]> {
    const query = this.query();
    const pages: EventRecord[][] = [];
    let before: number | null = null;
    for (let count = 0; count < exportMax;) {
      const page: EventRecord[] = await this.bridge.call('history.events', {
        ...query,
        before,
        limit: exportPage,
      });
      pages.unshift(page);
      count += page.length;
      before = page[0]?.seq ?? null;
      if (page.length < exportPage) break;
    }
    return pages.flat();
  }

  private query() {
    const { spanMs, ...wanted } = this.filter;
    return { ...wanted, since: spanMs === null ? null : new Date(Date.now() - spanMs).toISOString() };
  }

  async refresh(): Promise<void> {
    const turn = ++this.asked;
    try {
      const page = await this.bridge.call('history.events', { ...this.query(), limit: pageSize });
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
      const page = await this.bridge.call('history.events', { ...this.query(), before, limit: pageSize });
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
    const { log, level, task, service } = this.filter;
    return (
      (log === null || record.log === log) &&
      (level === null || record.level === level) &&
      (task === null || record.task?.toLowerCase() === task.toLowerCase()) &&
      (service === null || record.service?.toLowerCase() === service.toLowerCase())
    );
  }
}
