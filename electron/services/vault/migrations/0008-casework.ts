import { capturedAddresses } from '../../../../shared/model/index.ts'
import type { Migration } from './migration.ts'

/**
 * Where the versions of each record stand in the log; sightings with what they are found and counted by; and the addresses
 * that captures show, in the form in which they are held against sightings (`addressKey`).
 */
const SCHEMA = `
-- When it was closed; null: it is open.
ALTER TABLE cases ADD COLUMN closed_at TEXT;

CREATE TABLE records (
  record TEXT NOT NULL,
  revision INTEGER NOT NULL,
  seq INTEGER NOT NULL UNIQUE REFERENCES ledger (seq),
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (record, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX records_by_case ON records (case_id, record, revision);

-- seq and place: the entry of the newest version, and where in it.
CREATE TABLE sightings (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  case_id TEXT NOT NULL REFERENCES cases (id),
  revision INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES ledger (seq),
  place INTEGER NOT NULL,
  address TEXT NOT NULL,
  platform TEXT NOT NULL,
  account TEXT NOT NULL,
  posted_on TEXT,
  seen_on TEXT NOT NULL,
  reach INTEGER,
  withdrawn INTEGER NOT NULL,
  -- Kept with the row so that a page and its counts are answered by an index, however many there are.
  secured INTEGER NOT NULL,
  UNIQUE (case_id, address)
) STRICT;
CREATE INDEX sightings_by_state ON sightings (case_id, withdrawn, secured, position);
CREATE INDEX sightings_by_day ON sightings (case_id, withdrawn, coalesce(posted_on, seen_on));
CREATE INDEX sightings_by_account ON sightings (case_id, withdrawn, platform, account);

CREATE TABLE exhibit_addresses (
  case_id TEXT NOT NULL REFERENCES cases (id),
  address TEXT NOT NULL,
  exhibit TEXT NOT NULL REFERENCES exhibits (id),
  PRIMARY KEY (case_id, address, exhibit)
) STRICT, WITHOUT ROWID;
`

export const casework: Migration = {
  version: 8,
  up(database) {
    database.exec(SCHEMA)
    // Captures that are there already show addresses too.
    const insert = database.prepare('INSERT OR IGNORE INTO exhibit_addresses (case_id, address, exhibit) VALUES (?, ?, ?)')
    const captures = database.prepare<[], { id: string; case_id: string; source: string }>(
      "SELECT id, case_id, source FROM exhibits WHERE kind = 'capture' AND source IS NOT NULL",
    )
    for (const { id, case_id, source } of captures.all()) {
      for (const address of addressesIn(source)) insert.run(case_id, address, id)
    }
  },
}

/** None where somebody has cut what stands there: the check of the vault tells of that, not its opening. */
function addressesIn(source: string): string[] {
  try {
    return capturedAddresses(JSON.parse(source) as object)
  } catch {
    return []
  }
}
