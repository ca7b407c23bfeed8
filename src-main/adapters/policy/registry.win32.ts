import { readSettings } from '../../core/maintenance/setting-values.js';
import { run } from '../child/run.js';
import type { Environment } from '../child/command.js';
import type { PolicyContent } from './policy-file.js';

/** Policy of Windows for its own Automatic Maintenance (msched.admx; reference "automatic maintenance", 11.3). */
export const windowsMaintenanceKey =
  'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\Task Scheduler\\Maintenance';
export const machineKey = 'HKLM\\SOFTWARE\\Policies\\Caretaker';
export const userKey = 'HKCU\\SOFTWARE\\Policies\\Caretaker';

export type RegistryValues = Map<string, { type: string; data: string }>;

/** Values of one key, from `reg query KEY`; names keep their spaces. */
export function parseRegQuery(text: string): RegistryValues {
  const values: RegistryValues = new Map();
  for (const line of text.split(/\r?\n/)) {
    const found = /^ {4}(.+?) {4}(REG_\w+)(?: {4}(.*))?$/.exec(line);
    if (found !== null) values.set(found[1] ?? '', { type: found[2] ?? '', data: found[3] ?? '' });
  }
  return values;
}

/** The policy values of Windows' own key in Caretaker's settings. Only the time of day of the boundary counts. */
export function fromWindowsPolicy(values: RegistryValues): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  const boundary = values.get('Activation Boundary')?.data;
  if (boundary !== undefined) settings['time'] = /T(\d\d:\d\d)/.exec(boundary)?.[1] ?? boundary;
  const randomized = dword(values.get('Randomized'));
  if (randomized === 0) settings['randomDelay'] = 'PT0S';
  if (randomized === 1) settings['randomDelay'] = values.get('Random Delay')?.data ?? 'PT4H';
  const wake = dword(values.get('WakeUp'));
  if (wake !== null) settings['wake'] = wake === 1;
  return settings;
}

/** Caretaker's own key: the settings under their names in PascalCase. */
export function fromOwnKey(values: RegistryValues): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of values) {
    const setting = name.charAt(0).toLowerCase() + name.slice(1);
    const number = dword(value);
    if (value.type === 'REG_MULTI_SZ') settings[setting] = value.data.split('\\0').filter(Boolean);
    else if (number === null) settings[setting] = value.data;
    else settings[setting] = setting === 'wake' || setting === 'enabled' ? number === 1 : number;
  }
  return settings;
}

/** Sorts raw settings of a key into those that hold and what is wrong with the others. */
export function checked(key: string, raw: Record<string, unknown>): PolicyContent {
  const { settings, problems } = readSettings(raw);
  return { settings, problems: problems.map((problem) => `${key}: ${problem}`) };
}

/** Reads the keys of one scope with reg.exe; a key that is not there says nothing. */
export async function readRegistryPolicy(
  scope: 'machine' | 'user',
  env: Environment,
): Promise<PolicyContent> {
  const query = async (key: string): Promise<RegistryValues> =>
    // reg.exe ends with 1 for a key that does not exist, and for nothing else that could be mended here.
    parseRegQuery(await run('reg', ['query', key], { env, timeoutMs: 10_000 }).catch(() => ''));
  if (scope === 'user') return checked(userKey, fromOwnKey(await query(userKey)));
  const windows = checked(windowsMaintenanceKey, fromWindowsPolicy(await query(windowsMaintenanceKey)));
  const own = checked(machineKey, fromOwnKey(await query(machineKey)));
  return {
    settings: { ...windows.settings, ...own.settings },
    problems: [...windows.problems, ...own.problems],
  };
}

function dword(value: { type: string; data: string } | undefined): number | null {
  return value?.type === 'REG_DWORD' ? Number(value.data) : null;
}
