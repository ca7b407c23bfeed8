import { describe, expect, it } from 'vitest';
import { serviceRows } from '../../../src-renderer/features/services/service-rows.js';
import { patienceMs, progressOf } from '../../../src-renderer/features/services/progress.js';
import { allowed, isFailed, triggerDetail } from '../../../src-renderer/features/services/service-words.js';
import type { ServiceSummary } from '../../../src-shared/model/service.js';
import { demoServices } from '../../support/demo/demo-services.js';

function service(name: string, change: Partial<ServiceSummary> = {}): ServiceSummary {
  const found = demoServices.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return { ...found, ...change };
}

describe('the words of a service', () => {
  it('UI-30 counts two minutes, never below zero and never past the end of the bar', () => {
    const since = '2026-11-20T13:31:00.000Z';
    const at = (ms: number) => progressOf(service('imaged', { since }), Date.parse(since) + ms);
    expect(at(-5000)).toMatchObject({ elapsedMs: 0, share: 0, over: false });
    expect(at(patienceMs / 2)).toMatchObject({ share: 0.5, over: false });
    expect(at(patienceMs)).toMatchObject({ share: 1, over: false });
    expect(at(patienceMs + 1)).toMatchObject({ share: 1, over: true });
    expect(progressOf(service('imaged', { since: null }), Date.now())).toMatchObject({ elapsedMs: 0 });
  });

  it('calls failed what ended with an error, not what was never started', () => {
    const stopped = (exitCode: number) => isFailed(service('faxd', { state: 'STOPPED', exitCode }));
    expect([0, 1077, 1058].map(stopped)).toEqual([false, false, false]);
    expect([1, 1067, 1069].map(stopped)).toEqual([true, true, true]);
    expect(isFailed(service('faxd', { state: 'RUNNING', exitCode: 1067 }))).toBe(false);
    expect(isFailed(service('faxd', { exitCode: 0, failed: true }))).toBe(true);
  });

  it('offers what the service accepts, and nothing else', () => {
    const status = { ...service('snapd').status };
    const can = (change: Partial<ServiceSummary>) =>
      Object.entries(allowed(service('snapd', change)))
        .filter(([, may]) => may)
        .map(([act]) => act);
    expect(can({})).toEqual(['stop', 'pause']);
    expect(can({ status: { ...status, accepts: 1 } })).toEqual(['stop']);
    expect(can({ status: { ...status, accepts: 0 } })).toEqual([]);
    expect(can({ state: 'PAUSED' })).toEqual(['stop', 'continue']);
    expect(can({ state: 'STOPPED' })).toEqual(['start']);
    expect(can({ state: 'STOPPED', startType: 'DISABLED' })).toEqual([]);
    expect(can({ state: 'STOPPED', marked: true })).toEqual([]);
    expect(can({ state: 'STOP_PENDING' })).toEqual([]);
    expect(can({ state: 'START_PENDING', status: { ...status, accepts: 0 } })).toEqual(['stop']);
  });

  it('shows the class of a device and the data of a trigger, not the fixed identifiers of Windows', () => {
    const [device, address] = service('imaged').triggers;
    if (device === undefined || address === undefined) throw new Error('no triggers');
    expect(triggerDetail(device)).toBe('{6bdd1fc6-810f-11d0-bec7-08002be2092f} · USB\\VID_04A9');
    expect(triggerDetail(address)).toBe('');
  });
});

describe('the rows of the list', () => {
  it('stand by group, shared hosts together, services without a group last, each exactly once', () => {
    const rows = serviceRows(demoServices);
    expect(rows.flatMap((row) => (row.kind === 'group' ? [[row.group, row.shared, row.count]] : []))).toEqual(
      [
        ['Base', false, 2],
        ['Imaging', false, 3],
        ['Network', false, 1],
        ['Storage', false, 3],
        ['netsvcs', true, 2],
        ['', false, 1],
      ],
    );
    const names = rows.flatMap((row) => (row.kind === 'service' ? [row.service.name] : []));
    expect([...names].sort()).toEqual(demoServices.map(({ name }) => name).sort());
  });
});
