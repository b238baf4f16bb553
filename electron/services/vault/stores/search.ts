import type Database from 'better-sqlite3'
import { isForWitness, ExhibitKind, type CaseId, type Day, type Step } from '../../../../shared/model/index.ts'
import { SEARCH_FIELDS, type SearchField, type SearchKind } from '../../../../shared/contract/index.ts'
import type { FoundKind, FoundRow, SearchDocument, SearchFilters, SearchStore } from '../../casework/index.ts'

type Row = {
  position: number
  kind: FoundKind
  id: string
  case_id: CaseId
  seq: number
  sort: SearchKind
  step: Step | null
  day: Day
  withdrawn: number
  platforms: string
  accounts: string
  hosts: string
} & Record<SearchField, string>

const COLUMNS = ['position', 'kind', 'id', 'case_id', 'seq', 'sort', 'step', 'day', 'withdrawn', 'platforms', 'accounts', 'hosts'] as const
const FIELDS = SEARCH_FIELDS.join(', ')
/** Text is the last column of the index, so that a long one isn't read on the way to another. */
const READ = SEARCH_FIELDS.map((field) => (field === 'text' ? "iif(d.kind = 'exhibit', '', text) AS text" : field)).join(', ')
const WHOLE = `SELECT ${COLUMNS.map((column) => `d.${column}`).join(', ')}, ${READ} FROM documents d JOIN search f ON f.rowid = d.position`

/**
 * How many rows that have the words are held against the filters for one answer: a common word with filters that nothing fits
 * would otherwise cost what the vault is large.
 */
const LOOKED_AT = 50_000

/** Several names in one column, each between line feeds, which no folded name holds. A host has a dot before it, so that it is found by what it belongs to. */
const listed = (names: readonly string[], before = '') => (names.length === 0 ? '' : `\n${names.map((name) => `${before}${name}`).join('\n')}\n`)
const unlisted = (text: string, before = '') => text.split('\n').flatMap((name) => (name === '' ? [] : [name.slice(before.length)]))

/**
 * The expression for words that all have to occur, in any field. Each stands in quotes, and folded words hold none: whatever was
 * typed, the index sees strings and never its own syntax.
 */
export const matchAll = (words: readonly string[]): string => words.map(quoted).join(' AND ')

