import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { chooseClock } from '../../src-main/adapters/clock/choose.js';
import { LinuxProcessRunner } from '../../src-main/adapters/process/process-runner.linux.js';
import { rootSettings } from '../support/process/settings.js';
import { programSpec, shellSpec } from '../support/process/specs.js';
import { silentLog } from '../support/sensor-context.js';
import { describeProcessRunner, type Programs } from './conformance/process-runner.js';

const programs: Programs = {
  endsWith: (code) => shellSpec(`exit ${code}`),
  says: (text) => programSpec('printf', ['%s', text]),
  runsOn: () => programSpec('sleep', ['1000']),
  deaf: () => shellSpec("trap '' TERM; echo deaf; while :; do sleep 0.05; done"),
  missing: () => programSpec('/nonexistent/program'),
};

for (const { way, cgroups, missing } of rootSettings()) {
  describe.skipIf(missing !== null)(missing === null ? `Linux, ${way}` : `Linux, ${way} (${missing})`, () => {
    describeProcessRunner(way, () => {
      const home = mkdtempSync(join(tmpdir(), 'caretaker-runner-'));
      return {
        make: () =>
          new LinuxProcessRunner({
            home,
            cgroups,
            clock: chooseClock({}),
            log: silentLog,
            env: process.env,
            guardianWaitMs: 1000,
            guardianGraceMs: 500,
          }),
        programs,
        end: () => {
          rmSync(home, { recursive: true, force: true });
          return Promise.resolve();
        },
      };
    });
  });
}
