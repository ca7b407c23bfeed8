import { readFileSync } from 'node:fs';

/** Names of accounts by uid, from a passwd file; an empty map when it cannot be read. */
export function accountNames(passwdPath: string): Map<number, string> {
  let text: string;
  try {
    text = readFileSync(passwdPath, 'utf8');
  } catch {
    return new Map();
  }
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , uid] = line.split(':');
    if (name === undefined || uid === undefined || !/^\d+$/.test(uid)) continue;
    // The first account of a number is the one programs show.
    if (!names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
}
