import type { NoticeInfo } from '../../src-shared/contract/notices.js';
import type { Bridge } from '../bridge/bridge.js';
import { Action } from './action.svelte.js';
import { Mirror } from './mirror.svelte.js';

type NoticeAction = NoticeInfo['actions'][number]['action'];

/** What a person has been told and has not dismissed, newest first. */
export class NoticesState {
  readonly list: Mirror<NoticeInfo[]>;
  readonly action = new Action();

  constructor(private readonly bridge: Bridge) {
    this.list = new Mirror(() => bridge.call('notices.list', {}));
  }

  follow(): () => void {
    return this.bridge.subscribe('notices.changed', {
      event: (list) => this.list.set(list),
      again: () => void this.list.refresh(),
    });
  }

  dismiss(key: string): Promise<unknown> {
    return this.action.run(() => this.bridge.call('notices.dismiss', { key }));
  }

  /** Does what the notice offers; with that it is settled. */
  act(key: string, action: NoticeAction): Promise<unknown> {
    return this.action.run(() => this.bridge.call('notices.act', { key, action }));
  }
}
