import { triggerSubtypes as subtypes } from '../../../../src-shared/model/service-constants.js';
import type { ServiceTrigger, TriggerData } from '../../../../src-shared/model/service.js';
import { Win32Failure } from './win32-failure.js';

const call = 'ChangeServiceConfig2';
const guid = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i;

function wrong(option: string, why: string): Win32Failure {
  return new Win32Failure(call, 87, `The parameter is incorrect. ${option}: ${why}`);
}

function uuid(option: string, text: string | undefined): string {
  const match = guid.exec(text ?? '');
  if (match === null) throw wrong(option, 'a UUID such as 0850302a-b344-4fda-9be9-90576b8d46f0 is needed');
  return (match[1] ?? '').toLowerCase();
}

function hex(option: string, text: string, bytes: number | null): string {
  const whole = bytes === null ? text.length > 0 && text.length % 2 === 0 : text.length === bytes * 2;
  if (!/^[0-9a-f]+$/i.test(text) || !whole) throw wrong(option, `${text} is no string of hexadecimal bytes`);
  return text.toLowerCase();
}

type Reader = (option: string, rest: string[]) => Omit<ServiceTrigger, 'action'>;

/** A trigger that only its subtype describes. */
const plain =
  (type: ServiceTrigger['type'], subtype: string): Reader =>
  (option, rest) => {
    if (rest.length > 0) throw wrong(option, 'nothing may follow');
    return { type, subtype, data: [] };
  };

/** A provider with data: `UUID/data0/...`. */
const custom =
  (read: (option: string, text: string) => TriggerData): Reader =>
  (option, [provider, ...items]) => ({
    type: 'custom',
    subtype: uuid(option, provider),
    data: items.filter((item) => item !== '').map((item) => read(option, item)),
  });

const string = (_option: string, value: string): TriggerData => ({ type: 'string', value });
const sized =
  (type: TriggerData['type'], bytes: number | null) =>
  (option: string, value: string): TriggerData => ({ type, value: hex(option, value, bytes) });

/** One text after the slash. */
const named =
  (type: ServiceTrigger['type'], subtype: string): Reader =>
  (option, rest) => {
    const value = rest.join('/');
    if (value === '') throw wrong(option, 'a value must follow');
    return { type, subtype, data: [{ type: 'string', value }] };
  };

const customs: Record<string, Reader> = {
  custom: custom(sized('binary', null)),
  strcustom: custom(string),
  lvlcustom: custom(sized('level', 1)),
  kwanycustom: custom(sized('keyword-any', 8)),
  kwallcustom: custom(sized('keyword-all', 8)),
};

const readers: Record<ServiceTrigger['action'], Record<string, Reader>> = {
  start: {
    ...customs,
    device: (option, [interfaceClass, ...ids]) => ({
      type: 'device-interface-arrival',
      subtype: uuid(option, interfaceClass),
      data: ids.filter((id) => id !== '').map((id) => string(option, id)),
    }),
    networkon: plain('ip-address-availability', subtypes.firstAddress),
    domainjoin: plain('domain-join', subtypes.domainJoin),
    portopen: named('firewall-port-event', subtypes.portOpen),
    machinepolicy: plain('group-policy', subtypes.machinePolicy),
    userpolicy: plain('group-policy', subtypes.userPolicy),
    rpcinterface: (option, [text, ...rest]) => {
      if (rest.length > 0) throw wrong(option, 'nothing may follow the UUID');
      const value = uuid(option, text);
      return { type: 'network-endpoint', subtype: subtypes.rpcEndpoint, data: [{ type: 'string', value }] };
    },
    namedpipe: named('network-endpoint', subtypes.pipeEndpoint),
  },
  stop: {
    ...customs,
    networkoff: plain('ip-address-availability', subtypes.lastAddress),
    domainleave: plain('domain-join', subtypes.domainLeave),
    portclose: named('firewall-port-event', subtypes.portClose),
  },
};

