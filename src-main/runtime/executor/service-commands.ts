import { unreachable } from '../../core/kernel/invariant.js';
import type { ServiceCommand } from '../../core/services/command.js';
import type { Machine, ServiceHosts } from '../../ports/service-hosts.js';

export interface ServiceExecutorParts {
  /** Absent where this host runs no services. */
  serviceHosts?: ServiceHosts | undefined;
  machine?: Machine | undefined;
  announceDrives?: ((drives: { arrived: string[]; gone: string[] }) => void) | undefined;
  /** The services are down, or given up: the machine may go down. */
  onShutdownDone?: ((left: string[]) => void) | undefined;
}

/** Carries the commands of the service manager to its ports. */
export function executeServiceCommand(command: ServiceCommand, parts: ServiceExecutorParts): void {
  const { serviceHosts, machine } = parts;
  switch (command.kind) {
    case 'service-launch':
      return serviceHosts?.launch(command.spec);
    case 'service-send':
      return serviceHosts?.send(command.process, command.service, command.request, command.message);
    case 'service-terminate':
      return serviceHosts?.terminate(command.process, command.graceMs);
    case 'service-forget':
      return serviceHosts?.forget(command.process);
    case 'service-run':
      return serviceHosts?.run(command.spec);
    case 'reboot-machine':
      return machine?.reboot(command.message);
    case 'announce-drives':
      return parts.announceDrives?.({ arrived: command.arrived, gone: command.gone });
    case 'shutdown-done':
      return parts.onShutdownDone?.(command.left);
    default:
      unreachable(command);
  }
}
