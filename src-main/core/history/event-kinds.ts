import { serviceKinds } from './service-event-kinds.js';
import type { EventLevel, LogName } from '../../../src-shared/model/record.js';

/** Log and level of every event the core writes; ids as Windows has them, Caretaker's own from 900 (reference "task events"; decisions section 1). */
export const eventKinds: ReadonlyMap<number, { log: LogName; level: EventLevel }> = new Map([
  ...operational(
    'Information',
    [
      100, 102, 106, 107, 108, 109, 110, 111, 117, 118, 119, 120, 121, 122, 123, 124, 125, 127, 128, 129, 140,
      141, 142, 145, 155,
    ],
  ),
  ...operational('Information', [200, 201, 327, 328, 329, 330, 400, 402, 411]),
  ...maintenance(
    'Information',
    [800, 807, 900, 901, 902, 903, 904, 905, 906, 907, 908, 910, 911, 912, 913, 914],
  ),
  ...maintenance('Warning', [805, 808, 909]),
  ...maintenance('Error', [801, 802, 806, 809]),
  ...operational('Warning', [112, 113, 114, 126, 132, 134, 135, 153, 322, 323, 324, 325, 326, 332, 920]),
  ...operational('Error', [101, 103, 104, 130, 131, 133, 146, 150, 203, 204, 205]),
  ...diagnostic('Information', [500, 501, 502, 503, 504, 505, 509, 510, 511, 512]),
  ...diagnostic('Verbose', [999]),
  ...serviceKinds,
]);

type Kind = [number, { log: LogName; level: EventLevel }];

function operational(level: EventLevel, ids: number[]): Kind[] {
  return ids.map((id) => [id, { log: 'TaskScheduler/Operational', level }]);
}

function diagnostic(level: EventLevel, ids: number[]): Kind[] {
  return ids.map((id) => [id, { log: 'TaskScheduler/Diagnostic', level }]);
}

function maintenance(level: EventLevel, ids: number[]): Kind[] {
  return ids.map((id) => [id, { log: 'TaskScheduler/Maintenance', level }]);
}
