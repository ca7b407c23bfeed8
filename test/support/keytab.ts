function counted(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A keytab (MIT Kerberos, format 0x0502) with a removed entry and one principal. */
export function keytab(realm: string, components: string[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16BE(components.length);
  const key = Buffer.from('0000000165000000000100120004deadbeef', 'hex');
  const entry = Buffer.concat([count, counted(realm), ...components.map(counted), key]);
  const hole = Buffer.alloc(4 + 6);
  hole.writeInt32BE(-6);
  const size = Buffer.alloc(4);
  size.writeInt32BE(entry.length);
  return Buffer.concat([Buffer.from([5, 2]), hole, size, entry]);
}
