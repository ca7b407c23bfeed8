/** File systems whose data lie on another machine. */
export const networkTypes: readonly string[] = [
  '9p',
  'afs',
  'ceph',
  'cifs',
  'davfs',
  'fuse.davfs2',
  'fuse.glusterfs',
  'fuse.rclone',
  'fuse.sshfs',
  'ncpfs',
  'nfs',
  'nfs4',
  'smb3',
  'smbfs',
];

/** Mount points of these types in the text of /proc/self/mountinfo (proc(5)), each once, sorted. */
export function mountPoints(mountinfo: string, types: readonly string[]): string[] {
  const found = new Set<string>();
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const point = before?.split(' ')[4];
    const type = after?.split(' ')[0];
    if (point !== undefined && type !== undefined && types.includes(type)) found.add(unescaped(point));
  }
  return [...found].sort();
}

/** The kernel writes blanks and backslashes as three octal digits. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
