import type { WhyTest } from '../../../src-shared/model/maintenance.js';
import { iso, type Wall } from '../time/stamp.js';

/** One test of the chain; `remedy` is shown only where it does not hold. */
export function test(
  name: string,
  holds: boolean,
  value: string,
  since: Wall | null,
  remedy: string | null,
  source: string | null = null,
): WhyTest {
  return {
    test: name,
    holds,
    value,
    since: since === null ? null : iso(since),
    source,
    remedy: holds ? null : remedy,
  };
}
