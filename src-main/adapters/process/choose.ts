import { Fault } from '../../../src-shared/failure/fault.js';
import type { Channel } from '../../ports/channel.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { ProcessRunner } from '../../ports/process-runner.js';
import { LinuxProcessRunner } from './process-runner.linux.js';

/**
 * The process runner of this system. `home` is the host's home directory, held by its lock; `env` the
 * host's environment.
 *
 * @throws Fault `unsupported-system` where processes cannot be controlled yet
 */
export function chooseProcessRunner(
  context: {
    home: string;
    clock: Clock;
    log: Log;
    env: Record<string, string | undefined>;
    channel?: Channel;
    /** Words that run the command line of this program. */
    caretaker?: string[];
  },
  platform: NodeJS.Platform = process.platform,
): ProcessRunner {
  if (platform === 'linux') return new LinuxProcessRunner(context);
  throw new Fault(
    'unsupported-system',
    `Caretaker cannot control processes on ${platform} yet: run it on Linux, or follow the changelog for this system.`,
  );
}
