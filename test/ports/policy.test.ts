import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePolicySource } from '../../src-main/adapters/policy/choose.js';
import { FakePolicySource } from '../support/fakes/fake-policy-source.js';
import { sensorContext } from '../support/sensor-context.js';
import { describePolicySource } from './conformance/policy.js';

describePolicySource('fake', () => {
  const source = new FakePolicySource();
  return { source, set: (scope, settings) => source.set(scope, settings ?? {}), close: () => undefined };
});

describePolicySource('folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'caretaker-policy-'));
  const folders = { machine: join(root, 'etc/caretaker/policy.d'), user: join(root, 'home/policy.d') };
  const context = sensorContext({
    CARETAKER_MACHINE_POLICY: folders.machine,
    CARETAKER_USER_POLICY: folders.user,
  });
  return {
    source: choosePolicySource(context, 'linux'),
    set(scope, settings) {
      // The folder itself comes and goes too.
      if (settings === null) return rmSync(folders[scope], { recursive: true });
      mkdirSync(folders[scope], { recursive: true });
      const file = join(folders[scope], '10-office.yaml');
      writeFileSync(file, JSON.stringify({ settings: { maintenance: settings } }), { mode: 0o644 });
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
});
