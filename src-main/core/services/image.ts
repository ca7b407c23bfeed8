import { localSystem } from '../../../src-shared/model/service-constants.js';
import type { ServiceDefinition } from '../../../src-shared/model/service.js';

/** ImagePath as one line; a shared host's is implied by its group. Null: there is none (SCM-78). */
export function imageLine({ imagePath, host }: Pick<ServiceDefinition, 'imagePath' | 'host'>): string | null {
  if (imagePath === null || imagePath.length === 0) {
    return host.startsWith('shared:') ? `caretaker svchost -k ${host.slice('shared:'.length)}` : null;
  }
  return typeof imagePath === 'string' ? imagePath : imagePath.map(quoted).join(' ');
}

function quoted(part: string): string {
  return part === '' || /[\s"]/.test(part) ? `"${part.replaceAll('"', '\\"')}"` : part;
}

/** How the image database compares image paths: whole, without regard to case. */
export function imageKey(service: Pick<ServiceDefinition, 'imagePath' | 'host'>): string | null {
  return imageLine(service)?.toLowerCase() ?? null;
}

/** The account as it is compared: none given is LocalSystem (SCM-76). */
export function accountOf({ account }: Pick<ServiceDefinition, 'account'>): string {
  const name = (account === '' ? localSystem : account).toLowerCase();
  return name.replace(/^(\.|nt authority)\\/, '').replace(/^system$/, 'localsystem');
}
