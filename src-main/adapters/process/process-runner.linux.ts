import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Progress } from '../../../src-shared/model/instance.js';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { SuspendMode } from '../../core/kernel/command.js';
import type { LaunchSpec, Probe, ProcessEvent } from '../../core/tasks/process.js';
import { iso } from '../../core/time/stamp.js';
import type { Clock } from '../../ports/clock.js';
import type { Channel } from '../../ports/channel.js';
import type { Log } from '../../ports/log.js';
import type { OnProgress, ProcessRunner } from '../../ports/process-runner.js';
import { CgroupV1Tree } from './cgroup-v1-tree.linux.js';
import { CgroupV2Tree } from './cgroup-v2-tree.linux.js';
import {
  chooseCgroup,
  findCgroupMounts,
  sweepCgroups,
  removeBase,
  type CgroupChoice,
  type CgroupMounts,
} from './cgroup-roots.linux.js';
import { describeControl } from './describe-control.js';
import { Guardian } from './guardian.linux.js';
import { InstanceFolder } from './instance-folder.js';
import { InstanceLife } from './instance-life.linux.js';
import { inspect } from './inspect.linux.js';
import { planLaunch, type LaunchPlan } from './launch-plan.js';
import type { LiveInstance } from './live-instance.linux.js';
import { OutputFile } from './output-file.linux.js';
import { schedulingOf } from './priority.js';
import { findTools, type SchedulingTools } from './scheduling-tools.linux.js';
import { isAlive, readStat, type ProcessIdentity } from './process-identity.linux.js';
import type { ControlWay, ProcessTree } from './process-tree.js';
import { launchCodes } from './program-path.js';
import { installShellScripts, type ShellScripts } from './shell-scripts.js';
import { SignalTree } from './signal-tree.linux.js';
import { taskLogOn } from './task-account.linux.js';
import { Slowness } from './slowness.linux.js';
import { newToken, TaskVoice } from './task-voice.js';

export interface LinuxRunnerOptions {
  home: string;
  clock: Clock;
  log: Log;
  /** The host's environment. */
  env: Record<string, string | undefined>;
  /** Words that run the command line of this program, for handler modules. */
  caretaker?: string[];
  /** Where cgroup hierarchies that freeze are mounted; found by itself when not given. */
  cgroups?: CgroupMounts;
  /** How long the guardian waits for a new host, and between TERM and KILL, ms. */
  guardianWaitMs?: number;
  guardianGraceMs?: number;
  /** Bound of the output kept for one instance. */
  outputBytesMax?: number;
  /** Where programs speak the task protocol. */
  channel?: Channel;
}

const minute = 60_000;
const defaultGuardianGraceMs = 10_000;
const defaultOutputBytesMax = 4 * 1024 * 1024;
/** The shim's status when another one had claimed the launch before. */
const claimTaken = 75;

/** Launches and controls processes on Linux (the README of this folder describes the files and the ways). */
export class LinuxProcessRunner implements ProcessRunner {
  private readonly life: InstanceLife;
  private readonly guardian: Guardian;
  private readonly scripts: ShellScripts;
  private readonly children = new Set<ChildProcess>();
  private readonly slowness: Slowness;
  private onEvent: (event: ProcessEvent) => void = () => undefined;
  private onProgress: OnProgress = () => undefined;
  private choice: CgroupChoice = { way: 'signals', base: null, found: [] };
  private tools: SchedulingTools = { chrt: null, renice: null, setpriv: null };
  private since: string | null = null;
  private closed = false;

  constructor(private readonly options: LinuxRunnerOptions) {
    const { home, clock, log } = options;
    mkdirSync(home, { recursive: true, mode: 0o700 });
    this.scripts = installShellScripts(home);
    this.life = new InstanceLife(
      clock,
      log,
      () => this.scripts.launch,
      (event) => {
        if (!this.closed) this.onEvent(event);
      },
    );
    this.slowness = new Slowness(() => this.tools, log);
    this.guardian = new Guardian({
      home,
      script: this.scripts.guardian,
      waitMs: options.guardianWaitMs ?? minute,
      graceMs: options.guardianGraceMs ?? defaultGuardianGraceMs,
      log,
    });
  }

