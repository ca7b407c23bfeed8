import type { MaintenanceStatus } from '../../src-shared/model/maintenance.js';
import type { MaintenanceSettings } from '../../src-shared/model/settings.js';
import type { Bridge } from '../bridge/bridge.js';
import { Action } from './action.svelte.js';
import { Mirror } from './mirror.svelte.js';

/** Automatic Maintenance as the host sees it, and what a person may ask of it. */
export class MaintenanceState {
  readonly status: Mirror<MaintenanceStatus>;
  readonly action = new Action();
  readonly saving = new Action();

  constructor(private readonly bridge: Bridge) {
    this.status = new Mirror(() => bridge.call('maintenance.status', {}));
  }

  /** Follows the host until the returned function is called. */
  follow(): () => void {
    return this.bridge.subscribe('maintenance.changed', {
      event: (status) => this.status.set(status),
      again: () => void this.status.refresh(),
    });
  }

  start(onBattery: boolean): Promise<unknown> {
    return this.action.run(() => this.bridge.call('maintenance.start', { onBattery }));
  }

  stop(): Promise<unknown> {
    return this.action.run(() => this.bridge.call('maintenance.stop', {}));
  }

  /** @param period ISO 8601 duration, or null for "until tomorrow" */
  pause(period: string | null): Promise<unknown> {
    const wanted = period === null ? { untilTomorrow: true } : { for: period };
    return this.action.run(() => this.bridge.call('maintenance.pause', wanted));
  }

  unpause(): Promise<unknown> {
    return this.action.run(() => this.bridge.call('maintenance.unpause', {}));
  }

  /** Puts the planned catch-up off. */
  later(period: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('maintenance.later', { for: period }));
  }

  /** Leaves the planned catch-up to the next daily run. */
  skipPlan(): Promise<unknown> {
    return this.action.run(() => this.bridge.call('maintenance.skipPlan', {}));
  }

  async configure(change: Partial<MaintenanceSettings>): Promise<void> {
    await this.saving.run(() => this.bridge.call('maintenance.configure', change));
    await this.status.refresh();
  }
}
