import type Database from 'better-sqlite3'
import { closeSync, existsSync, openSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { kidOf, spkiPem, utf8 } from '../../../shared/encoding/index.ts'
import type { LedgerMirror } from '../ledger/index.ts'
import { guarded, isMissing } from './failures.ts'
import { appendAt, makeFolder, readRange, readSmallFile, replaceFile, syncFolder } from './files.ts'

export const LEDGER = 'ledger'
export const ENTRIES_FILE = 'entries.jsonl'
export const CHECKPOINT_NAME = /^\d{10}$/
export const KEY_NAME = /^actor-([0-9a-f]{16})\.pem$/
export const checkpointName = (size: number) => String(size).padStart(10, '0')

/** How far back opening compares the mirror with the database: bounds its cost. `check` compares everything. */
const WINDOW_BYTES = 4 * 1024 * 1024

/**
 * How many checkpoints opening writes again at most. The newest one covers all entries; the older ones are milestones,
 * and each waits for the disk, so a lost folder of them isn't rebuilt to its first day.
 */
const CHECKPOINTS_REBUILT = 256

export interface VaultMirror extends LedgerMirror {
  /**
   * Brings the mirror up to date with the database. Never overwrites a mirror that holds more or other entries than
   * the database: it may be the only trace of a database that was put back. Returns codes of `vaultNotes`.
   */
  reconcile(): string[]
  /** True while the mirror holds what the database doesn't. */
  contradicts(): boolean
}

interface Position {
  seq: number
  line: string
  end_offset: number
}

export function createMirror(vault: string, db: Database.Database, vkey: string): VaultMirror {
  const folder = join(vault, LEDGER)
  const entriesPath = join(folder, ENTRIES_FILE)
  const checkpoints = join(folder, 'checkpoints')
  const keys = join(folder, 'keys')

  const last = db.prepare<[], Position>('SELECT seq, line, end_offset FROM ledger ORDER BY seq DESC LIMIT 1')
  const endingAfter = db.prepare<[number], Position>(
    'SELECT seq, line, end_offset FROM ledger WHERE end_offset > ? ORDER BY end_offset LIMIT 512',
  )
  const lastRestore = db.prepare<[], Position>(
    "SELECT seq, line, end_offset FROM ledger WHERE chain = '' AND type = 'vault.restored' ORDER BY n DESC LIMIT 1",
  )
  const newestCheckpoints = db.prepare<[number], { size: number; note: string }>(
    'SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT ?',
  )
  const publicKeys = db.prepare<[], Buffer>('SELECT public_key FROM people_keys').pluck()

  /** Length of the file up to where it is known to agree with the database. */
  let agreed = 0
  let contradicts = false
  const keysWritten = new Set<string>()

  const startOf = (row: Position) => row.end_offset - row.line.length - 1
  const sizeOnDisk = () => statSync(entriesPath, { throwIfNoEntry: false })?.size ?? 0

  /** Lines of the database from the one that covers `offset` on, up to `end`, in pages. */
  function* linesFrom(offset: number, end: number): Generator<Position> {
    for (let at = offset; at < end; ) {
      const rows = endingAfter.all(at)
      yield* rows
      const reached = rows.at(-1)?.end_offset
      if (reached === undefined) return
      at = reached
    }
  }

  function bytesAt(from: number, to: number): Buffer {
    if (to <= from) return Buffer.alloc(0)
    const fd = openSync(entriesPath, 'r')
    try {
      return readRange(fd, from, to - from)
    } finally {
      closeSync(fd)
    }
  }

  /** Size without the zeros that some file systems leave where a write was under way at a power cut. */
  function writtenSize(): number {
    const size = sizeOnDisk()
    const from = Math.max(0, size - 64 * 1024)
    const tail = bytesAt(from, size)
    let length = tail.length
    while (length > 0 && tail[length - 1] === 0) length -= 1
    return from + length
  }

  function compare(): { state: 'agrees' | 'ahead' | 'differs'; torn: boolean } {
    const expected = last.get()?.end_offset ?? 0
    const size = writtenSize()
    const common = Math.min(size, expected)
    let boundary = 0
    let start = -1
    const parts: string[] = []
    for (const row of linesFrom(Math.max(0, common - WINDOW_BYTES), common)) {
      if (start === -1) start = boundary = startOf(row)
      if (startOf(row) >= common) break
      parts.push(row.line, '\n')
      if (row.end_offset <= common) boundary = row.end_offset
    }
    if (start === -1) start = 0
    const wanted = Buffer.from(parts.join(''), 'latin1').subarray(0, common - start)
    agreed = boundary
    if (!bytesAt(start, common).equals(wanted)) return { state: 'differs', torn: false }
    return { state: size > expected ? 'ahead' : 'agrees', torn: boundary !== sizeOnDisk() }
  }

  function appendMissing(): boolean {
    const lines: string[] = []
    for (const row of linesFrom(agreed, Number.POSITIVE_INFINITY)) lines.push(row.line, '\n')
    if (lines.length === 0) return false
    const bytes = Buffer.from(lines.join(''), 'latin1')
    appendAt(entriesPath, agreed, bytes)
    agreed += bytes.length
    return true
  }

  function writeCheckpoint(size: number, note: string): boolean {
    const path = join(checkpoints, checkpointName(size))
    if (existsSync(path)) return false
    replaceFile(path, utf8(note))
    return true
  }

  /** From the newest down to the first that is there. */
  function writeMissingCheckpoints(): boolean {
    let wrote = false
    for (const { size, note } of newestCheckpoints.all(CHECKPOINTS_REBUILT)) {
      if (!writeCheckpoint(size, note)) return wrote
      wrote = true
    }
    return wrote
  }

  function writeKeys(list: readonly Uint8Array[]): void {
    for (const key of list) {
      const kid = kidOf(key)
      const path = join(keys, `actor-${kid}.pem`)
      if (!keysWritten.has(kid) && !existsSync(path)) replaceFile(path, utf8(spkiPem(key)))
      keysWritten.add(kid)
    }
  }

  function checkpointAhead(): boolean {
    const size = (last.get()?.seq ?? -1) + 1
    return readdirSync(checkpoints).some((name) => CHECKPOINT_NAME.test(name) && Number(name) > size)
  }

  /** A recorded restore that the mirror doesn't hold explains why the two differ: the old mirror is kept aside. */
  function setAsideIfExplained(): boolean {
    const restore = lastRestore.get()
    if (!restore) return false
    const size = sizeOnDisk()
    const held = bytesAt(startOf(restore), Math.min(size, restore.end_offset)).toString('latin1')
    if (held === `${restore.line}\n`) return false
    const suffix = `set-aside-${checkpointName(restore.seq)}`
    if (size > 0) renameSync(entriesPath, join(folder, `entries.${suffix}.jsonl`))
    renameSync(checkpoints, join(folder, `checkpoints.${suffix}`))
    makeFolder(checkpoints)
    syncFolder(folder)
    return true
  }

  function reconcile(): string[] {
    const notes: string[] = []
    for (const path of [folder, checkpoints, keys]) makeFolder(path)
    let { state, torn } = compare()
    if (state === 'agrees' && checkpointAhead()) state = 'ahead'
    if (state !== 'agrees' && setAsideIfExplained()) {
      notes.push('mirror-set-aside')
      ;({ state, torn } = compare())
    }
    contradicts = state !== 'agrees'
    if (state !== 'agrees') return [...notes, `mirror-${state}`]

    const appended = appendMissing()
    // Nothing to append, but bytes behind the last line: an append of nothing cuts them off.
    if (torn && !appended) appendAt(entriesPath, agreed, new Uint8Array())
    const checkpointed = writeMissingCheckpoints()
    writeKeys(publicKeys.all())
    const vkeyPath = join(folder, 'vkey')
    if (!isSame(vkeyPath, vkey)) replaceFile(vkeyPath, utf8(vkey))
    return appended || torn || checkpointed ? [...notes, 'mirror-mended'] : notes
  }

  return {
    contradicts: () => contradicts,
    reconcile: () => guarded(reconcile, ENTRIES_FILE),
    publish: (lines, checkpoint, list) =>
      guarded(() => {
        const added = lines.reduce((sum, line) => sum + line.length + 1, 0)
        const expected = last.get()?.end_offset ?? 0
        if (contradicts || sizeOnDisk() !== agreed || agreed + added !== expected) {
          // After a crash, a repeat, or somebody else's hand in the folder: the database says what is missing.
          reconcile()
          if (contradicts) return
        } else {
          appendAt(entriesPath, agreed, Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1'))
          agreed = expected
        }
        writeKeys(list)
        writeCheckpoint(checkpoint.size, checkpoint.note)
      }, ENTRIES_FILE),
  }
}

function isSame(path: string, text: string): boolean {
  try {
    return readSmallFile(path, 4096)?.toString('utf8') === text
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
