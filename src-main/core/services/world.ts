import { command, type Turn } from '../kernel/turn.js';
import {
  currentSet,
  liveService,
  newRuntime,
  stoppedStatus,
  touchProcess,
  touchService,
} from './database.js';
import { endProcess } from './process-events.js';
import { recordManager } from './records.js';
import { beginShutdown } from './shutdown.js';
import { scheduleStartUp } from './start-up.js';
import { freshFacts, type BootMode } from './state.js';
import { addressesChanged, domainChanged } from './triggers.js';

/** Three restarts in ten minutes: stay in safe mode and tell the user (decisions section 3). */
const restartsMax = 3;
const restartsMs = 600_000;

/** Stops all, reverts where asked, starts again: "restart the system" for the services. */
export function takeRestart(turn: Turn): void {
  const { services } = turn.state;
  const wanted = services.restartWanted;
  services.restartWanted = null;
  if (wanted === null || services.shutdown !== null) return;
  const now = turn.at.wall;
  services.restarts = [...services.restarts.filter((at) => now - at < restartsMs), now];
  const tooMany = services.restarts.length >= restartsMax;
  beginShutdown(turn, tooMany ? 'safe-mode' : wanted);
}

/** Everything has stopped, or will not: the next world begins. */
export function finishRestart(turn: Turn): void {
  const { services } = turn.state;
  const { shutdown } = services;
  if (shutdown?.stage !== 'done' || shutdown.restart === null) return;
  const how = shutdown.restart;
  services.shutdown = null;
  for (const process of [...services.processes.values()]) {
    process.row.services = [];
    process.row.purpose = null;
    touchProcess(turn, process);
    endProcess(turn, process);
  }
  services.images.clear();
  switch (how) {
    case 'last-known-good':
      return beginWorld(turn, 'normal', true);
    case 'safe-mode':
      recordManager(turn, 946, 'minimal');
      command(turn, {
        kind: 'notify',
        key: `services-safe-mode:${turn.at.wall}`,
        notice: 'services-safe-mode',
        task: null,
        actions: ['open-panel'],
        values: {},
      });
      return beginWorld(turn, 'minimal', services.lastKnownGood);
    case 'normal':
      return beginWorld(turn, services.nextMode ?? services.mode, services.lastKnownGood);
  }
}

/** A start of the system: nothing runs, nothing has failed, conditions that hold fire anew. */
export function beginWorld(turn: Turn, mode: BootMode, lastKnownGood: boolean): void {
  const { services } = turn.state;
  const { select } = services;
  services.mode = mode;
  services.nextMode = null;
  const revert = lastKnownGood && select.lastKnownGood !== null;
  services.lastKnownGood = revert;
  if (revert && select.lastKnownGood !== null && select.current !== select.lastKnownGood) {
    select.failed = select.current;
    select.current = select.lastKnownGood;
    select.default = select.lastKnownGood;
    recordManager(turn, 7007);
  } else if (!revert && select.current !== select.default) {
    select.current = select.default;
  }
  services.startedWell = false;
  services.accepted = false;
  services.waiting.clear();
  services.turns = [];
  adoptSet(turn);
  for (const service of services.live.values()) {
    const { marked, fallBack, name, readyMs } = service.row;
    service.row = { ...newRuntime(name), marked, fallBack, readyMs, status: { ...stoppedStatus } };
    service.start = null;
    service.stopping = null;
    service.stopAfter = null;
    service.bootStart = false;
    service.hung = false;
    touchService(turn, service);
  }
  scheduleStartUp(turn);
  fireAnew(turn);
}

/** The services are those of the current set. */
function adoptSet(turn: Turn): void {
  const { live } = turn.state.services;
  const set = currentSet(turn.state);
  for (const [key, { row }] of [...live]) {
    if (set.services.has(key)) continue;
    live.delete(key);
    turn.removedServices.add(row.name);
    turn.serviceRows.set(`state:${key}`, { kind: 'state', key, value: null });
  }
  for (const [key, { definition }] of set.services) {
    if (!live.has(key)) live.set(key, liveService(newRuntime(definition.name)));
  }
}

/** What is known of the machine counts as news for the new world. */
function fireAnew(turn: Turn): void {
  const { services, signals } = turn.state;
  const { domain, users, locked, drives } = services.facts;
  services.facts = { ...freshFacts(), users, locked, drives };
  services.loggedOn = (users ?? []).length > 0;
  addressesChanged(turn, signals.network.addresses);
  if (domain !== undefined) domainChanged(turn, domain);
}
