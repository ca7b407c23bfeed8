import { eventMessage } from '../../src-shared/wording/event-message.js';
import type { EventRecord } from '../../src-shared/model/record.js';
import type { LogEntry } from '../core/history/log-entry.js';
import type { State } from '../core/kernel/state.js';
import type { Turn } from '../core/kernel/turn.js';
import { gateHolds } from '../core/conditions/gate.js';
import { iso } from '../core/time/stamp.js';
import { taskView } from '../core/views/task-view.js';
import type { ProcessRunner } from '../ports/process-runner.js';
import { servicesChanged } from '../core/views/service-view.js';
import type { Bulletin } from './bulletin.js';
import { openNotices } from './notices.js';
import { maintenanceStatus } from './progress.js';

/** A record with its sentence, as it leaves the host (promises section 2). */
export function eventRecord(entry: LogEntry): EventRecord {
  const { seq, at, log, id, level, task, service, instance, data } = entry;
  return {
    seq,
    at: iso(at),
    log,
    id,
    level,
    task,
    service,
    instance,
    data,
    message: eventMessage(entry, 'en'),
  };
}

/** Tells subscribers what each turn changed. */
export class Reporter {
  #gate = '';
  #notices: State['notices'] | null = null;

  constructor(
    private readonly bulletin: Bulletin,
    private readonly state: () => State,
    private readonly runner: Pick<ProcessRunner, 'progress'>,
  ) {}

  tell(turn: Turn): void {
    if (turn.records.length > 0)
      this.bulletin.publish('history.appended', () => turn.records.map(eventRecord));
    this.#tellTasks(turn);
    if (turn.changedServices.size > 0 || turn.removedServices.size > 0) {
      const { changedServices, removedServices } = turn;
      this.bulletin.publish('services.changed', () =>
        servicesChanged(this.state(), changedServices, removedServices),
      );
    }
    this.tellProgress();
    const { notices } = this.state();
    if (notices !== this.#notices) this.bulletin.publish('notices.changed', () => openNotices(this.state()));
    this.#notices = notices;
  }

  /** A program said how far it is: no step of the core, only news. */
  tellProgress(): void {
    this.bulletin.publish('maintenance.changed', () => maintenanceStatus(this.state(), this.runner));
  }

  #tellTasks(turn: Turn): void {
    if (!this.bulletin.hasListeners('tasks.changed')) return;
    const state = this.state();
    const keys = new Set(turn.changedTasks);
    for (const { row } of turn.changedInstances.values()) keys.add(row.task.toLowerCase());
    // What due tasks wait for follows from the gate, not from the tasks.
    const gate = gateHolds(state)
      .map(({ reason }) => reason)
      .join();
    if (gate !== this.#gate) for (const key of state.maintenance.due) keys.add(key);
    this.#gate = gate;
    const tasks = [...keys].flatMap((key) => {
      const task = state.tasks.get(key);
      return task === undefined ? [] : [taskView(state, task)];
    });
    const removed = [...turn.removedTasks];
    if (tasks.length > 0 || removed.length > 0)
      this.bulletin.publish('tasks.changed', () => ({ tasks, removed }));
  }
}
