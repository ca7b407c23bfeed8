import { getContext, setContext } from 'svelte';
import type { Bridge } from '../bridge/bridge.js';
import { Clock } from './clock.svelte.js';
import { Connection } from './connection.svelte.js';
import { DiagnosisState } from './diagnosis.svelte.js';
import { HistoryState } from './history.svelte.js';
import { HostState } from './host.svelte.js';
import { MaintenanceState } from './maintenance.svelte.js';
import { NoticesState } from './notices.svelte.js';
import { OutcomesState } from './outcomes.svelte.js';
import { Place } from './place.svelte.js';
import { Preferences } from './preferences.svelte.js';
import { ServiceDetail, ServicesState } from './services.svelte.js';
import { SignalsState } from './signals.svelte.js';
import { TaskDetail } from './task-detail.svelte.js';
import { TaskEdit } from './task-edit.svelte.js';
import { TaskOutput } from './task-output.svelte.js';
import { TasksState } from './tasks.svelte.js';
import { TimelineState } from './timeline.svelte.js';
import { Words } from './words.svelte.js';

/** All state of the panel. Components reach it through {@link useApp}; none of them sees the bridge. */
export class AppState {
  readonly preferences = new Preferences();
  readonly clock = new Clock();
  readonly place = new Place();
  readonly words = new Words(this.preferences, this.clock);
  readonly connection: Connection;
  readonly maintenance: MaintenanceState;
  readonly tasks: TasksState;
  readonly signals: SignalsState;
  readonly services: ServicesState;
  readonly history: HistoryState;
  readonly host: HostState;
  readonly notices: NoticesState;

  constructor(private readonly bridge: Bridge) {
    this.connection = new Connection(bridge);
    this.maintenance = new MaintenanceState(bridge);
    this.tasks = new TasksState(bridge);
    this.signals = new SignalsState(bridge);
    this.services = new ServicesState(bridge);
    this.history = new HistoryState(bridge);
    this.host = new HostState(bridge);
    this.notices = new NoticesState(bridge);
  }

  serviceDetail(name: string): ServiceDetail {
    return new ServiceDetail(this.bridge, name);
  }

  diagnosis(): DiagnosisState {
    return new DiagnosisState(this.bridge);
  }

  taskDetail(path: string): TaskDetail {
    return new TaskDetail(this.bridge, path);
  }

  /** @param path of the task to change; null for a new one */
  taskEdit(path: string | null): TaskEdit {
    return new TaskEdit(this.bridge, path);
  }

  taskOutput(path: string): TaskOutput {
    return new TaskOutput(this.bridge, path);
  }

  /**
   * @param task null for all
   * @param since milliseconds since 1970
   */
  outcomes(task: string | null, since: () => number): OutcomesState {
    return new OutcomesState(this.bridge, task, since);
  }

  timeline(span: () => { from: number; to: number }): TimelineState {
    return new TimelineState(this.bridge, span);
  }

  /** What every page needs: the present, the state of maintenance, tasks, signals and services. */
  follow(): () => void {
    const ends = [
      this.clock.start(),
      this.maintenance.follow(),
      this.tasks.follow(),
      this.signals.follow(),
      this.services.follow(),
      this.notices.follow(),
    ];
    return () => ends.forEach((end) => end());
  }
}

const key = Symbol('caretaker');

export function provideApp(app: AppState): void {
  setContext(key, app);
}

export function useApp(): AppState {
  return getContext<AppState>(key);
}
