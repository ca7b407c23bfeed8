import type { Descriptor, Entry } from './descriptor.js';
import { wellKnown, type Sid } from './sid.js';

/**
 * What a new task or folder gets from its folder: the entries marked for it, with CREATOR OWNER made
 * its maker. Its maker is its owner.
 */
export function inheritFrom(folder: Descriptor, child: 'task' | 'folder', maker: Sid): Descriptor {
  const entries = (folder.dacl?.entries ?? []).flatMap((entry) => inherited(entry, child, maker));
  return {
    owner: maker,
    group: null,
    dacl: folder.dacl === null ? null : { flags: 'AI', entries },
    sacl: null,
  };
}

function inherited(entry: Entry, child: 'task' | 'folder', maker: Sid): Entry[] {
  const marks = new Set(entry.flags);
  const applies = marks.has(child === 'task' ? 'OI' : 'CI');
  const passesOn = child === 'folder' && !marks.has('NP') && (marks.has('OI') || marks.has('CI'));
  if (!applies && !passesOn) return [];
  const made: Entry[] = [];
  if (applies)
    made.push({ ...entry, flags: ['ID'], sid: entry.sid === wellKnown.creatorOwner ? maker : entry.sid });
  if (passesOn) {
    const kept = ['OI', 'CI'].filter((flag) => marks.has(flag));
    made.push({ ...entry, flags: [...kept, 'IO', 'ID'] });
  }
  return made;
}
