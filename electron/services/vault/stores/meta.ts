import type Database from 'better-sqlite3'
import type { PersonId } from '../../../../shared/model/index.ts'

/** Single values of the vault itself. */
export interface MetaStore {
  get(key: MetaKey): string | Buffer | number | null
  set(key: MetaKey, value: string | Uint8Array | number): void
}

/**
 * `closed-at`: ms since 1970 at which the vault was last closed in order, 0 while it is open. The seeds are sealed a
 * second time, under a key that the database key doesn't give. `mirror-…`: see `MirrorMemory`.
 */
export type MetaKey =
  | 'vault'
  | 'name'
  | 'recovery-confirmed'
  | 'log-seed'
  | 'export-seed'
  | 'closed-at'
  | 'mirror-held'
  | 'mirror-damage'
  | Recovering
type Recovering = `recovering ${string}`

/** Under it: digest of the slot that a person is given by the words, until they have a new signing key as well. */
export const recovering = (person: PersonId): Recovering => `recovering ${person}`

export function createMetaStore(db: Database.Database): MetaStore {
  const get = db.prepare<[string], string | Buffer | number>('SELECT value FROM meta WHERE key = ?').pluck()
  const set = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  return { get: (key) => get.get(key) ?? null, set: (key, value) => void set.run(key, value) }
}
