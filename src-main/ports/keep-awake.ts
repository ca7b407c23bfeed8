/** Keeps the machine (never the screen) from sleeping while maintenance works on AC. */
export interface KeepAwake {
  hold(why: string): void;
  release(): void;
  close(): Promise<void>;
}
