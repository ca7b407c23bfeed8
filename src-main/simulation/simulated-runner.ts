import type { InstanceId } from '../../src-shared/ids/instance-id.js';
import type { SignalInfo } from '../../src-shared/model/signal.js';
import type { LaunchSpec, Probe, ProcessEvent } from '../core/tasks/process.js';
import { fixedMs, parseDuration } from '../core/time/duration.js';
import type { ProcessRunner } from '../ports/process-runner.js';
import type { Agenda } from './agenda.js';
import { behaviourOf, type Behaviour } from './scenario.js';
import type { SimulatedClock } from './simulated-clock.js';

interface Program {
  leftMs: number;
  exitCode: number;
  /** Since when it works (undisturbed clock); null while it stands still. */
  since: number | null;
  cancelEnd: (() => void) | null;
}

/** Programs of a simulated machine: each takes its unsuspended time and ends with its code. */
export class SimulatedRunner implements ProcessRunner {
  readonly #programs = new Map<InstanceId, Program>();
  readonly #runs = new Map<string, number>();
  #tell: (event: ProcessEvent) => void = () => {};
  #pid = 1000;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly agenda: Agenda,
    private readonly behaviours: Record<string, Behaviour | Behaviour[]>,
  ) {}

  start(onEvent: (event: ProcessEvent) => void): Promise<void> {
    this.listen(onEvent);
    return Promise.resolve();
  }

  /** As `start`, at once. */
  listen(onEvent: (event: ProcessEvent) => void): void {
    this.#tell = onEvent;
  }

  probe(instances: InstanceId[]): Promise<Probe[]> {
    return Promise.resolve(this.inspect(instances));
  }

  /** As `probe`, at once. A crash or shutdown of the machine has ended everything. */
  inspect(instances: InstanceId[]): Probe[] {
    return instances.map((instance) => ({ kind: 'lost', instance }));
  }

  launch(spec: LaunchSpec): void {
    const behaviour = this.#behaviour(spec.task);
    const program: Program = {
      leftMs: behaviour.takes === undefined ? 0 : (fixedMs(parseDuration(behaviour.takes)) ?? 0),
      exitCode: behaviour.exitCode ?? 0,
      since: null,
      cancelEnd: null,
    };
    this.#programs.set(spec.instance, program);
    this.#work(spec.instance, program);
    this.#tell({ kind: 'launched', instance: spec.instance, pid: this.#pid++, path: spec.command });
  }

  suspend(instance: InstanceId): void {
    const program = this.#programs.get(instance);
    if (program?.since == null) return;
    program.leftMs -= this.clock.instant - program.since;
    program.since = null;
    program.cancelEnd?.();
    this.#tell({ kind: 'suspended', instance, tookMs: 0 });
  }

  resume(instance: InstanceId): void {
    const program = this.#programs.get(instance);
    if (program === undefined || program.since !== null) return;
    this.#work(instance, program);
    this.#tell({ kind: 'resumed', instance });
  }

  stop(instance: InstanceId): void {
    const program = this.#programs.get(instance);
    if (program === undefined) return;
    program.cancelEnd?.();
    this.#end(instance, { kind: 'signal', signal: 'SIGTERM' });
  }

  /** Work takes its time whatever its priority: nobody else is there to be in its way. */
  slow(): void {}

  progress(): null {
    return null;
  }

  dropState(): void {}

  settled(): Promise<void> {
    return Promise.resolve();
  }

  ownCpuMs(): number {
    return 0;
  }

  outputPath(instance: InstanceId): string {
    return `/simulated/${instance}`;
  }

  readOutput(): null {
    return null;
  }

  forget(instance: InstanceId): void {
    this.#programs.delete(instance);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  describe(): SignalInfo[] {
    return [];
  }

  /** The machine lost its power: every program is gone and nobody is told. */
  crash(): void {
    for (const program of this.#programs.values()) program.cancelEnd?.();
    this.#programs.clear();
  }

  #behaviour(task: string): Behaviour {
    const run = this.#runs.get(task) ?? 0;
    this.#runs.set(task, run + 1);
    return behaviourOf(this.behaviours, task, run);
  }

  #work(instance: InstanceId, program: Program): void {
    program.since = this.clock.instant;
    program.cancelEnd = this.agenda.enter(this.clock.instant + program.leftMs, 'end', () =>
      this.#end(instance, { kind: 'code', code: program.exitCode }),
    );
  }

  #end(instance: InstanceId, exit: Extract<ProcessEvent, { kind: 'exited' }>['exit']): void {
    this.#programs.delete(instance);
    this.#tell({ kind: 'exited', instance, exit, at: this.clock.now().wall });
  }
}
