#!/usr/bin/env node
// The command `caretaker`: finds a new enough Node, then hands over to the built CLI.
import { existsSync } from 'node:fs';
import { onNode24 } from './node-24.js';

const cli = new URL('../out/main/cli.js', import.meta.url);

await onNode24(import.meta.url, async () => {
  if (existsSync(cli)) {
    await import(cli.href);
    return;
  }
  process.stderr.write('Caretaker is not built yet: run `npm run build` in its folder first.\n');
  process.exitCode = 1;
});
