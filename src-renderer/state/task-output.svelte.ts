import type { Bridge } from '../bridge/bridge.js';
import { failureOf, type Failure } from './mirror.svelte.js';

const pollMs = 1000;
/** The page keeps the end of a long output; the host keeps more. */
const textMax = 400_000;

/** The output of a task's newest run, read on while it runs. */
export class TaskOutput {
  text = $state.raw('');
  /** Bytes that the host cut from the head. */
  cut = $state(0);
  ended = $state(true);
  instance = $state.raw<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  loaded = $state(false);
  private next = 0;

  constructor(
    private readonly bridge: Bridge,
    private readonly task: string,
  ) {}

  /** Reads until the returned function is called; asks again each second while the run goes on. */
  follow(): () => void {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      await this.read();
      if (!over && !this.ended) timer = setTimeout(() => void read(), pollMs);
    };
    void read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }

  private async read(): Promise<void> {
    try {
      const from = this.next;
      const piece = await this.bridge.call('tasks.output', { task: this.task, from });
      if (this.instance !== null && piece.instance !== this.instance) {
        // A new run began: its output starts anew.
        this.instance = null;
        this.next = 0;
        this.text = '';
        return await this.read();
      }
      this.instance = piece.instance;
      this.text = (this.text + piece.text).slice(-textMax);
      this.next = piece.next;
      this.cut = piece.cut;
      this.ended = piece.ended;
      this.failure = null;
    } catch (error) {
      const failure = failureOf(error);
      // A task that never ran has no output: that is no failure.
      this.failure = failure.reason === 'not-running' ? null : failure;
      this.ended = true;
    }
    this.loaded = true;
  }
}
