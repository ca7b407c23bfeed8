/** The outside failed: adapters translate what they know into this. Only plain data crosses a process boundary. */
export class Fault extends Error {
  override readonly name = 'Fault';
  constructor(
    /** Stable word such as `home-not-writable`, `store-newer`, `host-running`, `disk-full`. */
    readonly code: string,
    /** One sentence that names place, value and remedy. */
    message: string,
    readonly retryable = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
