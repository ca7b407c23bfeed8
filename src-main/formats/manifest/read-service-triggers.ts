import { triggerSubtypes, triggerTypeNumbers } from '../../../src-shared/model/service-constants.js';
import type { ServiceTrigger, TriggerData } from '../../../src-shared/model/service.js';
import { resultCodes } from '../../core/tasks/validate-finding.js';
import { listOf, text, word } from './leaves.js';
import type { Field, FieldHandlers, ManifestReading } from './reading.js';

/** Triggers that say all by their name: type and subtype, and what they usually do. */
const named = {
  networkOn: ['ip-address-availability', triggerSubtypes.firstAddress, 'start'],
  networkOff: ['ip-address-availability', triggerSubtypes.lastAddress, 'stop'],
  domainJoin: ['domain-join', triggerSubtypes.domainJoin, 'start'],
  domainLeave: ['domain-join', triggerSubtypes.domainLeave, 'stop'],
  machinePolicy: ['group-policy', triggerSubtypes.machinePolicy, 'start'],
  userPolicy: ['group-policy', triggerSubtypes.userPolicy, 'start'],
} as const;

const withText = {
  portOpen: ['firewall-port-event', triggerSubtypes.portOpen],
  portClose: ['firewall-port-event', triggerSubtypes.portClose],
  rpc: ['network-endpoint', triggerSubtypes.rpcEndpoint],
  namedPipe: ['network-endpoint', triggerSubtypes.pipeEndpoint],
  systemState: ['custom-system-state-change', triggerSubtypes.systemState],
} as const;

/** Triggers of a service (promises section 3): `{ action: start, device: { class, ids } }`, `networkOn`, … */
export function readServiceTriggers(reading: ManifestReading, field: Field): ServiceTrigger[] {
  if (reading.isNull(field)) return [];
  const entries = reading.list(field);
  if (entries === null) {
    reading.error(field, resultCodes.invalidValue, 'is not a list; write a list of triggers');
    return [];
  }
  return entries.flatMap((entry) => readTrigger(reading, entry) ?? []);
}

type Found = Omit<ServiceTrigger, 'action'> & { usually: 'start' | 'stop' };

function readTrigger(reading: ManifestReading, entry: Field): ServiceTrigger | null {
  if (reading.mapping(entry) === null) {
    const key = word(reading, entry, [entry.key], Object.fromEntries(Object.keys(named).map((k) => [k, k])));
    if (key === undefined) return null;
    const [type, subtype, action] = named[key as keyof typeof named];
    return { action, type, subtype, data: [] };
  }
  let action: 'start' | 'stop' | undefined;
  const found: Found[] = [];
  const before = reading.problems.length;
  reading.children(entry, {
    action: (f) => (action = word(reading, f, [f.key], { start: 'start', stop: 'stop' } as const)),
    ...namedHandlers(found),
    ...textHandlers(reading, found),
    device: (f) => found.push(readDevice(reading, f)),
    custom: (f) => found.push(readCustom(reading, f)),
    ...windowsHandlers(reading, found),
  });
  if (reading.problems.length > before) return null;
  const [one, other] = found;
  if (one === undefined || other !== undefined) {
    const kinds = ['device', 'custom', ...Object.keys(named), ...Object.keys(withText)].join(', ');
    reading.error(entry, resultCodes.missingNode, `wants exactly one kind of trigger: ${kinds}`, null);
    return null;
  }
  const { usually, ...trigger } = one;
  return { action: action ?? usually, ...trigger };
}

function namedHandlers(found: Found[]): FieldHandlers {
  return Object.fromEntries(
    Object.entries(named).map(([key, [type, subtype, usually]]) => [
      key,
      () => found.push({ type, subtype, data: [], usually }),
    ]),
  );
}

function textHandlers(reading: ManifestReading, found: Found[]): FieldHandlers {
  return Object.fromEntries(
    Object.entries(withText).map(([key, [type, subtype]]) => [
      key,
      (f: Field) => found.push({ type, subtype, data: strings(reading, f), usually: 'start' }),
    ]),
  );
}

function strings(reading: ManifestReading, field: Field): TriggerData[] {
  if (reading.isNull(field)) return [];
  return listOf(reading, field, [field.key], (one, at) => text(reading, one, at)).map((value) => ({
    type: 'string',
    value,
  }));
}

function hex(reading: ManifestReading, field: Field): TriggerData[] {
  return strings(reading, field).map(({ value }) => ({ type: 'binary', value: value.toLowerCase() }));
}

function plainGuid(text: string): string {
  return text
    .trim()
    .replace(/^\{|\}$/g, '')
    .toLowerCase();
}

function readDevice(reading: ManifestReading, field: Field): Found {
  let subtype = '';
  let data: TriggerData[] = [];
  reading.children(field, {
    class: (f) => (subtype = plainGuid(text(reading, f, [f.key]) ?? '')),
    ids: (f) => (data = strings(reading, f)),
  });
  if (subtype === '') reading.missing(field, 'class', 'write the GUID of the interface class');
  return { type: 'device-interface-arrival', subtype, data, usually: 'start' };
}

function readCustom(reading: ManifestReading, field: Field): Found {
  let subtype = '';
  const data: TriggerData[] = [];
  reading.children(field, {
    provider: (f) => (subtype = plainGuid(text(reading, f, [f.key]) ?? '')),
    hex: (f) => data.push(...hex(reading, f)),
    string: (f) => data.push(...strings(reading, f)),
  });
  if (subtype === '') reading.missing(field, 'provider', 'write the GUID of the provider');
  return { type: 'custom', subtype, data, usually: 'start' };
}

/** The form of Windows itself: `{ type, subtype, data: [{ type, value }] }`. */
function windowsHandlers(reading: ManifestReading, found: Found[]): FieldHandlers {
  let trigger: Found | null = null;
  const one = (): Found => {
    if (trigger === null) {
      trigger = { type: 'custom', subtype: '', data: [], usually: 'start' };
      found.push(trigger);
    }
    return trigger;
  };
  const types = Object.fromEntries(
    (Object.keys(triggerTypeNumbers) as ServiceTrigger['type'][]).map((key) => [key, key]),
  ) as Record<string, ServiceTrigger['type']>;
  return {
    type: (f) => (one().type = word(reading, f, [f.key], types) ?? 'custom'),
    subtype: (f) => (one().subtype = plainGuid(text(reading, f, [f.key]) ?? '')),
    data: (f) => {
      for (const entry of reading.isNull(f) ? [] : (reading.list(f) ?? [f])) {
        const item: TriggerData = { type: 'string', value: '' };
        reading.children(entry, {
          type: (g) =>
            (item.type =
              word(reading, g, [g.key], {
                binary: 'binary',
                string: 'string',
                level: 'level',
                'keyword-any': 'keyword-any',
                'keyword-all': 'keyword-all',
              } as const) ?? 'string'),
          value: (g) => (item.value = text(reading, g, [g.key]) ?? ''),
        });
        one().data.push(item);
      }
    },
  };
}
