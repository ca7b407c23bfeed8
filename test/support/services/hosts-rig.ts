import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineChannel } from '../../../src-main/adapters/channel/line-channel.js';
import { chooseClock } from '../../../src-main/adapters/clock/choose.js';
import {
  LinuxServiceHosts,
  type LinuxServiceHostsOptions,
} from '../../../src-main/adapters/process/services/service-hosts.linux.js';
import type { ServiceLaunchSpec, ServiceProcessEvent } from '../../../src-main/core/services/process.js';
import type { ServiceState } from '../../../src-shared/model/service.js';
import { eventually } from '../eventually.js';
import { silentLog } from '../sensor-context.js';

export type ReportOf<Kind extends ServiceProcessEvent['kind']> = Extract<ServiceProcessEvent, { kind: Kind }>;

/** The process side of the services of one host, with all that it has said. */
export class WatchedHosts {
  readonly events: ServiceProcessEvent[] = [];

  constructor(
    readonly hosts: LinuxServiceHosts,
    readonly channel: LineChannel,
  ) {}

  async start(): Promise<this> {
    await this.hosts.start((events) => this.events.push(...events));
    return this;
  }

  of(process: string): ServiceProcessEvent[] {
    return this.events.filter((event) => event.process === process);
  }

  kindsOf(process: string): string[] {
    return this.of(process).map(({ kind }) => kind);
  }

  statesOf(process: string): ServiceState[] {
    return this.of(process).flatMap((event) => (event.kind === 'status' ? [event.status.state] : []));
  }

  /** Waits for the first report of this kind about the process that passes the test. */
  async report<Kind extends ServiceProcessEvent['kind']>(
    kind: Kind,
    process: string,
    test: (event: ReportOf<Kind>) => boolean = () => true,
  ): Promise<ReportOf<Kind>> {
    const find = (): ReportOf<Kind> | undefined =>
      this.of(process).find((event): event is ReportOf<Kind> => {
        return event.kind === kind && test(event as ReportOf<Kind>);
      });
    try {
      return (await eventually(find, 15_000, `${kind} of ${process}`)) as ReportOf<Kind>;
    } catch (error) {
      throw new Error(`${String(error)}; said: ${JSON.stringify(this.of(process))}`, { cause: error });
    }
  }

  state(process: string, state: ServiceState): Promise<ReportOf<'status'>> {
    return this.report('status', process, ({ status }) => status.state === state);
  }
}

/** A home of its own with hosts on it, one after another; `end` kills what is left and removes the home. */
export class HostsRig {
  readonly home = mkdtempSync(join(tmpdir(), 'caretaker-services-'));
  readonly launched = new Set<string>();
  #open: WatchedHosts | null = null;

  constructor(private readonly options: Partial<LinuxServiceHostsOptions> = {}) {}

  /** Begins to listen to what is there, unless events are to wait for a probe. */
  async hosts(probe: string[] = []): Promise<WatchedHosts> {
    const channel = new LineChannel(join(this.home, 'channel'), silentLog);
    const hosts = new LinuxServiceHosts({
      home: this.home,
      clock: chooseClock({}),
      log: silentLog,
      env: process.env,
      channel,
      caretaker: [process.execPath, join(process.cwd(), 'out/main/cli.js')],
      uid: process.getuid?.() ?? 0,
      ...this.options,
    });
    if (probe.length > 0) await hosts.probe(probe);
    this.#open = await new WatchedHosts(hosts, channel).start();
    return this.#open;
  }

  /** A generic program; its process is new each time. */
  spec(imagePath: string[] | string, more: Partial<ServiceLaunchSpec> = {}): ServiceLaunchSpec {
    const spec: ServiceLaunchSpec = {
      process: `{${randomUUID().toUpperCase()}}`,
      service: 'sample',
      kind: 'generic',
      group: null,
      imagePath,
      account: 'LocalSystem',
      workingDirectory: null,
      environment: {},
      environmentFile: null,
      readiness: { kind: 'process' },
      pipe: 1,
      pipeTimeoutMs: 30_000,
      sidType: 'none',
      requiredPrivileges: [],
      interactive: false,
      ...more,
    };
    this.launched.add(spec.process);
    return spec;
  }

  /** Ends the host in good order; what runs goes on. */
  async leave(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.hosts.close();
    await open?.channel.close();
  }

  async end(): Promise<void> {
    const { hosts } = this.#open ?? (await this.hosts([...this.launched]));
    for (const process of this.launched) hosts.terminate(process, 0);
    await eventually(
      async () => (await hosts.probe([...this.launched])).every(({ kind }) => kind !== 'alive'),
      10_000,
      'the end of every service',
    );
    await this.leave();
    rmSync(this.home, { recursive: true, force: true });
  }
}
