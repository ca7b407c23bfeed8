import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { ControlWay } from './process-tree.js';

const delegate =
  'Run the host under `systemd-run --user --scope -p Delegate=yes`, or as root: a cgroup of its own freezes a whole tree at once.';

/** The signal `processControl`: which way holds processes still, what else there is, and what would be better. */
export function describeControl(
  choice: { way: ControlWay; base: string | null; found: { way: ControlWay; standing: string }[] },
  since: string | null,
): SignalInfo {
  return {
    signal: 'processControl',
    value: since === null ? 'unknown' : choice.way,
    since,
    age: null,
    source: choice.base ?? 'signals',
    confidence: since === null ? 'none' : choice.way === 'signals' ? 'medium' : 'high',
    others: choice.found
      .filter(({ way }) => way !== choice.way)
      .map(({ way, standing }) => ({ source: way, value: standing, age: null })),
    remedy: choice.way === 'signals' && since !== null ? delegate : null,
  };
}
