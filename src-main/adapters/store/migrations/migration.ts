/** One numbered change of the stored form. Stored data is an interface: a migration is never edited after release. */
export interface Migration {
  /** Rises by one from 1; becomes the store's `user_version`. */
  readonly number: number;
  /** What it changes, as in its file name. */
  readonly name: string;
  /** Statements that run inside one transaction; no BEGIN, no COMMIT, no PRAGMA. */
  readonly sql: string;
}
