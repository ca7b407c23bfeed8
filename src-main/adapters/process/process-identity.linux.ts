import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';

/** A process: its pid counts only together with its start time (clock ticks since boot). */
export interface ProcessIdentity {
  pid: number;
  start: number;
}

/** What /proc/PID/stat says (proc(5)). */
export interface ProcessStat extends ProcessIdentity {
  ppid: number;
  group: number;
  session: number;
  /** R running, S sleeping, D disk, T stopped, t traced, Z zombie, X dead. */
  state: string;
  /** Of the process and of the children it has waited for, in ticks of 10 ms (USER_HZ is 100 everywhere). */
  cpuTicks: number;
}

const buffer = Buffer.allocUnsafe(4096);

/** One read of a small file of /proc, without the checks of readFileSync: a walk reads hundreds. */
function readSmall(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** Parses one line of /proc/PID/stat; the name in parentheses may hold spaces and parentheses. */
export function parseStat(line: string): ProcessStat | null {
  const open = line.indexOf(' (');
  const close = line.lastIndexOf(') ');
  if (open < 0 || close < 0) return null;
  // By hand, since a walk parses hundreds of them while a tree is to stand still: field 3 is a letter,
  // then numbers up to field 22.
  const numbers: number[] = [];
  let value = 0;
  for (let at = close + 4; numbers.length < 19 && at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code >= 48 && code <= 57) value = value * 10 + (code - 48);
    else if (code === 32) {
      numbers.push(value);
      value = 0;
    }
  }
  const [ppid, group, session] = numbers;
  const start = numbers[18];
  const pid = Number.parseInt(line, 10);
  if (ppid === undefined || group === undefined || session === undefined || start === undefined) return null;
  if (!Number.isSafeInteger(pid)) return null;
  const cpuTicks = (numbers[10] ?? 0) + (numbers[11] ?? 0) + (numbers[12] ?? 0) + (numbers[13] ?? 0);
  return { pid, state: line.charAt(close + 2), ppid, group, session, cpuTicks, start };
}

/** The state of a process now; null when there is none. */
export function readStat(pid: number): ProcessStat | null {
  const line = readSmall(`/proc/${pid}/stat`);
  return line === null ? null : parseStat(line);
}

/** A process that has ended but was not waited for yet is gone for us. */
export function isOver(stat: ProcessStat): boolean {
  return stat.state === 'Z' || stat.state === 'X';
}

/** Whether this very process still lives: the same pid with the same start time. */
export function isAlive(identity: ProcessIdentity): boolean {
  const stat = readStat(identity.pid);
  return stat !== null && stat.start === identity.start && !isOver(stat);
}

/** Pids of all processes of the machine as of now. */
export function allPids(): number[] {
  const pids: number[] = [];
  for (const name of readdirSync('/proc')) {
    const first = name.charCodeAt(0);
    if (first >= 48 && first <= 57) pids.push(Number(name));
  }
  return pids;
}

/** All processes of the machine as of now. */
export function allProcesses(): ProcessStat[] {
  return allPids()
    .map(readStat)
    .filter((stat) => stat !== null);
}

/**
 * A number for the process behind a pid that no other process bears: the inode of its folder, which the
 * kernel makes anew for each process. It costs a fifth of the start time to read, but the kernel may
 * also give the same process another one: a difference means nothing. null when there is none.
 */
export function cheapIdentity(pid: number): number | null {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.ino ?? null;
}

const statBuffer = Buffer.allocUnsafe(256 * 1024);

/** Processes and threads made since boot (`processes` in /proc/stat); NaN where that cannot be read. */
export function forkCount(): number {
  try {
    const file = openSync('/proc/stat', 'r');
    try {
      const text = statBuffer.toString('latin1', 0, readSync(file, statBuffer, 0, statBuffer.length, 0));
      return Number.parseInt(text.slice(text.indexOf('\nprocesses ') + 11), 10);
    } finally {
      closeSync(file);
    }
  } catch {
    return Number.NaN;
  }
}

/**
 * How many processes and threads can be made before a pid may come back to another one: pids are given
 * out in turn. Half of them, since some forks take a pid and then fail.
 */
export function forksBeforeReuse(): number {
  return Number.parseInt(readSmall('/proc/sys/kernel/pid_max') ?? '0', 10) / 2;
}

/**
 * The environment the process was started with, its entries separated by NUL. Empty when it has none, as
 * for a moment during an exec; null when it is another user's, or the process is gone.
 */
export function environmentOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return null;
  }
}

/** Words of the command line; empty for a kernel thread, a zombie, or one that is gone. */
export function commandLineOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
}

/** Signals exactly this process: its start time is read again right before. False when it is gone or not ours. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false;
  }
}

/** Changes with each boot; start times of two boots do not compare. */
export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
}
