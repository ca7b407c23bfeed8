import type { EventLevel, LogName } from '../../../src-shared/model/record.js';

/** Events of the service manager (reference "service events"), Caretaker's own from 940. */
export const serviceKinds: [number, { log: LogName; level: EventLevel }][] = [
  ...kinds(
    'Error',
    [
      7000, 7001, 7002, 7003, 7005, 7006, 7007, 7008, 7009, 7010, 7011, 7012, 7013, 7014, 7015, 7016, 7017,
      7018, 7019, 7020, 7021, 7022, 7023, 7024, 7025, 7026, 7027, 7028, 7030, 7031, 7032, 7033, 7034, 7037,
      7038, 7041, 7043,
    ],
  ),
  ...kinds('Warning', [7039, 7044, 7046]),
  ...kinds('Information', [7035, 7036, 7040, 7042, 7045]),
  // 940 crash loop, 941 proved, 942 fell back, 943 left at shutdown, 944 queue full, 945 start accepted as good,
  // 946 stays in safe mode, 947 idle stop, 948 trigger acted.
  ...kinds('Error', [940, 946]),
  ...kinds('Warning', [942, 943, 944]),
  ...kinds('Information', [941, 945, 947, 948]),
];

function kinds(level: EventLevel, ids: number[]): [number, { log: LogName; level: EventLevel }][] {
  return ids.map((id) => [id, { log: 'System', level }]);
}
