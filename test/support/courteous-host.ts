import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadSensor } from '../../src-main/ports/sensors.js';
import { compose } from '../../src-main/hosts/compose.js';
import { startRuntime } from '../../src-main/runtime/runtime.js';
import type { RequestIn, RequestName, RequestOut } from '../../src-shared/contract/table.js';
import { courtesyMs, quietness } from './courtesy.js';
import { startPrivateBus } from './dbus.js';
import { silentLog } from './sensor-context.js';
import { buildTask } from './task-builder.js';
import { startUPower } from './upower.js';
import { startXvfb } from './xvfb.js';

const name = '\\Test\\Busy';
const workers = 8;

/** Nobody else works: the load is averaged over a minute else, and each return would take as long. */
function calmLoad(): LoadSensor {
  let tell: ((reading: { load: 'below' }) => void) | null = null;
  let watched = false;
  const answer = (): void => queueMicrotask(() => watched && tell?.({ load: 'below' }));
  return {
    start: (onReading) => {
      tell = onReading;
      answer();
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
    describe: () => [],
    watch: () => {
      watched = true;
      answer();
    },
    rest: () => void (watched = false),
  };
}

/**
 * The courtesy receipt: a host on real X input, real upowerd and real processes, with a tree of busy
 * workers as its maintenance task and ten seconds as `idleAfter`. Somebody goes away and returns, again
 * and again; gives the milliseconds from each input to the moment in which all of it stands still.
 */
export async function measureReturns(count: number): Promise<number[]> {
  const home = mkdtempSync(join(tmpdir(), 'caretaker-courtesy-'));
  const bus = await startPrivateBus();
  const upower = await startUPower(bus.address);
  const xvfb = await startXvfb();
  const env = { ...process.env, DISPLAY: xvfb.display, DBUS_SYSTEM_BUS_ADDRESS: bus.address };
  const runtime = await startRuntime(
    compose({
      home,
      env,
      log: silentLog,
      hostKind: 'headless',
      panel: () => null,
      onPanelWanted: () => undefined,
      onStopRequested: () => undefined,
      own: () => ({ sensors: { load: calmLoad() } }),
    }),
  );
  async function ask<N extends RequestName>(request: N, input: RequestIn<N>): Promise<RequestOut<N>> {
    const answer = await runtime.desk.call(request, input, { kind: 'administrator', name: 'bench' });
    if (answer.kind === 'refusal') throw new Error(answer.refusal.message);
    return answer.out as RequestOut<N>;
  }
  async function becomes(wanted: string): Promise<void> {
    const until = performance.now() + 40_000;
    for (;;) {
      const { state, gate, due } = await ask('maintenance.status', {});
      if (state === wanted) return;
      if (performance.now() > until)
        throw new Error(`still ${state}, not ${wanted}: ${JSON.stringify({ gate, due })}`);
      await sleep(100);
    }
  }
  try {
    for (const { path } of await ask('tasks.list', {})) await ask('tasks.disable', { task: path });
    await ask('maintenance.configure', { idleAfter: 'PT10S' });
    const loop = 'while :; do :; done';
    const script = `${`(${loop}) & `.repeat(workers - 1)}${loop}`;
    const task = buildTask(name, {
      maintenance: { period: 'P1D', deadline: 'P2D' },
      command: 'sh',
      arguments: ['-c', script],
    });
    await ask('tasks.register', { tasks: [task], mode: 'create' });
    const took: number[] = [];
    for (let turn = 0; turn < count; turn++) {
      await becomes('running');
      const [run] = await ask('tasks.history', { task: name, limit: 1 });
      took.push(await courtesyMs(() => xvfb.move(), quietness(home, run?.instance ?? '')));
      await becomes('suspended');
    }
    await ask('tasks.end', { task: name });
    await becomes('waiting');
    return took;
  } finally {
    await runtime.stop();
    await xvfb.kill();
    await upower.stop();
    await bus.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
