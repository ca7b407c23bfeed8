import { newService } from '../../../src-main/core/services/defaults.js';
import { play, type Played } from '../../support/play.js';
import type { ServiceDefinition, ServicesManifest } from '../../../src-shared/model/service.js';

/** A service of the scenario, started on demand unless said otherwise. */
export function service(name: string, rest: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return { ...newService(name), imagePath: [name], ...rest };
}

export const auto = (name: string, rest: Partial<ServiceDefinition> = {}): ServiceDefinition =>
  service(name, { start: 'auto', ...rest });

type Options = NonNullable<Parameters<typeof play>[2]> & { control?: Partial<ServicesManifest> };

export interface PlayedServices extends Played {
  /** `08:00:00 7036 spooler running` of each record of the log System. */
  system: string[];
}

/** Plays services over a timeline of one day; no tasks. */
export function playServices(
  services: ServiceDefinition[],
  timeline: Parameters<typeof play>[1],
  options: Options = {},
): PlayedServices {
  const { control, ...rest } = options;
  const manifest: ServicesManifest = {
    services,
    serviceGroupOrder: null,
    tagOrder: null,
    safeBoot: null,
    ...control,
  };
  const played = play([], timeline, { end: '2026-03-02T12:00:00', ...rest, services: manifest });
  const system = played.records
    .filter(({ log, id }) => log === 'System' && id !== 7045)
    .map(({ at, id, service: name, data }) => {
      const inserts = Object.values(data).map(String);
      return [
        at.slice(11, 19),
        id,
        ...(name === null ? inserts : [name, ...inserts.filter((one) => one !== name)]),
      ].join(' ');
    });
  return { ...played, system };
}
