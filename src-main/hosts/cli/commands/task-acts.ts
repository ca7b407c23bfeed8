import type { Call } from '../call.js';
import { printJson } from '../text/json.js';
import { word } from '../text/words.js';

type Act = (call: Call, path: string) => Promise<void>;

function simple(
  name: 'end' | 'enable' | 'disable' | 'delete',
  done: 'taskEnded' | 'taskEnabled' | 'taskDisabled' | 'taskDeleted',
): Act {
  return (call, path) =>
    call.withHost(async (host) => {
      await host.call(`tasks.${name}`, { task: path });
      if (!call.json) call.terminal.out(word(call.language, done, path));
    });
}

/** Starts one task; the words are the values of `$(Arg0)` … in its actions. */
export function runTask(call: Call, path: string, words: string[]): Promise<void> {
  return call.withHost(async (host) => {
    const started = await host.call('tasks.run', { task: path, arguments: words });
    if (call.json) printJson(call, started);
    else call.terminal.out(word(call.language, 'runStarted', path, started.instance));
  });
}

/** End, enable, disable and delete one task. */
export const taskActs: Record<'end' | 'enable' | 'disable' | 'delete', Act> = {
  end: simple('end', 'taskEnded'),
  enable: simple('enable', 'taskEnabled'),
  disable: simple('disable', 'taskDisabled'),
  delete: simple('delete', 'taskDeleted'),
};
