import type { ServiceAdvice, ServiceDefinition } from '../../../src-shared/model/service.js';
import { descriptorOf } from '../rights/defaults.js';
import { mapGeneric, serviceRights, standardRights } from '../rights/rights.js';
import { wellKnown } from '../rights/sid.js';
import { isDriver } from '../services/group-order.js';
import { accountOf } from '../services/image.js';

type Rule = (service: ServiceDefinition) => Omit<ServiceAdvice, 'service'> | null;

const starts = ({ start }: ServiceDefinition): boolean => start === 'auto' || start === 'delayed-auto';

/** Triggers make the automatic start superfluous (SCM-39). */
const automaticAndTriggered: Rule = (service) =>
  starts(service) && service.triggers.some(({ action }) => action === 'start')
    ? {
        advice: 'automatic-with-triggers',
        message:
          'it starts with the system and by triggers; demand is enough, the triggers start it when it is needed',
      }
    : null;

/** Automatic start is right for what is busy most of the time, and for nothing else (SCM-39, SCM-62). */
const automatic: Rule = (service) =>
  starts(service) && !service.triggers.some(({ action }) => action === 'start')
    ? {
        advice: 'automatic-start',
        message:
          'it runs all the time; that is right for a service that is busy most of the time, else start it on demand or by a trigger',
      }
    : null;

/** What is started when it is needed should go when it is not (SCM-39). */
const neverIdle: Rule = ({ start, idleStop, triggers }) =>
  start === 'demand' &&
  triggers.length > 0 &&
  idleStop === null &&
  !triggers.some(({ action }) => action === 'stop')
    ? {
        advice: 'no-idle-stop',
        message:
          'nothing stops it once it runs; set idleStop to two to five minutes, or let it report STOPPED itself',
      }
    : null;

/** The smallest account that will do (SCM-39). */
const largeAccount: Rule = (service) =>
  accountOf(service) === 'localsystem'
    ? {
        advice: 'large-account',
        message:
          'it runs with all rights of the system; LocalService or NetworkService is enough for most services',
      }
    : null;

const networkTriggers = new Set(['ip-address-availability', 'firewall-port-event', 'network-endpoint']);

/** A small part with much privilege and no network, a large one with the network and little privilege (SCM-61). */
const split: Rule = (service) =>
  accountOf(service) === 'localsystem' &&
  (service.readiness.kind === 'port' || service.triggers.some(({ type }) => networkTriggers.has(type)))
    ? {
        advice: 'split-privileges',
        message:
          'it meets the network with all rights of the system; keep a small local part with these rights, and give the network to a second service with a small account',
      }
    : null;

const dangerous = serviceRights.CHANGE_CONFIG | standardRights.WRITE_DAC | standardRights.WRITE_OWNER;
const trusted: ReadonlySet<string> = new Set([wellKnown.administrators, wellKnown.system]);

/** Whoever may change the configuration may run anything as the service's account (SCM-39, SCM-40). */
const looseRights: Rule = ({ security }) => {
  if (security === null) return null;
  const { dacl } = descriptorOf(security);
  const loose =
    dacl === null ||
    dacl.entries.some(
      ({ type, sid, mask }) =>
        type === 'allow' && !trusted.has(sid) && (mapGeneric(mask, 'service') & dangerous) !== 0,
    );
  return loose
    ? {
        advice: 'loose-rights',
        message:
          'its descriptor lets others than administrators change its configuration; take SERVICE_CHANGE_CONFIG from them',
      }
    : null;
};

const rules: readonly Rule[] = [
  automaticAndTriggered,
  automatic,
  neverIdle,
  largeAccount,
  split,
  looseRights,
];

/** The seeds' checklist for services (SCM-39, SCM-61, SCM-62). Pure: needs no host. */
export function adviceOnService(service: ServiceDefinition): ServiceAdvice[] {
  if (isDriver(service)) return [];
  return rules.flatMap((rule) => {
    const found = rule(service);
    return found === null ? [] : [{ service: service.name, ...found }];
  });
}
