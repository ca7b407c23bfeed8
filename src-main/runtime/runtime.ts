import type { SignalInfo } from '../../src-shared/model/signal.js';
import type { CoreEvent } from '../core/kernel/event.js';
import { elapsed, iso } from '../core/time/stamp.js';
import type { Desk } from '../ports/desk.js';
import { Bulletin } from './bulletin.js';
import { createDesk } from './desk.js';
import { executor } from './executor/executor.js';
import { Refused, type Office } from './handlers/handler.js';
import { actOnNotice } from './handlers/notices.js';
import type { RuntimeParts } from './parts.js';
import { Pump } from './pump/pump.js';
import { catchUp, isNew, restoreState } from './recovery/start-up.js';
import { Reporter } from './reporter.js';
import { Senses } from './senses.js';

export interface Runtime {
  desk: Desk;
  /** An orderly end: what runs is suspended and left to the next host. */
  stop(): Promise<void>;
}

/** Three abandoned steps in ten minutes: nothing is started any more (design section 3). */
const abandonedMax = 3;
const abandonedWithinMs = 600_000;

/**
 * Starts the runtime: restore, catch up, then sensors; its doors may open when the promise is fulfilled.
 * Throws a Fault when the store cannot be read.
 */
export async function startRuntime(parts: RuntimeParts): Promise<Runtime> {
  const { clock, store, runner, sensors, log } = parts;
  const bulletin = new Bulletin();
  const state = restoreState(parts);
  const fresh = isNew(state);
  const reporter = new Reporter(bulletin, () => pump.state, runner);
  const execute = executor({
    runner,
    presence: sensors.presence,
    busy: sensors.busy,
    load: sensors.load,
    quiet: sensors.quiet,
    journal: sensors.journal,
    keepAwake: parts.keepAwake,
    wakeTimer: parts.wakeTimer,
    notifier: parts.notifier,
    language: parts.language,
    serviceHosts: parts.serviceHosts,
    machine: parts.machine,
    onShutdownDone: () => servicesDown?.(),
    announceDrives: (drives) => bulletin.publish('services.drives', () => drives),
  });
  const abandoned: number[] = [];
  let servicesDown: (() => void) | null = null;
  const turnListeners = new Set<() => void>();

  const pump = new Pump(state, {
    clock,
    store,
    log,
    execute,
    onTurn: (turn) => {
      reporter.tell(turn);
      for (const listener of [...turnListeners]) listener();
      parts.onWork();
    },
    onAbandoned: (event, cause) =>
      void rebuild(event, cause).catch((failure) =>
        log.error('the core could not be rebuilt', { failure: String(failure) }),
      ),
  });
  const senses = new Senses(
    sensors,
    (body) => {
      // Timers stood still while the machine slept, and its clock may have been set.
      if (body.kind === 'Resumed') clock.recheck();
      pump.feed(body);
    },
    (signals) => bulletin.publish('signals.changed', () => signals),
    async () => void (await Promise.all([runner.settled(), parts.wakeTimer.settled(), servicesSettled()])),
  );

  /** A shutdown of the machine waits for the services, as long as the manager waits for them (SCM-116). */
  function servicesSettled(): Promise<void> {
    const { shutdown } = pump.state.services;
    if (shutdown === null || shutdown.stage === 'done') return Promise.resolve();
    return new Promise((resolve) => {
      servicesDown = resolve;
    });
  }

  /** Drops the state of the core and builds it anew from the store, after a step contradicted itself. */
  async function rebuild(event: CoreEvent, cause: unknown): Promise<void> {
    const now = clock.now().elapsed;
    abandoned.push(now);
    log.error(`the step for ${event.kind} was abandoned`, {
      cause: String(cause),
      stack: (cause as Error).stack,
    });
    const recent = abandoned.filter((at) => now - at < abandonedWithinMs).length;
    pump.replace(restoreState(parts));
    pump.feed(await catchUp(parts, pump.state));
    senses.repeat();
    if (recent < abandonedMax) return;
    execute({
      kind: 'notify',
      key: `engine:${now}`,
      notice: 'engine-failing',
      task: null,
      actions: [],
      values: {},
    });
    pump.feed({ kind: 'HostStopping' });
  }

  await runner.start(
    (report) => pump.feed({ kind: 'ProcessReported', report }),
    () => reporter.tellProgress(),
  );
  pump.feed(await catchUp(parts, state, parts.serviceStart));
  await parts.wakeTimer.start((reading) => pump.feed({ kind: 'WakeAbilityChanged', reading }));
  await parts.policy.start((reading) => pump.feed({ kind: 'PolicyChanged', reading }));
  // Reports wait for the core to know which processes live.
  await parts.serviceHosts?.start((reports) =>
    pump.feedAll(reports.map((report) => ({ kind: 'ServiceProcessReported', report }))),
  );
  await registerBuiltins(parts, pump, fresh);
  await senses.start(
    (ms) => new Promise((resolve) => clock.setTimer(elapsed(clock.now().elapsed + ms), resolve)),
  );
  if (store.recovered != null) tellRecovered(store.recovered, execute);
  const endWatch = clock.watch((notice) => {
    pump.feed(
      notice.kind === 'jumped'
        ? { kind: 'ClockJumped', byMs: notice.byMs }
        : { kind: 'ZoneChanged', zone: notice.zone },
    );
  });

  const signals = (): SignalInfo[] => [...senses.describe(), ...runner.describe()];
  const office: Office = {
    parts,
    signals,
    state: () => pump.state,
    since: iso(clock.now().wall),
    onTurn: (listener) => {
      turnListeners.add(listener);
      return () => turnListeners.delete(listener);
    },
    change: async (request, by) => {
      const answer = await pump.request({ kind: 'Requested', by: by.name, principal: by, request });
      if (answer.kind === 'refused') throw new Refused(answer.refusal);
      return answer.out;
    },
  };
  parts.notifier.onAction((key, action) => {
    if (action === 'open-panel') parts.onPanelWanted();
    const by = { kind: 'administrator', name: parts.user } as const;
    actOnNotice(office, key, action, by).catch((refused: unknown) =>
      log.info('a notice could not be acted on', { key, action, why: String(refused) }),
    );
  });
  return {
    desk: createDesk(office, bulletin),
    stop: async () => {
      endWatch();
      pump.feed({ kind: 'HostStopping' });
      pump.close();
      await senses.stop();
      await parts.policy.stop();
      await Promise.all([parts.wakeTimer.close(), parts.machineFacts.close()]);
      await Promise.all([parts.keepAwake.close(), parts.notifier.close(), runner.close()]);
      await parts.serviceHosts?.close();
      await parts.channel?.close();
      store.close();
    },
  };
}

