import type { SignalInfo } from '../../../../src-shared/model/signal.js';
import { agoText } from '../../../../src-shared/wording/durations.js';
import type { Call } from '../call.js';
import { printJson, printJsonLine } from '../text/json.js';
import { table, wrap } from '../text/table.js';
import { word } from '../text/words.js';

/** Shows every signal with its source and age; with `follow` also each change until the host ends. */
export function printSignals(call: Call, follow: boolean): Promise<void> {
  return call.withHost(async (host) => {
    const signals = await host.call('signals.list', {});
    if (call.json && !follow) return printJson(call, signals);
    show(call, signals);
    if (!follow) return;
    await host.subscribe('signals.changed', (changed) => show(call, changed));
    await host.gone;
  });
}

function show(call: Call, signals: SignalInfo[]): void {
  if (call.json) {
    for (const signal of signals) printJsonLine(call, signal);
    return;
  }
  const say = (key: Parameters<typeof word>[1]): string => word(call.language, key);
  const age = (seconds: number | null): string =>
    seconds === null ? '–' : agoText(seconds * 1000, call.language);
  const rows = signals.flatMap(({ signal, value, source, age: seconds, others }) => [
    [signal, value, source, age(seconds)],
    ...others.map((other) => [`  ${say('other')}`, other.value, other.source, age(other.age)]),
  ]);
  const head = [say('signal'), say('value'), say('source'), say('age')];
  const { out, width } = call.terminal;
  for (const line of table(head, rows, width)) out(line);
  for (const { signal, remedy } of signals) {
    if (remedy !== null) for (const line of ['', ...wrap(`${signal}: ${remedy}`, width)]) out(line);
  }
}
