import type { Principal } from '../../../src-shared/contract/define.js';
import type { Token } from './access.js';
import { groupSid, userSid, wellKnown, type Sid } from './sid.js';

/**
 * The identifiers a principal carries (design section 7). An administrator is the owner of the host or
 * root; everybody else who could be told by the system is an authenticated, interactive user.
 */
export function tokenOf({ kind, account }: Principal): Token {
  const sids = new Set<Sid>([wellKnown.everyone]);
  if (kind === 'everyone') return { user: wellKnown.everyone, sids, administrator: false };
  for (const sid of [wellKnown.authenticated, wellKnown.interactive, wellKnown.users]) sids.add(sid);
  const administrator = kind === 'administrator';
  if (administrator) sids.add(wellKnown.administrators);
  if (account !== undefined) {
    sids.add(userSid(account.uid));
    for (const gid of account.gids) sids.add(groupSid(gid));
  }
  const user = account === undefined ? wellKnown.administrators : userSid(account.uid);
  return { user: administrator ? wellKnown.administrators : user, sids, administrator };
}
