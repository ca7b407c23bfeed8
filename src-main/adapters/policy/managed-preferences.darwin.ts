import { existsSync } from 'node:fs';
import { readSettings } from '../../core/maintenance/setting-values.js';
import { run } from '../child/run.js';
import type { Environment } from '../child/command.js';
import type { PolicyContent } from './policy-file.js';

/** Where a device management service puts preferences that nobody can change. */
export const managedFolder = '/Library/Managed Preferences';
export const preferencesFile = 'org.caretaker.Caretaker.plist';

/** Settings of a property list as `plutil -convert json` prints it: the keys are the names of the settings. */
export function fromPreferences(file: string, json: string): PolicyContent {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return { settings: {}, problems: [`${file} is not a property list with plain values`] };
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { settings: {}, problems: [`${file} must be a dictionary of settings`] };
  const { settings, problems } = readSettings(raw as Record<string, unknown>);
  return { settings, problems: problems.map((problem) => `${file}: ${problem}`) };
}

/** Reads one file of managed preferences; one that is not there says nothing. */
export async function readManagedPreferences(file: string, env: Environment): Promise<PolicyContent> {
  if (!existsSync(file)) return { settings: {}, problems: [] };
  const json = await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', file], { env, timeoutMs: 5_000 });
  return fromPreferences(file, json);
}
