import type { RequestOut } from '../../../../src-shared/contract/table.js';
import { win32Text } from '../../../../src-shared/wording/win32.js';
import type { ContractClient } from '../../../client/contract-client.js';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { printJson } from '../text/json.js';
import { serviceWord } from '../text/service-words.js';

type Act = (call: Call, name: string) => Promise<ExitCode | void>;
type Summary = RequestOut<'services.show'>['summary'];

/** A control program's patience: the manager itself waits without limit (SCM-135). */
const patienceMs = 120_000;
const lookMs = 100;

/** Waits until the service is in no pending state any more, or patience ends. */
async function settledState(host: ContractClient, service: string): Promise<Summary> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const { summary } = await host.call('services.show', { service });
    if (!summary.state.endsWith('_PENDING') || performance.now() > until) return summary;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

function told(call: Call, summary: Summary): ExitCode | void {
  const { name, state } = summary;
  if (call.json) printJson(call, summary);
  if (state.endsWith('_PENDING')) {
    call.terminal.err(serviceWord(call.language, 'notYet', name, state));
    return exitCodes.refused;
  }
  if (!call.json) call.terminal.out(serviceWord(call.language, 'isNow', name, state));
}

function simple(request: 'stop' | 'pause' | 'continue'): Act {
  return (call, name) =>
    call.withHost(async (host) => {
      await host.call(`services.${request}`, { service: name });
      return told(call, await settledState(host, name));
    });
}

/** Start, stop, pause, continue and delete one service; the exit code is 1 where it did not come about. */
export const serviceActs: Record<'start' | 'stop' | 'pause' | 'continue' | 'delete', Act> = {
  start: (call, name) =>
    call.withHost(async (host) => {
      await host.call('services.start', { service: name });
      const summary = await settledState(host, name);
      const { state, exitCode } = summary;
      // A service that does its work and ends at once with code 0 has started.
      if (state !== 'STOPPED' || exitCode === 0) return told(call, summary);
      if (call.json) printJson(call, summary);
      const why = win32Text(exitCode, call.language);
      call.terminal.err(serviceWord(call.language, 'startFailed', summary.name, why, String(exitCode)));
      return exitCodes.refused;
    }),
  stop: simple('stop'),
  pause: simple('pause'),
  continue: simple('continue'),
  delete: (call, name) =>
    call.withHost(async (host) => {
      const done = await host.call('services.delete', { service: name });
      if (call.json) printJson(call, done);
      else call.terminal.out(serviceWord(call.language, done.marked ? 'marked' : 'deleted', name));
    }),
};

export interface RaiseOptions {
  hex: string[];
  string: string[];
}

/** Raises a custom event and says which services a trigger of theirs acted for. */
export function raiseEvent(call: Call, provider: string, { hex, string }: RaiseOptions): Promise<void> {
  return call.withHost(async (host) => {
    const done = await host.call('services.raise', { provider, hex, string });
    if (call.json) return printJson(call, done);
    const { services } = done;
    const line =
      services.length === 0
        ? serviceWord(call.language, 'raisedNobody')
        : serviceWord(call.language, 'raised', services.join(', '));
    call.terminal.out(line);
  });
}
