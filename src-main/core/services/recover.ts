import type { CoreEvent } from '../kernel/event.js';
import type { Turn } from '../kernel/turn.js';
import { isStopped } from './database.js';
import { rearmAction } from './failure.js';
import { armIdleStop } from './idle-stop.js';
import type { ServiceProbe } from './process.js';
import { serviceProcessReported } from './process-events.js';
import { scheduleStartUp } from './start-up.js';
import { wantRestart } from './world-wish.js';
import { beginWorld } from './world.js';

/**
 * Catching up after a start of the host. A real boot begins a new world; a host that merely came back takes over what
 * is alive and lets its own rules act for what has died meanwhile. Nothing is started twice.
 */
export function recoverServices(
  turn: Turn,
  event: Extract<CoreEvent, { kind: 'HostStarted' }>,
  booted: boolean,
): void {
  const { services } = turn.state;
  services.moved = true;
  services.shutdown = null;
  const asked = (event.safeMode ?? null) !== null || event.lastKnownGood === true;
  const alive = (event.serviceProbes ?? []).some(({ kind }) => kind === 'alive');
  if (booted || services.startUp === null || (asked && !alive)) {
    forgetProcesses(turn);
    services.processes.clear();
    services.images.clear();
    services.facts.users = null;
    services.facts.locked = [];
    services.facts.domain = undefined;
    services.clients.clear();
    return beginWorld(turn, event.safeMode ?? 'normal', event.lastKnownGood === true);
  }
  const known = new Map((event.serviceProbes ?? []).map((probe) => [probe.process, probe]));
  for (const process of [...services.processes.values()]) {
    const id = process.row.process;
    takeOver(turn, known.get(id) ?? { kind: 'lost', process: id });
  }
  for (const service of services.live.values()) {
    service.progressAt = turn.at.elapsed;
    rearmAction(turn, service);
    if (!isStopped(service)) armIdleStop(turn, service);
  }
  if (asked) {
    // What still runs is stopped first.
    services.nextMode = event.safeMode ?? 'normal';
    return wantRestart(turn, event.lastKnownGood === true ? 'last-known-good' : 'normal');
  }
  resumeStartUp(turn);
}

/** The processes of the last boot are gone with it. */
function forgetProcesses(turn: Turn): void {
  for (const process of turn.state.services.processes.keys()) {
    turn.serviceRows.set(`process:${process}`, { kind: 'process', key: process, value: null });
    turn.commands.push({ kind: 'service-forget', process });
  }
}

function takeOver(turn: Turn, probe: ServiceProbe): void {
  const { process } = probe;
  switch (probe.kind) {
    case 'alive':
      return serviceProcessReported(turn, { kind: 'launched', process, pid: probe.pid });
    case 'exited':
      return serviceProcessReported(turn, {
        kind: 'exited',
        process,
        exit: probe.exit,
        at: probe.at ?? turn.at.wall,
      });
    case 'absent':
      return serviceProcessReported(turn, { kind: 'launch-failed', process, code: 1067, message: '' });
    case 'lost':
      return serviceProcessReported(turn, {
        kind: 'exited',
        process,
        exit: { kind: 'unknown' },
        at: turn.at.wall,
      });
  }
}

/** An automatic start that the last host did not bring to its end is planned anew: what runs is passed over. */
function resumeStartUp(turn: Turn): void {
  const { startUp } = turn.state.services;
  if (startUp === null || startUp.stage === 'done') return;
  scheduleStartUp(turn);
}
