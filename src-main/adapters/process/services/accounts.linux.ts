import { readFileSync } from 'node:fs';
import { localSystem } from '../../../../src-shared/model/service-constants.js';
import { logOnCodes } from './launch-codes.js';
import { capabilitiesOf } from './privileges.js';
import type { Secrets } from './secrets.linux.js';

/** Whom a service runs as, and what that costs it. */
export type LogOn =
  | {
      kind: 'granted';
      /** Words that come before the program: they take on the account and give up what it must not have. */
      prefix: string[];
      /** The account's profile. */
      environment: Record<string, string>;
    }
  | { kind: 'refused'; code: number; message: string };

export interface LogOnRequest {
  account: string;
  service: string;
  sidType: 'none' | 'unrestricted' | 'restricted';
  requiredPrivileges: string[];
}

export interface Person {
  name: string;
  uid: number;
  gid: number;
  home: string;
  shell: string;
}

export interface AccountsOptions {
  /** The host's own user. */
  uid: number;
  passwd?: string;
  /** setpriv(1), which takes on an account without asking anybody; null where there is none. */
  setpriv: string | null;
  secrets: Secrets;
}

const nobody = 65_534;
const localService = 'localservice';
const networkService = 'networkservice';

/**
 * Logs services on (SCM-80 to SCM-83; decisions section 3, "accounts"). Where the host is root, LocalSystem is
 * root, LocalService a nobody without capabilities, NetworkService a nobody that may only bind low ports; a
 * user's host can run services as its user alone.
 */
export class Accounts {
  readonly #people: Person[];

  constructor(private readonly options: AccountsOptions) {
    this.#people = readPeople(options.passwd ?? '/etc/passwd');
  }

  /** Settled at once but for accounts whose secret the keyring has. */
  logOn(request: LogOnRequest): LogOn | Promise<LogOn> {
    const name = plainName(request.account);
    const known = name.toLowerCase();
    const { uid } = this.options;
    if (known === localSystem.toLowerCase()) return this.#asHost(request);
    if (uid !== 0) {
      const own = this.#people.find((person) => person.uid === uid);
      if (own !== undefined && own.name === name) return this.#asHost(request);
      return refused(
        logOnCodes.failed,
        `${request.service} is to run as ${request.account}, but this host runs as ${own?.name ?? `user ${uid}`} and can start services only as that user; give the service that account, or run the host as root.`,
      );
    }
    if (known === localService) return this.#asNobody(request, []);
    if (known === networkService) return this.#asNobody(request, ['net_bind_service']);
    const person = this.#people.find((one) => one.name === name);
    if (person === undefined) {
      return refused(logOnCodes.noAccount, `There is no account ${request.account} on this machine.`);
    }
    if (person.uid === uid) return this.#asHost(request);
    return this.#asPerson(request, person);
  }

  #asHost(request: LogOnRequest): LogOn {
    const caps = this.options.uid === 0 ? capabilitiesOf(request.requiredPrivileges) : null;
    const words = [
      ...(request.sidType === 'restricted' ? ['--no-new-privs'] : []),
      ...(caps === null ? [] : boundTo(caps)),
    ];
    return this.#granted(request, words, {});
  }

  #asNobody(request: LogOnRequest, caps: string[]): LogOn {
    const asked = capabilitiesOf(request.requiredPrivileges);
    // What the service says it needs narrows what the account has; it never widens it.
    const left = asked === null ? caps : caps.filter((cap) => asked.includes(cap));
    const words = [
      `--reuid=${nobody}`,
      `--regid=${nobody}`,
      '--clear-groups',
      '--no-new-privs',
      ...boundTo(left),
      ...(left.length === 0 ? [] : [`--ambient-caps=-all,${left.map((cap) => `+${cap}`).join(',')}`]),
    ];
    return this.#granted(request, words, {
      HOME: '/',
      USER: 'nobody',
      LOGNAME: 'nobody',
      SHELL: '/bin/sh',
    });
  }

  async #asPerson(request: LogOnRequest, person: Person): Promise<LogOn> {
    const secret = await this.options.secrets.lookUp(`_SC_${request.service}`);
    if (secret.kind === 'none') {
      return refused(
        logOnCodes.failed,
        `${request.service} cannot log on as ${request.account}: ${secret.why}`,
      );
    }
    const words = [
      `--reuid=${person.uid}`,
      `--regid=${person.gid}`,
      '--init-groups',
      '--inh-caps=-all',
      ...(request.sidType === 'restricted' ? ['--no-new-privs'] : []),
    ];
    return this.#granted(request, words, {
      HOME: person.home,
      USER: person.name,
      LOGNAME: person.name,
      SHELL: person.shell,
    });
  }

  #granted(request: LogOnRequest, words: string[], environment: Record<string, string>): LogOn {
    if (words.length === 0) return { kind: 'granted', prefix: [], environment };
    const { setpriv } = this.options;
    if (setpriv !== null) return { kind: 'granted', prefix: [setpriv, ...words, '--'], environment };
    return refused(
      logOnCodes.failed,
      `${request.service} cannot take on the rights of ${request.account}: setpriv(1) of util-linux is not installed.`,
    );
  }
}

/** Only these capabilities can ever be had by it and its children. */
export function boundTo(caps: string[]): string[] {
  const list = ['-all', ...caps.map((cap) => `+${cap}`)].join(',');
  return [`--inh-caps=${list}`, `--bounding-set=${list}`];
}

/** `.\ana`, `NT AUTHORITY\LocalService` and `ana` name the same as on Windows: the domain is this machine. */
function plainName(account: string): string {
  return account.slice(account.lastIndexOf('\\') + 1).replaceAll(' ', '');
}

/** The accounts of a passwd file; none where it cannot be read. */
export function readPeople(path: string): Person[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid, , home, shell] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined || home === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid), home, shell: shell || '/bin/sh' }];
  });
}

function refused(code: number, message: string): LogOn {
  return { kind: 'refused', code, message };
}
