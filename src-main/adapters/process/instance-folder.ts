import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constants } from 'node:os';
import type { InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { Exit } from '../../core/tasks/process.js';
import { wall, type Wall } from '../../core/time/stamp.js';
import type { ControlWay } from './process-tree.js';
import type { ProcessIdentity } from './process-identity.linux.js';

/** Who owns the launch: a shim with its identity, or a host that took it so that no shim ever will. */
export type Claim = { by: 'host' } | { by: 'shim'; shim: ProcessIdentity; boot: string };

/** Written by the host before the launch; the guardian reads it too (`key=value` lines). */
export interface Place {
  kind: ControlWay;
  cgroup: string | null;
  maintenance: boolean;
  /** The program's full path. */
  path: string;
  /** 0 to 10. */
  priority: number;
  /** The instance whose state folder it works in. */
  stateOf: InstanceId;
}

/** The end as the shim wrote it, and when. */
export type Ending = { kind: 'ended'; exit: Exit; at: Wall } | { kind: 'failed'; status: number; at: Wall };

/** Folder of the instances of a home. */
export function instancesFolder(home: string): string {
  return join(home, 'instances');
}

/** What the world keeps of one instance, in files that host, shim and guardian share. */
export class InstanceFolder {
  readonly path: string;

  constructor(
    home: string,
    readonly instance: InstanceId,
  ) {
    this.path = join(instancesFolder(home), instance.slice(1, -1));
  }

  /** Whether the folder of that name (a GUID without braces) is there and its instance has not ended. */
  static isOpen(home: string, name: string): boolean {
    const path = join(instancesFolder(home), name);
    return existsSync(path) && !existsSync(join(path, 'ended'));
  }

  /** In a folder of its own: the watch on the instance's folder must not wake the host for every line. */
  get output(): string {
    return join(this.path, 'log', 'output');
  }

  get state(): string {
    return join(this.path, 'state');
  }

  create(): void {
    mkdirSync(dirname(this.output), { recursive: true, mode: 0o700 });
  }

  /** Takes the launch for the host itself: no shim will ever start. False when somebody has it already. */
  claimForHost(): boolean {
    try {
      writeFileSync(join(this.path, 'claim'), `host ${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** null: no claim; 'blank': created, but its owner was cut off or is just writing. */
  readClaim(): Claim | 'blank' | null {
    const text = this.readRaw('claim');
    if (text === null) return null;
    const [by, pid, start, boot] = lineOf(text);
    if (by === 'host') return { by };
    if (by !== 'shim' || boot === undefined) return 'blank';
    return { by, shim: { pid: Number(pid), start: Number(start) }, boot };
  }

  /** The program's identity and whether it is inside its cgroup; null before its start. */
  readProgram(): (ProcessIdentity & { outside: boolean }) | null {
    const [pid, start, boot, place] = lineOf(this.readRaw('pid') ?? '');
    if (boot === undefined) return null;
    return { pid: Number(pid), start: Number(start), outside: place === 'outside' };
  }

  readEnding(): Ending | null {
    const [kind, number] = lineOf(this.readRaw('exit') ?? '');
    if (number === undefined) return null;
    // What the program itself said of its result counts more than how its process was ended.
    const done = kind === 'failed' ? null : this.readDone();
    if (done !== null) return done;
    const value = Number(number);
    // No tool tells a shell the time without a process of its own: the file's time is the time of the end.
    const at = wall(Math.trunc(statSync(join(this.path, 'exit')).mtimeMs));
    if (kind === 'failed') return { kind, status: value, at };
    if (kind === 'signal') return { kind: 'ended', exit: { kind, signal: signalName(value) }, at };
    if (kind === 'code') return { kind: 'ended', exit: { kind, code: value }, at };
    return { kind: 'ended', exit: { kind: 'unknown' }, at };
  }

  /** The program said over its protocol that it was done, with this code. */
  writeDone(code: number): void {
    writeFileSync(join(this.path, 'done'), `code ${code}\n`, { mode: 0o600 });
  }

  readDone(): Extract<Ending, { kind: 'ended' }> | null {
    const [, code] = lineOf(this.readRaw('done') ?? '');
    if (code === undefined) return null;
    const at = wall(Math.trunc(statSync(join(this.path, 'done')).mtimeMs));
    return { kind: 'ended', exit: { kind: 'code', code: Number(code) }, at };
  }

  /** What the program shows when it connects to the channel. */
  writeToken(token: string): void {
    writeFileSync(join(this.path, 'token'), `${token}\n`, { mode: 0o600 });
  }

  readToken(): string | null {
    return lineOf(this.readRaw('token') ?? '')[0] ?? null;
  }

  /** Whether the guardian ended it: then its end says nothing of its work. */
  endedByGuardian(): boolean {
    if (this.readDone() !== null) return false;
    try {
      const asked = statSync(join(this.path, 'guardian-ends')).mtimeMs;
      return asked <= statSync(join(this.path, 'exit')).mtimeMs;
    } catch {
      return false;
    }
  }

  /** A host has taken it over: what a guardian had in mind does not count any more. */
  takeOver(): void {
    rmSync(join(this.path, 'guardian-ends'), { force: true });
  }

  writePlace(place: Place): void {
    const lines = [
      `kind=${place.kind}`,
      `cgroup=${place.cgroup ?? ''}`,
      `maintenance=${place.maintenance ? 'yes' : 'no'}`,
      `path=${place.path}`,
      `priority=${place.priority}`,
      `state=${place.stateOf}`,
    ];
    writeFileSync(join(this.path, 'place'), `${lines.join('\n')}\n`, { mode: 0o600 });
  }

  readPlace(): Place | null {
    const text = this.readRaw('place');
    if (text === null) return null;
    const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '';
    const kind = value('kind');
    return {
      kind: kind === 'cgroup-v2' || kind === 'cgroup-v1' ? kind : 'signals',
      cgroup: value('cgroup') || null,
      maintenance: value('maintenance') === 'yes',
      path: value('path'),
      priority: Number(value('priority') || 7),
      stateOf: (value('state') || this.instance) as InstanceId,
    };
  }

  /** Nothing of it lives any more: the guardian need not look. */
  markEnded(): void {
    writeFileSync(join(this.path, 'ended'), '', { mode: 0o600 });
  }

  hasEnded(): boolean {
    return existsSync(join(this.path, 'ended'));
  }

  removeState(): void {
    rmSync(this.state, { recursive: true, force: true });
  }

  /** Everything but a state folder that a later instance of the same occurrence works in. */
  remove(stateInUse: boolean): void {
    if (!stateInUse) return rmSync(this.path, { recursive: true, force: true });
    for (const name of readdirSync(this.path)) {
      if (name !== 'state') rmSync(join(this.path, name), { recursive: true, force: true });
    }
  }

  private readRaw(name: string): string | null {
    try {
      return readFileSync(join(this.path, name), 'utf8');
    } catch {
      return null;
    }
  }
}

/** The words of the first line; none when it has no newline yet, since its writer was cut off. */
function lineOf(text: string): string[] {
  const end = text.indexOf('\n');
  return end < 0 ? [] : text.slice(0, end).split(' ');
}

function signalName(number: number): string {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found?.[0] ?? `SIG${number}`;
}
