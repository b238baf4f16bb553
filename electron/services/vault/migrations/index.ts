import type Database from 'better-sqlite3'
import { initial } from './0001-initial.ts'
import { captureQueue } from './0002-capture-queue.ts'
import { keptLogins } from './0003-kept-logins.ts'
import { attestations } from './0004-attestations.ts'
import { stamps } from './0005-stamps.ts'
import { departed } from './0006-departed.ts'
import { handOvers } from './0007-hand-overs.ts'
import { casework } from './0008-casework.ts'
import { disposals } from './0009-disposals.ts'
import { search } from './0010-search.ts'
import { postChecks } from './0011-post-checks.ts'
import type { Migration } from './migration.ts'

export const MIGRATIONS: readonly Migration[] = [initial, captureQueue, keptLogins, attestations, stamps, departed, handOvers, casework, disposals, search, postChecks]
export const LATEST = MIGRATIONS.length

/** Brings the schema up to date in one transaction: either all missing steps are there afterwards, or none. */
export function migrate(database: Database.Database, migrations: readonly Migration[] = MIGRATIONS): void {
  const found = database.pragma('user_version', { simple: true }) as number
  const missing = migrations.filter((migration) => migration.version > found)
  if (missing.length === 0) return
  database
    .transaction(() => {
      for (const migration of missing) {
        migration.up(database)
        database.pragma(`user_version = ${migration.version}`)
      }
    })
    .immediate()
}
