import type { StartCause } from '../../../src-shared/model/instance.js';
import type { Trigger, TriggerKind } from '../../../src-shared/model/task.js';
import type { Turn } from '../kernel/turn.js';
import { boundaryInstant, parseBoundary } from '../time/boundary.js';
import { fixedMs, parseDuration } from '../time/duration.js';
import { fire, type Firing } from './fire.js';
import { noteRefusal } from './refused-start.js';
import { beginRepeat, repeatEnd, stopsAtEnd } from './repeat.js';
import type { Task } from './task.js';
import { triggerDetails } from './trigger-details.js';
import { elapsed } from '../time/stamp.js';

/** What happened, for the triggers of one kind. */
export interface Happening<K extends TriggerKind> {
  cause: StartCause;
  /** The user of the session it happened in. */
  user: string | null;
  variables?: Record<string, string>;
  /** Which triggers of the kind it is for; left out: all. */
  matches?: (trigger: Extract<Trigger, { kind: K }>) => boolean;
}

/** Sets off every task with an enabled trigger of the kind that the happening matches. */
export function react<K extends Parameters<Turn['state']['triggerIndex']['withTrigger']>[0]>(
  turn: Turn,
  kind: K,
  happening: Happening<K>,
): void {
  for (const key of turn.state.triggerIndex.withTrigger(kind)) {
    const task = turn.state.tasks.get(key);
    if (task !== undefined) reactOne(turn, task, kind, happening);
  }
}

/** As {@link react}, for one task. */
export function reactOne<K extends TriggerKind>(
  turn: Turn,
  task: Task,
  kind: K,
  happening: Happening<K>,
): void {
  const { triggers, settings } = task.row.definition;
  if (!settings.enabled) return;
  for (const [index, trigger] of triggers.entries()) {
    if (!trigger.enabled || !isOfKind(trigger, kind)) continue;
    if (happening.matches?.(trigger) === false) continue;
    setOff(turn, task, index, happening);
  }
}

function isOfKind<K extends TriggerKind>(
  trigger: Trigger,
  kind: K,
): trigger is Extract<Trigger, { kind: K }> {
  return trigger.kind === kind;
}

/** One trigger fires: not before its start boundary, not after its end (128), after its delay. */
export function setOff(
  turn: Turn,
  task: Task,
  index: number,
  what: Pick<Happening<TriggerKind>, 'cause' | 'user' | 'variables'>,
): void {
  const trigger = task.row.definition.triggers[index];
  if (trigger === undefined) return;
  const { at, state } = turn;
  if (trigger.startBoundary !== null) {
    if (at.wall < boundaryInstant(parseBoundary(trigger.startBoundary), state.host.zone)) return;
  }
  const details = triggerDetails(turn, task, index, null);
  if (details.notAfter !== null && at.wall > details.notAfter) {
    noteRefusal(turn, task, 128, 'past-end');
    return;
  }
  const delay = 'delay' in trigger ? trigger.delay : null;
  const delayMs = delay === null ? 0 : (fixedMs(parseDuration(delay)) ?? 0);
  const from = elapsed(at.elapsed + delayMs);
  const endsAt = stopsAtEnd(task, index) ? repeatEnd(turn, task, index, from) : null;
  const firing: Firing = {
    cause: what.cause,
    user: what.user,
    variables: what.variables ?? {},
    delayMs,
    details: { ...details, endsAt },
  };
  fire(turn, task, firing);
  beginRepeat(turn, task, index, firing);
}
