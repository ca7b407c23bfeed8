import type { ServiceControl, ServiceDefinition } from '../../../src-shared/model/service.js';

/** Drivers are ordered and counted, never loaded (decisions section 3). */
export function isDriver({ type }: Pick<ServiceDefinition, 'type'>): boolean {
  return type === 'kernel-driver' || type === 'file-system-driver';
}

/** Ranks of the phases: listed groups by their place, then all unlisted groups, then services without a group. */
export class GroupOrder {
  private readonly places = new Map<string, number>();
  private readonly titles: string[];
  private readonly tags = new Map<string, number[]>();
  readonly unlisted: number;
  readonly none: number;

  constructor(control: Pick<ServiceControl, 'serviceGroupOrder' | 'tagOrder'>) {
    this.titles = control.serviceGroupOrder;
    control.serviceGroupOrder.forEach((group, place) => {
      if (!this.places.has(group.toLowerCase())) this.places.set(group.toLowerCase(), place);
    });
    this.unlisted = this.titles.length;
    this.none = this.titles.length + 1;
    for (const [group, tags] of Object.entries(control.tagOrder)) this.tags.set(group.toLowerCase(), tags);
  }

  isListed(group: string): boolean {
    return this.places.has(group.toLowerCase());
  }

  rank(group: string | null): number {
    if (group === null || group === '') return this.none;
    return this.places.get(group.toLowerCase()) ?? this.unlisted;
  }

  title(rank: number): string {
    return this.titles[rank] ?? (rank === this.unlisted ? '(unlisted)' : '(none)');
  }

  /** Drivers first, by the tag vector of their group, untagged ones after; services as they are: their tags count for nothing (SCM-94). */
  sortMarked(keys: readonly string[], of: (key: string) => ServiceDefinition): string[] {
    const drivers = keys.filter((key) => isDriver(of(key)));
    const services = keys.filter((key) => !isDriver(of(key)));
    const places = new Map(drivers.map((key) => [key, this.tagPlace(of(key))]));
    drivers.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    return [...drivers, ...services];
  }

  private tagPlace({ group, tag }: ServiceDefinition): number {
    const vector = this.tags.get(group?.toLowerCase() ?? '') ?? [];
    const place = tag === null ? -1 : vector.indexOf(tag);
    return place < 0 ? vector.length : place;
  }
}
