import type { Problem } from '../../../src-shared/contract/tasks.js';
import { problem } from '../problem.js';

/** A crontab or a unit is a page or two. */
const longestText = 1024 * 1024;
const mostLines = 20_000;
const longestLine = 20_000;

/** The lines of a file of text, or why it is none. Never throws. */
export function readLines(
  bytes: Uint8Array,
): { lines: string[]; fault: null } | { lines: null; fault: Problem } {
  if (bytes.length > longestText) {
    return fault(`the file has ${bytes.length} bytes; at most ${longestText} are read`, null);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fault('the file is not UTF-8; save it as UTF-8', null);
  }
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (lines.length > mostLines) return fault(`the file has more than ${mostLines} lines`, null);
  const long = lines.findIndex((line) => line.length > longestLine);
  if (long !== -1) return fault(`the line has more than ${longestLine} characters`, long + 1);
  const bad = lines.findIndex((line) => line.includes('\u0000'));
  if (bad !== -1) return fault('the line holds a zero byte; remove it', bad + 1);
  return { lines, fault: null };
}

function fault(message: string, line: number | null): { lines: null; fault: Problem } {
  return { lines: null, fault: problem('error', message, { line }) };
}
