import type Database from 'better-sqlite3'
import type { SightingQuery, Spread } from '../../../../shared/contract/index.ts'
import type { CaseId, Day, ExhibitId, SightingId } from '../../../../shared/model/index.ts'
import { sightingDocument, type SecuredBy, type SightingRow, type SightingStore } from '../../casework/index.ts'
import { createSearchIndex } from './search.ts'

interface Row {
  id: SightingId
  case_id: CaseId
  revision: number
  seq: number
  place: number
  address: string
  platform: string
  account: string
  posted_on: Day | null
  seen_on: Day
  reach: number | null
  withdrawn: number
}
interface ListedRow extends Row {
  exhibit: ExhibitId | null
  number: number | null
  partial: number | null
  unwitnessed: number | null
}

const COLUMNS = 's.id, s.case_id, s.revision, s.seq, s.place, s.address, s.platform, s.account, s.posted_on, s.seen_on, s.reach, s.withdrawn'
const DAY = 'coalesce(posted_on, seen_on)'
const SHARE = 'count(*) AS count, coalesce(sum(reach), 0) AS reach, count(reach) AS known'

const toSightingRow = ({ case_id, posted_on, seen_on, withdrawn, ...row }: Row): SightingRow => {
  const { id, revision, seq, place, address, platform, account, reach } = row
  return { id, case: case_id, revision, seq, place, address, platform, account, postedOn: posted_on, seenOn: seen_on, reach, withdrawn: withdrawn === 1 }
}

const securedBy = ({ exhibit, number, partial, unwitnessed }: ListedRow): SecuredBy | null =>
  exhibit === null || number === null ? null : { id: exhibit, number, partial: partial === 1, unwitnessed: unwitnessed === 1 }

const FILTERS: Record<SightingQuery['filter'], string> = {
  all: 's.withdrawn = 0',
  unsecured: 's.withdrawn = 0 AND s.secured = 0',
  secured: 's.withdrawn = 0 AND s.secured = 1',
  withdrawn: 's.withdrawn = 1',
}

/** The condition of a list, and what fills it in. Without `platform` and `account` an index alone answers it. */
const wanted = ({ case: chain, filter, platform, account }: SightingQuery): { where: string; values: string[] } => ({
  where: `s.case_id = ? AND ${FILTERS[filter]}${platform === null ? '' : ' AND s.platform = ?'}${account === null ? '' : ' AND s.account = ?'}`,
  values: [chain, platform, account].filter((value) => value !== null),
})

/** The newest capture of the address beside each row of one page. */
export const listedSightings = (where: string) => `
SELECT ${COLUMNS}, x.id AS exhibit, x.number, x.partial, x.unwitnessed
FROM (SELECT * FROM sightings s WHERE ${where} ORDER BY s.position DESC LIMIT ? OFFSET ?) s
LEFT JOIN exhibits x ON x.position = (
  SELECT max(y.position) FROM exhibit_addresses a JOIN exhibits y ON y.id = a.exhibit WHERE a.case_id = s.case_id AND a.address = s.address)
ORDER BY s.position DESC`

