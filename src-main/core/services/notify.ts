import { controlCodes } from '../../../src-shared/model/service-constants.js';
import { command, type Turn } from '../kernel/turn.js';
import type { DeviceReading, SessionReading } from '../signals/readings.js';
import { considerBoot } from './boot-acceptance.js';
import { controlOutcome, sendControl } from './control.js';
import { inForce, inOrder } from './database.js';
import type { Service } from './state.js';
import { policyAtLogOn } from './triggers.js';

/** Event types that travel with the controls, as Windows numbers them. */
const power = { statusChange: 0xa, suspend: 0x4, resume: 0x12 };
const session = { logOn: 5, logOff: 6, lock: 7, unlock: 8 };
const device = { arrival: 0x8000 };

type Data = Record<string, string | number | null>;

/** Tells every service that accepts the control (SCM-05, SCM-53). */
function tell(turn: Turn, code: number, data: Data, also: (service: Service) => boolean = () => true): void {
  for (const service of inOrder(turn.state)) {
    const { state } = service.row.status;
    if (state === 'STOPPED' || state === 'START_PENDING') continue;
    if (controlOutcome(service.row.status, code) === 0 && also(service))
      sendControl(turn, service, code, data);
  }
}

export function tellPower(turn: Turn, what: keyof typeof power, source: string): void {
  tell(turn, controlCodes.powerEvent, { event: power[what], source });
}

export function tellTime(turn: Turn, byMs: number): void {
  tell(turn, controlCodes.timeChange, { byMs });
}

/** Services that wait for devices of that class count as registered for notices of them. */
export function tellDevice(turn: Turn, { classes, ids, name }: DeviceReading): void {
  const data = { event: device.arrival, class: classes[0] ?? null, ids: ids.join('\n'), name };
  tell(turn, controlCodes.deviceEvent, data, (service) =>
    inForce(turn.state, service).triggers.some(({ subtype }) => classes.includes(subtype)),
  );
}

/** Log-ons and locks: told to services, and a log-on is half of a good start. */
export function sessionsChanged(turn: Turn, { sessions }: SessionReading): void {
  const { services } = turn.state;
  if (sessions === null) return;
  const { facts } = services;
  const users = [...new Set(sessions.map(({ user }) => user))].sort();
  const locked = [...new Set(sessions.filter((one) => one.locked).map(({ user }) => user))].sort();
  const [before, lockedBefore] = [facts.users ?? [], facts.locked];
  facts.users = users;
  facts.locked = locked;
  const say = (event: keyof typeof session, user: string): void =>
    tell(turn, controlCodes.sessionChange, { event: session[event], user });
  for (const user of users) {
    if (before.includes(user)) continue;
    say('logOn', user);
    policyAtLogOn(turn);
  }
  for (const user of before) if (!users.includes(user)) say('logOff', user);
  for (const user of locked) if (!lockedBefore.includes(user)) say('lock', user);
  for (const user of lockedBefore) if (!locked.includes(user) && users.includes(user)) say('unlock', user);
  if (users.length === 0) return;
  services.loggedOn = true;
  considerBoot(turn);
}

/** Network drives: announced only where the list changed (SCM-139). */
export function drivesChanged(turn: Turn, drives: string[]): void {
  const { facts } = turn.state.services;
  const before = facts.drives;
  facts.drives = [...drives].sort();
  if (before === null) return;
  const arrived = facts.drives.filter((drive) => !before.includes(drive));
  const gone = before.filter((drive) => !drives.includes(drive));
  if (arrived.length > 0 || gone.length > 0) command(turn, { kind: 'announce-drives', arrived, gone });
}
