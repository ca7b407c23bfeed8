import {
  acceptBits,
  serviceStateNumbers,
  serviceTypeNames,
  serviceTypeNumbers,
} from '../../../../src-shared/model/service-constants.js';
import type { ServiceSummary } from '../../../../src-shared/model/service.js';

/** `        TYPE               : 20  WIN32_SHARE_PROCESS`; an empty value leaves a bare colon. */
export function field(label: string, value: string, width = 19): string {
  return `        ${label.padEnd(width)}:${value === '' ? '' : ` ${value}`}`;
}

/** `20  WIN32_SHARE_PROCESS` */
export function typeText(type: ServiceSummary['type'], interactive: boolean): string {
  const number = serviceTypeNumbers[type] + (interactive ? 0x100 : 0);
  return `${number.toString(16)}  ${serviceTypeNames[type]}${interactive ? ' (interactive)' : ''}`;
}

/** The three words on what a service accepts; a stopped one that accepts nothing has none in newer builds. */
function acceptedText({ state, accepts }: ServiceSummary['status']): string[] {
  if (state === 'STOPPED' && accepts === 0) return [];
  const has = (bit: number): boolean => (accepts & bit) !== 0;
  const shutdown = has(acceptBits.shutdown)
    ? 'ACCEPTS_SHUTDOWN'
    : has(acceptBits.preshutdown)
      ? 'ACCEPTS_PRESHUTDOWN'
      : 'IGNORES_SHUTDOWN';
  const words = [
    has(acceptBits.stop) ? 'STOPPABLE' : 'NOT_STOPPABLE',
    has(acceptBits.pauseContinue) ? 'PAUSABLE' : 'NOT_PAUSABLE',
    shutdown,
  ];
  return [`${' '.repeat(32)}(${words.join(', ')})`];
}

function decimalAndHex(code: number): string {
  return `${code}  (0x${code.toString(16)})`;
}

export interface StatusLook {
  /** The name as it was typed; a list shows the service's own. */
  name: string;
  /** Lists show it. */
  displayName: boolean;
  /** queryex and start add process and flags. */
  extended: boolean;
  interactive: boolean;
}

/** The block of sc query, with the empty line before it (SCM-09, SCM-43). */
export function statusBlock(service: ServiceSummary, look: StatusLook): string[] {
  const { status, exitCode, pid } = service;
  const lines = ['', `SERVICE_NAME: ${look.name}`];
  if (look.displayName) lines.push(`DISPLAY_NAME: ${service.displayName}`);
  lines.push(
    field('TYPE', typeText(service.type, look.interactive)),
    field('STATE', `${serviceStateNumbers[service.state]}  ${service.state}`),
    ...acceptedText(status),
    field('WIN32_EXIT_CODE', decimalAndHex(exitCode)),
    field('SERVICE_EXIT_CODE', decimalAndHex(status.serviceSpecificExitCode)),
    field('CHECKPOINT', `0x${status.checkPoint.toString(16)}`),
    field('WAIT_HINT', `0x${status.waitHint.toString(16)}`),
  );
  if (look.extended) lines.push(field('PID', String(pid ?? 0)), field('FLAGS', ''));
  return lines;
}