/**
 * Reads the options of sc triggerinfo (SCM-36). Together they are the whole list; `delete` is an empty one.
 *
 * @throws Win32Failure 87 for an option that is none
 */
export function readTriggers(options: string[]): ServiceTrigger[] {
  if (options.length === 1 && options[0]?.toLowerCase() === 'delete') return [];
  return options.map((option) => {
    const [action = '', kind = '', ...rest] = option.split('/');
    const known = action.toLowerCase();
    if (known !== 'start' && known !== 'stop') throw wrong(option, 'an option begins with start/ or stop/');
    const read = Object.hasOwn(readers[known], kind.toLowerCase())
      ? readers[known][kind.toLowerCase()]
      : undefined;
    if (read === undefined) throw wrong(option, `there is no ${known} trigger of this kind`);
    return { action: known, ...read(option, rest) };
  });
}

const typeWords: Record<ServiceTrigger['type'], string> = {
  'device-interface-arrival': 'DEVICE INTERFACE ARRIVAL',
  'ip-address-availability': 'IP ADDRESS AVAILABILITY',
  'domain-join': 'DOMAIN JOINED STATUS',
  'firewall-port-event': 'FIREWALL PORT EVENT',
  'group-policy': 'GROUP POLICY',
  'network-endpoint': 'NETWORK EVENT',
  'custom-system-state-change': 'CUSTOM SYSTEM STATE CHANGE EVENT',
  custom: 'CUSTOM',
  aggregate: 'AGGREGATE EVENT',
};

const subtypeWords = new Map<string, string>([
  [subtypes.firstAddress, 'FIRST IP ADDRESS AVAILABLE'],
  [subtypes.lastAddress, 'NO IP ADDRESS AVAILABLE'],
  [subtypes.domainJoin, 'DOMAIN JOINED'],
  [subtypes.domainLeave, 'NOT DOMAIN JOINED'],
  [subtypes.portOpen, 'PORT OPEN'],
  [subtypes.portClose, 'PORT CLOSE'],
  [subtypes.machinePolicy, 'MACHINE POLICY PRESENT'],
  [subtypes.userPolicy, 'USER POLICY PRESENT'],
  [subtypes.rpcEndpoint, 'RPC INTERFACE EVENT'],
  [subtypes.pipeEndpoint, 'NAMED PIPE EVENT'],
  [subtypes.systemState, 'CUSTOM SYSTEM STATE CHANGE EVENT'],
]);

function subtypeWord({ type, subtype }: ServiceTrigger): string {
  if (type === 'device-interface-arrival') return 'INTERFACE CLASS GUID';
  return (type === 'custom' ? undefined : subtypeWords.get(subtype)) ?? 'ETW PROVIDER UUID';
}

function dataText({ type, value }: TriggerData): string {
  return type === 'string' ? value : (value.match(/../g) ?? []).join(' ').toUpperCase();
}

/** The lines of sc qtriggerinfo (SCM-37); the action stands once for triggers of one action in a row. */
export function triggerText(name: string, triggers: ServiceTrigger[]): string[] {
  if (triggers.length === 0) {
    return [
      '[SC] QueryServiceConfig2 SUCCESS',
      '',
      `The service ${name} has not registered for any start or stop triggers.`,
    ];
  }
  const lines = ['[SC] QueryServiceConfig2 SUCCESS', '', `SERVICE_NAME: ${name}`, ''];
  let action: string | null = null;
  for (const trigger of triggers) {
    if (trigger.action !== action) lines.push(`        ${trigger.action.toUpperCase()} SERVICE`);
    action = trigger.action;
    const type = typeWords[trigger.type].padEnd(29);
    lines.push(`          ${type}: ${trigger.subtype.toLowerCase()} [${subtypeWord(trigger)}]`);
    for (const item of trigger.data) lines.push(`            ${'DATA'.padEnd(27)}: ${dataText(item)}`);
  }
  return lines;
}
