import type { EventRecord } from '../../src-shared/model/record.js';
import type { ServicesManifest } from '../../src-shared/model/service.js';
import type { TaskDefinition } from '../../src-shared/model/task.js';
import type { Command, NoticeCommand } from '../core/kernel/command.js';
import type { CoreEventBody, CoreRequest } from '../core/kernel/event.js';
import type { LogEntry } from '../core/history/log-entry.js';
import { restore } from '../core/kernel/persist.js';
import { currentLaunch } from '../core/tasks/instance.js';
import { fixedMs, parseDuration } from '../core/time/duration.js';
import { iso, type Wall } from '../core/time/stamp.js';
import { localToInstant } from '../core/time/zone.js';
import type { PolicyReading } from '../core/signals/readings.js';
import type { Log } from '../ports/log.js';
import type { Store } from '../ports/store.js';
import { eventRecord } from '../runtime/reporter.js';
import { Pump } from '../runtime/pump/pump.js';
import { Agenda } from './agenda.js';
import { memoryStore } from './memory-store.js';
import type { Scenario } from './scenario.js';
import type { SignalChange } from './signal-change.js';
import { SimulatedClock } from './simulated-clock.js';
import { SimulatedMachine, simulatedCores } from './simulated-machine.js';
import { SimulatedRunner } from './simulated-runner.js';
import { SimulatedServices, type SimulatedStart } from './simulated-services.js';

/** A record as `simulate` prints it: without the store's own number. */
export type SimulatedRecord = Omit<EventRecord, 'seq'>;

/** A notice that the person at the machine was shown. */
export interface SimulatedNotice extends Pick<NoticeCommand, 'notice' | 'task' | 'actions'> {
  at: string;
}

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A host on a simulated machine: it boots, sleeps, crashes and starts again as the scenario says. */
export class SimulatedHost {
  readonly #agenda = new Agenda();
  readonly #clock: SimulatedClock;
  readonly #machine: SimulatedMachine;
  readonly #runner: SimulatedRunner;
  readonly #services: SimulatedServices;
  readonly #store: Store = memoryStore();
  readonly #records = new Map<number, LogEntry>();
  readonly #instants = new Map<number, number>();
  readonly #notes = new Set<string>();
  readonly #notices: SimulatedNotice[] = [];
  readonly #shown = new Set<string>();
  #pump: Pump | null = null;
  #cancelAlarm: (() => void) | null = null;
  #domain: string | null | undefined;
  #drives: string[] | undefined;
  /** What is plugged in: found again at each boot. */
  readonly #devices: NonNullable<SignalChange['device']>[] = [];
  /** The machine goes down as soon as its services are done. */
  #goingDown = false;
  readonly #policies = new Map<PolicyReading['scope'], PolicyReading>();

