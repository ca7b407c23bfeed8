import type { ServiceControl, ServiceDefinition, StartupPlan } from '../../../src-shared/model/service.js';
import { circleThrough, circles } from './circles.js';
import { GroupOrder, isDriver } from './group-order.js';
import { criticalChain } from './critical-chain.js';
import { isListed } from './safe-boot.js';
import type { BootMode } from './state.js';
import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import { accountOf, imageKey } from './image.js';

export interface ServiceDatabase {
  services: readonly ServiceDefinition[];
  control: Pick<ServiceControl, 'serviceGroupOrder' | 'tagOrder' | 'safeBoot'>;
}

type Verdict = 'started' | 'failed' | 'skip' | 'later';
type PlanError = StartupPlan['errors'][number];

/** A phase under way: the marked services that have no outcome yet, and where in the order it stands. */
interface Phase {
  rank: number;
  marked: Set<string>;
  list: string[];
  /** Pulled in by what needs them, and those of them that were put off: they go round with the marked ones. */
  pulled: Set<string>;
  putOff: string[];
}

/**
 * The order of an automatic start, to the letter of "Inside Win32 Services, part 2": one phase for each
 * group in the stored order, one for the unlisted groups, one for services without a group; in a phase the
 * marked services are gone through again and again until each has started or failed. Starts are assumed to
 * succeed. Services are looked at in the order of the database (by name); what a service needs from outside
 * the phase is pulled ahead (decisions section 3).
 *
 * @param durations ms from start to running, by key, as they were last measured: for the critical chain
 */
export function planStartup(
  database: ServiceDatabase,
  mode: BootMode,
  durations: ReadonlyMap<string, number> = new Map(),
): StartupPlan {
  return new Planner(database, mode).plan(durations);
}

class Planner {
  private readonly services = new Map<string, ServiceDefinition>();
  private readonly order: GroupOrder;
  private readonly outcomes = new Map<string, 'started' | 'failed'>();
  private readonly started: string[] = [];
  private readonly errors: PlanError[] = [];
  /** Group in lower case: its members by key. */
  private readonly members = new Map<string, string[]>();
  private readonly images = new Map<string, string>();

