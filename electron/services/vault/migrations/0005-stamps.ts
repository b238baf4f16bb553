import type { Migration } from './migration.ts'

/**
 * Timestamps (RFC 3161) over checkpoints, at most one for each. `certificates` is JSON: PEM texts in order of the chain.
 * Proof beside the log, no part of it: a stamp makes no entry.
 */
const SCHEMA = `
CREATE TABLE stamps (
  size INTEGER PRIMARY KEY REFERENCES checkpoints (size),
  at TEXT NOT NULL,
  url TEXT NOT NULL,
  token BLOB NOT NULL,
  certificates TEXT NOT NULL CHECK (json_type(certificates) = 'array'),
  received_at TEXT NOT NULL
) STRICT;
`

export const stamps: Migration = { version: 5, up: (database) => void database.exec(SCHEMA) }
