import type { ServiceDefinition, ServiceSummary, ServiceTrigger } from '../../../src-shared/model/service.js';
import { acceptBits, triggerSubtypes } from '../../../src-shared/model/service-constants.js';
import { win32Text } from '../../../src-shared/wording/win32.js';
import type { Words } from '../../state/words.svelte.js';
import type { GlyphName, Tone } from '../../ui/glyph-names.js';

/** Error numbers that say only that it was not started since boot, or is disabled besides. */
const notStarted = new Set([0, 1058, 1077]);

/** Whether it ended in a way that a person should look at. */
export function isFailed(service: ServiceSummary): boolean {
  return service.state === 'STOPPED' && (service.failed || !notStarted.has(service.exitCode));
}

/** What Windows calls Started. */
export function isStarted({ state }: ServiceSummary): boolean {
  return state === 'RUNNING';
}

/** It has to be stopped before what it needs can be. */
export function isLive({ state }: ServiceSummary): boolean {
  return state !== 'STOPPED' && state !== 'STOP_PENDING';
}

/** In between two states: it has a progress. */
export function isPending({ state }: ServiceSummary): boolean {
  return state.endsWith('_PENDING');
}

/** Silhouette, colour, state and what stands behind it. */
export interface ServiceFace {
  glyph: GlyphName;
  tone: Tone;
  text: string;
  /** Second line: process, or why it stopped. */
  sub: string;
}

export function serviceFace(service: ServiceSummary, words: Words): ServiceFace {
  const text = words.say(`service.state.${service.state}`);
  const process = service.pid === null ? '' : words.say('service.pid', { pid: String(service.pid) });
  switch (service.state) {
    case 'RUNNING':
      return { glyph: 'started', tone: 'done', text, sub: process };
    case 'PAUSED':
      return { glyph: 'suspended', tone: 'quiet', text, sub: process };
    case 'STOPPED':
      return isFailed(service)
        ? {
            glyph: 'failed',
            tone: 'fail',
            text: words.say('service.state.failed'),
            sub: lastReason(service, words),
          }
        : {
            glyph: service.startType === 'DISABLED' ? 'disabled' : 'stopped',
            tone: 'quiet',
            text,
            sub: lastReason(service, words),
          };
    case 'STOP_PENDING':
    case 'PAUSE_PENDING':
      return { glyph: 'stopping', tone: service.hung ? 'warn' : 'accent', text, sub: process };
    case 'START_PENDING':
    case 'CONTINUE_PENDING':
      return { glyph: 'starting', tone: service.hung ? 'warn' : 'accent', text, sub: process };
  }
}

/** Why it is in its state: who started it, or how it ended. */
export function lastReason(service: ServiceSummary, words: Words): string {
  if (service.state !== 'STOPPED') {
    return service.startReason === null ? '' : words.say(`service.reason.${service.startReason}`);
  }
  if (isFailed(service) && !notStarted.has(service.exitCode)) {
    return words.say('service.error', {
      code: String(service.exitCode),
      text: win32Text(service.exitCode, words.language),
    });
  }
  if (service.stoppedBy === null) return words.say('service.stopped.never');
  return words.known(`service.stopped.${service.stoppedBy}`) ?? service.stoppedBy;
}

/** How it starts, as the list of Windows says it: with its triggers. */
export function startWord(service: ServiceSummary, words: Words): string {
  const triggered = service.triggers.some(({ action }) => action === 'start');
  switch (service.startType) {
    case 'BOOT_START':
      return words.say('service.start.boot');
    case 'SYSTEM_START':
      return words.say('service.start.system');
    case 'AUTO_START':
      if (service.delayed) return words.say('service.start.delayed-auto');
      return words.say(triggered ? 'service.start.autoTrigger' : 'service.start.auto');
    case 'DEMAND_START':
      return words.say(triggered ? 'service.start.trigger' : 'service.start.demand');
    case 'DISABLED':
      return words.say('service.start.disabled');
  }
}

const subtypeWords = new Map(
  (
    [
      ['firstAddress', 'service.trigger.firstAddress'],
      ['lastAddress', 'service.trigger.lastAddress'],
      ['domainJoin', 'service.trigger.domainJoin'],
      ['domainLeave', 'service.trigger.domainLeave'],
      ['portOpen', 'service.trigger.portOpen'],
      ['portClose', 'service.trigger.portClose'],
      ['machinePolicy', 'service.trigger.machinePolicy'],
      ['userPolicy', 'service.trigger.userPolicy'],
      ['rpcEndpoint', 'service.trigger.rpcEndpoint'],
      ['pipeEndpoint', 'service.trigger.pipeEndpoint'],
      ['systemState', 'service.trigger.systemState'],
    ] as const
  ).map(([name, key]) => [triggerSubtypes[name] as string, key] as const),
);

/** A trigger in words. */
export function triggerText({ type, subtype }: ServiceTrigger, words: Words): string {
  if (type === 'device-interface-arrival') return words.say('service.trigger.device');
  if (type === 'custom') return words.say('service.trigger.custom');
  if (type === 'aggregate') return words.say('service.trigger.aggregate');
  const key = subtypeWords.get(subtype.toLowerCase());
  return key === undefined ? words.say('service.trigger.systemState') : words.say(key);
}

/** The class or provider, where a person chose it; the fixed ones say no more than the sentence. */
export function triggerDetail({ subtype, data }: ServiceTrigger): string {
  const own = subtypeWords.has(subtype.toLowerCase()) ? [] : [`{${subtype}}`];
  return [...own, ...data.map(({ value }) => value)].join(' · ');
}

/** What may be asked of it now. */
export function allowed(service: ServiceSummary): Record<'start' | 'stop' | 'pause' | 'continue', boolean> {
  const accepts = (bit: number) => (service.status.accepts & bit) !== 0;
  const { state } = service;
  return {
    start: state === 'STOPPED' && service.startType !== 'DISABLED' && !service.marked,
    stop:
      state !== 'STOPPED' &&
      state !== 'STOP_PENDING' &&
      (accepts(acceptBits.stop) || state === 'START_PENDING'),
    pause: state === 'RUNNING' && accepts(acceptBits.pauseContinue),
    continue: state === 'PAUSED' && accepts(acceptBits.pauseContinue),
  };
}

/** A command as one line. */
export function commandText(command: ServiceDefinition['imagePath']): string {
  if (command === null) return '';
  return typeof command === 'string' ? command : command.join(' ');
}

/** How Caretaker knows that it runs. */
export function readinessText({ readiness }: ServiceDefinition, words: Words): string {
  switch (readiness.kind) {
    case 'process':
      return words.say('service.readiness.process');
    case 'command':
      return words.say('service.readiness.command', { command: readiness.command.join(' ') });
    case 'port':
      return words.say('service.readiness.port', { port: String(readiness.port) });
    case 'log':
      return words.say('service.readiness.log', { line: readiness.line });
  }
}

export function hostText(host: string, words: Words): string {
  if (host === 'protocol' || host === 'generic') return words.say(`service.host.${host}`);
  return words.say('service.host.shared', { group: host.slice('shared:'.length) });
}
