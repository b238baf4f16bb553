import type { Migration } from './migration.ts'

/**
 * The first schema. Large content lies outside in `objects/`; hashes of the tree are kept so that proofs cost the
 * height of the tree, not its size. Text is UTF-8, times are ISO 8601 UTC, JSON columns hold what the model's
 * schemas describe.
 */
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  title TEXT NOT NULL,
  reference TEXT NOT NULL,
  description TEXT NOT NULL,
  opened_at TEXT NOT NULL
) STRICT;

CREATE TABLE people (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  contact TEXT NOT NULL,
  role TEXT NOT NULL,
  kid TEXT NOT NULL,
  public_key BLOB NOT NULL,
  enrolled_at TEXT NOT NULL
) STRICT;

-- Every key that ever signed, also those that were succeeded: old signatures stay checkable.
CREATE TABLE people_keys (
  kid TEXT PRIMARY KEY,
  public_key BLOB NOT NULL,
  person TEXT NOT NULL REFERENCES people (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_keys (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL REFERENCES people (id),
  sealed TEXT NOT NULL
) STRICT;
CREATE INDEX sealed_keys_by_person ON sealed_keys (person, position);

CREATE TABLE objects (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  sealed_key TEXT NOT NULL
) STRICT;

CREATE TABLE exhibits (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  case_id TEXT NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  acquired_at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  content_root TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  completeness TEXT,
  source TEXT,
  supersedes TEXT REFERENCES exhibits (id),
  acquired_by TEXT NOT NULL,
  -- Kept with the row so that counting a case's open points doesn't visit its exhibits.
  partial INTEGER NOT NULL,
  unwitnessed INTEGER NOT NULL,
  UNIQUE (case_id, number)
) STRICT;
CREATE INDEX exhibits_by_predecessor ON exhibits (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX exhibits_partial ON exhibits (case_id) WHERE partial = 1;
CREATE INDEX exhibits_unwitnessed ON exhibits (case_id) WHERE unwitnessed = 1;

-- Length and digest of an artefact are those of its object.
CREATE TABLE artefacts (
  exhibit TEXT NOT NULL REFERENCES exhibits (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  object TEXT NOT NULL UNIQUE REFERENCES objects (id),
  PRIMARY KEY (exhibit, position),
  UNIQUE (exhibit, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE previews (
  exhibit TEXT NOT NULL REFERENCES exhibits (id),
  position INTEGER NOT NULL,
  artefact TEXT NOT NULL,
  slice INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  top INTEGER NOT NULL,
  object TEXT NOT NULL UNIQUE REFERENCES objects (id),
  PRIMARY KEY (exhibit, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attestations (
  seq INTEGER PRIMARY KEY,
  exhibit TEXT NOT NULL REFERENCES exhibits (id),
  at TEXT NOT NULL,
  grade TEXT NOT NULL,
  statement TEXT NOT NULL,
  language TEXT NOT NULL,
  person TEXT NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  relation TEXT NOT NULL,
  kid TEXT NOT NULL
) STRICT;
CREATE INDEX attestations_by_exhibit ON attestations (exhibit, seq);

-- chain: case id, or '' for the vault's own chain. end_offset: where the line and its line feed end in the mirror.
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  chain TEXT NOT NULL,
  n INTEGER NOT NULL,
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  line TEXT NOT NULL,
  leaf BLOB NOT NULL,
  end_offset INTEGER NOT NULL UNIQUE,
  UNIQUE (chain, n)
) STRICT;

CREATE TABLE payloads (seq INTEGER PRIMARY KEY REFERENCES ledger (seq), text TEXT NOT NULL) STRICT;

CREATE TABLE nodes (
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;

CREATE TABLE bundles (
  case_id TEXT NOT NULL REFERENCES cases (id),
  number INTEGER NOT NULL,
  profile TEXT NOT NULL,
  name TEXT NOT NULL,
  exported_at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;

-- Three-letter pieces find parts of Swedish compound words.
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'trigram');
-- Without this, words of a disposed exhibit stay in the index until segments happen to be merged. A table without its
-- content (contentless_delete) would be smaller, but doesn't know this setting and keeps the words.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
`

export const initial: Migration = { version: 1, up: (database) => void database.exec(SCHEMA) }
