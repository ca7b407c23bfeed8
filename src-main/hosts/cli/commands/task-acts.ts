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

/** Run, end, enable, disable and delete one task. */
export const taskActs: Record<'run' | 'end' | 'enable' | 'disable' | 'delete', Act> = {
  run: (call, path) =>
    call.withHost(async (host) => {
      const started = await host.call('tasks.run', { task: path });
      if (call.json) printJson(call, started);
      else call.terminal.out(word(call.language, 'runStarted', path, started.instance));
    }),
  end: simple('end', 'taskEnded'),
  enable: simple('enable', 'taskEnabled'),
  disable: simple('disable', 'taskDisabled'),
  delete: simple('delete', 'taskDeleted'),
};
