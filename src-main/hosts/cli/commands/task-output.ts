import type { Call } from '../call.js';
import { printJson } from '../text/json.js';
import { word } from '../text/words.js';

/** How often new output is asked for while a run is followed, ms. */
const lookMs = 500;

/** Prints what the newest run wrote; with `follow` goes on until that run ends. */
export function printOutput(call: Call, name: string, follow: boolean): Promise<void> {
  return call.withHost(async (host) => {
    let part = await host.call('tasks.output', { task: name });
    if (call.json) return printJson(call, part);
    const { instance } = part;
    if (part.cut > 0) call.terminal.err(word(call.language, 'outputCut', String(part.cut)));
    for (;;) {
      call.terminal.raw(part.text);
      if (!follow || (part.ended && part.text === '')) return;
      await new Promise((resolve) => setTimeout(resolve, part.ended ? 0 : lookMs));
      part = await host.call('tasks.output', { task: name, instance, from: part.next });
    }
  });
}
