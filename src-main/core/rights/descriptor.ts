import type { Sid } from './sid.js';

/** What an entry does. Audit, alarm, label and attribute entries are kept and decide nothing here. */
export type EntryType = 'allow' | 'deny' | 'other';

/** One entry of an access list. */
export interface Entry {
  type: EntryType;
  /** The type as SDDL writes it: `A`, `D`, `AU`, `OA`, `ML` … */
  code: string;
  /** Flags in the order of {@link entryFlags}: `CI`, `OI`, `IO` … */
  flags: string[];
  /** Rights as bits, an unsigned 32-bit number. */
  mask: number;
  /** Object and inherited object GUID, usually empty. */
  object: string;
  inheritedObject: string;
  sid: Sid;
  /** The condition or claim at the end, verbatim; empty where there is none. */
  condition: string;
}

export interface AccessList {
  /** `P`, `AR`, `AI` and `NO_ACCESS_CONTROL`, joined as SDDL does. */
  flags: string;
  entries: Entry[];
}

/** A security descriptor. `dacl` null: no list at all, so everybody may do everything. */
export interface Descriptor {
  owner: Sid | null;
  group: Sid | null;
  dacl: AccessList | null;
  sacl: AccessList | null;
}

/** Flags of an entry, in the order in which Windows writes them. */
export const entryFlags = ['OI', 'CI', 'NP', 'IO', 'ID', 'SA', 'FA', 'TP', 'CR'] as const;
