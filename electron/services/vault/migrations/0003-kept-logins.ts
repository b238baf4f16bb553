import type { Migration } from './migration.ts'

/**
 * Logins that officers keep for the length of a case, at most one a case. What is kept lies sealed in the object; a row that
 * goes takes its object, and with it the key, along.
 */
const SCHEMA = `
CREATE TABLE kept_logins (
  case_id TEXT PRIMARY KEY REFERENCES cases (id),
  object TEXT NOT NULL UNIQUE REFERENCES objects (id),
  kept_since TEXT NOT NULL,
  sealed_at TEXT NOT NULL,
  browser TEXT NOT NULL,
  browser_version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`

export const keptLogins: Migration = { version: 3, up: (database) => void database.exec(SCHEMA) }
