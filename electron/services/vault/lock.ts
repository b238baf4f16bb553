import Database from 'better-sqlite3'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FILE_MODE } from './files.ts'
import { guarded } from './failures.ts'

export interface VaultLock {
  release(): void
}

/**
 * Holds the vault for this process until `release`, or until the kernel drops it with the process, however that
 * ends. The lock is SQLite's own on an empty file, because it works the same on every system.
 *
 * Nobody else may open and close `lock` in this process: POSIX locks are dropped when *any* descriptor of the file
 * is closed. Refuses `vault.locked-by-other`.
 */
export function takeLock(folder: string): VaultLock {
  const path = join(folder, 'lock')
  return guarded(() => {
    if (!existsSync(path)) writeFileSync(path, '', { mode: FILE_MODE, flag: 'a' })
    const database = new Database(path, { timeout: 0 })
    try {
      // Nothing is ever written to it, so it needs no journal beside it either.
      database.pragma('journal_mode = MEMORY')
      database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      database.close()
      throw error
    }
    return { release: () => void (database.open && database.close()) }
  }, 'lock')
}
