import {
  acceptBits,
  everyAcceptBit,
  serviceStateNumbers,
} from '../../../../src-shared/model/service-constants.js';
import type { ServiceState, ServiceStatus } from '../../../../src-shared/model/service.js';
import type { ChannelMessage } from '../../../ports/channel.js';

/** A message that was understood, or what is wrong with it, for the one who wrote the program. */
export type Heard<T> = { kind: 'heard'; value: T } | { kind: 'wrong'; why: string };

const largest = 0xffff_ffff;
const stateNames = Object.keys(serviceStateNumbers) as ServiceState[];
const acceptNames: Record<string, number> = acceptBits;

/**
 * Reads a status report (docs/protocol.md, "status"). What is left out is 0; `accepts` left out stays as it
 * was, since a program repeats it in every report otherwise.
 */
export function readStatus(message: ChannelMessage, before: ServiceStatus | null): Heard<ServiceStatus> {
  const state = readState(message['state']);
  if (state === null) {
    return wrong(`state must be one of ${stateNames.join(', ')} or its number 1 to 7`);
  }
  const accepts = readAccepts(message['accepts'], before?.accepts ?? 0);
  if (typeof accepts === 'string') return wrong(accepts);
  const numbers: Record<string, number> = {};
  for (const field of ['checkPoint', 'waitHint', 'win32ExitCode', 'serviceSpecificExitCode']) {
    const value = message[field] ?? 0;
    if (!isCount(value)) return wrong(`${field} must be a whole number from 0 to ${largest}`);
    numbers[field] = value;
  }
  const { checkPoint = 0, waitHint = 0, win32ExitCode = 0, serviceSpecificExitCode = 0 } = numbers;
  const value = { state, checkPoint, waitHint, accepts, win32ExitCode, serviceSpecificExitCode };
  return { kind: 'heard', value };
}

/** Reads an answer to a start command or a control: which one, and a Win32 code. */
export function readAnswer(message: ChannelMessage): Heard<{ id: number; code: number }> {
  const { id } = message;
  const code = message['code'] ?? 0;
  if (!isCount(id)) return wrong('id must be the number that came with the start command or the control');
  if (!isCount(code)) return wrong(`code must be a Win32 error code from 0 to ${largest}`);
  return { kind: 'heard', value: { id, code } };
}

function readState(value: unknown): ServiceState | null {
  if (typeof value === 'string') return stateNames.find((name) => name === value.toUpperCase()) ?? null;
  return stateNames.find((name) => serviceStateNumbers[name] === value) ?? null;
}

/** A mask, a list of names, or nothing for what it was before; text where it is none of these. */
function readAccepts(value: unknown, before: number): number | string {
  if (value === undefined || value === null) return before;
  // Bits that nobody knows are an error of the core's (13, event 7016): they are passed on.
  if (isCount(value)) return value;
  const known = `accepts must be a mask (0 to ${everyAcceptBit}) or a list of ${Object.keys(acceptNames).join(', ')}`;
  if (!Array.isArray(value)) return known;
  let mask = 0;
  for (const name of value as unknown[]) {
    const bit = typeof name === 'string' ? acceptNames[name] : undefined;
    if (bit === undefined) return known;
    mask |= bit;
  }
  return mask;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largest;
}

function wrong<T>(why: string): Heard<T> {
  return { kind: 'wrong', why };
}
