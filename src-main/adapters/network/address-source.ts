/** Where the machine's addresses come from. */
export interface AddressSource {
  /** Short name for `caretaker signals`. */
  readonly name: string;
  /** Whether changes are told (event) or looked for (poll). */
  readonly kind: 'event' | 'poll';
  /**
   * Calls back with the sorted preferred, non-loopback addresses: first as soon as they are known,
   * then when they may have changed; null = they cannot be told now.
   */
  start(onAddresses: (addresses: string[] | null) => void): void;
  stop(): Promise<void>;
}
