/**
 * The realm of the machine's own account in a keytab (MIT Kerberos file format 0x0502): of the first
 * principal `host/NAME@REALM` or `NAME$@REALM`. null when there is none; such a keytab belongs to some
 * service, not to a machine that has joined a domain.
 */
export function machineRealm(bytes: Buffer): string | null {
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== 0x0502) return null;
  for (let at = 2; at + 4 <= bytes.length;) {
    const size = bytes.readInt32BE(at);
    at += 4;
    // A negative size is a hole that a removed entry left.
    if (size > 0) {
      const realm = realmOf(bytes.subarray(at, at + size));
      if (realm !== null) return realm;
    }
    if (size === 0) return null;
    at += Math.abs(size);
  }
  return null;
}

function realmOf(entry: Buffer): string | null {
  if (entry.length < 4) return null;
  const parts: string[] = [];
  const count = entry.readUInt16BE(0);
  for (let at = 2; parts.length <= count && at + 2 <= entry.length;) {
    const length = entry.readUInt16BE(at);
    parts.push(entry.toString('utf8', at + 2, at + 2 + length));
    at += 2 + length;
  }
  const [realm = '', first = ''] = parts;
  return (first === 'host' && count === 2) || first.endsWith('$') ? realm : null;
}
