import type { Migration } from './migration.ts'

/** Where hand-overs and the receipts that came back stand in the log, and by which digests they are found. */
const SCHEMA = `
CREATE TABLE hand_overs (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  handed_sha256 TEXT NOT NULL,
  FOREIGN KEY (case_id, number) REFERENCES bundles (case_id, number)
) STRICT;
CREATE INDEX hand_overs_by_bundle ON hand_overs (case_id, number);
CREATE INDEX hand_overs_by_file ON hand_overs (handed_sha256);
CREATE INDEX bundles_by_file ON bundles (sha256);
CREATE TABLE hand_over_receipts (
  seq INTEGER PRIMARY KEY,
  hand_over INTEGER NOT NULL REFERENCES hand_overs (seq),
  exhibit TEXT NOT NULL REFERENCES exhibits (id),
  UNIQUE (hand_over, exhibit)
) STRICT;
`

export const handOvers: Migration = { version: 7, up: (database) => void database.exec(SCHEMA) }
