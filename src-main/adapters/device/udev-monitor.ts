/** One event of `udevadm monitor --property`: its properties by name. */
export interface UdevEvent {
  source: 'udev' | 'kernel';
  properties: Readonly<Record<string, string>>;
}

const header = /^(UDEV|KERNEL) *\[\d+\.\d+\] /;

/**
 * Puts the lines of `udevadm monitor --property` together: a header line, properties, an empty line.
 * What comes before the first header (its explanation of itself) is passed over.
 */
export class UdevMonitorParser {
  readonly #onEvent: (event: UdevEvent) => void;
  #source: UdevEvent['source'] | null = null;
  #properties: Record<string, string> = {};

  constructor(onEvent: (event: UdevEvent) => void) {
    this.#onEvent = onEvent;
  }

  line(line: string): void {
    const begun = header.exec(line);
    if (begun !== null) {
      // A block cut short (the monitor died in its midst) is dropped: half of it may mislead.
      this.#source = begun[1] === 'UDEV' ? 'udev' : 'kernel';
      this.#properties = {};
      return;
    }
    if (this.#source === null) return;
    if (line === '') {
      const event = { source: this.#source, properties: this.#properties };
      this.#source = null;
      this.#onEvent(event);
      return;
    }
    const equals = line.indexOf('=');
    if (equals > 0) this.#properties[line.slice(0, equals)] = line.slice(equals + 1);
  }
}
