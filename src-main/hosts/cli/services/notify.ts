import { createInterface } from 'node:readline';
import { ChannelConnection, placeOf, type Message } from '../../../client/channel.js';
import type { Work } from '../call.js';
import { exitCodes } from '../call.js';

export interface NotifyOptions {
  service?: string;
  checkPoint?: number;
  waitHint?: number;
  accepts?: string[];
  exitCode?: number;
  specificCode?: number;
}

/** Sends one status report and is done; an error of the host is told on standard error. */
export function notify(state: string, options: NotifyOptions): Work {
  return async ({ terminal }) => {
    let wrong: string | null = null;
    const connection = await ChannelConnection.open(placeOf(terminal.around.env), (message) => {
      if (message.kind === 'error') wrong = String(message['message']);
    });
    connection.send(statusOf(state, options));
    connection.close();
    // The host has read everything when it ends its side as well.
    await connection.gone;
    if (wrong === null) return exitCodes.done;
    terminal.err(wrong);
    return exitCodes.refused;
  };
}

/**
 * Is the dispatcher of a shell script: prints each command as a line (`start NAME ARGUMENT…`, `control CODE NAME`,
 * `end`) and sends a status report for each line it reads (`RUNNING accepts=stop`). Commands are answered as
 * they are printed.
 */
export function dispatch(): Work {
  return async ({ terminal }) => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const connection = await ChannelConnection.open(placeOf(terminal.around.env), (message) => {
      if (message.kind === 'error') terminal.err(String(message['message']));
      if (message.kind === 'start' || message.kind === 'control') {
        connection.send({ kind: 'answer', id: message['id'], code: 0 });
      }
      const line = lineOf(message);
      if (line !== null) terminal.out(line);
      if (message.kind === 'end') end();
    });
    const input = createInterface({ input: process.stdin });
    input.on('line', (line) => {
      const report = readReport(line);
      if (report !== null) connection.send(report);
    });
    input.once('close', end);
    connection.send({ kind: 'dispatch' });
    await Promise.race([ended, connection.gone]);
    input.close();
    connection.close();
  };
}

function statusOf(state: string, options: NotifyOptions): Message {
  const { service, accepts, checkPoint, waitHint, exitCode, specificCode } = options;
  return {
    kind: 'status',
    state,
    ...(service !== undefined && { service }),
    ...(accepts !== undefined && { accepts }),
    ...(checkPoint !== undefined && { checkPoint }),
    ...(waitHint !== undefined && { waitHint }),
    ...(exitCode !== undefined && { win32ExitCode: exitCode }),
    ...(specificCode !== undefined && { serviceSpecificExitCode: specificCode }),
  };
}

function lineOf(message: Message): string | null {
  const service = String(message['service']);
  if (message.kind === 'start') return ['start', ...(message['arguments'] as string[])].join(' ');
  if (message.kind === 'control') return `control ${String(message['code'])} ${service}`;
  return message.kind === 'end' ? 'end' : null;
}

/** `STATE [field=value]…`; fields as in the protocol, `accepts` as names with commas between. null for an empty line. */
function readReport(line: string): Message | null {
  const [state, ...fields] = line.trim().split(/\s+/);
  if (state === undefined || state === '') return null;
  const values = fields.map((field) => {
    const [name = '', value = ''] = field.split('=');
    if (name === 'accepts') return [name, value === '' ? [] : value.split(',')];
    return [name, name === 'service' ? value : Number(value)];
  });
  return { kind: 'status', state, ...(Object.fromEntries(values) as Record<string, unknown>) };
}
