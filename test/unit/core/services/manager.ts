import { emptyState, type State } from '../../../../src-main/core/kernel/state.js';
import { step } from '../../../../src-main/core/kernel/step.js';
import type { CoreEventBody, CoreRequest } from '../../../../src-main/core/kernel/event.js';
import type { Turn } from '../../../../src-main/core/kernel/turn.js';
import type { ServiceCommand } from '../../../../src-main/core/services/command.js';
import { elapsed, wall } from '../../../../src-main/core/time/stamp.js';
import type {
  ServiceDefinition,
  ServiceStatus,
  ServicesManifest,
} from '../../../../src-shared/model/service.js';

/** 2026-03-02T08:00:00Z. */
const begin = Date.UTC(2026, 2, 2, 8);

type Send = Extract<ServiceCommand, { kind: 'service-send' }>;

/** The core alone, with the process side in the hands of the test. */
export class Manager {
  state: State;
  now = 0;
  /** Commands of the service manager since the last look. */
  readonly commands: ServiceCommand[] = [];
  readonly records: { id: number; service: string | null; data: string[] }[] = [];

  constructor(state = emptyState()) {
    this.state = state;
  }

  feed(body: CoreEventBody): Turn {
    const at = { wall: wall(begin + this.now), elapsed: elapsed(86_400_000 + this.now) };
    const turn = step(this.state, { ...body, at });
    for (const command of turn.commands) {
      if (
        command.kind.startsWith('service-') ||
        command.kind === 'reboot-machine' ||
        command.kind === 'announce-drives'
      ) {
        this.commands.push(command as ServiceCommand);
      }
    }
    for (const { id, service, data, log } of turn.records) {
      if (log === 'System') this.records.push({ id, service, data: Object.values(data).map(String) });
    }
    return turn;
  }

  /** A host on a machine that just booted, with these services in its database. */
  boot(services: ServiceDefinition[], rest: Partial<ServicesManifest> & { hostStarted?: object } = {}): this {
    const { hostStarted, ...control } = rest;
    this.host(hostStarted);
    const manifest = { services, serviceGroupOrder: null, tagOrder: null, safeBoot: null, ...control };
    this.request({
      kind: 'apply',
      source: 'test',
      tasks: [],
      settings: null,
      services: manifest,
      prune: false,
      dryRun: false,
    });
    this.pass(0);
    this.records.splice(0);
    return this;
  }

  host(rest: object = {}, bootId = 'boot-1'): void {
    const plain = { bootId, zone: 'UTC', user: 'root', cores: 2, seed: 1, probes: [] };
    this.feed({ kind: 'HostStarted', ...plain, ...rest });
  }

  request(request: CoreRequest): unknown {
    const { answer } = this.feed({ kind: 'Requested', by: 'root', request });
    return answer?.kind === 'refused' ? answer.refusal.code : answer?.out;
  }

  start(service: string): unknown {
    return this.request({ kind: 'service-start', service, arguments: [] });
  }

  stop(service: string, dependents = false): unknown {
    return this.request({ kind: 'service-stop', service, dependents, reason: null, comment: null });
  }

  /** Lets time pass, and tells the core. */
  pass(ms: number): void {
    this.now += ms;
    this.feed({ kind: 'TimeReached' });
  }

  processOf(service: string): string {
    const process = this.state.services.live.get(service)?.row.process;
    if (process == null) throw new Error(`${service} has no process`);
    return process;
  }

  /** The process of a service exists and connects. */
  connect(service: string, pid = 42): void {
    const process = this.processOf(service);
    this.feed({ kind: 'ServiceProcessReported', report: { kind: 'launched', process, pid } });
    this.feed({ kind: 'ServiceProcessReported', report: { kind: 'connected', process, pid } });
  }

  report(service: string, status: Partial<ServiceStatus>): void {
    const process = this.processOf(service);
    const plain = {
      state: 'RUNNING' as const,
      checkPoint: 0,
      waitHint: 0,
      accepts: 7,
      win32ExitCode: 0,
      serviceSpecificExitCode: 0,
    };
    this.feed({
      kind: 'ServiceProcessReported',
      report: { kind: 'status', process, service, status: { ...plain, ...status } },
    });
  }

  /** Answers the last thing that was sent to a service. */
  answer(service: string, code = 0): void {
    const sent = this.sent(service).at(-1);
    if (sent === undefined) throw new Error(`nothing was sent to ${service}`);
    const { process, request } = sent;
    this.feed({
      kind: 'ServiceProcessReported',
      report: { kind: 'answered', process, service, request, code },
    });
  }

  sent(service: string): Send[] {
    return this.commands.filter(
      (command): command is Send => command.kind === 'service-send' && command.service === service,
    );
  }

  exit(process: string, code: number | null): void {
    const exit = code === null ? ({ kind: 'unknown' } as const) : ({ kind: 'code', code } as const);
    this.feed({
      kind: 'ServiceProcessReported',
      report: { kind: 'exited', process, exit, at: wall(begin + this.now) },
    });
  }

  /** From nothing to RUNNING. */
  run(service: string, accepts = 7): void {
    this.connect(service);
    this.answer(service);
    this.report(service, { accepts });
  }

  stateOf(service: string): string | undefined {
    return this.state.services.live.get(service)?.row.status.state;
  }

  ids(): number[] {
    return this.records.map(({ id }) => id);
  }
}
