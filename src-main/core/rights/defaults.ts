import type { Descriptor } from './descriptor.js';
import { parseSddl } from './parse-sddl.js';
import { wellKnown, writeSid, type Sid } from './sid.js';

/**
 * The manager's descriptor: that of Windows, and everyone may look (decisions section 3,
 * "enumeration"; reference "service model", section 15). Making services is for administrators (SCM-132).
 */
export const managerDefault =
  'D:(A;;CC;;;AU)(A;;CCLCRPRC;;;WD)(A;;CCLCRPRC;;;IU)(A;;CCLCRPRC;;;SU)(A;;CCLCRPWPRC;;;SY)(A;;KA;;;BA)(A;;CC;;;AC)' +
  'S:(AU;FA;KA;;;WD)(AU;OIIOFA;GA;;;WD)';

/**
 * A service's descriptor where none was given: that of Windows, and everyone may look. Starting,
 * stopping and changing are for the system and administrators.
 */
export const serviceDefault =
  'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;CCLCSWLOCRRC;;;IU)(A;;CCLCSWLOCRRC;;;SU)' +
  '(A;;CCLCSWLORC;;;WD)S:(AU;FA;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)';

/**
 * The root folder's descriptor: administrators and the system do everything; whoever is logged on may look
 * in and make tasks, which are then theirs (reference "task model", section 13).
 */
export const folderDefault = 'D:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICIIO;FA;;;CO)(A;CI;CCDCRC;;;AU)';

/** The descriptor of a task that somebody made: theirs, the system's and the administrators'. */
export function taskDefault(owner: Sid): string {
  const own = owner === wellKnown.administrators ? '' : `(A;;FA;;;${writeSid(owner)})`;
  return `O:${writeSid(owner)}D:(A;;FA;;;BA)(A;;FA;;;SY)${own}`;
}

const read = new Map<string, Descriptor>();
/** Texts kept at once; there are few different ones, and a stranger must not fill the memory. */
const readMax = 256;

/** {@link parseSddl}, remembered: the same few texts are asked for again and again. */
export function descriptorOf(sddl: string): Descriptor {
  const known = read.get(sddl);
  if (known !== undefined) return known;
  const fresh = parseSddl(sddl);
  if (read.size >= readMax) read.clear();
  read.set(sddl, fresh);
  return fresh;
}
