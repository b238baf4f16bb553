import Database from 'better-sqlite3'
import { Refusal } from '../../../shared/contract/index.ts'

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** True for `ENOENT`: what was looked for isn't there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}

/**
 * Words a failure of the disk, the file system or the database as one of the closed codes; anything else is a bug
 * and is handed back as it is. The file name is kept, never the path.
 */
export function asRefusal(error: unknown, file = ''): unknown {
  if (error instanceof Refusal) return error
  const code = codeOf(error)
  if (DISK_FULL.has(code)) return new Refusal('vault.disk-full', {}, error)
  if (error instanceof Database.SqliteError) {
    if (code === 'SQLITE_FULL') return new Refusal('vault.disk-full', {}, error)
    // With a cipher that authenticates pages, a changed page answers as corrupt, a changed first page as not a
    // database, and one of the search index as a plain error of its constructor.
    const indexLost = code === 'SQLITE_ERROR' && error.message.startsWith('vtable constructor failed')
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || indexLost) {
      return new Refusal('vault.database-damaged', {}, error)
    }
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
      return new Refusal('vault.locked-by-other', {}, error)
    }
    if (/^SQLITE_(READONLY|PERM)/.test(code)) return new Refusal('vault.read-only', {}, error)
    if (/^SQLITE_(IOERR|CANTOPEN|NOLFS)/.test(code)) {
      return new Refusal('vault.io', { file, reason: code }, error)
    }
    return error
  }
  // System errors of Node carry the number and the name of the call; an Error of our own that has a code doesn't.
  if (error instanceof Error && 'syscall' in error) return new Refusal('vault.io', { file, reason: code }, error)
  return error
}

/** Runs file or database work; expected failures come out as refusals. */
export function guarded<T>(work: () => T, file = ''): T {
  try {
    return work()
  } catch (error) {
    throw asRefusal(error, file)
  }
}

/** The same for every function of a store. Stores don't return live cursors, so nothing escapes the guard later. */
export function guardedStore<S extends object>(store: S): S {
  const guardedMembers = Object.entries(store).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member]
    return [name, (...input: unknown[]) => guarded(() => member.apply(store, input) as unknown)]
  })
  return Object.fromEntries(guardedMembers) as S
}
