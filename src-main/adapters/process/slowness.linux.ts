import { execFile } from 'node:child_process';
import type { Log } from '../../ports/log.js';
import { writeControl } from './cgroup-v2-tree.linux.js';
import type { ProcessTree } from './process-tree.js';
import { schedulingOf } from './priority.js';
import type { SchedulingTools } from './scheduling-tools.linux.js';

/** One shell for the whole tree: CHRT and its options, then the pids. `-a` takes every thread. */
const allOf =
  'chrt=$1 option=$2; shift 2; for pid; do "$chrt" -a "$option" -p 0 "$pid" || failed=1; done; exit "${failed-0}"';
/** Weight of a cgroup in the unified hierarchy: least, and the kernel's default. */
const leastWeight = '1';
const usualWeight = '100';

/**
 * The yield mode `slow`: the lowest priority while somebody is at the machine. The idle class of the
 * scheduler, which also means the idle class of the disk (ioprio_set(2), "default"), and the least weight
 * of the cgroup where the processor's controller has been delegated. What a program starts inherits it.
 */
export class Slowness {
  constructor(
    private readonly tools: () => SchedulingTools,
    private readonly log: Log,
  ) {}

  slow(tree: ProcessTree): void {
    if (tree.way === 'cgroup-v2' && tree.cgroup !== null)
      writeControl(tree.cgroup, 'cpu.weight', leastWeight);
    this.#schedule(tree, '-i');
  }

  /** Back to what `priority` and the kind of task ask for. */
  fullSpeed(tree: ProcessTree, task: { priority: number; maintenance: boolean }): void {
    if (tree.way === 'cgroup-v2' && tree.cgroup !== null)
      writeControl(tree.cgroup, 'cpu.weight', usualWeight);
    // Maintenance keeps to the idle class anyway: only what was taken beyond that is given back.
    if (!schedulingOf(task.priority, task.maintenance).idle) this.#schedule(tree, '-o');
  }

  #schedule(tree: ProcessTree, option: '-i' | '-o'): void {
    const { chrt } = this.tools();
    const pids = tree.members();
    if (chrt === null || pids.length === 0) return;
    execFile('/bin/sh', ['-c', allOf, 'sh', chrt, option, ...pids.map(String)], (error) => {
      if (error === null || option === '-i') return;
      // Without privileges the kernel lets nobody leave the idle class (sched(7), RLIMIT_NICE).
      this.log.info('processes stay in the idle class: leaving it needs privileges', { pids: pids.length });
    });
  }
}
