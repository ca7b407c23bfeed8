import { closeSync, openSync, readSync } from 'node:fs';

/** Where the file format keeps `user_version`, big-endian (https://sqlite.org/fileformat2.html, section 1.3). */
const versionOffset = 60;
const headerBytes = 100;
const magic = 'SQLite format 3\0';

/**
 * The version a store's file states, read without SQLite: opening a file with SQLite may already
 * change it, and a newer store must stay as it is.
 *
 * Call it only while this process has no connection to the file: closing any descriptor of a file
 * drops all of the process's POSIX locks on it.
 *
 * @returns null when there is no file, or none that says a version
 */
export function statedVersion(file: string): number | null {
  const header = Buffer.alloc(headerBytes);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    if (readSync(descriptor, header, 0, headerBytes, 0) < headerBytes) return null;
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1', 0, magic.length) !== magic) return null;
  return header.readUInt32BE(versionOffset);
}
