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

  /** Third part: another view of the subject, such as its editor. */
  get view(): string | null {
    return this.parts[2] ?? null;
  }

  go(page: string, subject: string | null = null, view: string | null = null): void {
    location.hash = address(page, subject, view);
  }

  private read(): void {
    this.parts = location.hash
      .replace(/^#\/?/, '')
      .split('/')
      .map((part) => decode(part));
  }
}

/** The link to a page, for `href`. */
export function address(page: string, subject: string | null = null, view: string | null = null): string {
  const parts = [page, subject, view].filter((part) => part !== null);
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