  async start(onEvent: (event: ProcessEvent) => void, onProgress?: OnProgress): Promise<void> {
    this.onEvent = onEvent;
    if (onProgress !== undefined) this.onProgress = onProgress;
    await this.options.channel?.open();
    // First of all: a guardian of the host before must not end what is about to be adopted.
    await this.guardian.start();
    const name = `caretaker-${createHash('sha256').update(realpathSync(this.options.home)).digest('hex').slice(0, 12)}`;
    this.choice = await chooseCgroup(this.options.cgroups ?? findCgroupMounts(), name);
    // One without processes may still be awaited by a shim that is on its way into it.
    if (this.choice.base !== null) sweepCgroups(this.choice.base, (name) => this.mayLive(name));
    this.tools = await findTools();
    this.since = iso(this.options.clock.now().wall);
    this.options.log.info('processes are controlled', { way: this.choice.way, base: this.choice.base });
  }

  async probe(instances: InstanceId[]): Promise<Probe[]> {
    const probes: Probe[] = [];
    for (const instance of instances) {
      const known = this.life.live.get(instance);
      if (known !== undefined && known.folder.readClaim() === null) {
        // Our own shim is about to claim it: asking must not take that away.
        probes.push({ kind: 'alive', instance, pid: known.shim.pid, frozen: known.tree.isHeld() });
        continue;
      }
      const folder = new InstanceFolder(this.options.home, instance);
      const found = await inspect(folder, (shim) => this.treeOf(folder, shim));
      probes.push(found.probe);
      if (found.probe.kind === 'alive' && known === undefined && found.shim !== null) {
        this.adopt(folder, found.shim, { launched: found.started, frozen: found.probe.frozen });
      }
    }
    return probes;
  }

  launch(spec: LaunchSpec): void {
    if (this.life.live.has(spec.instance) || this.closed) return;
    const folder = new InstanceFolder(this.options.home, spec.instance);
    try {
      folder.create();
      if (folder.readClaim() !== null) {
        void this.adoptClaimed(folder);
        return;
      }
      const logOn = taskLogOn(spec, { uid: process.getuid?.() ?? 0, setpriv: this.tools.setpriv });
      if (logOn.kind === 'refused') return this.refuse(folder, logOn.code, logOn.message);
      const planned = planLaunch(spec, {
        logOn,
        caretaker: this.options.caretaker ?? [],
        home: this.options.home,
        stateFolder: this.stateFolder(spec.state),
        channel: this.channelFor(folder),
        env: this.options.env,
      });
      if (planned.kind === 'planned') this.begin(spec, folder, planned.plan);
      else this.refuse(folder, planned.code, planned.message);
    } catch (error) {
      const message = `the launch failed: ${error instanceof Error ? error.message : String(error)}`;
      this.refuse(folder, launchCodes.noResources, message);
    }
  }

  suspend(instance: InstanceId, mode: SuspendMode = 'freeze'): void {
    const live = this.life.live.get(instance);
    if (live !== undefined) this.life.freeze(live, mode);
  }

  resume(instance: InstanceId): void {
    const live = this.life.live.get(instance);
    if (live === undefined) return;
    this.life.thaw(live);
    if (live.slowed) this.slowness.fullSpeed(live.tree, live);
    live.slowed = false;
  }

  slow(instance: InstanceId): void {
    const live = this.life.live.get(instance);
    if (live === undefined) return;
    live.slowed = true;
    this.slowness.slow(live.tree);
  }

  stop(instance: InstanceId, options: { graceMs: number; hard: boolean }): void {
    const live = this.life.live.get(instance);
    if (live !== undefined) this.life.end(live, options);
  }

  settled(): Promise<void> {
    return this.life.settled();
  }

  ownCpuMs(): number {
    return this.life.cpuMs();
  }

