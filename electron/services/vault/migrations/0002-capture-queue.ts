import type { Migration } from './migration.ts'

/**
 * Pages that wait to be captured, by case. No evidence, only intentions: rows go when they are cleared. `AUTOINCREMENT`,
 * because a row's number must not come to mean another page. `failure` is JSON: the code and values of a refusal.
 */
const SCHEMA = `
CREATE TABLE capture_queue (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id TEXT NOT NULL REFERENCES cases (id),
  url TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  begun_at TEXT,
  exhibit TEXT REFERENCES exhibits (id),
  failure TEXT
) STRICT;
CREATE INDEX capture_queue_by_case ON capture_queue (case_id, position);
CREATE INDEX capture_queue_by_state ON capture_queue (state, position);
`

export const captureQueue: Migration = { version: 2, up: (database) => void database.exec(SCHEMA) }
