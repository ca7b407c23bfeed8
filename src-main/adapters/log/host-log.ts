import { join } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../../ports/log.js';
import { BoundedFile } from './bounded-file.js';

export interface HostLog extends Log {
  close(): void;
}

export interface HostLogOptions {
  level?: 'debug' | 'info' | 'warn' | 'error';
  /** Size of one log file; there are at most two. */
  bytesMax?: number;
  /** Takes warnings and errors as lines for people; the process's standard error unless told. */
  complain?: (line: string) => void;
}

const bytesMaxDefault = 2 * 1024 * 1024;

/** The host's own log: JSON lines in `logs/host.log` of the home, warnings and errors on stderr too. */
export function openHostLog(home: string, options: HostLogOptions = {}): HostLog {
  const complain = options.complain ?? ((line) => process.stderr.write(line));
  const file = new BoundedFile(join(home, 'logs', 'host.log'), options.bytesMax ?? bytesMaxDefault);
  const logger = pino(
    {
      level: options.level ?? 'info',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    file,
  );
  const both =
    (level: 'warn' | 'error') =>
    (message: string, data: Record<string, unknown> = {}) => {
      logger[level](data, message);
      complain(`${level}: ${message}${details(data)}\n`);
    };
  return {
    debug: (message, data = {}) => logger.debug(data, message),
    info: (message, data = {}) => logger.info(data, message),
    warn: both('warn'),
    error: both('error'),
    close: () => file.close(),
  };
}

/** ` (name: value, …)`, or nothing. */
function details(data: Record<string, unknown>): string {
  const parts = Object.entries(data).map(([name, value]) => `${name}: ${text(value)}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function text(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // Something that refers to itself.
    return Object.prototype.toString.call(value);
  }
}
