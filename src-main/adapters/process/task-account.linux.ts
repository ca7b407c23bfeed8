import { existsSync } from 'node:fs';
import type { LaunchSpec } from '../../core/tasks/process.js';
import { boundTo, readPeople, type Person } from './services/accounts.linux.js';
import { capabilitiesOf } from './services/privileges.js';

/** Whom a task's program runs as. */
export type TaskLogOn =
  | {
      kind: 'granted';
      /** Words before the program: they take on the account and give up what it must not have. */
      prefix: string[];
      /** The account's profile; null = that of the host. */
      profile: { home: string; name: string; shell: string } | null;
      environment: Record<string, string>;
    }
  | { kind: 'refused'; code: number; message: string };

/** ERROR_LOGON_FAILURE, and SCHED_E_ACCOUNT_NAME_NOT_FOUND. */
const logonFailure = 0x8007052e;
const accountNotFound = 0x80041310;

export interface TaskAccountsOptions {
  /** The host's own user. */
  uid: number;
  passwd?: string;
  /** setpriv(1) of util-linux; null where there is none. */
  setpriv: string | null;
}

type Request = Pick<LaunchSpec, 'task' | 'account' | 'requiredPrivileges' | 'sidType' | 'interactive'>;

/**
 * First and last of the user ids that systemd gives to services without an account of their own; nobody
 * else's processes have them.
 */
const firstDynamic = 61_184;
const lastDynamic = 65_519;
const nobody = 65_534;

/**
 * Takes on the account of a task (TASK-45 to TASK-47, TASK-61 to TASK-63; decisions section 3, "accounts"
 * and "hardening"). As root: SYSTEM is root; LOCAL SERVICE is a user id of the task's own without any
 * capability, NETWORK SERVICE the same with low ports; a person is that person with groups and home. No
 * password is asked: root needs none. A user's host runs tasks as its user alone.
 */
export function taskLogOn(request: Request, options: TaskAccountsOptions): TaskLogOn {
  const { account } = request;
  if (account === null) return granted([], null, {});
  if (options.uid !== 0) return ofUserHost(request, options);
  switch (account.kind) {
    case 'system':
      return withPrivileges(request, options, [], null);
    case 'local-service':
      return small(request, options, []);
    case 'network-service':
      return small(request, options, ['net_bind_service']);
    case 'user':
      return person(request, options, account.name);
  }
}

function ofUserHost(request: Request, { uid, passwd }: TaskAccountsOptions): TaskLogOn {
  const own = readPeople(passwd ?? '/etc/passwd').find((one) => one.uid === uid);
  const { account } = request;
  if (account?.kind === 'user' && own?.name === account.name) return granted([], null, {});
  const wanted = account?.kind === 'user' ? account.name : (account?.kind ?? 'another account');
  const here = own?.name ?? `user ${String(uid)}`;
  return {
    kind: 'refused',
    code: logonFailure,
    message: `${request.task} is to run as ${wanted}, but this host runs as ${here} and can start tasks only as that user`,
  };
}

function person(request: Request, options: TaskAccountsOptions, name: string): TaskLogOn {
  const found = readPeople(options.passwd ?? '/etc/passwd').find((one) => one.name === name);
  if (found === undefined) {
    const message = `${request.task} is to run as ${name}, and there is no such account on this machine`;
    return { kind: 'refused', code: accountNotFound, message };
  }
  if (found.uid === options.uid) return withPrivileges(request, options, [], found);
  const words = [`--reuid=${String(found.uid)}`, `--regid=${String(found.gid)}`, '--init-groups'];
  const session = request.interactive ? sessionOf(found) : {};
  return withPrivileges(request, options, [...words, '--inh-caps=-all'], found, session);
}

/** What a program needs to find its user's session: the runtime folder and the bus in it (TASK-51). */
function sessionOf({ uid }: Person): Record<string, string> {
  const folder = `/run/user/${String(uid)}`;
  if (!existsSync(folder)) return {};
  const bus = `${folder}/bus`;
  return {
    XDG_RUNTIME_DIR: folder,
    ...(existsSync(bus) && { DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}` }),
  };
}

function withPrivileges(
  request: Request,
  options: TaskAccountsOptions,
  words: string[],
  as: Person | null,
  environment: Record<string, string> = {},
): TaskLogOn {
  const caps = capabilitiesOf(request.requiredPrivileges);
  return through(request, options, [...words, ...(caps === null ? [] : boundTo(caps))], as, environment);
}

/**
 * The small accounts. Each task has a user id of its own, worked out from its path: other tasks can neither
 * signal nor look into it (TASK-63). ProcessTokenSidType None gives that up (TASK-61).
 */
function small(request: Request, options: TaskAccountsOptions, caps: string[]): TaskLogOn {
  const own = request.sidType !== 'none';
  const uid = String(own ? dynamicId(request.task) : nobody);
  const asked = capabilitiesOf(request.requiredPrivileges);
  // What the task says it needs narrows what the account has; it never widens it.
  const left = asked === null ? caps : caps.filter((cap) => asked.includes(cap));
  const words = [
    `--reuid=${uid}`,
    `--regid=${uid}`,
    '--clear-groups',
    '--no-new-privs',
    ...boundTo(left),
    ...(left.length === 0 ? [] : [`--ambient-caps=-all,${left.map((cap) => `+${cap}`).join(',')}`]),
  ];
  const name = request.account?.kind ?? 'nobody';
  const profile = { home: '/', name, shell: '/bin/sh' };
  const sid = own ? { CARETAKER_TASK_SID: `NT TASK\\${request.task.slice(1).replaceAll('\\', '-')}` } : {};
  return through(request, options, words, profile, sid);
}

/** FNV-1a over the path, ignoring case, into the range of user ids that nobody else has. */
export function dynamicId(path: string): number {
  let hash = 0x811c9dc5;
  for (const char of path.toLowerCase()) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return firstDynamic + (hash % (lastDynamic - firstDynamic + 1));
}

function through(
  request: Request,
  { setpriv }: TaskAccountsOptions,
  words: string[],
  profile: { home: string; name: string; shell: string } | null,
  environment: Record<string, string> = {},
): TaskLogOn {
  if (words.length === 0) return granted([], profile, environment);
  if (setpriv !== null) return granted([setpriv, ...words, '--'], profile, environment);
  const message = `${request.task} cannot take on its account: setpriv(1) of util-linux is not installed`;
  return { kind: 'refused', code: logonFailure, message };
}

function granted(
  prefix: string[],
  profile: { home: string; name: string; shell: string } | null,
  environment: Record<string, string>,
): TaskLogOn {
  return {
    kind: 'granted',
    prefix,
    profile: profile === null ? null : { home: profile.home, name: profile.name, shell: profile.shell },
    environment,
  };
}
