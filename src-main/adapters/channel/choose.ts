import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '../../ports/channel.js';
import type { Log } from '../../ports/log.js';
import { LineChannel } from './line-channel.js';

/** A socket's path may have 108 bytes on Linux and 104 on macOS, with the zero at its end. */
const pathBytesMax = 100;

interface ChannelContext {
  /** The home, held by its lock. */
  home: string;
  env: Record<string, string | undefined>;
  log: Log;
}

/** The channel of this system: a socket file, or a named pipe on Windows. */
export function chooseChannel(
  { home, env, log }: ChannelContext,
  platform: NodeJS.Platform = process.platform,
): Channel {
  const mark = createHash('sha256').update(home).digest('hex').slice(0, 12);
  if (platform === 'win32') return new LineChannel(`\\\\.\\pipe\\caretaker-channel-${mark}`, log);
  const near = join(home, 'channel');
  if (Buffer.byteLength(near) <= pathBytesMax) return new LineChannel(near, log);
  const uid = process.getuid?.() ?? 0;
  const folder = join(env['XDG_RUNTIME_DIR'] ?? tmpdir(), `caretaker-channels-${uid}`);
  const far = join(folder, mark);
  if (Buffer.byteLength(far) > pathBytesMax || !isOwnFolder(folder, uid)) {
    log.warn('programs cannot speak with this host: no path for its channel', { near, far });
    return new LineChannel(null, log);
  }
  return new LineChannel(far, log);
}

/** Somebody else's folder, or a link in a folder that all may write to, is never used. */
function isOwnFolder(folder: string, uid: number): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === uid && (stat.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