  constructor(
    private readonly scenario: Scenario,
    start: number,
    tasks: TaskDefinition[],
    services: ServicesManifest | null,
  ) {
    this.#clock = new SimulatedClock(start, scenario.zone, this.#agenda);
    this.#machine = new SimulatedMachine(this.#clock, this.#agenda, scenario.initially);
    this.#runner = new SimulatedRunner(this.#clock, this.#agenda, scenario.programs);
    this.#services = new SimulatedServices(this.#clock, this.#agenda, scenario.programs, (report) =>
      this.#feed({ kind: 'ServiceProcessReported', report }),
    );
    this.#domain = scenario.initially.domain;
    this.#drives = scenario.initially.drives;
    if (scenario.initially.device !== undefined) this.#devices.push(scenario.initially.device);
    if (scenario.initially.policy !== undefined) this.#setPolicy(scenario.initially.policy);
    this.#agenda.enter(start, 'outside', () => {
      this.#startHost();
      this.#request({
        kind: 'apply',
        source: 'scenario',
        tasks,
        settings: scenario.settings,
        services,
        prune: false,
        dryRun: false,
      });
    });
  }

  /** Enters a line of the timeline. */
  plan(at: number, change: SignalChange): void {
    this.#agenda.enter(at, 'outside', () => this.#apply(change));
  }

  /** Lets time pass up to and including `end`. */
  run(end: number): void {
    for (let next = this.#agenda.take(end); next !== null; next = this.#agenda.take(end)) {
      this.#clock.instant = next.at;
      next.act();
    }
  }

  records(): SimulatedRecord[] {
    return [...this.#records.values()].map((entry) => {
      const { at, log, id, level, task, service, instance, data, message } = eventRecord(entry);
      return { at, log, id, level, task, service, instance, data, message };
    });
  }

  /** When each record was written, on the undisturbed clock (ms since 1970). */
  instants(): number[] {
    return [...this.#records.keys()].map((seq) => this.#instants.get(seq) ?? 0);
  }

  starts(): SimulatedStart[] {
    return this.#services.starts;
  }

  notices(): SimulatedNotice[] {
    return this.#notices;
  }

  notes(): string[] {
    return [...this.#notes];
  }

  #startHost(): void {
    const state = restore(this.#store.load());
    const probes = this.#runner.inspect([...state.instances.values()].map(currentLaunch));
    const pump = new Pump(state, {
      clock: this.#clock,
      store: this.#store,
      log: silent,
      execute: (command) => this.#execute(command),
      onTurn: (turn) => {
        for (const entry of turn.records) {
          this.#records.set(entry.seq, entry);
          this.#instants.set(entry.seq, this.#clock.instant);
        }
      },
      onAbandoned: (event, cause) => {
        throw new Error(`the step for ${event.kind} failed`, { cause });
      },
    });
    this.#pump = pump;
    this.#runner.listen((report) => this.#pump?.feed({ kind: 'ProcessReported', report }));
    this.#clock.watch((notice) => {
      if (notice.kind === 'jumped') this.#feed({ kind: 'ClockJumped', byMs: notice.byMs });
    });
    const { bootId, zone } = { bootId: this.#clock.bootId(), zone: this.scenario.zone };
    // Zero would mean "not drawn yet".
    const seed = this.scenario.seed === 0 ? 1 : this.scenario.seed;
    pump.feed({ kind: 'HostStarted', bootId, zone, user: 'SYSTEM', cores: simulatedCores, seed, probes });
    this.#tellPolicies();
    if (this.#domain !== undefined) this.#feed({ kind: 'DomainChanged', reading: { domain: this.#domain } });
    if (this.#drives !== undefined) this.#feed({ kind: 'DrivesChanged', reading: { drives: this.#drives } });
    this.#machine.listen((body) => this.#feed(body));
    // Devices are found when every event of the start is in: the services of the scenario as well.
    for (const device of this.#devices) {
      this.#agenda.enter(this.#clock.instant, 'outside', () => this.#tellDevice(device));
    }
  }

  #tellDevice({ class: guid, ids }: NonNullable<SignalChange['device']>): void {
    const reading = { classes: [guid.replace(/^\{|\}$/g, '').toLowerCase()], ids, name: ids[0] ?? guid };
    this.#feed({ kind: 'DeviceArrived', reading });
  }

  #feed(body: CoreEventBody): void {
    this.#pump?.feed(body);
  }

  #request(request: CoreRequest): void {
    this.#feed({ kind: 'Requested', by: 'user', request });
  }

  #execute(command: Command): void {
    switch (command.kind) {
      case 'launch':
        return this.#runner.launch(command.spec);
      case 'suspend':
        return this.#runner.suspend(command.instance);
      case 'resume':
        return this.#runner.resume(command.instance);
      case 'stop':
        return this.#runner.stop(command.instance);
      case 'watch-idle':
        return this.#machine.watchIdle(command.idleAfterMs);
      case 'watch-quiet':
        return this.#machine.watchQuiet(command);
      case 'rest-quiet':
        return this.#machine.restQuiet();
      case 'notify':
        return this.#notice(command);
      case 'set-wake-timer':
        return this.#setAlarm(command.at);
      case 'clear-wake-timer':
        return this.#cancelAlarm?.();
      case 'sleep-again':
        this.#agenda.enter(this.#clock.instant, 'outside', () => this.#system('sleep'));
        return;
      case 'watch-load':
        return this.#machine.watchLoad(command.limitPercent);
      case 'rest-load':
        return this.#machine.restLoad();
      case 'service-launch':
      case 'service-send':
      case 'service-terminate':
      case 'service-run':
        return this.#services.execute(command);
      case 'shutdown-done':
        if (!this.#goingDown) return;
        this.#agenda.enter(this.#clock.instant, 'outside', () => this.#down());
        return;
      default:
        // Keeping awake has no effect on a simulated machine.
        return;
    }
  }

  #notice({ notice, key, task, actions }: NoticeCommand): void {
    // The same key is shown once (ports/notifier).
    if (this.#shown.has(key)) return;
    this.#shown.add(key);
    this.#notices.push({ at: iso(this.#clock.now().wall), notice, task, actions });
  }

  /** Policy lies on the disk: a host reads it when it starts, and when the machine wakes. */
  #setPolicy({ scope, settings }: NonNullable<SignalChange['policy']>): void {
    const own = settings['maintenance'];
    const maintenance = typeof own === 'object' && own !== null ? own : settings;
    this.#policies.set(scope, {
      ...{ scope, source: `scenario (${scope})`, settings: { ...maintenance }, problems: [] },
    });
    if (this.#clock.awake) this.#tellPolicies();
  }

  #tellPolicies(): void {
    for (const reading of this.#policies.values()) this.#feed({ kind: 'PolicyChanged', reading });
  }

  /** The machine's real-time clock: wakes it if it sleeps then. */
  #setAlarm(at: Wall): void {
    this.#cancelAlarm?.();
    // It obeys where waking is chosen (promises section 4).
    if (this.#pump?.state.settings.maintenance.wake !== true) return;
    const instant = Math.max(this.#clock.instant, this.#clock.undisturbed(at));
    this.#cancelAlarm = this.#agenda.enter(instant, 'outside', () => this.#system('wake'));
  }

  #apply(change: SignalChange): void {
    if (change.system !== undefined) this.#system(change.system);
    if (change.user !== undefined) this.#machine.setUser(change.user);
    if (change.power !== undefined) this.#machine.setPower(change.power);
    if (change.cpu !== undefined || change.disk !== undefined) this.#machine.setLoad(change.cpu, change.disk);
    if (change.networks !== undefined) this.#machine.setNetworks(change.networks);
    if (change.addresses !== undefined) this.#machine.setAddresses(change.addresses);
    if (change.charge !== undefined) this.#machine.setCharge(change.charge);
    if (change.lid !== undefined) this.#machine.setLid(change.lid === 'closed');
    if (change.canWake !== undefined) this.#machine.setCanWake(change.canWake);
    if (change.busy !== undefined) this.#machine.setBusy(change.busy);
    if (change.policy !== undefined) this.#setPolicy(change.policy);
    if (change.device !== undefined) {
      this.#devices.push(change.device);
      this.#tellDevice(change.device);
    }
    if (change.clock !== undefined) this.#clock.shift(this.#shiftOf(change.clock));
    if (change.domain !== undefined) {
      this.#domain = change.domain;
      this.#feed({ kind: 'DomainChanged', reading: { domain: change.domain } });
    }
    if (change.drives !== undefined) {
      this.#drives = change.drives;
      this.#feed({ kind: 'DrivesChanged', reading: { drives: change.drives } });
    }
    this.#demand(change);
    this.#demandService(change);
  }

  #demand(change: SignalChange): void {
    if (change.settings?.maintenance !== undefined)
      this.#request({ kind: 'configure', maintenance: change.settings.maintenance });
    if (change.maintenance?.startsWith('start') === true) {
      const all = change.maintenance === 'start-all';
      const onBattery = change.maintenance === 'start-on-battery';
      this.#request({ kind: 'start-maintenance', all, onBattery });
    }
    if (change.maintenance === 'stop') this.#request({ kind: 'stop-maintenance' });
    if (change.run !== undefined) this.#request({ kind: 'run', task: change.run });
    if (change.end !== undefined) this.#request({ kind: 'end', task: change.end });
    if (change.diagnostic !== undefined) this.#request({ kind: 'diagnostic', enabled: change.diagnostic });
    if (change.plan === 'later') this.#request({ kind: 'later', for: 'PT1H' });
    if (change.plan === 'skip') this.#request({ kind: 'skip-plan' });
    if (change.postpone !== undefined) this.#request({ kind: 'postpone', ...change.postpone });
    if (change.pause === null) this.#request({ kind: 'unpause' });
    else if (change.pause !== undefined)
      this.#request({ kind: 'pause', for: change.pause, untilTomorrow: false });
  }

  #demandService(change: SignalChange): void {
    const { start, stop, raise, pauseService, continueService } = change;
    if (start !== undefined) this.#request({ kind: 'service-start', service: start, arguments: [] });
    if (stop !== undefined) {
      const rest = { dependents: false, reason: null, comment: null };
      this.#request({ kind: 'service-stop', service: stop, ...rest });
    }
    if (pauseService !== undefined)
      this.#request({ kind: 'service-control', service: pauseService, control: 2 });
    if (continueService !== undefined) {
      this.#request({ kind: 'service-control', service: continueService, control: 3 });
    }
    if (raise !== undefined) this.#request({ kind: 'service-raise', ...raise });
  }

  /** Nothing is left to wait for. */
  #down(): void {
    if (!this.#goingDown) return;
    this.#goingDown = false;
    this.#feed({ kind: 'HostStopping' });
    this.#off();
  }

  #system(change: NonNullable<SignalChange['system']>): void {
    switch (change) {
      case 'on':
        return;
      case 'sleep':
        if (this.#pump === null || !this.#clock.awake) return;
        this.#feed({ kind: 'Suspending' });
        this.#machine.deafen();
        this.#clock.awake = false;
        return;
      case 'wake':
        if (this.#pump === null || this.#clock.awake) return;
        this.#clock.wake();
        this.#feed({ kind: 'Resumed' });
        this.#services.wake();
        this.#tellPolicies();
        this.#machine.wake((body) => this.#feed(body));
        return;
      case 'shutdown':
        if (this.#pump === null) return;
        this.#goingDown = true;
        this.#feed({ kind: 'ShuttingDown' });
        return;
      case 'crash':
        return this.#off();
      case 'boot':
        if (this.#pump !== null) this.#off();
        this.#clock.boot();
        this.#startHost();
    }
  }

  #off(): void {
    this.#cancelAlarm?.();
    this.#pump?.close();
    this.#pump = null;
    this.#machine.deafen();
    this.#machine.forget();
    this.#runner.crash();
    this.#services.crash();
    this.#goingDown = false;
  }

  /** A shift such as +PT2H, or the instant the clock is set to. */
  #shiftOf(text: string): number {
    const sign = text.startsWith('-') ? -1 : 1;
    if (/^[+-]?P/.test(text)) return sign * (fixedMs(parseDuration(text.replace(/^[+-]/, ''))) ?? 0);
    const target = /(Z|[+-]\d\d:\d\d)$/.test(text)
      ? Date.parse(text)
      : localToInstant(this.scenario.zone, Date.parse(`${text}Z`));
    return target - this.#clock.now().wall;
  }
}
