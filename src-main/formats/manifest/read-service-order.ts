import type { ServiceControl, ServicesManifest } from '../../../src-shared/model/service.js';
import { resultCodes } from '../../core/tasks/validate-finding.js';
import { integer, listOf, text } from './leaves.js';
import type { Field, ManifestReading } from './reading.js';

/** `tagOrder`: by group, the tags of its drivers in their order. */
export function readTagOrder(reading: ManifestReading, field: Field): ServicesManifest['tagOrder'] {
  if (reading.isNull(field)) return null;
  const groups = reading.mapping(field);
  if (groups === null) {
    reading.error(field, resultCodes.invalidValue, 'is not a mapping; write GROUP: [tags]');
    return null;
  }
  return Object.fromEntries(
    groups.map((group) => [
      group.key,
      listOf(reading, group, ['tagOrder', group.key], (one, at) => integer(reading, one, at)),
    ]),
  );
}

/** `safeBoot`: names of services and groups that start in each safe mode. */
export function readSafeBoot(reading: ManifestReading, field: Field): ServiceControl['safeBoot'] | null {
  if (reading.isNull(field)) return null;
  const safeBoot: ServiceControl['safeBoot'] = { minimal: [], network: [] };
  const names = (f: Field): string[] =>
    reading.isNull(f) ? [] : listOf(reading, f, ['safeBoot', f.key], (one, at) => text(reading, one, at));
  reading.children(field, {
    minimal: (f) => (safeBoot.minimal = names(f)),
    network: (f) => (safeBoot.network = names(f)),
  });
  return safeBoot;
}
