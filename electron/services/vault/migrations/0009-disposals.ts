import type { Migration } from './migration.ts'

/** Of what was disposed of: its number, so that it is never given to another, and where the log says so. Not what it was. */
const SCHEMA = `
CREATE TABLE disposed_exhibits (
  exhibit TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL,
  acquired INTEGER NOT NULL REFERENCES ledger (seq),
  disposed INTEGER NOT NULL REFERENCES ledger (seq),
  UNIQUE (case_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE disposed_cases (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  disposed INTEGER NOT NULL REFERENCES ledger (seq)
) STRICT, WITHOUT ROWID;

-- What goes with an exhibit is found by it.
CREATE INDEX capture_queue_by_exhibit ON capture_queue (exhibit) WHERE exhibit IS NOT NULL;
CREATE INDEX exhibit_addresses_by_exhibit ON exhibit_addresses (exhibit);
`

export const disposals: Migration = { version: 9, up: (database) => void database.exec(SCHEMA) }
