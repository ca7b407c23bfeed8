import { refuse } from '../../../src-shared/failure/refusal.js';
import { LogName } from '../../../src-shared/model/record.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Span } from '../../ports/store.js';
import type { RequestOut } from '../../../src-shared/contract/table.js';
import { iso, wall, type Wall } from '../../core/time/stamp.js';
import { instanceView } from '../../core/views/task-view.js';
import { eventRecord } from '../reporter.js';
import { Refused, type Handlers, type Office } from './handler.js';

const dayMs = 86_400_000;

export function historyHandlers({ parts, state, change }: Office): Handlers<'history'> {
  const { store, runner, clock } = parts;
  return {
    'history.events': (query) => {
      if (query.since !== null) instant('since', query.since);
      return store.records(query).map(eventRecord);
    },
    'history.timeline': ({ from, to }) => {
      const start = instant('from', from);
      const end = instant('to', to);
      const spans = store.spansBetween(start, end);
      const band = (signal: Span['signal']): RequestOut<'history.timeline'>['idle'] =>
        spans
          .filter((span) => span.signal === signal)
          .map((span) => ({
            from: iso(span.from),
            to: span.to === null ? null : iso(span.to),
            value: span.value,
          }));
      return {
        instances: store.instancesBetween(start, end).map((row) => instanceView(row, null)),
        idle: band('idle'),
        power: band('power'),
        system: band('system'),
      };
    },
    'history.logs': () =>
      LogName.options.map((log) => ({
        log,
        enabled: log !== 'TaskScheduler/Diagnostic' || state().diagnostic,
      })),
    'history.diagnostic': async ({ enabled }, by) => {
      await change({ kind: 'diagnostic', enabled }, by);
      return { enabled: state().diagnostic };
    },
    'history.cleanUp': ({ keepDays, journalMegabytes }) => {
      const before = wall(clock.now().wall - keepDays * dayMs);
      const bounds = {
        recordsBefore: before,
        journalBefore: before,
        journalBytesMax: journalMegabytes * 1_000_000,
      };
      const { forgotten, records, journal, instances } = store.cleanUp(bounds);
      for (const instance of forgotten) runner.forget(instance as InstanceId);
      return { records, journal, instances };
    },
  };
}

function instant(name: string, text: string): Wall {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) {
    throw new Refused(
      refuse(
        'bad-input',
        `${name} ${JSON.stringify(text)} is not an ISO 8601 instant such as 2026-03-02T08:00:00Z`,
      ),
    );
  }
  return wall(ms);
}
