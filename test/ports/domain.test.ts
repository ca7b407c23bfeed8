import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainFilesSensor } from '../../src-main/adapters/domain/domain-files.linux.js';
import type { DomainReading } from '../../src-main/core/signals/readings.js';
import { FakeReadingSensor } from '../support/fakes/fake-reading-sensor.js';
import { keytab } from '../support/keytab.js';
import { sensorContext } from '../support/sensor-context.js';
import { describeDomainSensor } from './conformance/domain.js';

describeDomainSensor('fake', () => {
  const sensor = new FakeReadingSensor<DomainReading>(
    'system',
    { known: true, domain: null },
    ({ domain }) => domain ?? 'none',
  );
  return {
    sensor,
    join: (domain) => sensor.set({ known: true, domain }),
    leave: () => sensor.set({ known: true, domain: null }),
    close: () => undefined,
  };
});

function etc(): { folder: string; sensor: DomainFilesSensor; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'caretaker-domain-'));
  const files = { sssd: join(folder, 'sssd', 'sssd.conf'), keytab: join(folder, 'krb5.keytab') };
  return {
    folder,
    sensor: new DomainFilesSensor(sensorContext(), files),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

describeDomainSensor('files, SSSD', () => {
  const { folder, sensor, close } = etc();
  return {
    sensor,
    join: (domain) => {
      mkdirSync(join(folder, 'sssd'));
      writeFileSync(
        join(folder, 'sssd', 'sssd.conf'),
        `[sssd]\ndomains = ${domain}\n\n[domain/${domain}]\nid_provider = ad\n`,
      );
    },
    leave: () => rmSync(join(folder, 'sssd'), { recursive: true }),
    close,
  };
});

describeDomainSensor('files, keytab alone', () => {
  const { folder, sensor, close } = etc();
  return {
    sensor,
    join: (domain) =>
      writeFileSync(join(folder, 'krb5.keytab'), keytab(domain.toUpperCase(), ['host', `pc.${domain}`])),
    leave: () => rmSync(join(folder, 'krb5.keytab')),
    close,
  };
});
