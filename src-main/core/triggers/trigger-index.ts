import type { TaskDefinition, TriggerKind } from '../../../src-shared/model/task.js';

/** What a task may be looked up by: a kind of trigger that something sets off, or a condition. */
type Trait = Exclude<TriggerKind, 'time' | 'daily' | 'weekly' | 'monthly' | 'monthlyDayOfWeek' | 'kept'>;

const reactive: ReadonlySet<string> = new Set<Trait>([
  'boot',
  'logon',
  'sessionStateChange',
  'registration',
  'idle',
  'event',
]);

/** Keys of the enabled tasks with a trigger of each reactive kind: an event touches those alone. */
export class TriggerIndex {
  readonly #keys = new Map<Trait, Set<string>>();
  readonly #needIdle = new Set<string>();

  /** Takes a definition in, in place of what was known of the task. */
  put(key: string, definition: TaskDefinition): void {
    this.remove(key);
    if (!definition.settings.enabled) return;
    for (const { kind, enabled } of definition.triggers) {
      if (!enabled || !reactive.has(kind)) continue;
      this.#of(kind as Trait).add(key);
      if (kind === 'idle') this.#needIdle.add(key);
    }
    if (definition.settings.runOnlyIfIdle && definition.maintenance === null) this.#needIdle.add(key);
  }

  remove(key: string): void {
    for (const keys of this.#keys.values()) keys.delete(key);
    this.#needIdle.delete(key);
  }

  /** Keys in the order in which the tasks came. */
  withTrigger(kind: Trait): string[] {
    return [...(this.#keys.get(kind) ?? [])];
  }

  /** Whether any task has a trigger of that kind. */
  has(kind: Trait): boolean {
    return (this.#keys.get(kind)?.size ?? 0) > 0;
  }

  /** Whether any task needs to know when the machine is idle in the sense of tasks. */
  get needsIdle(): boolean {
    return this.#needIdle.size > 0;
  }

  #of(kind: Trait): Set<string> {
    let keys = this.#keys.get(kind);
    if (keys === undefined) {
      keys = new Set();
      this.#keys.set(kind, keys);
    }
    return keys;
  }
}