  outputPath(instance: InstanceId): string {
    return new InstanceFolder(this.options.home, instance).output;
  }

  readOutput(instance: InstanceId, from: number): { text: string; next: number; cut: number } | null {
    const live = this.life.live.get(instance);
    return (live?.output ?? this.outputOf(new InstanceFolder(this.options.home, instance))).read(from);
  }

  progress(instance: InstanceId): Progress | null {
    return this.life.live.get(instance)?.voice.progress ?? null;
  }

  dropState(stateOf: InstanceId): void {
    if (!this.isStateInUse(stateOf)) new InstanceFolder(this.options.home, stateOf).removeState();
  }

  forget(instance: InstanceId): void {
    // What lives still needs its files: forgetting it would make it a stranger.
    if (this.life.live.has(instance)) return;
    new InstanceFolder(this.options.home, instance).remove(this.isStateInUse(instance));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    const idle = ![...this.life.live.values()].some(hasProcesses);
    this.life.close();
    for (const child of this.children) child.removeAllListeners();
    this.children.clear();
    if (idle && this.choice.base !== null) await removeBase(this.choice.base);
    await this.guardian.close(idle);
  }

  describe(): SignalInfo[] {
    return [describeControl(this.choice, this.since)];
  }

  private begin(spec: LaunchSpec, folder: InstanceFolder, plan: LaunchPlan): void {
    const { way, cgroup } = this.makeCgroup(folder);
    const { priority, maintenance, state: stateOf } = spec;
    folder.writePlace({ kind: way, cgroup, maintenance, path: plan.path, priority, stateOf });
    const scheduling = schedulingOf(spec.priority, spec.maintenance);
    const { chrt, renice } = this.tools;
    // The nice value stands in where the idle class cannot be had; only root may go below zero.
    const wanted = scheduling.idle && chrt === null ? 19 : scheduling.nice;
    const nice = wanted < 0 && process.getuid?.() !== 0 ? 0 : wanted;
    const output = openSync(folder.output, 'a', 0o600);
    let child: ChildProcess;
    try {
      child = spawn(
        '/bin/sh',
        [
          this.scripts.launch,
          folder.path,
          cgroup === null ? '-' : join(cgroup, 'cgroup.procs'),
          (scheduling.idle ? chrt : null) ?? '-',
          (nice === 0 ? null : renice) ?? '-',
          String(nice),
          ...plan.words,
        ],
        {
          detached: true,
          stdio: ['ignore', output, output],
          cwd: plan.workingDirectory,
          env: plan.environment,
        },
      );
    } finally {
      closeSync(output);
    }
    const shim = child.pid === undefined ? null : readStat(child.pid);
    child.once('error', (error) => {
      if (shim === null) this.refuse(folder, launchCodes.noResources, `no process: ${error.message}`);
    });
    if (shim === null) return;
    child.unref();
    const live = this.track(folder, shim, { maintenance, path: plan.path, priority, stateOf });
    this.children.add(child);
    child.once('exit', (code) => {
      this.children.delete(child);
      if (code === claimTaken) this.yieldTo(live);
      else this.life.look(live);
    });
  }

  private makeCgroup(folder: InstanceFolder): { way: ControlWay; cgroup: string | null } {
    if (this.choice.base === null) return { way: 'signals', cgroup: null };
    const cgroup = join(this.choice.base, folder.instance.slice(1, -1));
    try {
      mkdirSync(cgroup, { recursive: true });
      return { way: this.choice.way, cgroup };
    } catch (error) {
      this.options.log.warn('no cgroup could be made; signals serve', { cgroup, error: String(error) });
      return { way: 'signals', cgroup: null };
    }
  }

  /** No shim will ever start it, whoever launches it again. */
  private refuse(folder: InstanceFolder, code: number, message: string): void {
    const instance = folder.instance;
    try {
      if (folder.claimForHost()) folder.markEnded();
    } catch (error) {
      this.options.log.warn('a refused launch could not be claimed', { instance, error: String(error) });
    }
    setImmediate(() => {
      if (!this.closed) this.onEvent({ kind: 'launch-failed', instance, code, message });
    });
  }

