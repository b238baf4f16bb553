import type Database from 'better-sqlite3'
import type { Instant } from '../../../../shared/model/index.ts'
import type { StampStore } from '../../ledger/index.ts'

interface Row {
  size: number
  at: Instant
  url: string
  token: Buffer
  certificates: string
  received_at: Instant
  note: string | null
}

export function createStampStore(db: Database.Database): StampStore {
  const put = db.prepare(
    `INSERT INTO stamps (size, at, url, token, certificates, received_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (size) DO UPDATE SET at = excluded.at, url = excluded.url, token = excluded.token,
       certificates = excluded.certificates, received_at = excluded.received_at`,
  )
  const get = db.prepare<[number], Row>('SELECT s.*, c.note FROM stamps s LEFT JOIN checkpoints c ON c.size = s.size WHERE s.size = ?')
  const sizes = db.prepare<[], number>('SELECT size FROM stamps ORDER BY size').pluck()
  return {
    put({ size, at, url, token, certificates, receivedAt }) {
      put.run(size, at, url, token, JSON.stringify(certificates), receivedAt)
    },
    get(size) {
      const row = get.get(size)
      if (row === undefined) return null
      const { received_at: receivedAt, token, certificates, ...rest } = row
      // The schema holds it to be a list; what isn't a text in it is no certificate either.
      return { ...rest, receivedAt, token: new Uint8Array(token), certificates: (JSON.parse(certificates) as unknown[]).map(String) }
    },
    sizes: () => sizes.all(),
  }
}
