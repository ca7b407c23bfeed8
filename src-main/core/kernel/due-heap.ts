/**
 * A binary heap of due instants by key, with replacement and removal in O(log n).
 * Ties leave in the order of their keys, so that the same inputs always give the same order.
 */
export class DueHeap {
  readonly #entries: { key: string; at: number }[] = [];
  readonly #places = new Map<string, number>();

  get size(): number {
    return this.#entries.length;
  }

  /** The earliest instant, or null. */
  earliest(): number | null {
    return this.#entries[0]?.at ?? null;
  }

  /** When `key` is due, or null. */
  at(key: string): number | null {
    const place = this.#places.get(key);
    return place === undefined ? null : (this.#entries[place]?.at ?? null);
  }

  /** Sets or moves `key`; null removes it. */
  set(key: string, at: number | null): void {
    const place = this.#places.get(key);
    if (at === null) {
      if (place !== undefined) this.#remove(place);
      return;
    }
    if (place === undefined) {
      this.#entries.push({ key, at });
      this.#places.set(key, this.#entries.length - 1);
      this.#up(this.#entries.length - 1);
      return;
    }
    const entry = this.#entry(place);
    const before = entry.at;
    entry.at = at;
    if (at < before) this.#up(place);
    else this.#down(place);
  }

  /** Takes out the earliest key that is due at `now`, or null. */
  takeDue(now: number): string | null {
    const first = this.#entries[0];
    if (first === undefined || first.at > now) return null;
    this.#remove(0);
    return first.key;
  }

  #entry(place: number): { key: string; at: number } {
    const entry = this.#entries[place];
    if (entry === undefined) throw new RangeError(`no heap entry at ${place}`);
    return entry;
  }

  #remove(place: number): void {
    const gone = this.#entry(place);
    const last = this.#entries.length - 1;
    if (place !== last) this.#swap(place, last);
    this.#entries.pop();
    this.#places.delete(gone.key);
    if (place < this.#entries.length) {
      this.#up(place);
      this.#down(place);
    }
  }

  #before(a: number, b: number): boolean {
    const left = this.#entry(a);
    const right = this.#entry(b);
    return left.at < right.at || (left.at === right.at && left.key < right.key);
  }

  #swap(a: number, b: number): void {
    const left = this.#entry(a);
    const right = this.#entry(b);
    this.#entries[a] = right;
    this.#entries[b] = left;
    this.#places.set(right.key, a);
    this.#places.set(left.key, b);
  }

  #up(from: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#before(place, parent)) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  #down(from: number): void {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      let least = place;
      if (left < this.#entries.length && this.#before(left, least)) least = left;
      if (right < this.#entries.length && this.#before(right, least)) least = right;
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }
}