  constructor(
    private readonly database: ServiceDatabase,
    private readonly mode: BootMode,
  ) {
    this.order = new GroupOrder(database.control);
    const keyed = database.services.map((service) => ({ key: service.name.toLowerCase(), service }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    for (const { key, service } of keyed) {
      this.services.set(key, service);
      if (service.group === null) continue;
      const group = service.group.toLowerCase();
      this.members.set(group, [...(this.members.get(group) ?? []), key]);
    }
  }

  plan(durations: ReadonlyMap<string, number>): StartupPlan {
    const phases = new Map<number, string[]>();
    const run = (rank: number, marked: string[]): void => {
      const before = this.started.length;
      this.runPhase(rank, marked);
      const names = this.started.slice(before);
      if (names.length > 0) phases.set(rank, [...(phases.get(rank) ?? []), ...names]);
    };
    for (const start of ['boot', 'system', 'auto'] as const) {
      for (const [rank, marked] of this.markedBy(start)) run(rank, marked);
    }
    // All phases are over for the delayed ones; they belong to no group.
    const { none } = this.order;
    const before = this.started.length;
    this.runPhase(none + 1, this.keysOf('delayed-auto'));
    const late = this.started.slice(before);
    if (late.length > 0) phases.set(none, [...(phases.get(none) ?? []), ...late]);
    const failed: [string, number][] = this.errors.map(({ service, code }) => [service, code]);
    return {
      mode: this.mode,
      phases: [...phases]
        .sort(([a], [b]) => a - b)
        .map(([rank, keys]) => ({ group: this.order.title(rank), services: this.names(keys) })),
      started: this.names(this.started),
      delayed: this.names(late),
      failed: Object.fromEntries(failed),
      critical: this.names(criticalChain(this.started, (key) => this.needs(key), durations)),
      errors: this.errors,
    };
  }

  private names(keys: readonly string[]): string[] {
    return keys.map((key) => this.service(key).name);
  }

  private service(key: string): ServiceDefinition {
    const service = this.services.get(key);
    if (service === undefined) throw new RangeError(`no service ${key}`);
    return service;
  }

  /** What of a service's dependencies started, for the critical chain. */
  private needs(key: string): string[] {
    const { dependOnService, dependOnGroup } = this.service(key);
    const named = isDriver(this.service(key)) ? [] : dependOnService.map((name) => name.toLowerCase());
    const grouped = dependOnGroup.flatMap((group) => this.members.get(group.toLowerCase()) ?? []);
    return [...named, ...grouped].filter((need) => this.outcomes.get(need) === 'started');
  }

  private keysOf(start: ServiceDefinition['start']): string[] {
    return [...this.services].filter(([, service]) => service.start === start).map(([key]) => key);
  }

  /** The marked entries of each phase, in the order of the phases. */
  private markedBy(start: 'boot' | 'system' | 'auto'): [number, string[]][] {
    const byRank = new Map<number, string[]>();
    for (const key of this.keysOf(start)) {
      const rank = this.order.rank(this.service(key).group);
      byRank.set(rank, [...(byRank.get(rank) ?? []), key]);
    }
    return [...byRank]
      .sort(([a], [b]) => a - b)
      .map(([rank, keys]) => [rank, this.order.sortMarked(keys, (key) => this.service(key))]);
  }

  private runPhase(rank: number, keys: string[]): void {
    const list = keys.filter((key) => !this.outcomes.has(key));
    const phase: Phase = { rank, marked: new Set(list), list, pulled: new Set(), putOff: [] };
    while (phase.list.length > 0) {
      const outcomesBefore = this.outcomes.size;
      let dropped = false;
      const next: string[] = [];
      for (const key of phase.list) {
        if (this.outcomes.has(key)) continue;
        const verdict = this.attempt(key, phase, phase.pulled.has(key));
        next.push(...phase.putOff.splice(0));
        if (verdict === 'skip') next.push(key);
        if (verdict !== 'later') continue;
        // It waits for a group that is not over: no part of this phase after all.
        phase.marked.delete(key);
        dropped = true;
      }
      phase.list = next.filter((key) => !this.outcomes.has(key));
      // A whole pass without progress: those left wait for each other.
      if (!dropped && this.outcomes.size === outcomesBefore && phase.list.length > 0)
        this.breakCircles(phase);
    }
  }

  /** One look at a service, in the order of the checks of the seed. */
  private attempt(key: string, phase: Phase, pulled: boolean): Verdict {
    const service = this.service(key);
    const byGroup = this.checkGroups(key, service, phase, pulled);
    if (byGroup !== null) return byGroup;
    if (!isDriver(service)) {
      const byService = this.checkServices(key, service, phase);
      if (byService !== null) return byService;
    }
    if (!isListed(service, this.mode, this.database.control.safeBoot)) {
      return this.fail(key, codes['not-safeboot-service']);
    }
    if (!isDriver(service)) {
      const byPull = this.pullAll(key, service, phase, pulled);
      if (byPull !== null) return byPull;
    }
    return this.start(key, service);
  }

  private checkGroups(
    key: string,
    service: ServiceDefinition,
    phase: Phase,
    pulled: boolean,
  ): Verdict | null {
    for (const name of service.dependOnGroup) {
      const group = name.toLowerCase();
      const rank = this.order.rank(name);
      const own = this.order.rank(service.group);
      const known = this.order.isListed(name) || this.members.has(group);
      // Its own group, or a later one: it can never be over before this service starts.
      const circular = group === service.group?.toLowerCase() || (known && rank > own);
      if (circular) return this.fail(key, codes['circular-dependency'], name, [service.name, name]);
      const members = this.members.get(group) ?? [];
      if (pulled && known && rank > phase.rank) return 'later';
      const going = members.some((member) => phase.marked.has(member) && !this.outcomes.has(member));
      if (going && rank >= phase.rank) return pulled && rank !== this.order.unlisted ? 'later' : 'skip';
      if (members.some((member) => this.outcomes.get(member) === 'started')) continue;
      return this.fail(key, codes['service-dependency-failed'], name);
    }
    return null;
  }

  private checkServices(key: string, service: ServiceDefinition, phase: Phase): Verdict | null {
    for (const name of service.dependOnService) {
      const need = name.toLowerCase();
      if (!this.services.has(need)) return this.fail(key, codes['service-dependency-deleted'], name);
      if (this.outcomes.get(need) === 'failed') {
        return this.fail(key, codes['service-dependency-failed'], this.service(need).name);
      }
    }
    const waits = service.dependOnService.some((name) => {
      const need = name.toLowerCase();
      return phase.marked.has(need) && !this.outcomes.has(need);
    });
    return waits ? 'skip' : null;
  }

  /** What it needs from outside the phase is started ahead of it. */
  private pullAll(key: string, service: ServiceDefinition, phase: Phase, pulled: boolean): Verdict | null {
    for (const name of service.dependOnService) {
      const need = name.toLowerCase();
      if (this.outcomes.has(need)) continue;
      const needed = this.service(need);
      // Disabled: it is no part of this start, so only the one that needs it fails.
      if (needed.start === 'disabled') return this.fail(key, codes['service-dependency-failed'], needed.name);
      phase.marked.add(need);
      phase.pulled.add(need);
      switch (this.attempt(need, phase, true)) {
        case 'started':
          continue;
        case 'skip':
          phase.putOff.push(need);
          return 'skip';
        case 'failed':
          return this.fail(key, codes['service-dependency-failed'], needed.name);
        case 'later':
          phase.marked.delete(need);
          if (pulled) return 'later';
          return this.fail(key, codes['circular-dependency'], needed.name, [service.name, needed.name]);
      }
    }
    return null;
  }

  private start(key: string, service: ServiceDefinition): Verdict {
    if (!isDriver(service)) {
      const image = imageKey(service);
      if (image === null) return this.fail(key, codes['service-path-missing']);
      const account = accountOf(service);
      const other = this.images.get(image);
      if (service.type === 'share' && other !== undefined && other !== account) {
        return this.fail(key, codes['different-service-account']);
      }
      if (service.type === 'share') this.images.set(image, account);
    }
    this.outcomes.set(key, 'started');
    this.started.push(key);
    return 'started';
  }

  private fail(key: string, code: number, on: string | null = null, path: string[] = []): Verdict {
    this.outcomes.set(key, 'failed');
    this.errors.push({ service: this.service(key).name, code, on, path });
    return 'failed';
  }

  /** Only those on a circle fail of it; what merely needs them fails in the next pass for that reason. */
  private breakCircles(phase: Phase): void {
    const left = new Set(phase.list);
    const edges = (key: string): string[] => {
      const { dependOnService, dependOnGroup } = this.service(key);
      const grouped = dependOnGroup.flatMap((group) => this.members.get(group.toLowerCase()) ?? []);
      const named = isDriver(this.service(key)) ? [] : dependOnService.map((name) => name.toLowerCase());
      return [...named, ...grouped].filter((need) => left.has(need));
    };
    const found = circles([...left], edges);
    if (found.length === 0) throw new RangeError('a pass without progress and without a circle');
    for (const circle of found) {
      for (const key of circle) {
        const path = circleThrough(key, circle, edges);
        const next = path[1] ?? key;
        this.fail(key, codes['circular-dependency'], this.service(next).name, this.names(path));
      }
    }
  }
}
