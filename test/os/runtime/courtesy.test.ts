import { describe, expect, it } from 'vitest';
import { findCgroupMounts } from '../../../src-main/adapters/process/cgroup-roots.linux.js';
import { measureReturns } from '../../support/courteous-host.js';
import { summary } from '../../support/courtesy.js';
import { missing, missingRoot, titled } from '../../support/requirements.js';
import { missingUPower } from '../../support/upower.js';
import { missingXvfb } from '../../support/xvfb.js';

/** Two returns here; fifty with `npm run bench -- courtesy`. */
const returns = 2;
/** On a machine that is busy with other tests the observer itself comes late. */
const limitMs = 1_000;

const mounts = process.platform === 'linux' ? findCgroupMounts() : { v1: null, v2: null };
const reason =
  missingUPower() ??
  missingXvfb() ??
  missing('xdotool') ??
  missingRoot() ??
  (mounts.v2 === null && mounts.v1 === null ? 'needs cgroups' : null);

describe.skipIf(reason !== null)(titled('the courtesy receipt', reason), () => {
  it('WAM-11 WAM-12 WAM-43 from input to quiet, again and again', async () => {
    const took = await measureReturns(returns);
    const { median, p95 } = summary(took);
    console.log(`input to quiet: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
    expect(took).toHaveLength(returns);
    expect(median).toBeLessThan(limitMs);
  }, 120_000);
});
