import type { Migration } from './migration.ts'

/** Where the checks of addresses that were reported stand in the log, and what they are found by. */
const SCHEMA = `
CREATE TABLE post_checks (
  seq INTEGER PRIMARY KEY REFERENCES ledger (seq),
  case_id TEXT NOT NULL REFERENCES cases (id),
  address TEXT NOT NULL,
  asked TEXT NOT NULL,
  finding TEXT NOT NULL,
  exhibit TEXT NOT NULL UNIQUE REFERENCES exhibits (id)
) STRICT;
CREATE INDEX post_checks_by_case ON post_checks (case_id, seq);
`

export const postChecks: Migration = { version: 11, up: (database) => void database.exec(SCHEMA) }
