/** Where the reader is: the address's fragment, `#/tasks/%5CBackup%5CHome`. */
export class Place {
  private parts = $state.raw<string[]>([]);

  constructor() {
    this.read();
    window.addEventListener('hashchange', () => this.read());
  }

  /** First part: the page; empty at first. */
  get page(): string {
    return this.parts[0] ?? '';
  }

  /** Second part: what the page shows of it, such as a task's path. */
  get subject(): string | null {
    return this.parts[1] ?? null;
  }

  go(page: string, subject: string | null = null): void {
    location.hash = address(page, subject);
  }

  private read(): void {
    this.parts = location.hash
      .replace(/^#\/?/, '')
      .split('/')
      .map((part) => decode(part));
  }
}

/** The link to a page, for `href`. */
export function address(page: string, subject: string | null = null): string {
  return subject === null ? `#/${page}` : `#/${page}/${encodeURIComponent(subject)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
