import type Database from 'better-sqlite3'
import { parseCanonical } from '../../../../shared/encoding/index.ts'
import { PAYLOADS, type CaseId, type ExhibitKind, type Instant, type Payload } from '../../../../shared/model/index.ts'
import { caseDocument, exhibitDocument, recordDocument, sightingDocument, type FoundKind, type SearchDocument } from '../../casework/index.ts'
import { createSearchIndex } from '../stores/search.ts'
import type { Migration } from './migration.ts'

/**
 * The index over everything that is found by words: the newest version of each exhibit, sighting, record and case. `documents` says
 * what each is and what it is filtered by; `search` holds its words, folded (`foldWords`), by fields.
 */
const SCHEMA = `
-- Later positions are newer: what is changed is put in anew. None is used twice, so that where somebody has come to in a list stays true.
CREATE TABLE documents (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  -- The entry that says it.
  seq INTEGER NOT NULL,
  sort TEXT NOT NULL,
  step TEXT,
  day TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  platforms TEXT NOT NULL,
  accounts TEXT NOT NULL,
  hosts TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;
CREATE INDEX documents_by_case ON documents (case_id, position);
CREATE INDEX documents_by_kind ON documents (kind, position);
CREATE INDEX documents_by_case_and_kind ON documents (case_id, kind, position);

-- Three-letter pieces find parts of Swedish compound words. What goes in is folded already, by a rule that the window knows too.
CREATE VIRTUAL TABLE search USING fts5 (title, account, address, reference, note, text, tokenize = 'trigram case_sensitive 1');
-- Without this, words of what is forgotten stay in the index until segments happen to be merged. A table without its
-- content (contentless_delete) would be smaller, but doesn't know this setting and keeps the words.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
`

interface ExhibitRow {
  id: string
  seq: number
  kind: ExhibitKind
  title: string
  acquired_at: Instant
  source: string | null
  text: string
}
interface CaseRow {
  id: CaseId
  title: string
  reference: string
  description: string
  opened_at: Instant
}

/** Whatever is found by words, in the order of the entries that speak of it last. */
const EVERYTHING = `
SELECT 'case' AS kind, c.id, c.id AS chain, coalesce((SELECT max(l.seq) FROM ledger l WHERE l.chain = c.id AND l.type IN ('case.opened', 'case.changed')), 0) AS seq, 0 AS place FROM cases c
UNION ALL SELECT 'exhibit', id, case_id, seq, 0 FROM exhibits
UNION ALL SELECT 'sighting', id, case_id, seq, place FROM sightings
UNION ALL SELECT 'record', v.record, v.case_id, v.seq, 0 FROM records v WHERE NOT EXISTS (SELECT 1 FROM records w WHERE w.record = v.record AND w.revision > v.revision)
ORDER BY seq, place`
interface Thing {
  kind: FoundKind
  id: string
  chain: CaseId
  seq: number
  place: number
}

export const search: Migration = {
  version: 10,
  up(database) {
    // What exhibits say stands there alone; it is taken over one by one, for together it may be more than fits in memory.
    database.exec(`ALTER TABLE search RENAME TO old_search;${SCHEMA}`)
    const { put } = createSearchIndex(database)
    const read = reader(database)
    for (const thing of database.prepare<[], Thing>(EVERYTHING).all()) {
      const document = read(thing)
      if (document !== null) put(document)
    }
    database.exec('DROP TABLE old_search')
  },
}

/** Null where somebody has cut or changed what stands there: the check of the vault tells of that, not its opening. */
function reader(database: Database.Database) {
  const exhibit = database.prepare<[string], ExhibitRow>('SELECT x.id, seq, kind, title, acquired_at, source, coalesce(s.text, \'\') AS text FROM exhibits x LEFT JOIN old_search s ON s.rowid = x.position WHERE x.id = ?')
  const cases = database.prepare<[string], CaseRow>('SELECT id, title, reference, description, opened_at FROM cases WHERE id = ?')
  const said = database.prepare<[number], { text: string; at: Instant }>('SELECT p.text, l.at FROM payloads p JOIN ledger l ON l.seq = p.seq WHERE p.seq = ?')
  let last: { seq: number; at: Instant; payload: Payload } | null = null

  function payloadOf(seq: number): { at: Instant; payload: Payload } | null {
    if (last?.seq === seq) return last
    const row = said.get(seq)
    if (row === undefined) return null
    const payload = parseCanonical(row.text) as { type: keyof typeof PAYLOADS }
    last = { seq, at: row.at, payload: PAYLOADS[payload.type].parse(payload) }
    return last
  }

  function made({ kind, id, chain, seq, place }: Thing): SearchDocument | null {
    if (kind === 'case') {
      const row = cases.get(id)
      return row === undefined ? null : caseDocument({ ...row, openedAt: row.opened_at }, seq)
    }
    if (kind === 'exhibit') {
      const row = exhibit.get(id)
      if (row === undefined) return null
      const source = sourceIn(row.source)
      return exhibitDocument({ ...row, exhibit: id, case: chain, acquiredAt: row.acquired_at, source }, withoutHead(row.text, row.title, source))
    }
    const entry = payloadOf(seq)
    if (entry?.payload.type === 'sighting.recorded') {
      const one = entry.payload.sightings[place]
      return one?.sighting === id ? sightingDocument(chain, seq, one) : null
    }
    return entry?.payload.type === 'step.recorded' && entry.payload.record === id ? recordDocument(chain, seq, entry.at, entry.payload) : null
  }

  return (thing: Thing): SearchDocument | null => {
    try {
      return made(thing)
    } catch {
      return null
    }
  }
}

function sourceIn(text: string | null): object | null {
  try {
    return text === null ? null : (JSON.parse(text) as object)
  } catch {
    return null
  }
}

/** Until now title or address stood before the text, which are fields of their own from here on. */
function withoutHead(text: string, title: string, source: object | null): string {
  const address = source !== null && 'finalUrl' in source ? String(source.finalUrl) : ''
  const head = [address, title].find((line) => line !== '' && text.startsWith(`${line}\n`))
  return head === undefined ? text : text.slice(head.length + 1)
}