export function createSightingStore(db: Database.Database): SightingStore {
  const isSecured = 'EXISTS (SELECT 1 FROM exhibit_addresses a WHERE a.case_id = ? AND a.address = ?)'
  const insert = db.prepare(
    `INSERT INTO sightings (id, case_id, revision, seq, place, address, platform, account, posted_on, seen_on, reach, withdrawn, secured)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${isSecured})`,
  )
  const update = db.prepare(
    `UPDATE sightings SET revision = ?, seq = ?, place = ?, address = ?, platform = ?, account = ?, posted_on = ?, seen_on = ?, reach = ?,
     withdrawn = ?, secured = ${isSecured} WHERE id = ?`,
  )
  const get = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM sightings s WHERE s.id = ?`)
  const at = db.prepare<[string, string], Row>(`SELECT ${COLUMNS} FROM sightings s WHERE s.case_id = ? AND s.address = ?`)
  const all = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM sightings s WHERE s.case_id = ? ORDER BY s.position`)
  const captured = db.prepare<[string], { address: string; exhibit: ExhibitId }>('SELECT address, exhibit FROM exhibit_addresses WHERE case_id = ? ORDER BY address, exhibit')
  const secured = db.prepare<[string], string>('SELECT address FROM sightings WHERE case_id = ? AND secured = 1 ORDER BY position').pluck()
  const unsecured = db.prepare<[string], Row>(
    `SELECT ${COLUMNS} FROM sightings s WHERE s.case_id = ? AND s.withdrawn = 0 AND s.secured = 0 ORDER BY s.position`,
  )
  const total = db.prepare<[string], number>('SELECT count(*) FROM sightings WHERE case_id = ? AND withdrawn = 0').pluck()
  const bare = db.prepare<[string], number>('SELECT count(*) FROM sightings WHERE case_id = ? AND withdrawn = 0 AND secured = 0').pluck()
  const gone = db.prepare<[string], number>('SELECT count(*) FROM sightings WHERE case_id = ? AND withdrawn = 1').pluck()
  const earliest = db.prepare<[string], Day | null>(`SELECT min(${DAY}) FROM sightings WHERE case_id = ? AND withdrawn = 0`).pluck()
  const latest = db.prepare<[string], Day | null>(`SELECT max(${DAY}) FROM sightings WHERE case_id = ? AND withdrawn = 0`).pluck()
  const HOLDING = 'FROM sightings WHERE case_id = ? AND withdrawn = 0'
  const sums = db.prepare<[string], { reach: number; known: number; dated: number }>(
    `SELECT coalesce(sum(reach), 0) AS reach, count(reach) AS known, count(posted_on) AS dated ${HOLDING}`,
  )
  const days = db.prepare<[string], Spread['days'][number]>(`SELECT ${DAY} AS day, count(*) AS count ${HOLDING} GROUP BY 1 ORDER BY 1`)
  const platforms = db.prepare<[string], Spread['platforms'][number]>(`SELECT platform AS name, ${SHARE} ${HOLDING} GROUP BY platform ORDER BY count DESC, name LIMIT 50`)
  const accounts = db.prepare<[string], Spread['accounts'][number]>(
    `SELECT platform, account AS name, ${SHARE} ${HOLDING} AND account <> '' GROUP BY platform, account ORDER BY count DESC, platform, name LIMIT 20`,
  )
  const accountsTotal = db.prepare<[string], number>(`SELECT count(*) FROM (SELECT 1 ${HOLDING} AND account <> '' GROUP BY platform, account)`).pluck()
  const index = createSearchIndex(db)

  return {
    insert: db.transaction<SightingStore['insert']>(({ id, case: chain, revision, seq, place, address, platform, account, postedOn, seenOn, reach, withdrawn }, said) => {
      insert.run(id, chain, revision, seq, place, address, platform, account, postedOn, seenOn, reach, withdrawn ? 1 : 0, chain, address)
      index.put(sightingDocument(chain, seq, said))
    }),
    update: db.transaction<SightingStore['update']>(({ id, case: chain, revision, seq, place, address, platform, account, postedOn, seenOn, reach, withdrawn }, said) => {
      update.run(revision, seq, place, address, platform, account, postedOn, seenOn, reach, withdrawn ? 1 : 0, chain, address, id)
      index.put(sightingDocument(chain, seq, said))
    }),
    get(id) {
      const row = get.get(id)
      return row ? toSightingRow(row) : null
    },
    at(chain, address) {
      const row = at.get(chain, address)
      return row ? toSightingRow(row) : null
    },
    *all(chain) {
      for (const row of all.iterate(chain)) yield toSightingRow(row)
    },
    page(query, limit) {
      const { where, values } = wanted(query)
      const rows = db.prepare<unknown[], ListedRow>(listedSightings(where)).all(...values, limit, query.skip)
      const found = db.prepare<unknown[], number>(`SELECT count(*) FROM sightings s WHERE ${where}`).pluck().get(...values) ?? 0
      return { rows: rows.map((row) => ({ ...toSightingRow(row), by: securedBy(row) })), total: found }
    },
    captured: (chain) => captured.all(chain),
    secured: (chain) => secured.all(chain),
    unsecured: (chain) => unsecured.all(chain).map(toSightingRow),
    counts: (chain) => ({ total: total.get(chain) ?? 0, unsecured: bare.get(chain) ?? 0, earliest: earliest.get(chain) ?? null, latest: latest.get(chain) ?? null }),
    spread(chain) {
      const holding = total.get(chain) ?? 0
      const { reach, known, dated } = sums.get(chain) ?? { reach: 0, known: 0, dated: 0 }
      const byDay = days.all(chain)
      return {
        total: holding,
        secured: holding - (bare.get(chain) ?? 0),
        withdrawn: gone.get(chain) ?? 0,
        reach,
        reachKnown: known,
        dated,
        first: byDay[0]?.day ?? null,
        last: byDay.at(-1)?.day ?? null,
        days: byDay,
        platforms: platforms.all(chain),
        accounts: accounts.all(chain),
        accountsTotal: accountsTotal.get(chain) ?? 0,
      }
    },
  }
}
