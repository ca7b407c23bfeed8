import type { Migration } from './migration.js';

/** The tables of the first release. Never edited later: a change is a new migration. */
export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  sql: `
    -- A task's definition and where its schedule stands, both JSON. Paths ignore case: the key is lower case.
    CREATE TABLE task (
      number     INTEGER PRIMARY KEY,
      key        TEXT NOT NULL UNIQUE,
      path       TEXT NOT NULL,
      source     TEXT,
      definition TEXT NOT NULL,
      schedule   TEXT NOT NULL
    ) STRICT;

    -- One run of a task: the whole row as JSON, and beside it what is searched for.
    CREATE TABLE instance (
      number   INTEGER PRIMARY KEY,
      instance TEXT NOT NULL UNIQUE,
      task_key TEXT NOT NULL,
      started  INTEGER NOT NULL,
      ended    INTEGER,
      row      TEXT NOT NULL
    ) STRICT;
    CREATE INDEX instance_task ON instance (task_key, started);
    CREATE INDEX instance_started ON instance (started);
    CREATE INDEX instance_ended ON instance (ended);

    -- The logs. Numbers for log and level: see record-codes.ts.
    CREATE TABLE record (
      seq         INTEGER PRIMARY KEY,
      at          INTEGER NOT NULL,
      log         INTEGER NOT NULL,
      id          INTEGER NOT NULL,
      level       INTEGER NOT NULL,
      task        TEXT,
      task_key    TEXT,
      service     TEXT,
      service_key TEXT,
      instance    TEXT,
      data        TEXT NOT NULL
    ) STRICT;
    -- An index ends with the seq, so each of these also gives its records newest first.
    CREATE INDEX record_at ON record (at);
    CREATE INDEX record_log ON record (log);
    CREATE INDEX record_task ON record (task_key) WHERE task_key IS NOT NULL;
    CREATE INDEX record_service ON record (service_key) WHERE service_key IS NOT NULL;
    -- Critical, Error and Warning: few among many, so a search for them must not walk the rest.
    CREATE INDEX record_trouble ON record (level) WHERE level < 4;

    -- Every event that was fed to the core, in order.
    CREATE TABLE journal (
      seq       INTEGER PRIMARY KEY,
      at        INTEGER NOT NULL,
      abandoned INTEGER NOT NULL,
      event     TEXT NOT NULL
    ) STRICT;

    -- The rest of the core's state: one row.
    CREATE TABLE kernel (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      version  INTEGER NOT NULL,
      json     TEXT NOT NULL
    ) STRICT;

    -- Stretches of a signal's value; the open one has no end.
    CREATE TABLE span (
      number  INTEGER PRIMARY KEY,
      signal  TEXT NOT NULL,
      value   TEXT NOT NULL,
      started INTEGER NOT NULL,
      ended   INTEGER
    ) STRICT;
    CREATE INDEX span_open ON span (signal) WHERE ended IS NULL;
    CREATE INDEX span_ended ON span (ended);
  `,
};
