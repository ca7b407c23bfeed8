import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import type { ServiceDefinition } from '../../../src-shared/model/service.js';
import { adviceOnService } from '../../core/advice/service-advice.js';
import type { ServiceRequest } from '../../core/services/event.js';
import { managerDefault, serviceDefault } from '../../core/rights/defaults.js';
import { configOf, findService, inForce, inOrder } from '../../core/services/database.js';
import { dependenciesOf, dependentsOf } from '../../core/services/needs.js';
import type { Service } from '../../core/services/state.js';
import {
  controlSetViews,
  planView,
  processViews,
  serviceView,
  serviceViews,
} from '../../core/views/service-view.js';
import { serviceWhy } from '../../core/views/service-why.js';
import { acquired } from './acquire.js';
import { Refused, type Handlers, type Office } from './handler.js';

type Out<N extends keyof Handlers<'services'>> = RequestOut<N>;

function find({ state }: Office, name: string): Service {
  const service = findService(state(), name);
  if (service !== undefined) return service;
  const message = `There is no service ${name}. List them with: caretaker service list`;
  throw new Refused(refuse('unknown-service', message));
}

function definitionOf({ state }: Office, service: Service): ServiceDefinition {
  return configOf(state(), service.key) ?? inForce(state(), service);
}

/** What was given: a field left out stays as it is. */
function given<T extends object>(patch: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** Requests on services: changes go to the core, everything else looks at the state between two steps. */
export function serviceHandlers(office: Office): Handlers<'services'> {
  const { change, state } = office;
  const act = async <N extends keyof Handlers<'services'>>(
    _name: N,
    request: ServiceRequest,
    by: Principal,
  ): Promise<Out<N>> => (await change(request, by)) as Out<N>;
  return {
    ...readHandlers(office),
    'services.start': (input, by) => act('services.start', { kind: 'service-start', ...input }, by),
    'services.stop': (input, by) => act('services.stop', { kind: 'service-stop', ...input }, by),
    'services.pause': ({ service }, by) =>
      act('services.pause', { kind: 'service-control', service, control: 2 }, by),
    'services.continue': ({ service }, by) =>
      act('services.continue', { kind: 'service-control', service, control: 3 }, by),
    'services.control': (input, by) => act('services.control', { kind: 'service-control', ...input }, by),
    'services.create': (input, by) => act('services.create', { kind: 'service-create', ...input }, by),
    'services.change': ({ service, patch, provisional }, by) =>
      act('services.change', { kind: 'service-change', service, patch: given(patch), provisional }, by),
    'services.delete': (input, by) => act('services.delete', { kind: 'service-delete', ...input }, by),
    'services.acquire': async ({ service }, by) => {
      const held = await act('services.acquire', { kind: 'service-acquire', service }, by);
      return acquired(office, find(office, service).key, held.handle, by);
    },
    'services.release': (input, by) => act('services.release', { kind: 'service-release', ...input }, by),
    'services.raise': (input, by) => act('services.raise', { kind: 'service-raise', ...input }, by),
    'services.setSecurity': (input, by) =>
      act('services.setSecurity', { kind: 'service-security', ...input }, by),
    'services.configureControl': ({ patch }, by) =>
      act('services.configureControl', { kind: 'service-configure-control', patch: given(patch) }, by),
    'services.acceptBoot': (input, by) =>
      act('services.acceptBoot', { kind: 'service-accept-boot', ...input }, by),
    'services.plan': ({ mode }) => planView(state(), mode),
  };
}

type Reads =
  | 'services.list'
  | 'services.show'
  | 'services.getSecurity'
  | 'services.processes'
  | 'services.controlSets'
  | 'services.why'
  | 'services.advice';

function readHandlers(office: Office): Pick<Handlers<'services'>, Reads> {
  const { state } = office;
  const names = (keys: string[]): string[] =>
    keys.flatMap((key) => state().services.live.get(key)?.row.name ?? []);
  return {
    'services.list': () => serviceViews(state()),
    'services.show': ({ service: name }) => {
      const service = find(office, name);
      const definition = definitionOf(office, service);
      const summary = serviceView(state(), service);
      if (summary === null) throw new Refused(refuse('unknown-service', `There is no service ${name}.`));
      return {
        summary,
        definition,
        dependencies: names(dependenciesOf(state(), service.key)),
        dependents: names(dependentsOf(state(), service.key)),
        advice: adviceOnService(definition),
      };
    },
    'services.getSecurity': ({ service }) => {
      if (service === null) return { sddl: state().services.security ?? managerDefault };
      return { sddl: definitionOf(office, find(office, service)).security ?? serviceDefault };
    },
    'services.processes': () => processViews(state()),
    'services.controlSets': () => {
      const { select, accepted, lastKnownGood, mode } = state().services;
      return { select, sets: controlSetViews(state()), accepted, lastKnownGood, mode };
    },
    'services.why': ({ service }) => serviceWhy(state(), find(office, service)),
    'services.advice': () =>
      inOrder(state()).flatMap((service) => adviceOnService(definitionOf(office, service))),
  };
}
