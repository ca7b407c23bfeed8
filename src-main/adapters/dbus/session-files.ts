import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { LogindSession } from './logind.js';

/**
 * The sessions that logind keeps in /run/systemd/sessions, for a host that cannot reach it. Null when
 * there is no such folder. Files of sessions whose leader is gone are left over and do not count.
 * Idle and lock hints are not in there.
 */
export function sessionsOfFolder(runRoot: string, procRoot: string): LogindSession[] | null {
  const folder = `${runRoot}/systemd/sessions`;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return null;
  }
  return names
    .filter((name) => /^[\w-]+$/.test(name))
    .flatMap((id) => {
      const fields = fieldsOf(`${folder}/${id}`);
      const leader = fields?.get('LEADER');
      if (fields === null || leader === undefined || !existsSync(`${procRoot}/${leader}`)) return [];
      const seat = fields.get('SEAT') ?? '';
      return [
        {
          id,
          uid: Number(fields.get('UID') ?? -1),
          user: fields.get('USER') ?? '',
          class: fields.get('CLASS') ?? '',
          type: fields.get('TYPE') ?? 'unspecified',
          state: fields.get('STATE') ?? 'online',
          active: seat === '' || fields.get('ACTIVE') === '1',
          remote: fields.get('REMOTE') === '1',
          tty: fields.get('TTY') ?? '',
          locked: false,
          idleHint: false,
          idleSinceWall: null,
        },
      ];
    });
}

/** `KEY=value` lines of one of logind's files; null when it cannot be read. */
function fieldsOf(path: string): Map<string, string> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1).replace(/^"(.*)"$/, '$1'));
  }
  return fields;
}