  private track(
    folder: InstanceFolder,
    shim: ProcessIdentity,
    what: Pick<LiveInstance, 'maintenance' | 'path' | 'priority' | 'stateOf'>,
  ): LiveInstance {
    const id = folder.instance;
    const voice = new TaskVoice(this.options.channel ?? null, id, folder.readToken(), {
      progress: (progress) => {
        if (!this.closed) this.onProgress(id, progress);
      },
      saved: () => this.life.saved(live),
      done: (code) => this.life.done(live, code),
    });
    const live: LiveInstance = {
      id,
      folder,
      output: this.outputOf(folder),
      ...what,
      voice,
      tree: this.treeOf(folder, shim),
      shim,
      watcher: null,
      timer: null,
      wanted: 'running',
      slowed: false,
      cancelAsk: null,
      askedAt: 0,
      launched: false,
      programSeenAt: null,
      stop: null,
      ending: null,
      leftovers: null,
      cpuMs: 0,
    };
    this.life.follow(live);
    return live;
  }

  private adopt(
    folder: InstanceFolder,
    shim: ProcessIdentity,
    found: { launched: boolean; frozen: boolean },
  ): void {
    const place = folder.readPlace();
    const live = this.track(folder, shim, {
      maintenance: place?.maintenance ?? false,
      path: place?.path ?? '',
      priority: place?.priority ?? 7,
      stateOf: place?.stateOf ?? folder.instance,
    });
    live.launched = found.launched;
    live.wanted = found.frozen ? 'still' : 'running';
    live.slowed = true;
  }

  /** A launch that was claimed before: it is followed, and what it did already is told. */
  private async adoptClaimed(folder: InstanceFolder): Promise<void> {
    if (folder.hasEnded()) return;
    const found = await inspect(folder, (shim) => this.treeOf(folder, shim));
    if (this.closed || this.life.live.has(folder.instance) || found.shim === null) return;
    if (found.probe.kind === 'alive')
      this.adopt(folder, found.shim, { launched: false, frozen: found.probe.frozen });
  }

  /** Our shim came second: the first one's instance is followed instead. */
  private yieldTo(live: LiveInstance): void {
    this.life.drop(live);
    void this.adoptClaimed(live.folder);
  }

  private treeOf(folder: InstanceFolder, shim: ProcessIdentity | null): ProcessTree {
    const place = folder.readPlace();
    const outside = folder.readProgram()?.outside === true;
    if (place !== null && place.cgroup !== null && !outside) {
      if (place.kind === 'cgroup-v2') return new CgroupV2Tree(place.cgroup);
      if (place.kind === 'cgroup-v1') return new CgroupV1Tree(place.cgroup);
    }
    return new SignalTree(`CARETAKER_INSTANCE=${folder.instance}`, shim);
  }

  private stateFolder(stateOf: InstanceId): string {
    const { state } = new InstanceFolder(this.options.home, stateOf);
    mkdirSync(state, { recursive: true, mode: 0o700 });
    return state;
  }

  private isStateInUse(stateOf: InstanceId): boolean {
    return [...this.life.live.values()].some((live) => live.stateOf === stateOf);
  }

  private channelFor(folder: InstanceFolder): { path: string; token: string } | null {
    const path = this.options.channel?.path ?? null;
    if (path === null) return null;
    const token = newToken();
    folder.writeToken(token);
    return { path, token };
  }

  private mayLive(cgroupName: string): boolean {
    return InstanceFolder.isOpen(this.options.home, cgroupName);
  }

  private outputOf(folder: InstanceFolder): OutputFile {
    return new OutputFile(
      folder.output,
      this.options.outputBytesMax ?? defaultOutputBytesMax,
      this.options.log,
    );
  }
}

function hasProcesses(live: LiveInstance): boolean {
  // A shim that has written the result is only on its way out.
  const shimWaits = isAlive(live.shim) && live.folder.readEnding() === null;
  return shimWaits || live.tree.members().length > 0;
}
