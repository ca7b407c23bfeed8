import type { Principal } from '../../../src-shared/contract/define.js';
import type { Answer, Desk } from '../../ports/desk.js';

/**
 * The services that one client keeps from stopping. A client that ends without a `services.release`, in order or by
 * a crash, lets go of them by it: else their idle clock would stand still until the host is restarted.
 */
export class Holdings {
  private readonly handles = new Set<number>();
  private gone = false;

  constructor(
    private readonly desk: Desk,
    private readonly by: Principal,
  ) {}

  /** Passes a request on, and keeps count of what it takes and gives back. */
  async call(request: string, input: unknown): Promise<Answer> {
    const answer = await this.desk.call(request, input, this.by);
    if (answer.kind !== 'out') return answer;
    if (request === 'services.acquire') this.take(handleOf(answer.out));
    if (request === 'services.release') this.handles.delete(handleOf(input) ?? Number.NaN);
    return answer;
  }

  /** The client is gone. Repeatable. */
  letGo(): void {
    this.gone = true;
    for (const handle of this.handles) this.release(handle);
    this.handles.clear();
  }

  private take(handle: number | null): void {
    if (handle === null) return;
    // The answer came too late for the client.
    if (this.gone) this.release(handle);
    else this.handles.add(handle);
  }

  private release(handle: number): void {
    void this.desk.call('services.release', { handle }, this.by);
  }
}

function handleOf(value: unknown): number | null {
  const handle = typeof value === 'object' && value !== null && 'handle' in value ? value.handle : null;
  return typeof handle === 'number' ? handle : null;
}
