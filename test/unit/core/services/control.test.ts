import { describe, expect, it } from 'vitest';
import { controlOutcome, isClientControl } from '../../../../src-main/core/services/control.js';
import { legalNext, isValidReport } from '../../../../src-main/core/services/status.js';
import {
  acceptBits,
  controlCodes as codes,
  everyAcceptBit,
} from '../../../../src-shared/model/service-constants.js';
import { ServiceState, type ServiceStatus } from '../../../../src-shared/model/service.js';

function status(state: ServiceState, accepts = everyAcceptBit): ServiceStatus {
  return { state, accepts, checkPoint: 0, waitHint: 0, win32ExitCode: 0, serviceSpecificExitCode: 0 };
}

describe('SCM-05 SCM-57 outcome of a control by state (reference, section 4)', () => {
  it.each([
    ['STOPPED', 1062, 1062, 1062],
    ['START_PENDING', 0, 0, 1061],
    ['STOP_PENDING', 1061, 1061, 1061],
    ['RUNNING', 0, 0, 0],
    ['PAUSED', 0, 0, 0],
    ['PAUSE_PENDING', 0, 0, 0],
    ['CONTINUE_PENDING', 0, 0, 0],
  ] as const)('%s: stop %d, interrogate %d, others %d', (state, stop, interrogate, others) => {
    expect(controlOutcome(status(state), codes.stop)).toBe(stop);
    expect(controlOutcome(status(state), codes.interrogate)).toBe(interrogate);
    for (const code of [codes.pause, codes.continue, codes.paramChange, codes.powerEvent, 200]) {
      expect(controlOutcome(status(state), code)).toBe(others);
    }
  });

  it('SCM-04 what is not accepted is 1052, interrogate and user controls always get through', () => {
    const running = status('RUNNING', 0);
    for (const code of Object.values(codes)) {
      const always = code === codes.interrogate || code === codes.deviceEvent;
      expect(controlOutcome(running, code)).toBe(always ? 0 : 1052);
    }
    expect(controlOutcome(running, 128)).toBe(0);
    expect(controlOutcome(status('START_PENDING', 0), codes.stop)).toBe(1052);
    expect(controlOutcome(status('RUNNING', acceptBits.pauseContinue), codes.continue)).toBe(0);
  });

  it('SCM-91 drivers take stop and interrogate only', () => {
    expect(controlOutcome(status('RUNNING'), codes.stop, true)).toBe(0);
    expect(controlOutcome(status('RUNNING'), codes.interrogate, true)).toBe(0);
    expect(controlOutcome(status('RUNNING'), codes.pause, true)).toBe(1052);
    expect(controlOutcome(status('RUNNING'), 200, true)).toBe(1052);
  });

  it('clients may send 1 to 4, 6 to 10 and 128 to 255', () => {
    const allowed = Array.from({ length: 0x400 }, (_, code) => code).filter(isClientControl);
    expect(allowed).toEqual([
      1,
      2,
      3,
      4,
      6,
      7,
      8,
      9,
      10,
      ...Array.from({ length: 128 }, (_, at) => 128 + at),
    ]);
  });
});

describe('SCM-57 the status machine', () => {
  it('has the transitions of the reference, section 3', () => {
    expect(Object.keys(legalNext).sort()).toEqual([...ServiceState.options].sort());
    expect(legalNext.STOP_PENDING).toEqual(['STOPPED']);
    expect(legalNext.STOPPED).toEqual(['START_PENDING', 'RUNNING']);
  });

  it('an unknown accept bit makes a report invalid', () => {
    expect(isValidReport(status('RUNNING'))).toBe(true);
    expect(isValidReport(status('RUNNING', 0x1000))).toBe(false);
  });
});
