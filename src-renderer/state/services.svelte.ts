import type { RequestOut } from '../../src-shared/contract/table.js';
import type { ServiceProcessInfo, ServiceSummary, StartupPlan } from '../../src-shared/model/service.js';
import type { Bridge } from '../bridge/bridge.js';
import { Action } from './action.svelte.js';
import { Mirror } from './mirror.svelte.js';

/** Names ignore case. */
const keyOf = (name: string) => name.toLowerCase();

function inOrder(services: Iterable<ServiceSummary>): ServiceSummary[] {
  return [...services].sort((a, b) => (keyOf(a.name) < keyOf(b.name) ? -1 : 1));
}

/** All services, sorted by name, and what a person may ask of one. */
export class ServicesState {
  readonly list: Mirror<ServiceSummary[]>;
  readonly action = new Action();
  readonly processes: Mirror<ServiceProcessInfo[]>;
  readonly database: Mirror<RequestOut<'services.controlSets'>>;
  readonly plan: Mirror<StartupPlan>;
  /** Which start the plan is of. */
  mode = $state<StartupPlan['mode']>('normal');
  /** Rises with every change, with the names that changed. */
  lastChange = $state.raw<ReadonlySet<string>>(new Set());

  constructor(private readonly bridge: Bridge) {
    this.list = new Mirror(async () => inOrder(await bridge.call('services.list', {})));
    this.processes = new Mirror(() => bridge.call('services.processes', {}));
    this.database = new Mirror(() => bridge.call('services.controlSets', {}));
    this.plan = new Mirror(() => bridge.call('services.plan', { mode: this.mode }));
  }

  follow(): () => void {
    return this.bridge.subscribe('services.changed', {
      event: (change) => this.merge(change.services, change.removed),
      again: () => void this.list.refresh(),
    });
  }

  find(name: string): ServiceSummary | null {
    const key = keyOf(name);
    return this.list.data?.find((service) => keyOf(service.name) === key) ?? null;
  }

  private merge(changed: ServiceSummary[], removed: string[]): void {
    this.list.change((known) => {
      const rows = new Map(known.map((service) => [keyOf(service.name), service]));
      for (const service of changed) rows.set(keyOf(service.name), service);
      for (const name of removed) rows.delete(keyOf(name));
      return inOrder(rows.values());
    });
    this.lastChange = new Set([...changed.map((service) => service.name), ...removed].map(keyOf));
  }

  start(service: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('services.start', { service }));
  }

  /** @param dependents whether what needs it is stopped first */
  stop(service: string, dependents: boolean): Promise<unknown> {
    return this.action.run(() => this.bridge.call('services.stop', { service, dependents }));
  }

  pause(service: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('services.pause', { service }));
  }

  continue(service: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('services.continue', { service }));
  }
}

/** Everything about one service. */
export class ServiceDetail {
  readonly shown: Mirror<RequestOut<'services.show'>>;
  readonly why: Mirror<RequestOut<'services.why'>>;

  constructor(
    bridge: Bridge,
    readonly name: string,
  ) {
    this.shown = new Mirror(() => bridge.call('services.show', { service: name }));
    this.why = new Mirror(() => bridge.call('services.why', { service: name }));
  }

  async refresh(): Promise<void> {
    await Promise.all([this.shown.refresh(), this.why.refresh()]);
  }
}
