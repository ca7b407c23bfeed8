/** Which signals a subscriber wants; every part that is left out matches anything. */
export interface SignalMatch {
  /** Well-known or unique name of the sender; the bus checks it. */
  sender?: string;
  path?: string;
  /** The path and everything below it. */
  pathNamespace?: string;
  interface: string;
  member: string;
  /** First argument, for signals such as PropertiesChanged that carry a name there. */
  arg0?: string;
  /** First argument or a name below it in the dotted sense. */
  arg0Namespace?: string;
}

export interface BusSignal {
  /** Unique name of the sender. */
  sender: string;
  path: string;
  interface: string;
  member: string;
  body: unknown[];
}

/** The match rule in the words of the bus (D-Bus specification, "Match Rules"). */
export function ruleOf(match: SignalMatch): string {
  const parts = ["type='signal'", `interface='${match.interface}'`, `member='${match.member}'`];
  if (match.sender !== undefined) parts.push(`sender='${match.sender}'`);
  if (match.path !== undefined) parts.push(`path='${match.path}'`);
  if (match.pathNamespace !== undefined) parts.push(`path_namespace='${match.pathNamespace}'`);
  if (match.arg0 !== undefined) parts.push(`arg0='${match.arg0}'`);
  if (match.arg0Namespace !== undefined) parts.push(`arg0namespace='${match.arg0Namespace}'`);
  return parts.join(',');
}

/**
 * Whether a signal that came in is meant by `match`. The bus delivers what any rule of this connection
 * lets through, so each subscriber sorts out its own. The sender's well-known name is looked at by the
 * connection, which knows the owners.
 */
export function matches(match: SignalMatch, signal: BusSignal): boolean {
  if (match.interface !== signal.interface || match.member !== signal.member) return false;
  if (match.path !== undefined && match.path !== signal.path) return false;
  if (match.pathNamespace !== undefined && !isBelow(signal.path, match.pathNamespace, '/')) return false;
  const first = signal.body[0];
  if (match.arg0 !== undefined && first !== match.arg0) return false;
  if (match.arg0Namespace !== undefined) {
    if (typeof first !== 'string' || !isBelow(first, match.arg0Namespace, '.')) return false;
  }
  return true;
}

function isBelow(name: string, root: string, separator: string): boolean {
  return name === root || name.startsWith(root + separator);
}
