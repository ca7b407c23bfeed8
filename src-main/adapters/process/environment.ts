import { homedir } from 'node:os';
import { join } from 'node:path';

/** What a program may see of the host's own environment; everything else is the task's to name. */
const allowed = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_CACHE_HOME',
  // A backup reads its password from the keyring, which lives on the session bus.
  'DBUS_SESSION_BUS_ADDRESS',
]);

const defaultPath = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin';

export interface EnvironmentParts {
  /** The host's own environment. */
  host: Record<string, string | undefined>;
  /** What the task names. */
  task: Record<string, string>;
  /** What its environment file holds; it wins over `task`, as with a systemd unit. */
  file: Record<string, string>;
  /** CARETAKER_INSTANCE and its sisters; they win over everything, since recovery looks for them. */
  own: Record<string, string>;
}

/** The environment of a program: a short allow-list, what the task names, and Caretaker's own. */
export function buildEnvironment(parts: EnvironmentParts): Record<string, string> {
  const environment: Record<string, string> = { PATH: defaultPath };
  for (const [name, value] of Object.entries(parts.host)) {
    if (value === undefined || value === '') continue;
    if (allowed.has(name) || name.startsWith('LC_')) environment[name] = value;
  }
  environment.HOME ??= homedir();
  return { ...environment, ...parts.task, ...parts.file, ...parts.own };
}

/** `~` and `~/…` as the home directory; anything else unchanged. */
export function expandHome(path: string, home: string): string {
  if (path === '~') return home;
  return path.startsWith('~/') ? join(home, path.slice(2)) : path;
}
