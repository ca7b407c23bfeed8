import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type {
  ServiceCommandSpec,
  ServiceControlMessage,
  ServiceLaunchSpec,
  ServiceProbe,
  ServiceProcessEvent,
} from '../../../core/services/process.js';
import type { Channel } from '../../../ports/channel.js';
import type { Clock } from '../../../ports/clock.js';
import type { Log } from '../../../ports/log.js';
import type { ServiceHosts } from '../../../ports/service-hosts.js';
import {
  chooseCgroup,
  findCgroupMounts,
  removeBase,
  sweepCgroups,
  type CgroupChoice,
  type CgroupMounts,
} from '../cgroup-roots.linux.js';
import { CgroupV1Tree } from '../cgroup-v1-tree.linux.js';
import { CgroupV2Tree } from '../cgroup-v2-tree.linux.js';
import { inspect } from '../inspect.linux.js';
import type { ProcessIdentity } from '../process-identity.linux.js';
import type { ProcessTree } from '../process-tree.js';
import { launchCodes } from '../program-path.js';
import { SignalTree } from '../signal-tree.linux.js';
import { Accounts, type LogOn } from './accounts.linux.js';
import { installCaretaker, installStarter } from './install.js';
import { GenericVoice, type GenericPast } from './generic-voice.linux.js';
import { win32Of } from './launch-codes.js';
import { launchText } from './launch-text.js';
import type { LiveService } from './live-service.linux.js';
import { planService, type ServiceLaunch, type ServicePlan } from './plan-service.js';
import { ProtocolVoice } from './protocol-voice.js';
import { watchReadiness } from './readiness.linux.js';
import { KeyringSecrets, type Secrets } from './secrets.linux.js';
import { ServiceFolder, serviceOutput, type ServiceNote } from './service-folder.js';
import { ServiceLife } from './service-life.linux.js';
import { ServiceOutputs } from './service-outputs.js';
import { fifoOf, freshFlag, Starter, works } from './starter.linux.js';
import { silent, type Voice } from './voice.js';
import { openVolatileFolder, removeVolatileFolder } from './volatile-folder.linux.js';

export interface LinuxServiceHostsOptions {
  home: string;
  clock: Clock;
  log: Log;
  /** The host's environment. */
  env: Record<string, string | undefined>;
  channel: Channel;
  /** Words that run the command line of this program. */
  caretaker: string[];
  /** The host's own user. */
  uid: number;
  secrets?: Secrets;
  /** Where cgroup hierarchies that freeze are mounted; found by itself when not given. */
  cgroups?: CgroupMounts;
  /** Bound of the output kept for one service. */
  outputBytesMax?: number;
}

const defaultOutputBytesMax = 4 * 1024 * 1024;
const tokenBytes = 16;
/** Of a place (0 to 10); services run as any program does. */
const usualPriority = 6;

/** Launches processes of services on Linux and speaks with them (the README of this folder says how). */
export class LinuxServiceHosts implements ServiceHosts {
  readonly #life: ServiceLife;
  readonly #starter: Starter;
  readonly #outputs: ServiceOutputs;
  readonly #binaries: string;
  /** What only this boot needs lies here. */
  readonly #root: string;
  #accounts: Accounts;
  #choice: CgroupChoice = { way: 'signals', base: null, found: [] };
  #opening: Promise<void> | null = null;
  #open = false;
  #closed = false;
  /** Launches that came before everything was ready. */
  #early: (() => void)[] = [];
  #events: ServiceProcessEvent[] = [];
  #listener: ((events: ServiceProcessEvent[]) => void) | null = null;
  #telling = false;

