import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../../../src-shared/failure/fault.js';

export interface NamedBytes {
  name: string;
  bytes: Buffer;
}

/** The bytes of a file. Throws a Fault that names it where it cannot be read. */
export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder'
          : `it cannot be read (${String(code)})`;
    throw new Fault('file-not-read', `${file}: ${why}; give the path of a task file.`, false, { cause });
  }
}

/** The files with what belongs to them: a timer brings the service and the drop-ins that lie beside it. */
export function withServices(names: readonly string[]): NamedBytes[] {
  const all = new Set(names);
  for (const name of names) for (const more of beside(name)) all.add(more);
  return [...all].map((name) => ({ name, bytes: bytesOf(name) }));
}

/** {@link withServices} of one file. */
export function withService(name: string): NamedBytes[] {
  return withServices([name]);
}

function beside(timer: string): string[] {
  if (!timer.endsWith('.timer')) return [];
  const wanted = /^\s*Unit\s*=\s*([A-Za-z0-9:_.@\\-]+\.service)\s*$/m.exec(
    bytesOf(timer).toString('utf8'),
  )?.[1];
  const stem = timer.slice(0, -'.timer'.length);
  const service = wanted === undefined ? `${stem}.service` : join(dirname(timer), wanted);
  const template = service.replace(/@[^@/]*\.service$/, '@.service');
  const found = [service, template].filter((file) => existsSync(file)).slice(0, 1);
  return [...found, ...dropIns(timer), ...dropIns(service)];
}

function dropIns(unit: string): string[] {
  const folder = `${unit}.d`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .map((name) => join(folder, name));
}
