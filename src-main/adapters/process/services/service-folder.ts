import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceId } from '../../../../src-shared/ids/instance-id.js';
import type { Readiness } from '../../../../src-shared/model/service.js';
import type { ServiceProcessId } from '../../../core/services/process.js';
import { InstanceFolder } from '../instance-folder.js';

/** What the next host must know of a process in order to go on with it. */
export interface ServiceNote {
  kind: 'protocol' | 'generic' | 'shared' | 'command';
  service: string;
  readiness: Readiness;
  /** Where the output stood at the launch: a line before it is not this process's. */
  outputFrom: number;
  /** What the programs say hello with; null where they do not speak. */
  token: string | null;
}

/** A fact that must outlive the host: it was ready, it had been asked to stop, it only notifies. */
export type ServiceFact = 'ready' | 'stopping' | 'notifies';

/** Folder of what the services of a home leave for good. */
function servicesFolder(home: string): string {
  return join(home, 'services');
}

/** The output of a service, which goes on from one of its processes to the next. */
export function serviceOutput(home: string, service: string): string {
  return join(servicesFolder(home), 'output', encodeURIComponent(service.toLowerCase()));
}

/** What the world keeps of one process: the files of an instance, and what a next host goes on with. */
export class ServiceFolder extends InstanceFolder {
  /** `root`: the folder for what only this boot needs. */
  constructor(root: string, process: ServiceProcessId) {
    super(root, process as InstanceId);
  }

  override create(): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  writeNote(note: ServiceNote): void {
    writeFileSync(join(this.path, 'note'), JSON.stringify(note), { mode: 0o600 });
  }

  readNote(): ServiceNote | null {
    try {
      return JSON.parse(readFileSync(join(this.path, 'note'), 'utf8')) as ServiceNote;
    } catch {
      return null;
    }
  }

  /** What the shell is to run. It may hold secrets: it goes as soon as it was read. */
  writeStart(text: string): void {
    writeFileSync(join(this.path, 'start'), text, { mode: 0o600 });
  }

  /** What the shell complained of; empty when it did not. */
  complaint(): string {
    try {
      return readFileSync(join(this.path, 'shell'), 'utf8').trim();
    } catch {
      return '';
    }
  }

  removeStart(): void {
    rmSync(join(this.path, 'start'), { force: true });
  }

  mark(fact: ServiceFact): void {
    writeFileSync(join(this.path, fact), '', { mode: 0o600 });
  }

  isMarked(fact: ServiceFact): boolean {
    return existsSync(join(this.path, fact));
  }

  /** Everything that is kept of it. */
  drop(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
