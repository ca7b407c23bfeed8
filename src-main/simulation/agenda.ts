/**
 * What is to happen in a simulated world, in the order of the rules: by instant, then ends of programs
 * before outside events before the core's own timers, then as entered (decisions section 1, "same instant").
 */
export type AgendaClass = 'end' | 'outside' | 'timer';
const rank: Record<AgendaClass, number> = { end: 0, outside: 1, timer: 2 };

interface Entry {
  at: number;
  rank: number;
  seq: number;
  act: () => void;
  cancelled: boolean;
}

export class Agenda {
  readonly #heap: Entry[] = [];
  #seq = 0;

  /** Enters an act at an instant of the undisturbed clock (ms); returns its cancellation. */
  enter(at: number, kind: AgendaClass, act: () => void): () => void {
    const entry: Entry = { at, rank: rank[kind], seq: this.#seq++, act, cancelled: false };
    this.#heap.push(entry);
    this.#up(this.#heap.length - 1);
    return () => {
      entry.cancelled = true;
    };
  }

  /** The next act at or before `until`, or null. */
  take(until: number): { at: number; act: () => void } | null {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.at > until) return null;
      this.#drop();
      if (!first.cancelled) return first;
    }
  }

  #before(a: number, b: number): boolean {
    const left = this.#heap[a];
    const right = this.#heap[b];
    if (left === undefined || right === undefined) return false;
    return (left.at - right.at || left.rank - right.rank || left.seq - right.seq) < 0;
  }

  #swap(a: number, b: number): void {
    const left = this.#heap[a];
    const right = this.#heap[b];
    if (left === undefined || right === undefined) return;
    this.#heap[a] = right;
    this.#heap[b] = left;
  }

  #up(from: number): void {
    for (let place = from; place > 0;) {
      const parent = (place - 1) >> 1;
      if (!this.#before(place, parent)) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  #drop(): void {
    this.#swap(0, this.#heap.length - 1);
    this.#heap.pop();
    for (let place = 0; ;) {
      const left = 2 * place + 1;
      let least = place;
      if (left < this.#heap.length && this.#before(left, least)) least = left;
      if (left + 1 < this.#heap.length && this.#before(left + 1, least)) least = left + 1;
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }
}
