import type { CoreEventBody, CoreRequest } from '../../src-main/core/kernel/event.js';
import { emptyState, type State } from '../../src-main/core/kernel/state.js';
import { step } from '../../src-main/core/kernel/step.js';
import type { Turn } from '../../src-main/core/kernel/turn.js';
import { elapsed, wall } from '../../src-main/core/time/stamp.js';

/** A core that a test takes through events, with a clock moved by hand. */
export class SteppedCore {
  readonly state: State = emptyState();
  readonly turns: Turn[] = [];
  /** ms since epoch; time since boot runs with it. */
  now: number;

  constructor(start = '2026-03-02T08:00:00Z') {
    this.now = Date.parse(start);
    this.feed({ kind: 'HostStarted', bootId: 'b', zone: 'UTC', user: 'ana', cores: 2, seed: 1, probes: [] });
  }

  feed(body: CoreEventBody): Turn {
    const at = { wall: wall(this.now), elapsed: elapsed(this.now) };
    const turn = step(this.state, { ...body, at });
    this.turns.push(turn);
    return turn;
  }

  request(request: CoreRequest): Turn {
    return this.feed({ kind: 'Requested', by: 'ana', request });
  }

  /** Lets time pass in one leap, and lets the core look at it. */
  pass(ms: number): Turn {
    this.now += ms;
    return this.feed({ kind: 'TimeReached' });
  }
}