/** The host begins with an older copy of what it knew: whoever relies on it must hear of that. */
function tellRecovered(what: string, execute: ReturnType<typeof executor>): void {
  const notice = 'store-recovered';
  execute({ kind: 'notify', key: `store:${what}`, notice, task: null, actions: [], values: { what } });
}

/** A new home gets Caretaker's own tasks; later their definitions are kept up to date where they still exist. */
async function registerBuiltins(parts: RuntimeParts, pump: Pump, fresh: boolean): Promise<void> {
  const wanted = parts.builtinTasks.filter(({ path }) => fresh || pump.state.tasks.has(path.toLowerCase()));
  if (wanted.length === 0) return;
  const tasks = wanted.map((definition) => {
    const known = pump.state.tasks.get(definition.path.toLowerCase());
    // The person's own choice to disable one of them stays.
    const enabled = known?.row.definition.settings.enabled ?? definition.settings.enabled;
    return { ...definition, settings: { ...definition.settings, enabled } };
  });
  const request = {
    kind: 'apply',
    source: 'caretaker',
    tasks,
    settings: null,
    prune: false,
    dryRun: false,
  } as const;
  const answer = await pump.request({ kind: 'Requested', by: parts.user, request });
  if (answer.kind === 'refused')
    parts.log.error('the built-in tasks were refused', { refusal: answer.refusal.message });
}
