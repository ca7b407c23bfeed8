import { looksLikeCrontab } from './crontab/dialect.js';

/** What a file of tasks is. */
export type FileKind = 'task-xml' | 'manifest' | 'crontab' | 'unit' | 'launchd';

/** How much of a file is looked at where its name says nothing. */
const lookedAt = 64 * 1024;

/** Tells what a file is: by its name, else by its first bytes. */
export function fileKind(bytes: Uint8Array, fileName: string): FileKind {
  const path = fileName.replace(/\\/g, '/').toLowerCase();
  if (/\.(?:timer|service)(?:\.d\/[^/]+\.conf)?$/.test(path)) return 'unit';
  if (path.endsWith('.plist')) return 'launchd';
  if (/\.(?:ya?ml|json)$/.test(path)) return 'manifest';
  if (/(?:^|\/)(?:[^/]*crontab|cron\.d\/[^/]+|spool\/cron\/.+)$|\.cron$/.test(path)) return 'crontab';
  const wide = startsWide(bytes);
  const begin = wide ? '' : new TextDecoder().decode(bytes.subarray(0, lookedAt));
  if (begin.startsWith('bplist') || /<plist[\s>]|<!DOCTYPE plist/.test(begin.slice(0, 4000)))
    return 'launchd';
  if (wide || path.endsWith('.xml') || begin.trimStart().startsWith('<')) return 'task-xml';
  if (/^\[(?:Unit|Timer|Service)\]\s*$/m.test(begin)) return 'unit';
  const lines = begin.split(/\r?\n/);
  // The last line may be cut through.
  if (looksLikeCrontab(bytes.length > lookedAt ? lines.slice(0, -1) : lines)) return 'crontab';
  return 'manifest';
}

/** UTF-16 with or without a mark: only XML is written so. */
function startsWide([first, second]: Uint8Array): boolean {
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  );
}
