import { describe, expect, it } from 'vitest';
import type { PolicyReading } from '../../../../src-main/core/signals/readings.js';
import { wall } from '../../../../src-main/core/time/stamp.js';
import {
  diagnose,
  type DiagnosisInput,
  type Finding,
} from '../../../../src-main/core/views/diagnosis-view.js';
import { checkIds } from '../../../../src-shared/model/check-names.js';
import type { SignalInfo } from '../../../../src-shared/model/signal.js';
import type { TaskDefinition } from '../../../../src-shared/model/task.js';
import { SteppedCore } from '../../../support/stepped-core.js';
import { buildTask } from '../../../support/task-builder.js';

const signal = (name: SignalInfo['signal'], value: string): SignalInfo => ({
  signal: name,
  value,
  since: null,
  age: 0,
  source: 'fake',
  confidence: 'high',
  others: [],
  remedy: null,
});
const seeing = [signal('power', 'ac'), signal('idle', 'active')];
const nothing: DiagnosisInput = { facts: [], signals: seeing, lastSleep: null };

function core(...tasks: TaskDefinition[]): SteppedCore {
  const stepped = new SteppedCore();
  if (tasks.length > 0) stepped.request({ kind: 'register', tasks, mode: 'create' });
  return stepped;
}

function check(stepped: SteppedCore, id: Finding['id'], input: Partial<DiagnosisInput> = {}): Finding {
  const found = diagnose(stepped.state, { ...nothing, ...input }).find((finding) => finding.id === id);
  if (found === undefined) throw new Error(`there is no check ${id}`);
  return found;
}

const day = 86_400_000;
const weekly = { period: 'P7D', deadline: 'P14D' };

describe('the diagnosis', () => {
  it('always has every check, in its order', () => {
    expect(diagnose(core().state, nothing).map(({ id }) => id)).toEqual([...checkIds]);
  });

  it('WAM-35 looks for period and deadline', () => {
    expect(check(core(), 'task-settings')).toMatchObject({ reason: 'no-maintenance-tasks' });
    const good = buildTask('\\Good', { maintenance: weekly });
    expect(check(core(good), 'task-settings')).toMatchObject({ state: 'ok' });
    const open = buildTask('\\Open', { maintenance: { period: 'P1D' } });
    expect(check(core(good, open), 'task-settings')).toMatchObject({
      state: 'problem',
      reason: 'no-deadline',
      tasks: ['\\Open'],
    });
  });

  it('WAM-36 names the tasks that are disabled', () => {
    const off = buildTask('\\Off', { maintenance: weekly, settings: { enabled: false } });
    const on = buildTask('\\On', { maintenance: weekly });
    expect(check(core(on), 'task-enabled')).toMatchObject({ state: 'ok', value: '1/1' });
    expect(check(core(on, off), 'task-enabled')).toMatchObject({ state: 'problem', tasks: ['\\Off'] });
  });

  it('WAM-37 names the tasks that wake the machine themselves', () => {
    const waking = buildTask('\\Wakes', { maintenance: weekly, settings: { wakeToRun: true } });
    expect(check(core(waking), 'task-wake-to-run')).toMatchObject({ state: 'ok', tasks: ['\\Wakes'] });
    const still = buildTask('\\Still', { maintenance: weekly });
    expect(check(core(still), 'task-wake-to-run')).toMatchObject({ state: 'not-applicable', tasks: [] });
  });

  it('WAM-39 looks on what power the machine went to sleep', () => {
    const stepped = core();
    const at = wall(stepped.now - 3_600_000);
    const slept = (power: string): Finding => check(stepped, 'slept-on-ac', { lastSleep: { at, power } });
    expect(slept('ac')).toMatchObject({ state: 'ok', value: 'ac at 2026-03-02T07:00:00.000Z' });
    expect(slept('battery')).toMatchObject({ state: 'problem', reason: 'slept-on-battery' });
    expect(slept('unknown').state).toBe('unknown');
    expect(check(stepped, 'slept-on-ac')).toMatchObject({ reason: 'never-slept' });
  });

  it('WAM-40 tells a wake that nobody asked for from one that a policy forbids', () => {
    const stepped = core();
    expect(check(stepped, 'wake-policy')).toMatchObject({ state: 'not-applicable', reason: 'wake-off' });
    stepped.request({ kind: 'configure', maintenance: { wake: true } });
    expect(check(stepped, 'wake-policy')).toMatchObject({ state: 'ok', how: 'setting wake' });
    const source = '/etc/caretaker/policy.d';
    const reading: PolicyReading = { scope: 'machine', source, settings: { wake: false }, problems: [] };
    stepped.feed({ kind: 'PolicyChanged', reading });
    expect(check(stepped, 'wake-policy')).toMatchObject({
      state: 'problem',
      reason: 'wake-off-by-policy',
      how: source,
    });
  });

  it('says whether maintenance is off, and by whom', () => {
    const stepped = core();
    expect(check(stepped, 'maintenance-enabled')).toMatchObject({ state: 'ok' });
    stepped.request({ kind: 'configure', maintenance: { enabled: false } });
    expect(check(stepped, 'maintenance-enabled')).toMatchObject({ reason: 'maintenance-off' });
    const settings = { enabled: false };
    const reading: PolicyReading = { scope: 'user', source: 'key', settings, problems: [] };
    stepped.feed({ kind: 'PolicyChanged', reading });
    expect(check(stepped, 'maintenance-enabled')).toMatchObject({ reason: 'maintenance-off-by-policy' });
  });

  it('sees sensors that see nothing', () => {
    expect(check(core(), 'sensors')).toMatchObject({ state: 'ok', value: 'power ac, idle active' });
    const signals = [signal('power', 'ac'), signal('idle', 'unknown')];
    expect(check(core(), 'sensors', { signals })).toMatchObject({ reason: 'sensor-blind' });
    expect(check(core(), 'sensors', { signals: [] })).toMatchObject({ reason: 'sensor-blind' });
  });

  it('WAM-08 names the tasks that are starved: three periods after they fell due, seven days at least', () => {
    const stepped = core(
      buildTask('\\Daily', { maintenance: { period: 'P1D', deadline: 'P3D' } }),
      buildTask('\\Weekly', { maintenance: weekly }),
    );
    const hungry = (): string[] => check(stepped, 'starved-tasks').tasks;
    stepped.pass(7 * day - 1);
    expect(hungry()).toEqual([]);
    stepped.pass(1);
    expect(hungry()).toEqual(['\\Daily']);
    stepped.pass(14 * day);
    expect(hungry()).toEqual(['\\Daily', '\\Weekly']);
    stepped.request({ kind: 'disable', task: '\\Daily' });
    expect(hungry()).toEqual(['\\Weekly']);
  });

  it('WAM-32 WAM-41 passes on what the machine says, and says what it does not tell', () => {
    const facts: DiagnosisInput['facts'] = [
      { id: 'sleep-model', state: 'ok', reason: null, value: 'S3', how: 'powercfg /a' },
    ];
    const found = check(core(), 'sleep-model', { facts });
    expect(found).toEqual({ ...facts[0], tasks: [] });
    expect(check(core(), 'wake-firmware', { facts })).toMatchObject({ state: 'unknown', reason: 'not-told' });
  });
});
