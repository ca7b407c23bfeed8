import { acceptBits, controlCodes } from '../../src-shared/model/service-constants.js';
import type { ServiceState, ServiceStatus } from '../../src-shared/model/service.js';
import type { ServiceCommand } from '../core/services/command.js';
import type {
  ServiceControlMessage,
  ServiceLaunchSpec,
  ServiceProcessEvent,
} from '../core/services/process.js';
import type { Exit } from '../core/tasks/process.js';
import { fixedMs, parseDuration } from '../core/time/duration.js';
import type { Agenda } from './agenda.js';
import { behaviourOf, type Behaviour } from './scenario.js';
import type { SimulatedClock } from './simulated-clock.js';

interface SimulatedProcess {
  spec: ServiceLaunchSpec | null;
  pid: number;
  services: Map<string, SimulatedService>;
  cancels: (() => void)[];
}

interface SimulatedService {
  name: string;
  behaviour: Behaviour;
  status: ServiceStatus;
}

/** A start command as a service received it. */
export interface SimulatedStart {
  service: string;
  /** Services that ran at that moment. */
  up: string[];
}

const plainAccepts = acceptBits.stop | acceptBits.pauseContinue | acceptBits.shutdown;

function ms(duration: string | undefined): number {
  return duration === undefined ? 0 : (fixedMs(parseDuration(duration)) ?? 0);
}

/**
 * Services of a simulated machine: each is ready after its time and lives on, unless its behaviour says that it crashes,
 * ends or cannot be started. They keep to the promises of the real hosts (ports/service-hosts).
 */
export class SimulatedServices {
  readonly #processes = new Map<string, SimulatedProcess>();
  readonly #runs = new Map<string, number>();
  readonly starts: SimulatedStart[] = [];
  #pid = 5000;
  #asleep: (() => void)[] = [];

  constructor(
    private readonly clock: SimulatedClock,
    private readonly agenda: Agenda,
    private readonly behaviours: Record<string, Behaviour | Behaviour[]>,
    private readonly tell: (event: ServiceProcessEvent) => void,
  ) {}

  execute(command: ServiceCommand): void {
    switch (command.kind) {
      case 'service-launch':
        return this.#launch(command.spec);
      case 'service-send':
        return this.#send(command.process, command.service, command.request, command.message);
      case 'service-terminate':
        return this.#end(command.process, { kind: 'signal', signal: 'SIGKILL' });
      case 'service-run':
        return this.#run(command.spec.process, command.spec.command);
      default:
        // Announcements and reboots have no effect on a simulated machine.
        return;
    }
  }

  /** The machine lost its power: everything is gone and nobody is told. */
  crash(): void {
    for (const { cancels } of this.#processes.values()) for (const cancel of cancels) cancel();
    this.#processes.clear();
    this.#asleep = [];
  }

  /** What fell due while the machine slept happens now. */
  wake(): void {
    for (const act of this.#asleep.splice(0)) this.agenda.enter(this.clock.instant, 'end', act);
  }

  #after(process: SimulatedProcess, delayMs: number, act: () => void): void {
    const live = (): void => {
      if (!this.clock.awake) this.#asleep.push(live);
      else act();
    };
    process.cancels.push(this.agenda.enter(this.clock.instant + delayMs, 'end', live));
  }

  #launch(spec: ServiceLaunchSpec): void {
    const process: SimulatedProcess = { spec, pid: this.#pid++, services: new Map(), cancels: [] };
    const id = spec.process;
    const behaviour = behaviourOf(this.behaviours, spec.service, this.#runs.get(spec.service) ?? 0);
    if (behaviour.launchError !== undefined) {
      this.#runs.set(spec.service, (this.#runs.get(spec.service) ?? 0) + 1);
      this.tell({
        kind: 'launch-failed',
        process: id,
        code: behaviour.launchError,
        message: 'as the scenario says',
      });
      return;
    }
    this.#processes.set(id, process);
    this.tell({ kind: 'launched', process: id, pid: process.pid });
    if (behaviour.connects === false) return;
    const connect = (): void => this.tell({ kind: 'connected', process: id, pid: process.pid });
    const delay = ms(behaviour.connectAfter);
    if (delay === 0) connect();
    else this.#after(process, delay, connect);
  }

  #send(id: string, name: string, request: number, message: ServiceControlMessage): void {
    const process = this.#processes.get(id);
    if (process === undefined) return;
    if (message.kind === 'start') return this.#start(id, process, name, request);
    const service = process.services.get(name.toLowerCase());
    if (service === undefined || service.behaviour.answers === false) return;
    this.tell({ kind: 'answered', process: id, service: name, request, code: 0 });
    this.#control(id, process, service, message.code);
  }

  #start(id: string, process: SimulatedProcess, name: string, request: number): void {
    this.starts.push({ service: name, up: this.#running() });
    const run = this.#runs.get(name) ?? 0;
    this.#runs.set(name, run + 1);
    const behaviour = behaviourOf(this.behaviours, name, run);
    if (behaviour.answers === false) return;
    const service: SimulatedService = {
      name,
      behaviour,
      status: {
        state: 'START_PENDING',
        checkPoint: 0,
        waitHint: ms(behaviour.readyAfter),
        accepts: 0,
        win32ExitCode: 0,
        serviceSpecificExitCode: 0,
      },
    };
    process.services.set(name.toLowerCase(), service);
    this.tell({ kind: 'answered', process: id, service: name, request, code: behaviour.answerCode ?? 0 });
    if ((behaviour.answerCode ?? 0) !== 0) return;
    this.#live(id, process, service);
  }

  #running(): string[] {
    return [...this.#processes.values()].flatMap(({ services }) =>
      [...services.values()].filter(({ status }) => status.state === 'RUNNING').map(({ name }) => name),
    );
  }

  #live(id: string, process: SimulatedProcess, service: SimulatedService): void {
    const { behaviour } = service;
    const readyMs = ms(behaviour.readyAfter);
    const fails =
      (behaviour.exitCode ?? 0) !== 0 && behaviour.crashAfter === undefined && behaviour.takes === undefined;
    const ready = (): void => {
      if (fails) return this.#stop(id, process, service, behaviour.exitCode ?? 0);
      this.#report(id, service, 'RUNNING', { accepts: behaviour.accepts ?? plainAccepts, waitHint: 0 });
    };
    if (behaviour.readyAfter !== undefined && readyMs > 0) {
      this.#report(id, service, 'START_PENDING', { waitHint: readyMs });
      this.#after(process, readyMs, ready);
    } else if (behaviour.hangs !== true) ready();
    if (behaviour.crashAfter !== undefined) {
      const exit: Exit = { kind: 'code', code: behaviour.exitCode ?? 1 };
      this.#after(process, ms(behaviour.crashAfter), () => this.#end(id, exit));
    }
    if (behaviour.takes !== undefined) {
      const code = behaviour.exitCode ?? 0;
      this.#after(process, readyMs + ms(behaviour.takes), () => this.#stop(id, process, service, code));
    }
  }

