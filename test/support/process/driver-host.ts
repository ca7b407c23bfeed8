/**
 * A host that is nothing but a process runner, to be killed at any moment: one JSON command a line
 * comes in, events and answers go out. `die: true` in a command kills the host with SIGKILL as soon as
 * the port's call has returned.
 */
import { createInterface } from 'node:readline';
import { chooseClock } from '../../../src-main/adapters/clock/choose.js';
import {
  LinuxProcessRunner,
  type LinuxRunnerOptions,
} from '../../../src-main/adapters/process/process-runner.linux.js';
import type { LaunchSpec } from '../../../src-main/core/tasks/process.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';

/** What the driver is told; `options` come as its only argument. */
export type DriverCommand = { die?: boolean } & (
  | { do: 'launch'; spec: LaunchSpec }
  | { do: 'suspend' | 'resume'; instance: InstanceId }
  | { do: 'stop'; instance: InstanceId; graceMs: number; hard: boolean }
  | { do: 'probe'; instances: InstanceId[] }
  | { do: 'describe' }
  | { do: 'close' }
);

const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
const silent = (): void => undefined;
const options = JSON.parse(process.argv[2] ?? '{}') as Partial<LinuxRunnerOptions> & { home: string };
const runner = new LinuxProcessRunner({
  clock: chooseClock({}),
  log: { debug: silent, info: silent, warn: silent, error: silent },
  env: process.env,
  ...options,
});

async function obey(command: DriverCommand): Promise<void> {
  switch (command.do) {
    case 'launch':
      runner.launch(command.spec);
      break;
    case 'suspend':
      runner.suspend(command.instance);
      break;
    case 'resume':
      runner.resume(command.instance);
      break;
    case 'stop':
      runner.stop(command.instance, command);
      break;
    case 'probe':
      say({ kind: 'probes', probes: await runner.probe(command.instances) });
      break;
    case 'describe':
      say({ kind: 'described', value: runner.describe()[0]?.value });
      break;
    case 'close':
      await runner.close();
      say({ kind: 'closed' });
      process.stdin.destroy();
  }
  if (command.die === true) process.kill(process.pid, 'SIGKILL');
}

await runner.start(say);
say({ kind: 'ready' });
let last: Promise<void> = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (line) => {
  last = last.then(() => obey(JSON.parse(line) as DriverCommand));
});
