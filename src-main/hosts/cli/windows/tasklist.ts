import { processList } from '../../../adapters/process/process-list.linux.js';
import { Fault } from '../../../../src-shared/failure/fault.js';
import { Refused } from '../../../client/contract-client.js';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { csv, list, table, type ListedProcess } from './tasklist-text.js';

/** Words that cannot be followed; printed with a hint at the help. */
class BadWords extends Error {
  override readonly name = 'BadWords';
}

type Filter = (process: ListedProcess) => boolean;

interface Wanted {
  format: 'TABLE' | 'LIST' | 'CSV';
  header: boolean;
  filters: Filter[];
}

const help = [
  '',
  'TASKLIST /SVC [/FO format] [/NH] [/FI filter]',
  '',
  'Description:',
  '    Displays the running processes and the services in each of them.',
  '',
  'Parameter List:',
  '   /SVC                   Displays services hosted in each process.',
  '   /FI    filter          Displays the processes that match the filter:',
  '                          IMAGENAME eq, ne; PID eq, ne, gt, lt, ge, le; SERVICES eq, ne.',
  '   /FO    format          "TABLE", "LIST", "CSV".',
  '   /NH                    No column header (TABLE and CSV).',
  '   /?                     Displays this help message.',
];

/** `caretaker tasklist /svc`: which services live in which process (SCM-44). */
export async function tasklist(call: Call, words: string[]): Promise<ExitCode> {
  const { terminal } = call;
  if (words.includes('/?')) {
    help.forEach((line) => terminal.out(line));
    return exitCodes.done;
  }
  try {
    const wanted = read(words);
    const found = (await processes(call)).filter((process) =>
      wanted.filters.every((filter) => filter(process)),
    );
    if (found.length === 0) {
      terminal.out('INFO: No tasks are running which match the specified criteria.');
      return exitCodes.done;
    }
    const lines = {
      TABLE: () => table(found, wanted.header),
      LIST: () => list(found),
      CSV: () => csv(found, wanted.header),
    };
    for (const line of lines[wanted.format]()) terminal.out(line);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof BadWords || error instanceof Refused || error instanceof Fault)) throw error;
    terminal.err(`ERROR: ${error.message}`);
    if (error instanceof BadWords) terminal.err('Type "TASKLIST /?" for usage.');
    return exitCodes.refused;
  }
}

function read(words: string[]): Wanted {
  const wanted: Wanted = { format: 'TABLE', header: true, filters: [] };
  let services = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = (words[index] ?? '').toLowerCase();
    const value = (): string => {
      index += 1;
      const next = words[index];
      if (next === undefined) throw new BadWords(`Invalid syntax. Value expected for '${word}'.`);
      return next;
    };
    if (word === '/svc') services = true;
    else if (word === '/nh') wanted.header = false;
    else if (word === '/fo') wanted.format = format(value());
    else if (word === '/fi') wanted.filters.push(readFilter(value()));
    else throw new BadWords(`Invalid argument/option - '${words[index] ?? ''}'.`);
  }
  if (!services) throw new BadWords('Invalid syntax. /SVC is needed here.');
  if (!wanted.header && wanted.format === 'LIST') {
    throw new BadWords('Invalid syntax. /NH option is allowed only for "TABLE" and "CSV" formats.');
  }
  return wanted;
}

function format(text: string): Wanted['format'] {
  const name = text.toUpperCase();
  if (name === 'TABLE' || name === 'LIST' || name === 'CSV') return name;
  throw new BadWords(`Invalid syntax. '${text}' value is not allowed for '/fo' option.`);
}

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a > b,
  lt: (a, b) => a < b,
  ge: (a, b) => a >= b,
  le: (a, b) => a <= b,
};

/** `PID gt 1000`, `IMAGENAME eq node*`, `SERVICES eq imaged`. */
function readFilter(text: string): Filter {
  const unknown = new BadWords(`Invalid argument/option - '${text}'.`);
  const match = /^\s*(\w+)\s+(eq|ne|gt|lt|ge|le)\s+(.+?)\s*$/i.exec(text);
  const [, name = '', operator = '', value = ''] = match ?? [];
  const compare = comparisons[operator.toLowerCase()];
  if (compare === undefined) throw unknown;
  if (name.toUpperCase() === 'PID') {
    if (!/^\d+$/.test(value)) throw unknown;
    return ({ pid }) => compare(pid, Number(value));
  }
  const equal = operator.toLowerCase() === 'eq';
  if (!equal && operator.toLowerCase() !== 'ne') throw unknown;
  const alike = likeness(value);
  if (name.toUpperCase() === 'IMAGENAME') return ({ image }) => alike(image) === equal;
  if (name.toUpperCase() === 'SERVICES') return ({ services }) => services.some(alike) === equal;
  throw unknown;
}

/** Names are alike without regard to case; a star at the end stands for anything. */
function likeness(wanted: string): (name: string) => boolean {
  const text = wanted.toLowerCase();
  if (!text.endsWith('*')) return (name) => name.toLowerCase() === text;
  const beginning = text.slice(0, -1);
  return (name) => name.toLowerCase().startsWith(beginning);
}

/** Every process of the machine as far as it shows them, by number, with the services that Caretaker keeps in it. */
async function processes(call: Call): Promise<ListedProcess[]> {
  const kept = await call.withHost((host) => host.call('services.processes', {}));
  const byPid = new Map<number, ListedProcess>();
  for (const { pid, image } of processList()) byPid.set(pid, { pid, image, services: [] });
  for (const { pid, imagePath, services } of kept) {
    if (pid === null) continue;
    const program = imagePath.split(' ')[0] ?? '';
    const known = byPid.get(pid) ?? { pid, image: program.slice(program.lastIndexOf('/') + 1), services: [] };
    byPid.set(pid, { ...known, services: [...known.services, ...services] });
  }
  return [...byPid.values()].sort((a, b) => a.pid - b.pid);
}
