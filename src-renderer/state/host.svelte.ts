import type { HostStatus } from '../../src-shared/contract/host.js';
import type { RequestOut } from '../../src-shared/contract/table.js';
import type { Bridge } from '../bridge/bridge.js';
import { Action } from './action.svelte.js';
import { Mirror } from './mirror.svelte.js';

/** The host itself: what it is, and the upkeep of its records. */
export class HostState {
  readonly status: Mirror<HostStatus>;
  readonly action = new Action();

  constructor(private readonly bridge: Bridge) {
    this.status = new Mirror(() => bridge.call('host.status', {}));
  }

  /** Drops what is older or larger than the bounds. */
  cleanUp(keepDays: number, journalMegabytes: number): Promise<RequestOut<'history.cleanUp'> | null> {
    return this.action.run(() => this.bridge.call('history.cleanUp', { keepDays, journalMegabytes }));
  }
}
