import type { Migration } from './migration.ts'

/**
 * What a witness signed is read from the log alone; the table only finds it. A comparison names the exhibit whose original was loaded
 * anew for a witness.
 */
const SCHEMA = `
CREATE TABLE attestations_found (
  seq INTEGER PRIMARY KEY,
  exhibit TEXT NOT NULL REFERENCES exhibits (id),
  person TEXT NOT NULL REFERENCES people (id)
) STRICT;
INSERT INTO attestations_found (seq, exhibit, person) SELECT seq, exhibit, person FROM attestations;
DROP TABLE attestations;
ALTER TABLE attestations_found RENAME TO attestations;
CREATE INDEX attestations_by_exhibit ON attestations (exhibit, seq);

ALTER TABLE exhibits ADD COLUMN compares TEXT REFERENCES exhibits (id);
CREATE INDEX exhibits_by_compared ON exhibits (compares) WHERE compares IS NOT NULL;
`

export const attestations: Migration = { version: 4, up: (database) => void database.exec(SCHEMA) }
