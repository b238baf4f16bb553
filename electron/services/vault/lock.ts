import Database from 'better-sqlite3'
import { accessSync, constants, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'
import { DATABASE_FILE } from './database.ts'
import { FILE_MODE } from './files.ts'
import { guarded } from './failures.ts'
import { LEDGER } from './mirror.ts'
import { OBJECTS } from './objects/format.ts'

/**
 * Opening writes: SQLite's log, the mirror, what a crash left. Where it can't, people should hear just that. Windows tells
 * only of the read-only mark here; whatever else it forbids comes as a failure of the disk later.
 */
function assertWritable(folder: string): void {
  for (const part of ['', DATABASE_FILE, LEDGER, OBJECTS, 'lock']) {
    const path = join(folder, part)
    try {
      if (existsSync(path)) accessSync(path, constants.W_OK)
    } catch (error) {
      throw new Refusal('vault.read-only', {}, error)
    }
  }
}

export interface VaultLock {
  release(): void
}

/**
 * Holds the vault for this process until `release`, or until the kernel drops it with the process, however that
 * ends. The lock is SQLite's own on an empty file, because it works the same on every system.
 *
 * Nobody else may open and close `lock` in this process: POSIX locks are dropped when *any* descriptor of the file
 * is closed. Refuses `vault.locked-by-other`, and `vault.read-only` before anything is written.
 */
export function takeLock(folder: string): VaultLock {
  const path = join(folder, 'lock')
  assertWritable(folder)
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
