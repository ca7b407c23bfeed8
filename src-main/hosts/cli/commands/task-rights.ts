import type { Call } from '../call.js';
import { printJson } from '../text/json.js';

export interface RightsOptions {
  folder?: boolean;
}

/** Prints the descriptor of a task or a folder in SDDL, or gives it another one and prints what is in force then. */
export function taskRights(
  call: Call,
  name: string,
  sddl: string | null,
  { folder = false }: RightsOptions,
): Promise<void> {
  const subject = folder ? { folder: name } : { task: name };
  return call.withHost(async (host) => {
    if (sddl !== null) await host.call('tasks.setSecurity', { ...subject, sddl });
    const inForce = await host.call('tasks.getSecurity', subject);
    if (call.json) printJson(call, inForce);
    else call.terminal.out(inForce.sddl);
  });
}
