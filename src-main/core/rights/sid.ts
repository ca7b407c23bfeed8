/**
 * Security identifiers as text. A person of this machine is `S-1-22-1-<uid>`, a group
 * `S-1-22-2-<gid>` (design section 7); the rest are the well-known ones of Windows.
 */
export type Sid = string;

/** Two-letter names of SDDL with the identifier each stands for ([MS-DTYP] 2.5.1.1). */
const fixedAliases = {
  AA: 'S-1-5-32-579',
  AC: 'S-1-15-2-1',
  AN: 'S-1-5-7',
  AO: 'S-1-5-32-548',
  AS: 'S-1-18-1',
  AU: 'S-1-5-11',
  BA: 'S-1-5-32-544',
  BG: 'S-1-5-32-546',
  BO: 'S-1-5-32-551',
  BU: 'S-1-5-32-545',
  CD: 'S-1-5-32-574',
  CG: 'S-1-3-1',
  CO: 'S-1-3-0',
  CY: 'S-1-5-32-569',
  ED: 'S-1-5-9',
  ER: 'S-1-5-32-573',
  ES: 'S-1-5-32-576',
  HA: 'S-1-5-32-578',
  HI: 'S-1-16-12288',
  IS: 'S-1-5-32-568',
  IU: 'S-1-5-4',
  LS: 'S-1-5-19',
  LU: 'S-1-5-32-559',
  LW: 'S-1-16-4096',
  ME: 'S-1-16-8192',
  MP: 'S-1-16-8448',
  MS: 'S-1-5-32-577',
  MU: 'S-1-5-32-558',
  NO: 'S-1-5-32-556',
  NS: 'S-1-5-20',
  NU: 'S-1-5-2',
  OW: 'S-1-3-4',
  PO: 'S-1-5-32-550',
  PS: 'S-1-5-10',
  PU: 'S-1-5-32-547',
  RA: 'S-1-5-32-575',
  RC: 'S-1-5-12',
  RD: 'S-1-5-32-555',
  RE: 'S-1-5-32-552',
  RM: 'S-1-5-32-580',
  RU: 'S-1-5-32-554',
  SI: 'S-1-16-16384',
  SO: 'S-1-5-32-549',
  SS: 'S-1-18-2',
  SU: 'S-1-5-6',
  SY: 'S-1-5-18',
  UD: 'S-1-5-84-0-0-0-0-0',
  WD: 'S-1-1-0',
  WR: 'S-1-5-33',
} as const;

/**
 * Names that mean an account of a Windows domain or machine (domain administrators, the local
 * guest …). There is none here: they are kept as written and match nobody.
 */
const foreignAliases = new Set('AP CA CN DA DC DD DG DU EA EK KA LA LG PA RO RS SA'.split(' '));

const byAlias = new Map<string, Sid>(Object.entries(fixedAliases));
const bySid = new Map<Sid, string>(Object.entries(fixedAliases).map(([alias, sid]) => [sid, alias]));

/** The well-known identifiers that the rules of Caretaker name. */
export const wellKnown = {
  everyone: fixedAliases.WD,
  authenticated: fixedAliases.AU,
  interactive: fixedAliases.IU,
  users: fixedAliases.BU,
  administrators: fixedAliases.BA,
  system: fixedAliases.SY,
  creatorOwner: fixedAliases.CO,
  creatorGroup: fixedAliases.CG,
  ownerRights: fixedAliases.OW,
} as const;

/** The account with this uid. */
export function userSid(uid: number): Sid {
  return `S-1-22-1-${uid}`;
}

/** The group with this gid. */
export function groupSid(gid: number): Sid {
  return `S-1-22-2-${gid}`;
}

/** The uid behind an identifier made by {@link userSid}, else null. */
export function uidOf(sid: Sid): number | null {
  const match = /^S-1-22-1-(\d+)$/.exec(sid);
  return match === null ? null : Number(match[1]);
}

const identifier = /^S-1-(0x[0-9a-f]{1,12}|\d{1,15})((?:-\d{1,10}){1,15})$/i;
const partMax = 0xffff_ffff;

/** Reads a SID or its two-letter name; null where it is neither. Names nobody here has are kept as they are. */
export function readSid(text: string): Sid | null {
  const name = text.toUpperCase();
  if (foreignAliases.has(name)) return name;
  const known = byAlias.get(name);
  if (known !== undefined) return known;
  const match = identifier.exec(text);
  if (match === null) return null;
  const parts = (match[2] ?? '').slice(1).split('-').map(Number);
  if (parts.some((part) => part > partMax)) return null;
  return `S-1-${String(Number(match[1]))}-${parts.join('-')}`;
}

/** A SID as SDDL writes it: by its two-letter name where it has one. */
export function writeSid(sid: Sid): string {
  return bySid.get(sid) ?? sid;
}
