import type { Why } from '../../../../src-shared/model/maintenance.js';
import { Refused, type ContractClient } from '../../../client/contract-client.js';
import type { Call } from '../call.js';
import { printJson } from '../text/json.js';
import { momentOr } from '../text/moments.js';
import { table } from '../text/table.js';
import { word } from '../text/words.js';

/** A task by this name, else a service. */
async function whyOf(host: ContractClient, name: string): Promise<Why> {
  try {
    return await host.call('tasks.why', { task: name });
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.reason !== 'unknown-task') throw error;
    try {
      return await host.call('services.why', { service: name });
    } catch (second) {
      // A service is not there either: what is said is that of the task.
      throw second instanceof Refused && second.refusal.reason === 'unknown-service' ? error : second;
    }
  }
}

/** The whole chain of tests behind the state of a task or a service, failing ones with the act that releases them. */
export function explain(call: Call, name: string): Promise<void> {
  return call.withHost(async (host) => {
    const why = await whyOf(host, name);
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
