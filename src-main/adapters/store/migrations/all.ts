import { firstTables } from './001-first-tables.js';
import type { Migration } from './migration.js';

/** Every migration, in order. */
export const migrations: readonly Migration[] = [firstTables];