const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`

const WITNESSABLE = ExhibitKind.options.filter(isForWitness).map((kind) => `'${kind}'`).join(', ')
const WITNESS = {
  unwitnessed: "d.kind = 'exhibit' AND EXISTS (SELECT 1 FROM exhibits x WHERE x.id = d.id AND x.unwitnessed = 1)",
  witnessed: `d.kind = 'exhibit' AND d.sort IN (${WITNESSABLE}) AND EXISTS (SELECT 1 FROM attestations a WHERE a.exhibit = d.id)`,
}

/** Whether a row fits, as an expression, and what fills it in. */
function fits(filters: SearchFilters): { sql: string; values: unknown[] } {
  const { case: chain, kinds, step, from, to, platform, account, witness, partial } = filters
  const all: { sql: string; values: unknown[] }[] = []
  const want = (sql: string, ...values: unknown[]) => all.push({ sql: `(${sql})`, values })
  if (chain !== null) want('d.case_id = ?', chain)
  if (kinds.length > 0) want(`d.sort IN (${kinds.map(() => '?').join(', ')})`, ...kinds)
  if (step !== null) want('d.step IS ?', step)
  if (from !== null) want('d.day >= ?', from)
  if (to !== null) want('d.day <= ?', to)
  if (platform !== null) {
    const hosts = platform.hosts.map((host) => `.${host}\n`)
    const names = platform.names.map((name) => listed([name]))
    want([...names.map(() => 'instr(d.platforms, ?)'), ...hosts.map(() => 'instr(d.hosts, ?)')].join(' OR ') || '0', ...names, ...hosts)
  }
  if (account !== null) want('instr(d.accounts, ?)', account.exact ? listed([account.name]) : account.name)
  if (witness !== null) want(WITNESS[witness])
  if (partial) want("d.kind = 'exhibit' AND EXISTS (SELECT 1 FROM exhibits x WHERE x.id = d.id AND x.partial = 1)")
  return { sql: all.map(({ sql }) => sql).join(' AND ') || '1', values: all.flatMap(({ values }) => values) }
}

const FROM_WORDS = 'search f JOIN documents d ON d.position = f.rowid WHERE search MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC'
const fromAll = (narrow: string) => `documents d WHERE ${narrow}d.position < ? ORDER BY d.position DESC`
/** Newest first, row by row as they are asked for: nothing is sorted. `narrow`: what an index answers where there are no words. */
export const foundRows = (hasWords: boolean, fit = '1', narrow = '') => `SELECT d.position, d.kind, d.id, ${fit} AS fits FROM ${hasWords ? FROM_WORDS : fromAll(narrow)}`

/** One case or one kind of thing: however much else there is, it isn't gone through. */
function narrowed({ case: chain, kinds, step, witness, partial }: SearchFilters): { sql: string; values: string[] } {
  const sorts = kinds.map((kind) => (kind === 'sighting' || kind === 'record' || kind === 'case' ? kind : 'exhibit'))
  const isExhibit = witness !== null || partial
  const [only, ...others] = new Set<FoundKind>([...sorts, ...(step === null ? [] : (['record'] as const)), ...(isExhibit ? (['exhibit'] as const) : [])])
  const kind = only !== undefined && others.length === 0 ? only : null
  return { sql: `${chain === null ? '' : 'd.case_id = ? AND '}${kind === null ? '' : 'd.kind = ? AND '}`, values: [chain, kind].filter((value) => value !== null) }
}

const NEWEST = Number.MAX_SAFE_INTEGER

export function createSearchStore(db: Database.Database): SearchStore {
  const get = db.prepare<[string, string], Row>(`${WHOLE} WHERE d.kind = ? AND d.id = ?`)
  const all = db.prepare<[string], Row>(`${WHOLE} WHERE d.case_id = ? ORDER BY d.position`)
  const opened = db.prepare<[string], number>('SELECT seq FROM ledger WHERE chain = ? AND n = 0').pluck()
  const inText = db.prepare<[string, string, string], number>('SELECT 1 FROM search WHERE search MATCH ? AND rowid = (SELECT position FROM documents WHERE kind = ? AND id = ?)').pluck()
  const { forget } = createSearchIndex(db)

  return {
    find(words, filters, after, limit) {
      const fit = fits(filters)
      const hasWords = words.length > 0
      const narrow = narrowed(filters)
      const statement = db.prepare<unknown[], FoundRow & { fits: number }>(foundRows(hasWords, `(${fit.sql})`, narrow.sql))
      const from = hasWords ? [matchAll(words)] : narrow.values
      const rows: FoundRow[] = []
      let looked = 0
      let last = 0
      for (const { fits: isFit, ...row } of statement.iterate(...fit.values, ...from, after ?? NEWEST)) {
        if (rows.length === limit || looked === LOOKED_AT) return { rows, next: last }
        looked += 1
        last = row.position
        if (isFit !== 0) rows.push(row)
      }
      return { rows, next: null }
    },
    get(kind, id) {
      const row = get.get(kind, id)
      return row ? toDocument(row) : null
    },
    opened: (chain) => opened.get(chain) ?? null,
    inText: (kind, id, words) => words.filter((word) => inText.get(`{text} : ${quoted(word)}`, kind, id) !== undefined),
    *all(chain) {
      for (const row of all.iterate(chain)) yield toDocument(row)
    },
    forget,
  }
}

/** What the other stores put into the index, in the transaction in which they write their own rows. */
export function createSearchIndex(db: Database.Database) {
  const position = db.prepare<[string, string], number>('SELECT position FROM documents WHERE kind = ? AND id = ?').pluck()
  const removeWords = db.prepare('DELETE FROM search WHERE rowid = ?')
  const remove = db.prepare('DELETE FROM documents WHERE position = ?')
  const insert = db.prepare(`INSERT INTO documents (kind, id, case_id, seq, sort, step, day, withdrawn, platforms, accounts, hosts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertWords = db.prepare(`INSERT INTO search (rowid, ${FIELDS}) VALUES (?, ${SEARCH_FIELDS.map(() => '?').join(', ')})`)

  const forget = db.transaction((kind: FoundKind, id: string): void => {
    const at = position.get(kind, id)
    if (at === undefined) return
    removeWords.run(at)
    remove.run(at)
  })
  /** In the place of an earlier version, and as the newest. */
  const put = db.transaction((document: SearchDocument): void => {
    const { kind, id, case: chain, seq, sort, step, day, withdrawn, platforms, accounts, hosts, words } = document
    forget(kind, id)
    const { lastInsertRowid } = insert.run(kind, id, chain, seq, sort, step, day, withdrawn ? 1 : 0, listed(platforms), listed(accounts), listed(hosts, '.'))
    insertWords.run(lastInsertRowid, ...SEARCH_FIELDS.map((field) => words[field]))
  })
  return { put, forget }
}

function toDocument({ kind, id, case_id, seq, sort, step, day, withdrawn, platforms, accounts, hosts, ...row }: Row): SearchDocument {
  const { title, text, account, address, reference, note } = row
  return {
    kind,
    id,
    case: case_id,
    seq,
    sort,
    step,
    day,
    withdrawn: withdrawn === 1,
    platforms: unlisted(platforms),
    accounts: unlisted(accounts),
    hosts: unlisted(hosts, '.'),
    words: { title, text, account, address, reference, note },
  }
}
