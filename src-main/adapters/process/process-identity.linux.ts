import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

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
  const fields = line.slice(close + 2).split(' ', 20);
  const field = (number: number): number => Number(fields[number - 3]);
  const stat = {
    pid: Number(line.slice(0, open)),
    state: fields[0] ?? '?',
    ppid: field(4),
    group: field(5),
    session: field(6),
    cpuTicks: field(14) + field(15) + field(16) + field(17),
    start: field(22),
  };
  return Number.isSafeInteger(stat.pid) && Number.isSafeInteger(stat.start) ? stat : null;
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

/** All processes of the machine as of now. */
export function allProcesses(): ProcessStat[] {
  const stats: ProcessStat[] = [];
  for (const name of readdirSync('/proc')) {
    const first = name.charCodeAt(0);
    if (first < 48 || first > 57) continue;
    const stat = readStat(Number(name));
    if (stat !== null) stats.push(stat);
  }
  return stats;
}

/** Whether the environment the process was started with holds `entry` (`NAME=value`). */
export function environmentHolds(pid: number, entry: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(entry);
  } catch {
    return false;
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
