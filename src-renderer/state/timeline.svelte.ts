import type { RequestOut } from '../../src-shared/contract/table.js';
import type { Bridge } from '../bridge/bridge.js';
import { Mirror } from './mirror.svelte.js';

export type Timeline = RequestOut<'history.timeline'>;

/** Runs and signal bands of a span. The span moves on with the day, so it is asked for each time. */
export class TimelineState {
  readonly data: Mirror<Timeline>;

  /** @param span gives start and end in milliseconds since 1970 */
  constructor(bridge: Bridge, span: () => { from: number; to: number }) {
    this.data = new Mirror(() => {
      const { from, to } = span();
      return bridge.call('history.timeline', {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      });
    });
  }
}
