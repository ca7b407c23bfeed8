/** One thing that makes the machine busy though nobody types. */
export interface BusySource {
  readonly name: string;
  /** `report` gets the causes at each change, in words; null = this source does not exist here. Never rejects. */
  start(report: (causes: string[] | null) => void): Promise<void>;
  stop(): Promise<void>;
}
