import { serviceErrorCodes as codes } from '../../../src-shared/failure/service-errors.js';
import type { Why, WhyTest } from '../../../src-shared/model/maintenance.js';
import type { State } from '../kernel/state.js';
import { configOf, currentSet, isStopped, isUp, keyOfService } from '../services/database.js';
import { clientsOf } from '../services/idle-stop.js';
import { circleOf } from '../services/needs.js';
import { isListed } from '../services/safe-boot.js';
import type { Service } from '../services/state.js';
import { isHung } from '../services/status.js';
import { iso, type Wall } from '../time/stamp.js';

/**
 * The whole chain behind a service's state (CT-01): every test with its live value, since when, and the one act that
 * would release it. Services have no idle, battery or network conditions (SCM-50): none is tested here.
 */
export function serviceWhy(state: State, service: Service): Why {
  const tests = [
    marked(service),
    enabled(state, service),
    safeMode(state, service),
    ...needs(state, service),
    circle(state, service),
    failing(service),
    ended(service),
    progress(state, service),
    idle(state, service),
  ].filter((test) => test !== null);
  return { subject: service.row.name, state: service.row.status.state, tests };
}

function test(
  name: string,
  holds: boolean,
  value: string,
  remedy: string | null,
  since: Wall | null = null,
): WhyTest {
  const told = since === null ? null : iso(since);
  return { test: name, holds, value, since: told, source: 'services', remedy: holds ? null : remedy };
}

function marked({ row }: Service): WhyTest | null {
  if (!row.marked) return null;
  return test('marked', false, 'marked for deletion', 'Stop it and close what uses it; it is removed then.');
}

function enabled(state: State, service: Service): WhyTest {
  const start = configOf(state, service.key)?.start ?? 'disabled';
  const triggers = configOf(state, service.key)?.triggers.length ?? 0;
  const value = triggers > 0 && start === 'demand' ? 'demand, trigger start' : start;
  const remedy = `Change its start type: caretaker sc config ${service.row.name} start= demand`;
  return test('startType', start !== 'disabled', value, remedy);
}

function safeMode(state: State, service: Service): WhyTest | null {
  const { mode } = state.services;
  const definition = configOf(state, service.key);
  if (mode === 'normal' || definition === undefined) return null;
  const listed = isListed(definition, mode, currentSet(state).control.safeBoot);
  return test('safeMode', listed, mode, 'Start the host without safe mode, or list the service in safeBoot.');
}

function needs(state: State, service: Service): WhyTest[] {
  const definition = configOf(state, service.key);
  const services = (definition?.dependOnService ?? []).map((name) => {
    const need = state.services.live.get(keyOfService(name));
    if (need === undefined) {
      return test(`dependency:${name}`, false, 'not installed', `Install ${name}, or remove the dependency.`);
    }
    const { state: value } = need.row.status;
    return test(`dependency:${need.row.name}`, isUp(need), value, `Start ${need.row.name}.`, need.row.since);
  });
  const groups = (definition?.dependOnGroup ?? []).map((group) => {
    const members = [...state.services.live.values()].filter(
      ({ key }) => configOf(state, key)?.group?.toLowerCase() === group.toLowerCase(),
    );
    const up = members.filter(isUp).map(({ row }) => row.name);
    const value = up.length > 0 ? up.join(', ') : 'no member runs';
    return test(`group:${group}`, up.length > 0, value, `Start a service of the group ${group}.`);
  });
  return [...services, ...groups];
}

function circle(state: State, service: Service): WhyTest | null {
  const path = circleOf(currentSet(state).services, service.key);
  if (path === null) return null;
  return test('circle', false, path.join(' → '), 'Remove one of these dependencies.');
}

function failing({ row }: Service): WhyTest | null {
  const { failures } = row;
  if (failures.count === 0) return null;
  const times = `${failures.count} failure(s)`;
  if (failures.failedSince !== null) {
    return test(
      'failures',
      false,
      times,
      `Start it by hand: caretaker service start ${row.name}`,
      failures.failedSince,
    );
  }
  const next =
    failures.pending === null ? null : `Wait: the next action is due at ${iso(failures.pending.at)}.`;
  return test('failures', next === null, times, next, failures.lastAt);
}

function ended(service: Service): WhyTest | null {
  const { row } = service;
  if (!isStopped(service)) return null;
  const { win32ExitCode: code } = row.status;
  if (code === codes['service-never-started']) {
    return test('started', false, 'not started since boot', `Start it: caretaker service start ${row.name}`);
  }
  const by = row.stoppedBy ?? 'service';
  return test('exitCode', code === 0, `${code} (${by})`, 'See its records in the log System.', row.since);
}

function progress(state: State, service: Service): WhyTest | null {
  const { status, since } = service.row;
  if (!status.state.endsWith('_PENDING')) return null;
  const hung = service.hung || isHung(service, state.now.elapsed);
  const value = `check point ${status.checkPoint}, wait hint ${status.waitHint} ms`;
  return test(
    'progress',
    !hung,
    value,
    'It gave no sign of progress in the time it asked for; end its process.',
    since,
  );
}

function idle(state: State, service: Service): WhyTest | null {
  const idleStop = configOf(state, service.key)?.idleStop ?? null;
  if (idleStop === null || isStopped(service)) return null;
  const clients = clientsOf({ state }, service.key);
  return test('idleStop', true, `${clients} client(s), stops after ${idleStop} without any`, null);
}
