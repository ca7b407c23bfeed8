import type { Descriptor, Entry } from './descriptor.js';
import { allRights, mapGeneric, standardRights, type ObjectKind } from './rights.js';
import { wellKnown, type Sid } from './sid.js';

/** Who asks, as the check sees them: every identifier they carry. */
export interface Token {
  /** The account itself. */
  user: Sid;
  sids: ReadonlySet<Sid>;
  /** Administrators can always mend a descriptor, so that nobody locks an object for ever. */
  administrator: boolean;
}

/**
 * The rights a descriptor gives. Entries decide in their order: of two that speak of the same right
 * the first wins. No list at all gives everything, an empty list nothing. The owner may read and change the
 * descriptor unless an entry for OWNER RIGHTS says what an owner may. A conditional allowance gives
 * nothing here, a conditional denial denies: its condition cannot be asked.
 */
export function grantedRights(descriptor: Descriptor, token: Token, kind: ObjectKind): number {
  const { dacl, owner } = descriptor;
  if (dacl === null || dacl.flags.includes('NO_ACCESS_CONTROL')) return allRights(kind);
  const isOwner = owner !== null && token.sids.has(owner);
  let granted = 0;
  let denied = 0;
  for (const entry of dacl.entries) {
    if (!speaksTo(entry, token, isOwner)) continue;
    const mask = mapGeneric(entry.mask, kind);
    if (entry.type === 'deny') denied |= mask & ~granted;
    else if (entry.type === 'allow' && entry.condition === '' && entry.object === '')
      granted |= mask & ~denied;
  }
  const ownerRuled = dacl.entries.some(({ sid }) => sid === wellKnown.ownerRights);
  if (isOwner && !ownerRuled) granted |= standardRights.READ_CONTROL | standardRights.WRITE_DAC;
  if (token.administrator) {
    granted |= standardRights.READ_CONTROL | standardRights.WRITE_DAC | standardRights.WRITE_OWNER;
  }
  return granted & allRights(kind);
}

function speaksTo(entry: Entry, token: Token, isOwner: boolean): boolean {
  if (entry.flags.includes('IO')) return false;
  return token.sids.has(entry.sid) || (isOwner && entry.sid === wellKnown.ownerRights);
}

/** Whether every one of the wished rights is given. */
export function mayAccess(descriptor: Descriptor, token: Token, kind: ObjectKind, wished: number): boolean {
  const mapped = mapGeneric(wished, kind);
  return (grantedRights(descriptor, token, kind) & mapped) === mapped;
}
