import type Database from 'better-sqlite3'
import type { CaseId, EntryType } from '../../../../shared/model/index.ts'
import type { LedgerStore, StoredEntry } from '../../ledger/index.ts'
import { guarded } from '../failures.ts'

/** Rows that are fetched at a time. A live cursor would forbid writing while somebody walks through the log. */
const PAGE = 512

interface Row {
  seq: number
  chain: string
  n: number
  type: string
  at: string
  line: string
  leaf: Buffer
  payload: string | null
}

const COLUMNS = 'l.seq, l.chain, l.n, l.type, l.at, l.line, l.leaf, p.text AS payload'
const FROM = 'FROM ledger l LEFT JOIN payloads p ON p.seq = l.seq'

const toEntry = ({ chain, type, ...row }: Row): StoredEntry => ({
  ...row,
  case: chain === '' ? null : (chain as CaseId),
  type: type as EntryType,
})

/** Bytes of a line in the mirror, its line feed included. Entries are ASCII, so characters are bytes. */
const mirrorBytes = (line: string) => line.length + 1

export function createLedgerStore(db: Database.Database): LedgerStore {
  const last = db.prepare<[], { seq: number; at: string; end_offset: number }>(
    'SELECT seq, at, end_offset FROM ledger ORDER BY seq DESC LIMIT 1',
  )
  const tail = db.prepare<[string], { n: number; leaf: Buffer }>(
    'SELECT n, leaf FROM ledger WHERE chain = ? ORDER BY n DESC LIMIT 1',
  )
  const insertEntry = db.prepare(
    'INSERT INTO ledger (seq, chain, n, type, at, line, leaf, end_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertPayload = db.prepare('INSERT INTO payloads (seq, text) VALUES (?, ?)')
  const bySeq = db.prepare<[number], Row>(`SELECT ${COLUMNS} ${FROM} WHERE l.seq = ?`)
  const pageOfLog = db.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} ${FROM} WHERE l.seq >= ? ORDER BY l.seq LIMIT ?`,
  )
  const pageOfChain = db.prepare<[string, number, number], Row>(
    `SELECT ${COLUMNS} ${FROM} WHERE l.chain = ? AND l.n >= ? ORDER BY l.n LIMIT ?`,
  )
  const node = db.prepare<[number, number], Buffer>('SELECT hash FROM nodes WHERE level = ? AND idx = ?').pluck()
  const insertNode = db.prepare('INSERT INTO nodes (level, idx, hash) VALUES (?, ?, ?)')
  const insertCheckpoint = db.prepare('INSERT INTO checkpoints (size, note) VALUES (?, ?)')
  const latest = db.prepare<[], { size: number; note: string }>(
    'SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1',
  )
  const pageOfCheckpoints = db.prepare<[number, number], { size: number; note: string }>(
    'SELECT size, note FROM checkpoints WHERE size > ? ORDER BY size LIMIT ?',
  )

  function* pages<T>(from: number, fetch: (from: number) => T[], next: (item: T) => number): Generator<T> {
    for (let at = from; ; ) {
      const rows = guarded(() => fetch(at))
      yield* rows
      const end = rows.at(-1)
      if (end === undefined || rows.length < PAGE) return
      at = next(end)
    }
  }

  return {
    transaction: (work) => db.transaction(work).immediate(),
    size: () => (last.get()?.seq ?? -1) + 1,
    lastAt: () => last.get()?.at ?? null,
    tail: (chain) => tail.get(chain ?? '') ?? null,
    insert(row) {
      const before = last.get()
      if (row.seq !== (before?.seq ?? -1) + 1) throw new Error(`entry ${row.seq} doesn't follow the log`)
      const end = (before?.end_offset ?? 0) + mirrorBytes(row.line)
      insertEntry.run(row.seq, row.case ?? '', row.n, row.type, row.at, row.line, row.leaf, end)
      insertPayload.run(row.seq, row.payload)
    },
    entry(seq) {
      const row = bySeq.get(seq)
      return row ? toEntry(row) : null
    },
    *chain(chain) {
      const fetch = (from: number) => pageOfChain.all(chain ?? '', from, PAGE)
      for (const row of pages(0, fetch, (end) => end.n + 1)) yield toEntry(row)
    },
    *entries(from) {
      for (const row of pages(from, (at) => pageOfLog.all(at, PAGE), (row) => row.seq + 1)) yield toEntry(row)
    },
    node: (level, index) => node.get(level, index) ?? null,
    insertNode: (level, index, hash) => void insertNode.run(level, index, hash),
    insertCheckpoint: (size, note) => void insertCheckpoint.run(size, note),
    latestCheckpoint: () => latest.get() ?? null,
    checkpoints: () => pages(-1, (from) => pageOfCheckpoints.all(from, PAGE), (row) => row.size),
  }
}
