import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { DomainReading } from '../../core/signals/readings.js';
import { elapsed } from '../../core/time/stamp.js';
import type { DomainSensor, SensorContext } from '../../ports/sensors.js';
import { machineRealm } from './keytab.js';
import { joinedDomain } from './sssd-conf.js';

/** A join writes several files: they are read once it has come to rest. */
const restMs = 200;

export interface DomainFiles {
  sssd: string;
  keytab: string;
}

/**
 * Whether the machine belongs to a domain, by what a join leaves behind (realmd, adcli, ipa-client-install): the
 * configuration of SSSD, and the keytab with the machine's own account. Both are watched by their folders,
 * since a join makes them anew. What may not be read leaves the domain unknown.
 */
export class DomainFilesSensor implements DomainSensor {
  #onReading: ((reading: DomainReading) => void) | null = null;
  #watchers: FSWatcher[] = [];
  #cancel: (() => void) | null = null;
  #last: string | null = null;

  constructor(
    private readonly context: SensorContext,
    private readonly files: DomainFiles,
  ) {}

  start(onReading: (reading: DomainReading) => void): Promise<void> {
    this.#onReading = onReading;
    this.#watch();
    this.#read();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#onReading = null;
    this.#cancel?.();
    this.#unwatch();
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    return [];
  }

  #watch(): void {
    this.#unwatch();
    const paths = Object.values(this.files) as string[];
    const names = new Set(paths.flatMap((path) => [basename(path), basename(dirname(path))]));
    // The folder above as well: that of SSSD may not be there before the join.
    const folders = new Set(paths.flatMap((path) => [dirname(path), dirname(dirname(path))]));
    for (const folder of folders) {
      try {
        const watcher = watch(folder, { persistent: false }, (_kind, name) => {
          if (name === null || names.has(name)) this.#soon();
        });
        watcher.on('error', () => watcher.close());
        this.#watchers.push(watcher);
      } catch {
        // Not there yet; the one above tells when it comes.
      }
    }
  }

  #unwatch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.close();
  }

  #soon(): void {
    if (this.#onReading === null) return;
    this.#cancel?.();
    const { clock } = this.context;
    this.#cancel = clock.setTimer(elapsed(clock.now().elapsed + restMs), () => {
      this.#cancel = null;
      this.#watch();
      this.#read();
    });
  }

  #read(): void {
    const reading = this.#look();
    const text = JSON.stringify(reading);
    if (text === this.#last) return;
    this.#last = text;
    this.#onReading?.(reading);
  }

  #look(): DomainReading {
    const sssd = readOrWhy(this.files.sssd);
    if (sssd.kind === 'read') {
      const domain = joinedDomain(sssd.bytes.toString('utf8'));
      if (domain !== null) return { known: true, domain };
    }
    const keytab = readOrWhy(this.files.keytab);
    if (keytab.kind === 'read') {
      const realm = machineRealm(keytab.bytes);
      if (realm !== null) return { known: true, domain: realm.toLowerCase() };
    }
    const hidden = sssd.kind === 'hidden' || keytab.kind === 'hidden';
    return { known: !hidden, domain: null };
  }
}

function readOrWhy(path: string): { kind: 'read'; bytes: Buffer } | { kind: 'absent' | 'hidden' } {
  try {
    return { kind: 'read', bytes: readFileSync(path) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'hidden' };
  }
}
