import { resultCodes } from '../../core/tasks/validate-finding.js';
import type { Field, ManifestReading } from './reading.js';

/** Fields of a service (promises, section 3). */
const serviceFields = [
  'name',
  'displayName',
  'description',
  'imagePath',
  'type',
  'start',
  'errorControl',
  'group',
  'tag',
  'dependOnService',
  'dependOnGroup',
  'host',
  'readiness',
  'idleStop',
  'account',
  'failure',
  'triggers',
];

/** A service as the manifest has it; its rules come with the service manager. */
export interface ManifestService {
  name: string;
  /** Everything that is written, as plain values. */
  definition: Record<string, unknown>;
}

/**
 * Reads services structurally: a list of mappings with names, each name once. Their rules are not judged yet,
 * and nothing runs them; a note says so, so that nobody thinks they were taken.
 */
export function readServices(reading: ManifestReading, field: Field): ManifestService[] {
  if (reading.isNull(field)) return [];
  const entries = reading.list(field);
  if (entries === null) {
    reading.error(field, resultCodes.invalidValue, 'is not a list; write a list of services');
    return [];
  }
  const services: ManifestService[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const service = readService(reading, entry);
    if (service === null) continue;
    if (seen.has(service.name.toLowerCase())) {
      reading.error(entry, resultCodes.invalidValue, `there are two services ${service.name}; remove one`);
    }
    seen.add(service.name.toLowerCase());
    services.push(service);
  }
  if (services.length > 0) {
    const names = services.map(({ name }) => name).join(', ');
    reading.note(
      field,
      'services come with a later release; they are checked for their form and not applied',
      names,
    );
  }
  return services;
}

function readService(reading: ManifestReading, entry: Field): ManifestService | null {
  const fields = reading.mapping(entry);
  if (fields === null) {
    reading.error(entry, resultCodes.invalidValue, 'is not a service; write its fields below it, indented');
    return null;
  }
  for (const field of fields) {
    if (serviceFields.includes(field.key)) continue;
    reading.unknown(entry, field, serviceFields);
  }
  const name = fields.find(({ key }) => key === 'name');
  const written = name === undefined ? null : reading.scalarText(name.value);
  if (written === null || written === '') {
    reading.missing(entry, 'name', 'write the name of the service');
    return null;
  }
  const definition = Object.fromEntries(fields.map(({ key, value }) => [key, reading.plain(value)]));
  return { name: written, definition };
}
