import { beginAnew } from '../../headless/begin-anew.js';
import { word } from '../text/words.js';
import type { Work, Call, ExitCode } from '../call.js';

export interface HostOptions {
  headless?: boolean;
  port?: number;
  /** false with --no-open. */
  open: boolean;
  safeMode?: 'minimal' | 'network';
  lastKnownGood?: boolean;
}

/** Runs a host in this process until it is told to stop. */
export async function runHost(call: Call, options: HostOptions): Promise<ExitCode | void> {
  const { terminal } = call;
  beginAnew(terminal.around.env);
  if (options.headless !== true)
    terminal.out('The window is opened by npm start; this is the headless host with its panel.');
  const { runHeadless } = await import('../../headless/main.js');
  await runHeadless({
    around: terminal.around,
    home: call.home,
    port: options.port ?? null,
    open: options.open,
    serviceStart: { safeMode: options.safeMode ?? null, lastKnownGood: options.lastKnownGood ?? false },
    say: (line) => terminal.out(line),
  });
}

/** Ends the running host in order. */
export const stopHost: Work = (call) =>
  call.withHost(async (host) => {
    await host.call('host.stop', {});
    if (!call.json) call.terminal.out(word(call.language, 'hostStopped'));
  });
