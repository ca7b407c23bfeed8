/** Keeps the machine (never the screen) from sleeping while maintenance works on AC. */
export interface KeepAwake {
  hold(why: string): void;
  release(): void;
  close(): Promise<void>;
  /** Why the machine cannot be kept awake here, one sentence with the remedy; null when it can. */
  obstacle?(): string | null;
}
