import { firstTables } from './001-first-tables.js';
import { serviceRows } from './002-service-rows.js';
import type { Migration } from './migration.js';

/** Every migration, in order. */
export const migrations: readonly Migration[] = [firstTables, serviceRows];
