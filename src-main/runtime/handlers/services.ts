import { refuse } from '../../../src-shared/failure/refusal.js';
import { Refused, type Handlers, type Office } from './handler.js';

function unknownService(name: string): Refused {
  const message = `There is no service ${name}. List them with: caretaker service list`;
  return new Refused(refuse('unknown-service', message));
}

type Out<N extends keyof Handlers<'services'>> = Awaited<ReturnType<Handlers<'services'>[N]>>;

/** Requests on services: changes go to the core, everything else looks at the state between two steps. */
export function serviceHandlers({ change }: Office): Handlers<'services'> {
  return {
    'services.list': () => [],
    'services.show': ({ service }) => {
      throw unknownService(service);
    },
    'services.start': async (input, by) =>
      (await change({ kind: 'service-start', ...input }, by)) as Out<'services.start'>,
    'services.stop': async (input, by) =>
      (await change({ kind: 'service-stop', ...input }, by)) as Out<'services.stop'>,
    'services.pause': async ({ service }, by) =>
      (await change({ kind: 'service-control', service, control: 2 }, by)) as Out<'services.pause'>,
    'services.continue': async ({ service }, by) =>
      (await change({ kind: 'service-control', service, control: 3 }, by)) as Out<'services.continue'>,
    'services.control': async (input, by) =>
      (await change({ kind: 'service-control', ...input }, by)) as Out<'services.control'>,
    'services.create': async (input, by) =>
      (await change({ kind: 'service-create', ...input }, by)) as Out<'services.create'>,
    'services.change': async ({ service, patch, provisional }, by) => {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      return (await change(
        { kind: 'service-change', service, patch: given, provisional },
        by,
      )) as Out<'services.change'>;
    },
    'services.delete': async (input, by) =>
      (await change({ kind: 'service-delete', ...input }, by)) as Out<'services.delete'>,
    'services.plan': ({ mode }) => ({ mode, phases: [], started: [], failed: {}, critical: [], errors: [] }),
    'services.acquire': async (input, by) =>
      (await change({ kind: 'service-acquire', ...input }, by)) as Out<'services.acquire'>,
    'services.release': async (input, by) =>
      (await change({ kind: 'service-release', ...input }, by)) as Out<'services.release'>,
    'services.raise': async (input, by) =>
      (await change({ kind: 'service-raise', ...input }, by)) as Out<'services.raise'>,
    'services.getSecurity': ({ service }) => {
      throw unknownService(service ?? 'manager');
    },
    'services.setSecurity': async (input, by) =>
      (await change({ kind: 'service-security', ...input }, by)) as Out<'services.setSecurity'>,
    'services.processes': () => [],
    'services.controlSets': () => ({
      select: { current: 1, default: 1, failed: null, lastKnownGood: null },
      sets: [],
      accepted: false,
      lastKnownGood: false,
      mode: 'normal',
    }),
    'services.configureControl': async ({ patch }, by) => {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      return (await change(
        { kind: 'service-configure-control', patch: given },
        by,
      )) as Out<'services.configureControl'>;
    },
    'services.acceptBoot': async (input, by) =>
      (await change({ kind: 'service-accept-boot', ...input }, by)) as Out<'services.acceptBoot'>,
    'services.why': ({ service }) => {
      throw unknownService(service);
    },
    'services.advice': () => [],
  };
}
