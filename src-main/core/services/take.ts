import type { CoreEvent } from '../kernel/event.js';
import type { Turn } from '../kernel/turn.js';
import type { ServiceEventBody } from './event.js';
import { drivesChanged, sessionsChanged, tellDevice, tellPower, tellTime } from './notify.js';
import { serviceProcessReported } from './process-events.js';
import { beginShutdown } from './shutdown.js';
import {
  addressesChanged,
  deviceArrived,
  domainChanged,
  endpointRequested,
  firewallChanged,
  policyRead,
  systemStateChanged,
} from './triggers.js';

/** Events that are the service manager's own. */
export function takeServiceEvent(turn: Turn, event: ServiceEventBody): void {
  turn.state.services.moved = true;
  switch (event.kind) {
    case 'ServiceProcessReported':
      return serviceProcessReported(turn, event.report);
    case 'DomainChanged':
      return domainChanged(turn, event.reading.domain);
    case 'FirewallPortChanged':
      return firewallChanged(turn, event.reading);
    case 'EndpointRequested':
      return endpointRequested(turn, event.reading.endpoint, event.reading.name);
    case 'SystemStateChanged':
      return systemStateChanged(turn, event.reading.name);
    case 'DrivesChanged':
      return drivesChanged(turn, event.reading.drives);
  }
}

/** What happens to the machine concerns the services as well: triggers, and those that accept notices of it. */
export function tellServices(turn: Turn, event: CoreEvent): void {
  const { services } = turn.state;
  if (services.live.size === 0 && event.kind !== 'SessionsChanged' && event.kind !== 'ShuttingDown') {
    // Nobody to tell; what triggers compare with is kept all the same.
    if (event.kind !== 'NetworkChanged' && event.kind !== 'PolicyChanged') return;
  }
  switch (event.kind) {
    case 'PowerChanged':
      return tellPower(turn, 'statusChange', event.reading.source);
    case 'Suspending':
      return tellPower(turn, 'suspend', 'sleep');
    case 'Resumed':
      return tellPower(turn, 'resume', 'wake');
    case 'ClockJumped':
      return tellTime(turn, event.byMs);
    case 'SessionsChanged':
      return sessionsChanged(turn, event.reading);
    case 'NetworkChanged':
      return addressesChanged(turn, event.reading.addresses);
    case 'DeviceArrived':
      deviceArrived(turn, event.reading);
      return tellDevice(turn, event.reading);
    case 'PolicyChanged':
      return policyRead(turn, event.reading.scope, event.reading.settings);
    case 'ShuttingDown':
      services.moved = true;
      return beginShutdown(turn, null);
    default:
      return;
  }
}
