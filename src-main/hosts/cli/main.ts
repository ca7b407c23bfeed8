import { chooseSurroundings } from '../home/choose.js';
import type { Terminal } from './call.js';
import { runCommandLine } from './program.js';

/** Lines that go to a file or a pipe are made for this width. */
const usualWidth = 80;

// `caretaker events | head`: whoever reads has enough, which is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
}

const terminal: Terminal = {
  around: chooseSurroundings(process.env),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  raw: (text) => void process.stdout.write(text),
  width: process.stdout.isTTY ? Math.max(40, process.stdout.columns) : usualWidth,
  interactive: process.stdout.isTTY,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  now: () => Date.now(),
};

process.exitCode = await runCommandLine(process.argv.slice(2), terminal);
