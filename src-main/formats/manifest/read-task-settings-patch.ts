import type { SettingsPatch } from '../../../src-shared/model/settings.js';
import { resultCodes } from '../../core/tasks/validate-finding.js';
import { listOf, text } from './leaves.js';
import type { Field, ManifestReading } from './reading.js';

const guid = /^\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?$/;

/** `settings.handlers`: a module for each class id of a COM handler, as text or as `{ module }`. */
export function readHandlerSettings(
  reading: ManifestReading,
  field: Field,
): NonNullable<SettingsPatch['handlers']> {
  const handlers: NonNullable<SettingsPatch['handlers']> = {};
  if (reading.isNull(field)) return handlers;
  reading.children(field, {}, (entry) => {
    if (!guid.test(entry.key)) {
      const message = 'is not a class id; write it as {00000000-0000-0000-0000-000000000000}';
      reading.error(entry, resultCodes.invalidValue, message, entry.key);
      return true;
    }
    const module = readModule(reading, entry);
    if (module !== null) handlers[`{${entry.key.replace(/[{}]/g, '').toUpperCase()}}`] = { module };
    return true;
  });
  return handlers;
}

function readModule(reading: ManifestReading, entry: Field): string | null {
  const at = ['handlers', entry.key];
  let module: string | undefined;
  if (reading.scalarText(entry.value) === null) {
    reading.children(entry, { module: (f) => (module = text(reading, f, [...at, 'module'])) });
  } else {
    module = text(reading, entry, at);
  }
  if (module === undefined) return null;
  if (module.startsWith('/') || module.startsWith('~/') || /^[A-Za-z]:[\\/]/.test(module)) return module;
  reading.error(entry, resultCodes.invalidValue, 'is not a full path of a module; begin it with /', module);
  return null;
}

/** `settings.tasks`: the accounts with the batch logon right; null = every account. */
export function readTaskModelSettings(
  reading: ManifestReading,
  field: Field,
): NonNullable<SettingsPatch['tasks']> {
  const patch: NonNullable<SettingsPatch['tasks']> = {};
  if (reading.isNull(field)) return patch;
  const at = ['tasks', 'batchLogon'];
  reading.children(field, {
    batchLogon: (f) => {
      patch.batchLogon = reading.isNull(f)
        ? null
        : listOf(reading, f, at, (entry, place) => text(reading, entry, place));
    },
  });
  return patch;
}
