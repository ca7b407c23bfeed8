import type { ServiceSummary } from '../../../../src-shared/model/service.js';
import { choiceOf, readOptions, ScUsage, valueOf } from './sc-options.js';
import { statusBlock } from './sc-status-text.js';

type Test = (service: ServiceSummary) => boolean;

const isDriver: Test = ({ type }) => type === 'kernel-driver' || type === 'file-system-driver';

const types: Record<string, Test> = {
  driver: isDriver,
  service: (service) => !isDriver(service),
  userservice: () => false,
  all: () => true,
  own: ({ type }) => type === 'own',
  share: ({ type }) => type === 'share',
  kernel: ({ type }) => type === 'kernel-driver',
  filesys: ({ type }) => type === 'file-system-driver',
  interact: () => false,
  rec: () => false,
  adapt: () => false,
};

const states: Record<string, Test> = {
  active: ({ state }) => state !== 'STOPPED',
  inactive: ({ state }) => state === 'STOPPED',
  all: () => true,
};

/** Bytes of an entry as Windows counts them: the structure and both names in UTF-16. */
function entryBytes({ name, displayName }: ServiceSummary): number {
  return 56 + 2 * (name.length + 1 + displayName.length + 1);
}

function wholeNumber(text: string | undefined, name: string): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw new ScUsage(`ERROR:  Invalid value ${text} for ${name}=`);
  return Number(text);
}

/**
 * The list of sc query: by type (services unless told), state (active unless told) and group, by name.
 * With bufsize= it is cut as Windows cuts it, and says where to go on.
 */
export function enumerate(all: ServiceSummary[], words: string[], extended: boolean): string[] {
  const options = readOptions(words, ['type', 'state', 'bufsize', 'ri', 'group']);
  const wanted: Test[] = (options.get('type') ?? ['service']).map((one) => {
    const test = choiceOf(new Map([['type', [one]]]), 'type', types);
    return test ?? (() => true);
  });
  wanted.push(choiceOf(options, 'state', states) ?? (({ state }) => state !== 'STOPPED'));
  const group = valueOf(options, 'group');
  if (group !== undefined) {
    wanted.push((service) => (service.group ?? '').toLowerCase() === group.toLowerCase());
  }
  const found = all
    .filter((service) => wanted.every((test) => test(service)))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
    .slice(wholeNumber(valueOf(options, 'ri'), 'ri') ?? 0);
  return cut(found, wholeNumber(valueOf(options, 'bufsize'), 'bufsize'), extended);
}

function cut(found: ServiceSummary[], bytes: number | null, extended: boolean): string[] {
  const lines: string[] = [];
  let left = bytes ?? Infinity;
  for (const [index, service] of found.entries()) {
    left -= entryBytes(service);
    if (left < 0) {
      const needed = found.slice(index).reduce((sum, one) => sum + entryBytes(one), 0);
      return [...lines, '', `Enum: more data, need ${needed} bytes start resume at index ${index}`];
    }
    const look = { name: service.name, displayName: true, extended, interactive: false };
    lines.push(...statusBlock(service, look));
  }
  return lines;
}
