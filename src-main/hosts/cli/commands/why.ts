import type { Call } from '../call.js';
import { printJson } from '../text/json.js';
import { momentOr } from '../text/moments.js';
import { table } from '../text/table.js';
import { word } from '../text/words.js';

/** The whole chain of tests behind a task's state, failing ones with the act that releases them. */
export function explain(call: Call, name: string): Promise<void> {
  return call.withHost(async (host) => {
    const why = await host.call('tasks.why', { task: name });
    if (call.json) return printJson(call, why);
    const { out, width } = call.terminal;
    out(`${why.subject}: ${why.state}`);
    const rows = why.tests.map(({ test, holds, value, since, remedy }) => [
      holds ? '✓' : '✗',
      test,
      since === null ? value : `${value}, ${word(call.language, 'since', momentOr(since, call))}`,
      remedy ?? '',
    ]);
    for (const line of table(null, rows, width)) out(line);
  });
}
