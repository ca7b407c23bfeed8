import type { AccessList, Descriptor, Entry } from './descriptor.js';
import { writeMask } from './rights.js';
import { writeSid } from './sid.js';

/** A descriptor as text, the way Windows writes it; {@link import('./parse-sddl.js').parseSddl} gives the same back. */
export function formatSddl({ owner, group, dacl, sacl }: Descriptor): string {
  return [
    owner === null ? '' : `O:${writeSid(owner)}`,
    group === null ? '' : `G:${writeSid(group)}`,
    dacl === null ? '' : `D:${list(dacl)}`,
    sacl === null ? '' : `S:${list(sacl)}`,
  ].join('');
}

function list({ flags, entries }: AccessList): string {
  return `${flags}${entries.map(entryText).join('')}`;
}

function entryText({ code, flags, mask, object, inheritedObject, sid, condition }: Entry): string {
  const fields = [
    code,
    flags.join(''),
    writeMask(mask, code === 'ML'),
    object,
    inheritedObject,
    writeSid(sid),
  ];
  if (condition !== '') fields.push(condition);
  return `(${fields.join(';')})`;
}
