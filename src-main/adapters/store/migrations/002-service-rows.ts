import type { Migration } from './migration.js';

export const serviceRows: Migration = {
  number: 2,
  name: 'service-rows',
  sql: `
    -- The service manager: configuration by control set, the sets, what is known of each service, its processes.
    -- Each value is JSON made and read by the core alone.
    CREATE TABLE service_row (
      kind  TEXT NOT NULL,
      key   TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (kind, key)
    ) STRICT, WITHOUT ROWID;
  `,
};
