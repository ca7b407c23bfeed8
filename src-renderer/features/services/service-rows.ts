import type { ServiceSummary } from '../../../src-shared/model/service.js';

/** A row of the list: the heading of a group, or a service. */
export type ServiceRow =
  | { kind: 'group'; group: string; shared: boolean; count: number }
  | { kind: 'service'; service: ServiceSummary; first: boolean };

/** Services by their group; those of a shared host stand together, those without a group come last. */
export function serviceRows(services: readonly ServiceSummary[]): ServiceRow[] {
  const groups = new Map<string, { group: string; shared: boolean; services: ServiceSummary[] }>();
  for (const service of services) {
    const shared = service.host.startsWith('shared:');
    const group = shared ? service.host.slice('shared:'.length) : (service.group ?? '');
    const key = `${shared ? '2' : group === '' ? '3' : '1'} ${group.toLowerCase()}`;
    const known = groups.get(key) ?? { group, shared, services: [] };
    known.services.push(service);
    groups.set(key, known);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
  return sorted.flatMap(({ group, shared, services: own }) => [
    { kind: 'group' as const, group, shared, count: own.length },
    ...own.map((service, index) => ({ kind: 'service' as const, service, first: index === 0 })),
  ]);
}