  #report(
    id: string,
    service: SimulatedService,
    state: ServiceState,
    rest: Partial<ServiceStatus> = {},
  ): void {
    service.status = { ...service.status, checkPoint: 0, ...rest, state };
    this.tell({ kind: 'status', process: id, service: service.name, status: { ...service.status } });
  }

  #control(id: string, process: SimulatedProcess, service: SimulatedService, code: number): void {
    switch (code) {
      case controlCodes.stop:
      case controlCodes.shutdown:
      case controlCodes.preshutdown:
        return this.#stopSlowly(id, process, service);
      case controlCodes.pause:
        return this.#report(id, service, 'PAUSED');
      case controlCodes.continue:
        return this.#report(id, service, 'RUNNING');
      case controlCodes.interrogate:
        return this.#report(id, service, service.status.state);
      default:
        return;
    }
  }

  #stopSlowly(id: string, process: SimulatedProcess, service: SimulatedService): void {
    const { stopAfter, stopHint, stopSteps } = service.behaviour;
    const total = ms(stopAfter);
    if (stopAfter === undefined || total === 0) return this.#stop(id, process, service, 0);
    const waitHint = stopHint === undefined ? total : ms(stopHint);
    this.#report(id, service, 'STOP_PENDING', { accepts: 0, waitHint });
    const steps = stopSteps ?? 0;
    for (let step = 1; step <= steps; step++) {
      this.#after(process, (total * step) / (steps + 1), () =>
        this.#report(id, service, 'STOP_PENDING', { checkPoint: step, waitHint }),
      );
    }
    this.#after(process, total, () => this.#stop(id, process, service, 0));
  }

  #stop(id: string, process: SimulatedProcess, service: SimulatedService, code: number): void {
    if (process.services.get(service.name.toLowerCase()) !== service) return;
    process.services.delete(service.name.toLowerCase());
    this.#report(id, service, 'STOPPED', { accepts: 0, waitHint: 0, win32ExitCode: code });
    // A shared host waits for further services; any other ends with its own.
    if (process.spec?.kind !== 'shared') this.#end(id, { kind: 'code', code });
  }

  #end(id: string, exit: Exit): void {
    const process = this.#processes.get(id);
    if (process === undefined) return;
    for (const cancel of process.cancels) cancel();
    this.#processes.delete(id);
    this.tell({ kind: 'exited', process: id, exit, at: this.clock.now().wall });
  }

  /** A failure command or a verification program: a program that takes its time and ends. */
  #run(id: string, command: string[]): void {
    const behaviour = behaviourOf(this.behaviours, command[0] ?? '', 0);
    const process: SimulatedProcess = { spec: null, pid: this.#pid++, services: new Map(), cancels: [] };
    this.#processes.set(id, process);
    this.tell({ kind: 'launched', process: id, pid: process.pid });
    this.#after(process, ms(behaviour.takes), () =>
      this.#end(id, { kind: 'code', code: behaviour.exitCode ?? 0 }),
    );
  }
}
