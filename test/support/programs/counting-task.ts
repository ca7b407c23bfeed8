/**
 * A task in parts that counts its work: each part is written to CARETAKER_TEST_LEDGER when it is done,
 * and the state folder remembers which was the last one, so that no part is done twice (WAM-44).
 *
 *   counting-task PARTS MS-PER-PART
 */
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [parts = 0, msPerPart = 0] = process.argv.slice(2).map(Number);
const stateFile = join(process.env['CARETAKER_STATE_DIR'] ?? '', 'next-part');
const ledger = process.env['CARETAKER_TEST_LEDGER'] ?? '';
const channel = process.env['CARETAKER_CHANNEL'];
let socket: Socket | null = null;
let resting = false;

function say(message: Record<string, unknown>): void {
  socket?.write(`${JSON.stringify(message)}\n`);
}

/** Connects, and again when the host has gone: the path stays the same. */
function connect(path: string): void {
  const connection = createConnection(path);
  connection.on('error', () => undefined);
  connection.on('connect', () => {
    socket = connection;
    say({ kind: 'hello', token: process.env['CARETAKER_TOKEN'] });
  });
  connection.on('close', () => {
    socket = null;
    setTimeout(() => connect(path), 50).unref();
  });
  const lines = createInterface({ input: connection });
  // The reader passes on what the connection said already.
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    const { kind } = JSON.parse(line) as { kind: string };
    if (kind === 'suspend') {
      resting = true;
      say({ kind: 'saved' });
    }
    if (kind === 'resume') resting = false;
    // Between two parts everything is saved: ending here loses nothing.
    if (kind === 'stop') process.exit(9);
  });
}

function nextPart(): number {
  return existsSync(stateFile) ? Number(readFileSync(stateFile, 'utf8')) : 0;
}

/** The part and the memory of it, as near to one act as two files can be: written aside, then renamed. */
function workOnce(): void {
  const part = nextPart();
  if (part >= parts) {
    say({ kind: 'done', code: 0 });
    setTimeout(() => process.exit(0), 20);
    return;
  }
  writeFileSync(`${stateFile}.new`, String(part + 1));
  appendFileSync(ledger, `${part}\n`);
  renameSync(`${stateFile}.new`, stateFile);
  say({ kind: 'progress', fraction: (part + 1) / parts, text: `part ${part + 1} of ${parts}` });
  rest();
}

function rest(): void {
  setTimeout(() => (resting ? rest() : workOnce()), msPerPart);
}

// Asked by a signal, it ends between two parts too.
process.on('SIGTERM', () => process.exit(9));
if (channel !== undefined) connect(channel);
rest();
