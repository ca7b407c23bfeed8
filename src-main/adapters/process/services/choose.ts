import type { Channel } from '../../../ports/channel.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { ServiceHosts } from '../../../ports/service-hosts.js';
import { LinuxServiceHosts } from './service-hosts.linux.js';

/**
 * The process side of the services on this system; null where it runs none yet.
 *
 * @param context.caretaker words that run the command line of this program
 */
export function chooseServiceHosts(
  context: {
    home: string;
    clock: Clock;
    log: Log;
    env: Record<string, string | undefined>;
    channel: Channel;
    caretaker: string[];
  },
  platform: NodeJS.Platform = process.platform,
): ServiceHosts | null {
  if (platform !== 'linux') return null;
  return new LinuxServiceHosts({ ...context, uid: process.getuid?.() ?? 0 });
}
