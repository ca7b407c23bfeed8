import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseClock } from '../../../src-main/adapters/clock/choose.js';
import {
  LinuxProcessRunner,
  type LinuxRunnerOptions,
} from '../../../src-main/adapters/process/process-runner.linux.js';
import type { ProcessEvent } from '../../../src-main/core/tasks/process.js';
import type { ProcessRunner } from '../../../src-main/ports/process-runner.js';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Progress } from '../../../src-shared/model/instance.js';
import { eventually } from '../eventually.js';
import { silentLog } from '../sensor-context.js';

export type EventOf<Kind extends ProcessEvent['kind']> = Extract<ProcessEvent, { kind: Kind }>;

/** A runner with all that it has said. */
export class WatchedRunner {
  readonly events: ProcessEvent[] = [];
  readonly progress: { instance: InstanceId; progress: Progress }[] = [];

  constructor(readonly runner: ProcessRunner) {}

  async start(): Promise<this> {
    await this.runner.start(
      (event) => this.events.push(event),
      (instance, progress) => this.progress.push({ instance, progress }),
    );
    return this;
  }

  /** Waits for an event of the kind about the instance. */
  event<Kind extends ProcessEvent['kind']>(
    kind: Kind,
    instance: InstanceId,
    timeoutMs = 10_000,
  ): Promise<EventOf<Kind>> {
    const find = (): EventOf<Kind> | undefined =>
      this.events.find((event): event is EventOf<Kind> => event.kind === kind && event.instance === instance);
    const said = (): string => JSON.stringify(this.events);
    return eventually<EventOf<Kind> | undefined>(find, timeoutMs, `${kind} of ${instance}`).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}; said: ${said()}`);
      },
    ) as Promise<EventOf<Kind>>;
  }

  kindsOf(instance: InstanceId): string[] {
    return this.events.filter((event) => event.instance === instance).map((event) => event.kind);
  }
}

/** A home of its own with the runners on it; `end` closes them, kills what is left and removes the home. */
export class RunnerRig {
  readonly home = mkdtempSync(join(tmpdir(), 'caretaker-process-'));
  private readonly open: WatchedRunner[] = [];

  constructor(private readonly options: Partial<LinuxRunnerOptions> = {}) {}

  async runner(options: Partial<LinuxRunnerOptions> = {}): Promise<WatchedRunner> {
    const runner = new LinuxProcessRunner({
      home: this.home,
      clock: chooseClock({}),
      log: silentLog,
      env: process.env,
      guardianWaitMs: 1000,
      guardianGraceMs: 500,
      ...this.options,
      ...options,
    });
    const watched = await new WatchedRunner(runner).start();
    this.open.push(watched);
    return watched;
  }

  /** Closes one runner as a host that ends in good order. */
  async close(watched: WatchedRunner): Promise<void> {
    this.open.splice(this.open.indexOf(watched), 1);
    await watched.runner.close();
  }

  async end(): Promise<void> {
    for (const watched of this.open) {
      const left = new Set(watched.events.map((event) => event.instance));
      for (const instance of left) watched.runner.stop(instance, { graceMs: 0, hard: true });
      await eventually(
        async () => (await watched.runner.probe([...left])).every((probe) => probe.kind !== 'alive'),
        10_000,
        'the end of every instance',
      );
      await watched.runner.close();
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}