  constructor(private readonly options: LinuxServiceHostsOptions) {
    const { home, clock, log, caretaker } = options;
    this.#root = openVolatileFolder(home, options.env, options.uid);
    mkdirSync(dirname(serviceOutput(home, 'any')), { recursive: true, mode: 0o700 });
    const script = installStarter(home);
    this.#binaries = installCaretaker(home, caretaker);
    this.#accounts = this.#accountsWith(null);
    this.#starter = new Starter({
      fifo: fifoOf(this.#root),
      script,
      log,
      onLines: (lines) => this.#life.hear(lines),
      onGone: () => this.#startAgain(),
    });
    this.#life = new ServiceLife({
      clock,
      log,
      script,
      shell: () => this.#starter.tools.shell,
      emit: (event) => this.#emit(event),
      onEnded: (live) => this.#ended(live),
    });
    this.#outputs = new ServiceOutputs(options.outputBytesMax ?? defaultOutputBytesMax, log, () => {
      for (const live of [...this.#life.live.values()]) this.#life.look(live);
    });
  }

  start(onEvents: (events: ServiceProcessEvent[]) => void): Promise<void> {
    this.#listener = onEvents;
    this.#tell();
    // Nothing is opened before a service is started: most homes have none.
    return Promise.resolve();
  }

  async probe(processes: string[]): Promise<ServiceProbe[]> {
    if (processes.length === 0) return [];
    await this.#prepare();
    const probes: ServiceProbe[] = [];
    for (const process of processes) probes.push(await this.#probeOne(process));
    return probes;
  }

  launch(spec: ServiceLaunchSpec): void {
    const { pipe, pipeTimeoutMs, ...rest } = spec;
    this.#launch({ ...rest, pipe: { number: pipe, timeoutMs: pipeTimeoutMs } });
  }

  run(spec: ServiceCommandSpec): void {
    const { command, ...rest } = spec;
    this.#launch({
      ...rest,
      kind: 'command',
      service: spec.service ?? 'boot-verification',
      imagePath: command,
      readiness: { kind: 'process' },
      sidType: 'none',
      requiredPrivileges: [],
      interactive: false,
      pipe: null,
    });
  }

  send(process: string, service: string, request: number, message: ServiceControlMessage): void {
    this.#life.live.get(process)?.voice.send(service, request, message);
  }

  terminate(process: string, graceMs: number): void {
    const live = this.#life.live.get(process);
    if (live !== undefined) this.#life.terminate(live, graceMs);
  }

  forget(process: string): void {
    // What lives still needs its files: forgetting it would make it a stranger.
    if (!this.#life.live.has(process)) this.#folder(process).drop();
  }

  readOutput(service: string, from: number): { text: string; next: number; cut: number } | null {
    return this.#outputs.of(serviceOutput(this.options.home, service)).read(from);
  }

  ownCpuMs(): number {
    return this.#life.cpuMs();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#opening;
    this.#listener = null;
    const idle = this.#life.live.size === 0;
    this.#outputs.close();
    this.#life.close();
    this.#starter.close();
    if (!idle) return;
    if (this.#choice.base !== null) await removeBase(this.#choice.base);
    removeVolatileFolder(this.options.home, this.#root);
  }

  #prepare(): Promise<void> {
    this.#opening ??= this.#openAll();
    return this.#opening;
  }

  async #openAll(): Promise<void> {
    const { home, cgroups, channel, log } = this.options;
    const mark = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
    const [choice, setpriv] = await Promise.all([
      chooseCgroup(cgroups ?? findCgroupMounts(), `caretaker-${mark}-services`),
      works('setpriv', ['--inh-caps=-all', 'true']),
      this.#starter.open(),
      channel.open(),
    ]);
    this.#choice = choice;
    this.#accounts = this.#accountsWith(setpriv);
    if (choice.base !== null) {
      sweepCgroups(choice.base, (name) => ServiceFolder.isOpen(this.#root, name));
    }
    this.#open = true;
    log.info('services are controlled', { way: choice.way, base: choice.base });
    for (const act of this.#early.splice(0)) act();
  }

  #accountsWith(setpriv: string | null): Accounts {
    const { uid, env, secrets } = this.options;
    return new Accounts({ uid, setpriv, secrets: secrets ?? new KeyringSecrets(env) });
  }

  #launch(launch: ServiceLaunch): void {
    if (this.#closed) return;
    if (!this.#open) {
      this.#early.push(() => this.#launch(launch));
      void this.#prepare().catch((error) =>
        this.#refuse(launch.process, launchCodes.noResources, String(error)),
      );
      return;
    }
    if (this.#life.live.has(launch.process)) return;
    const logOn = this.#accounts.logOn(launch);
    if (logOn instanceof Promise) {
      void logOn.then((found) => this.#launchAs(launch, found));
      return;
    }
    this.#launchAs(launch, logOn);
  }

  #launchAs(launch: ServiceLaunch, logOn: LogOn): void {
    if (this.#closed || this.#life.live.has(launch.process)) return;
    if (logOn.kind === 'refused') return this.#refuse(launch.process, logOn.code, logOn.message);
    const { home, env, caretaker, channel } = this.options;
    const speaks = launch.kind === 'protocol' || launch.kind === 'shared';
    const token = speaks ? randomBytes(tokenBytes).toString('hex') : null;
    const path = channel.path;
    const planned = planService(launch, {
      home,
      env,
      caretaker,
      binaries: this.#binaries,
      channel: token === null || path === null ? null : { path, token },
      logOn,
    });
    if (planned.kind === 'refused') return this.#refuse(launch.process, planned.code, planned.message);
    try {
      this.#begin(launch, planned.plan, token);
    } catch (error) {
      const message = `the launch failed: ${error instanceof Error ? error.message : String(error)}`;
      this.#refuse(launch.process, launchCodes.noResources, message);
    }
  }

  #begin(launch: ServiceLaunch, plan: ServicePlan, token: string | null): void {
    const folder = this.#folder(launch.process);
    folder.create();
    // Launched by a host before this one: the core asks what became of it before it launches again.
    if (folder.readClaim() !== null) return;
    const output = serviceOutput(this.options.home, launch.service);
    const note: ServiceNote = {
      kind: launch.kind,
      service: launch.service,
      readiness: launch.readiness,
      outputFrom: launch.readiness.kind === 'log' ? sizeOf(output) : 0,
      token,
    };
    const cgroup = this.#makeCgroup(folder);
    folder.writePlace({
      kind: cgroup === null ? 'signals' : this.#choice.way,
      cgroup,
      maintenance: false,
      path: plan.words[0] ?? '',
      priority: usualPriority,
      stateOf: folder.instance,
    });
    folder.writeNote(note);
    const { setsid, fresh, session } = this.#starter.tools;
    const before = [...(cgroup === null && session !== null ? [session] : []), ...plan.prefix];
    folder.writeStart(
      launchText({
        workingDirectory: plan.workingDirectory,
        environment: plan.environment,
        entry: cgroup === null ? null : join(cgroup, 'cgroup.procs'),
        output,
        words: [...before, ...plan.words],
      }),
    );
    const tools = [
      ...(setsid === null ? [] : [setsid]),
      ...(fresh === null ? [] : [fresh, freshFlag]),
      ...before,
    ];
    const live = this.#track(folder, { shim: null, program: null, launched: false });
    const full: LiveService = { ...live, tools, words: plan.words };
    full.voice = this.#voiceOf(full, note, plan, null);
    this.#life.live.set(full.id, full);
    this.#outputs.follow(output);
    this.#starter.launch(folder.path);
  }

  #track(
    folder: ServiceFolder,
    found: { shim: ProcessIdentity | null; program: ProcessIdentity | null; launched: boolean },
  ): LiveService {
    return {
      id: folder.instance,
      folder,
      tree: this.#treeOf(folder, found.shim),
      voice: silent,
      tools: [],
      words: [],
      shim: found.shim,
      program: found.program,
      seenAt: found.program === null ? null : performance.now(),
      launched: found.launched,
      stop: null,
      ending: null,
      cpuMs: 0,
    };
  }

  async #probeOne(process: string): Promise<ServiceProbe> {
    const known = this.#life.live.get(process);
    if (known !== undefined) return { kind: 'alive', process, pid: known.program?.pid ?? 0 };
    const folder = this.#folder(process);
    const { probe, shim } = await inspect(folder, (found) => this.#treeOf(folder, found));
    const note = folder.readNote();
    if (probe.kind === 'alive') {
      const program = folder.readProgram();
      const live = this.#track(folder, { shim, program, launched: true });
      this.#life.live.set(live.id, live);
      if (note !== null) this.#adopt(live, note, probe.frozen);
      return { kind: 'alive', process, pid: probe.pid };
    }
    if (probe.kind === 'exited') return { kind: 'exited', process, exit: probe.exit, at: probe.at };
    return { kind: probe.kind, process };
  }

  #adopt(live: LiveService, note: ServiceNote, frozen: boolean): void {
    const past: GenericPast = {
      ready: live.folder.isMarked('ready') || note.readiness.kind === 'process',
      stopping: live.folder.isMarked('stopping'),
      frozen,
    };
    live.voice = this.#voiceOf(live, note, { prefix: [], workingDirectory: '/', environment: {} }, past);
    this.#outputs.follow(serviceOutput(this.options.home, note.service));
    live.voice.launched(live.program?.pid ?? 0);
    // It may have ended since it was inspected, before anybody listened for it.
    setImmediate(() => this.#life.look(live));
  }

  #voiceOf(
    live: LiveService,
    note: ServiceNote,
    plan: Pick<ServicePlan, 'prefix' | 'workingDirectory' | 'environment'>,
    past: GenericPast | null,
  ): Voice {
    const process = live.id;
    const { service, token } = note;
    const emit = (event: ServiceProcessEvent): void => this.#emit(event);
    if (note.kind === 'command') return silent;
    if (token !== null) {
      const grip = {
        process,
        service,
        channel: this.options.channel,
        token,
        emit,
        pid: () => live.program?.pid ?? 0,
        signal: () => this.#life.signal(live),
        markNotifies: () => live.folder.mark('notifies'),
      };
      return new ProtocolVoice(grip, past !== null && live.folder.isMarked('notifies'));
    }
    const output = serviceOutput(this.options.home, service);
    const grip = {
      process,
      service,
      emit,
      watch: () => watchReadiness({ ...note, ...plan, output }),
      freeze: (still: () => void) => this.#life.freeze(live, still),
      thaw: () => this.#life.thaw(live),
      terminate: (graceMs: number) => this.#life.terminate(live, graceMs),
      mark: (fact: 'ready' | 'stopping') => {
        if (note.readiness.kind !== 'process' || fact === 'stopping') live.folder.mark(fact);
      },
    };
    return new GenericVoice(grip, past);
  }

  #ended(live: LiveService): void {
    this.#starter.reap();
    removeSoon(live.tree, 5);
    const note = live.folder.readNote();
    if (note !== null) this.#outputs.leave(serviceOutput(this.options.home, note.service));
  }

  /** The shell that starts services has died: what it had not begun is given to the next one. */
  #startAgain(): void {
    if (this.#closed) return;
    this.options.log.warn('the shell that starts services has ended; another one takes over', {});
    for (const live of this.#life.live.values()) {
      if (live.seenAt === null && live.folder.readClaim() === null) this.#starter.launch(live.folder.path);
    }
  }

  #refuse(process: string, code: number, message: string): void {
    const folder = this.#folder(process);
    try {
      folder.create();
      // No shell will ever start it, whoever launches it again.
      if (folder.claimForHost()) folder.markEnded();
    } catch (error) {
      this.options.log.warn('a refused launch could not be claimed', { process, error: String(error) });
    }
    this.#emit({ kind: 'launch-failed', process, code: win32Of(code), message });
  }

  #makeCgroup(folder: ServiceFolder): string | null {
    if (this.#choice.base === null) return null;
    const cgroup = join(this.#choice.base, folder.instance.slice(1, -1));
    try {
      mkdirSync(cgroup, { recursive: true });
      return cgroup;
    } catch (error) {
      this.options.log.warn('no cgroup could be made; signals serve', { cgroup, error: String(error) });
      return null;
    }
  }

  #treeOf(folder: ServiceFolder, shim: ProcessIdentity | null): ProcessTree {
    const place = folder.readPlace();
    if (place !== null && place.cgroup !== null && folder.readProgram()?.outside !== true) {
      return place.kind === 'cgroup-v1' ? new CgroupV1Tree(place.cgroup) : new CgroupV2Tree(place.cgroup);
    }
    return new SignalTree(`CARETAKER_INSTANCE=${folder.instance}`, shim);
  }

  #folder(process: string): ServiceFolder {
    return new ServiceFolder(this.#root, process);
  }

  /** Events of one moment go out together: a burst of starts is one transaction. */
  #emit(event: ServiceProcessEvent): void {
    this.#events.push(event);
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#tell();
    });
  }

  #tell(): void {
    if (this.#listener === null || this.#events.length === 0) return;
    this.#listener(this.#events.splice(0));
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** A cgroup stays busy for a moment after its last process has gone. */
function removeSoon(tree: ProcessTree, tries: number): void {
  if (tree.remove() || tries === 0) return;
  setTimeout(() => removeSoon(tree, tries - 1), 50).unref();
}
