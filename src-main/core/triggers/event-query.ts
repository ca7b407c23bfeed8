import type { EventNode } from './event-tree.js';
import { parseXPath, type Path } from './xpath.js';
import { matches } from './xpath-match.js';

/** A subscription, read: what it selects from which channels, less what it suppresses. */
export interface EventQuery {
  selects: Clause[];
  suppresses: Clause[];
}

interface Clause {
  /** Channel in lower case, without the prefix `Microsoft-Windows-`. */
  channel: string;
  path: Path;
}

const element = /<(\/?)(QueryList|Query|Select|Suppress)((?:\s+[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const attribute = /([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Longest subscription and most clauses that are read. */
const longest = 32_768;
const mostClauses = 64;

/**
 * Reads the `<QueryList>` of an event trigger: Query with Select and Suppress, each with a Path, or that of
 * its Query. A bare query without markup is taken for all of Caretaker's own channels.
 *
 * @throws RangeError with a sentence for people
 */
export function parseEventQuery(subscription: string): EventQuery {
  if (subscription.length > longest)
    throw new RangeError(`the subscription is longer than ${longest} characters`);
  const text = subscription.replace(/<!--[\s\S]*?-->/g, '').trim();
  const query: EventQuery = { selects: [], suppresses: [] };
  if (!text.startsWith('<')) {
    query.selects.push({ channel: '', path: parseXPath(text) });
    return query;
  }
  let channel = '';
  let open: { name: string; channel: string; from: number } | null = null;
  for (const match of text.matchAll(element)) {
    const [whole, closing, name = '', written = '', empty] = match;
    const after = match.index + whole.length;
    if (name === 'Query' && closing === '') channel = pathOf(written) ?? '';
    if (name !== 'Select' && name !== 'Suppress') continue;
    if (closing === '' && empty === '') {
      open = { name, channel: pathOf(written) ?? channel, from: after };
    } else if (closing === '/' && open !== null) {
      const path = parseXPath(decode(text.slice(open.from, match.index)));
      const list = open.name === 'Select' ? query.selects : query.suppresses;
      list.push({ channel: bareChannel(open.channel), path });
      open = null;
    }
  }
  if (query.selects.length === 0) throw new RangeError('the subscription holds no Select');
  if (query.selects.length + query.suppresses.length > mostClauses) {
    throw new RangeError(`the subscription holds more than ${mostClauses} clauses`);
  }
  return query;
}

function pathOf(attributes: string): string | null {
  for (const [, name, double, single] of attributes.matchAll(attribute)) {
    if (name === 'Path') return decode(double ?? single ?? '');
  }
  return null;
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(
      /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g,
      (whole, hex: string, decimal: string, name: string) => {
        if (hex) return character(parseInt(hex, 16), whole);
        if (decimal) return character(Number(decimal), whole);
        return entities[name] ?? whole;
      },
    );
}

function character(code: number, whole: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** A channel as it is compared: case and the provider's prefix do not count. */
export function bareChannel(channel: string): string {
  return channel
    .trim()
    .toLowerCase()
    .replace(/^microsoft-windows-/, '');
}

/** Whether an event of a channel is what the subscription waits for. */
export function selects(query: EventQuery, channel: string, event: EventNode, now: number): boolean {
  const here = bareChannel(channel);
  const hits = ({ channel: wanted, path }: Clause): boolean =>
    (wanted === '' || wanted === here) && matches(path, event, now);
  return query.selects.some(hits) && !query.suppresses.some(hits);
}

/** Whether a subscription looks at that channel at all. */
export function looksAt(query: EventQuery, channel: string): boolean {
  const here = bareChannel(channel);
  return query.selects.some((clause) => clause.channel === here);
}
