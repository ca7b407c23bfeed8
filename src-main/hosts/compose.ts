import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseLanguage } from '../../src-shared/wording/language.js';
import { chooseKeepAwake } from '../adapters/awake/choose.js';
import { chooseChannel } from '../adapters/channel/choose.js';
import { chooseClock } from '../adapters/clock/choose.js';
import { chooseDeviceSensor } from '../adapters/device/choose.js';
import { chooseDomainSensor } from '../adapters/domain/choose.js';
import { choosePresenceSensor } from '../adapters/idle/choose.js';
import { chooseJournalSensor } from '../adapters/journal/choose.js';
import { chooseLoadSensor, chooseQuietSensor } from '../adapters/load/choose.js';
import { chooseDrivesSensor } from '../adapters/mounts/choose.js';
import { chooseNetworkSensor } from '../adapters/network/choose.js';
import { chooseNotifier } from '../adapters/notify/choose.js';
import { choosePolicySource } from '../adapters/policy/choose.js';
import { chooseLidSensor, choosePowerSensor } from '../adapters/power/choose.js';
import { chooseBusySensor } from '../adapters/presence/choose.js';
import { chooseProcessRunner } from '../adapters/process/choose.js';
import { chooseServiceHosts } from '../adapters/process/services/choose.js';
import { chooseSessionSensor } from '../adapters/session/choose.js';
import { openStore } from '../adapters/store/open-store.js';
import { chooseSystemSensor } from '../adapters/suspend/choose.js';
import { chooseWake } from '../adapters/wake/choose.js';
import type { KeepAwake } from '../ports/keep-awake.js';
import type { Log } from '../ports/log.js';
import type { Notifier } from '../ports/notifier.js';
import type { SensorContext, Sensors } from '../ports/sensors.js';
import type { RuntimeParts } from '../runtime/parts.js';
import { builtinTasks } from './builtin-tasks.js';
import { fileFormats } from './file-formats.js';
import { accountName } from './home/choose.js';
import { product } from './product.js';

export interface Composition {
  /** The home, held by its lock. */
  home: string;
  env: Record<string, string | undefined>;
  log: Log;
  hostKind: RuntimeParts['hostKind'];
  panel: RuntimeParts['panel'];
  onPanelWanted: () => void;
  onStopRequested: () => void;
  /** After each event that was handled. */
  onWork?: () => void;
  /** The Node that runs Caretaker's own tasks; this process's own executable unless told (Electron's is none). */
  node?: string;
  /** What a host brings of its own: Electron's sensors and notices. */
  /** How the services start, where somebody asked for it. */
  serviceStart?: RuntimeParts['serviceStart'];
  own?: (context: SensorContext) => {
    sensors?: Partial<Sensors>;
    notifier?: Notifier;
    keepAwake?: KeepAwake;
  };
}

/**
 * Builds every part of this machine for the runtime: one adapter a port, chosen for the system.
 *
 * @throws Fault where the store cannot be opened or processes cannot be controlled here
 */
export function compose(options: Composition): RuntimeParts {
  const { home, env, log } = options;
  const clock = chooseClock(env);
  const context: SensorContext = { clock, log, env };
  const own = options.own?.(context) ?? {};
  const channel = chooseChannel({ home, env, log });
  const { root, version } = product();
  const node = options.node ?? process.execPath;
  const commandLine = join(root, 'out', 'main', 'cli.js');
  const serviceHosts = chooseServiceHosts({
    home,
    clock,
    log,
    env,
    channel,
    caretaker: [node, commandLine],
  });
  return {
    clock,
    store: openStore({ file: join(home, 'caretaker.db'), log, now: () => clock.now().wall }),
    sensors: { ...sensorsOf(context), ...own.sensors },
    runner: chooseProcessRunner({ home, clock, log, env, channel, caretaker: [node, commandLine] }),
    channel,
    policy: choosePolicySource(context),
    ...(serviceHosts !== null && { serviceHosts }),
    ...(options.serviceStart !== undefined && { serviceStart: options.serviceStart }),
    notifier: own.notifier ?? chooseNotifier(context),
    keepAwake: own.keepAwake ?? chooseKeepAwake(context),
    ...chooseWake({ ...context, home }),
    formats: fileFormats,
    log,
    home,
    version,
    hostKind: options.hostKind,
    pid: process.pid,
    user: accountName(),
    cores: availableParallelism(),
    seed: randomInt(1, 2 ** 31),
    builtinTasks: builtinTasks(node, [commandLine]),
    panel: options.panel,
    onPanelWanted: options.onPanelWanted,
    language: parseLanguage(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']),
    onStopRequested: options.onStopRequested,
    onWork: options.onWork ?? (() => undefined),
  };
}

function sensorsOf(context: SensorContext): Sensors {
  const domain = chooseDomainSensor(context);
  const drives = chooseDrivesSensor(context);
  return {
    ...(domain !== null && { domain }),
    ...(drives !== null && { drives }),
    power: choosePowerSensor(context),
    presence: choosePresenceSensor(context),
    busy: chooseBusySensor(context),
    load: chooseLoadSensor(context),
    system: chooseSystemSensor(context),
    session: chooseSessionSensor(context),
    network: chooseNetworkSensor(context),
    quiet: chooseQuietSensor(context),
    journal: chooseJournalSensor(context),
    device: chooseDeviceSensor(context),
    lid: chooseLidSensor(context),
  };
}
