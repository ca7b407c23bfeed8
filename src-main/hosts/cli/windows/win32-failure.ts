import { Fault } from '../../../../src-shared/failure/fault.js';
import { win32Text } from '../../../../src-shared/wording/win32.js';
import { Refused } from '../../../client/contract-client.js';

/** A call of the service manager that failed: what sc prints of it. */
export class Win32Failure extends Error {
  override readonly name = 'Win32Failure';
  constructor(
    readonly call: string,
    readonly code: number,
    /** What is said instead of Windows' own sentence. */
    readonly sentence: string = sentenceOf(code),
  ) {
    super(sentence);
  }

  /** `[SC] OpenService FAILED 1060:` with its sentence. */
  get text(): string {
    return `[SC] ${this.call} FAILED ${this.code}:\n\n${this.sentence}\n\n`;
  }
}

/** Sentences of codes that the service manager itself never refuses with. */
const others = new Map([
  [50, 'The request is not supported.'],
  [1722, 'The RPC server is unavailable.'],
]);

function sentenceOf(code: number): string {
  return others.get(code) ?? win32Text(code, 'en');
}

/** Codes that opening a service gives, whatever was wanted of it. */
const openingCodes = new Set([5, 1060, 123]);

/**
 * Makes of what the host refused the failure that sc would report.
 *
 * @param call the function that was called
 * @param opening what to call it when the service could not be opened at all
 */
export function asFailure(error: unknown, call: string, opening = 'OpenService'): unknown {
  if (error instanceof Fault && (error.code === 'no-host' || error.code === 'host-gone')) {
    return new Win32Failure('OpenSCManager', 1722, `${sentenceOf(1722)} ${error.message}`);
  }
  if (!(error instanceof Refused)) return error;
  const { code, message } = error.refusal;
  if (code === null) return new Win32Failure(call, 1062, message);
  // A result code such as 0x80070005 carries its Win32 error in the lower half.
  const win32 = code > 0xffff ? code & 0xffff : code;
  return new Win32Failure(openingCodes.has(win32) ? opening : call, win32);
}
