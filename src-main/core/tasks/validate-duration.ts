import { compareDurations, parseDuration, type Duration } from '../time/duration.js';
import { resultCodes, type DefinitionPath, type Findings } from './validate-finding.js';

/** Bounds of a duration as written, both inclusive. */
export interface DurationBounds {
  least?: string;
  most?: string;
  /** Why there is a bound, for the message. */
  because?: string;
}

/**
 * Reads a duration and judges it against its bounds; a finding says what is wrong.
 * An order that XSD leaves undetermined (`P1M` against `P31D`) is refused: nobody could keep the bound.
 *
 * @returns the duration, or null when it cannot be used
 */
export function checkDuration(
  findings: Findings,
  at: DefinitionPath,
  text: string,
  { least = 'PT0S', most, because }: DurationBounds = {},
): Duration | null {
  let duration: Duration;
  try {
    duration = parseDuration(text);
  } catch (error) {
    findings.error(at, text, resultCodes.invalidValue, sentence(error));
    return null;
  }
  const low = compareDurations(duration, parseDuration(least));
  if (low === -1 || low === null) {
    const fault = least === 'PT0S' ? 'is negative' : `is not at least ${least}`;
    const reason = because === undefined ? '' : `: ${because}`;
    findings.error(at, text, resultCodes.invalidValue, `${fault}${reason}; write ${least} or more`);
    return null;
  }
  if (most !== undefined) {
    const high = compareDurations(duration, parseDuration(most));
    if (high === 1 || high === null) {
      findings.error(at, text, resultCodes.invalidValue, `is not at most ${most}; write ${most} or less`);
      return null;
    }
  }
  return duration;
}

/** The sentence of an error that was thrown for people. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
