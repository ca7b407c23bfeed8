import type { Language } from '../../../src-shared/wording/language.js';
import type { ContractClient } from '../../client/contract-client.js';
import type { Surroundings } from '../home/choose.js';

/** The terminal and the process as the command line sees them; tests give their own. */
export interface Terminal {
  around: Surroundings;
  /** Writes one line (or several) to standard output. */
  out(text: string): void;
  /** The same to standard error. */
  err(text: string): void;
  /** Text without a line end added, for output that is passed on as it is. */
  raw(text: string): void;
  /** Characters in a line; 80 where output goes to a file or a pipe. */
  width: number;
  /** Whether a person reads along. */
  interactive: boolean;
  /** IANA name of the reader's zone. */
  zone: string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One command with its global options. */
export interface Call {
  terminal: Terminal;
  language: Language;
  json: boolean;
  home: string | undefined;
  /**
   * Does the work with a connected host and ends the connection after it.
   *
   * @throws Fault `no-host`
   */
  withHost<T>(work: (client: ContractClient) => Promise<T>): Promise<T>;
}

/** Exit codes (promises, section 1). */
export const exitCodes = { done: 0, refused: 1, usage: 2, noHost: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command does once its words are read; without a number it was done. */
export type Work = (call: Call) => Promise<ExitCode | void>;
