import type Database from 'better-sqlite3'
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckResult } from '../../../shared/contract/index.ts'
import { kidOf, spkiPem, utf8 } from '../../../shared/encoding/index.ts'
import type { LedgerMirror } from '../ledger/index.ts'
import { fail, pass, reason } from './check-results.ts'
import { guarded, isMissing } from './failures.ts'
import { appendAt, makeFolder, readRange, readSmallFile, replaceFile, syncFolder } from './files.ts'
import { checkpointName, createMirrorCheckpoints } from './mirror-checkpoints.ts'
import { damageResult, keepDamage, keptDamage, type MirrorFinding, type MirrorMemory } from './mirror-damage.ts'

export const LEDGER = 'ledger'
export const ENTRIES_FILE = 'entries.jsonl'
export const KEY_NAME = /^actor-([0-9a-f]{16})\.pem$/

/** How far back opening compares the mirror with the database: bounds its cost. `check` compares everything. */
const WINDOW_BYTES = 4 * 1024 * 1024

export interface VaultMirror extends LedgerMirror {
  /**
   * Brings the mirror up to date with the database. Never overwrites a mirror that holds more or other entries than
   * the database: it may be the only trace of a database that was put back. What is missing is written again; where
   * more is missing than a sudden end explains, that is recorded in the database and kept beside the mirror first.
   * Returns codes of `vaultNotes`.
   */
  reconcile(): string[]
  /** True while the mirror holds what the database doesn't. */
  contradicts(): boolean
  /** Whether this session has found, and mended, what a sudden end doesn't explain. */
  damaged(): boolean
  /** The whole mirror against the database, and what was found missing when it was opened. */
  check(): CheckResult[]
}

export interface MirrorOptions {
  /** Folder of the vault. */
  vault: string
  db: Database.Database
  vkey: string
  memory: MirrorMemory
  /** Whether the vault was closed in order: then the mirror was whole, else the last transaction may be missing. */
  closedInOrder: boolean
}

interface Position {
  seq: number
  line: string
  end_offset: number
}

export function createMirror({ vault, db, vkey, memory, closedInOrder }: MirrorOptions): VaultMirror {
  const folder = join(vault, LEDGER)
  const entriesPath = join(folder, ENTRIES_FILE)
  const checkpoints = join(folder, 'checkpoints')
  const keys = join(folder, 'keys')
  const vkeyPath = join(folder, 'vkey')
  const milestones = createMirrorCheckpoints(checkpoints, db)

  const last = db.prepare<[], Position>('SELECT seq, line, end_offset FROM ledger ORDER BY seq DESC LIMIT 1')
  const endingAfter = db.prepare<[number], Position>(
    'SELECT seq, line, end_offset FROM ledger WHERE end_offset > ? ORDER BY end_offset LIMIT 512',
  )
  const lastRestore = db.prepare<[], Position>(
    "SELECT seq, line, end_offset FROM ledger WHERE chain = '' AND type = 'vault.restored' ORDER BY n DESC LIMIT 1",
  )
  const entriesUpTo = db.prepare<[number], number>('SELECT seq + 1 FROM ledger WHERE end_offset = ?').pluck()
  const signedBefore = db
    .prepare<[number, string], number>("SELECT 1 FROM ledger WHERE seq < ? AND json_extract(line, '$.kid') = ? LIMIT 1")
    .pluck()
  const publicKeys = db.prepare<[], Buffer>('SELECT public_key FROM people_keys').pluck()

  /** Length of the file up to where it is known to agree with the database. */
  let agreed = 0
  let contradicts = false
  const keysWritten = new Set<string>()
  /** How many entries the mirror was given in full: what it lacks of them somebody took. */
  let given = givenBefore()
  /** What this session has found missing. */
  const found: MirrorFinding[] = []

  /** A process that died may have committed once more than it told the mirror; one that had failed to write it, more. */
  function givenBefore(): number {
    const [newest, before] = milestones.lastTwo()
    return Math.min(closedInOrder ? newest : before, memory.held() ?? newest)
  }

  const size = () => (last.get()?.seq ?? -1) + 1
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
    append(lines.join(''))
    return true
  }

  function append(text: string): void {
    const isNew = agreed === 0
    appendAt(entriesPath, agreed, Buffer.from(text, 'latin1'))
    if (isNew) syncFolder(folder)
    agreed += text.length
  }

  function writeKeys(list: readonly Uint8Array[]): void {
    for (const key of list) {
      const kid = kidOf(key)
      const path = join(keys, `actor-${kid}.pem`)
      if (!keysWritten.has(kid) && !existsSync(path)) replaceFile(path, utf8(spkiPem(key)))
      keysWritten.add(kid)
    }
  }

  /** A recorded restore that the mirror doesn't hold explains why the two differ: the old mirror is kept aside. */
  function setAsideIfExplained(): boolean {
    const restore = lastRestore.get()
    if (!restore) return false
    const size = sizeOnDisk()
    const held = bytesAt(startOf(restore), Math.min(size, restore.end_offset)).toString('latin1')
    if (held === `${restore.line}\n`) return false
    // From here until it is written anew, a sudden end leaves nothing of it.
    given = 0
    memory.hold(0)
    const suffix = `set-aside-${checkpointName(restore.seq)}`
    if (size > 0) renameSync(entriesPath, join(folder, `entries.${suffix}.jsonl`))
    renameSync(checkpoints, join(folder, `checkpoints.${suffix}`))
    makeFolder(checkpoints)
    syncFolder(folder)
    return true
  }

  /** What the mirror was given and no longer has. Nothing of this is left by a sudden end. */
  function damage(missing: readonly number[]): string[] {
    const wrong: string[] = []
    const entries = agreed === 0 ? 0 : (entriesUpTo.get(agreed) ?? 0)
    if (entries < given) wrong.push(`entries ${entries} to ${given - 1} were missing`)
    const gone = missing.filter((size) => size <= given)
    if (gone.length > 0) wrong.push(`${gone.length} checkpoints were missing, the newest of size ${gone[0]}`)
    for (const key of publicKeys.all()) {
      const kid = kidOf(key)
      const isGone = !existsSync(join(keys, `actor-${kid}.pem`)) && signedBefore.get(given, kid) !== undefined
      if (isGone) wrong.push(`key ${kid} was missing`)
    }
    if (given > 0 && !isSame(vkeyPath, vkey)) wrong.push('the log key was missing or another')
    return wrong
  }

  function recordDamage(wrong: string[]): void {
    if (wrong.length === 0) return
    const finding = { at: new Date().toISOString(), found: wrong }
    found.push(finding)
    memory.record(finding)
    keepDamage(folder, finding, [ENTRIES_FILE, 'vkey'])
    // Told and kept: if mending it fails, it isn't found and copied once more at the next attempt.
    given = 0
    memory.hold(0)
  }

  function reconcile(): string[] {
    const notes: string[] = []
    for (const path of [folder, checkpoints, keys]) makeFolder(path)
    let { state, torn } = compare()
    if (state === 'agrees' && milestones.ahead(size())) state = 'ahead'
    if (state !== 'agrees' && setAsideIfExplained()) {
      notes.push('mirror-set-aside')
      ;({ state, torn } = compare())
    }
    contradicts = state !== 'agrees'
    if (keptDamage(folder).length > 0) notes.push('mirror-damaged')
    if (state !== 'agrees') return [...notes, `mirror-${state}`]

    const missing = milestones.missing()
    const wrong = damage(missing)
    recordDamage(wrong)
    const appended = appendMissing()
    // Nothing to append, but bytes behind the last line: an append of nothing cuts them off.
    if (torn && !appended) appendAt(entriesPath, agreed, new Uint8Array())
    milestones.writeMissing(missing)
    writeKeys(publicKeys.all())
    if (!isSame(vkeyPath, vkey)) replaceFile(vkeyPath, utf8(vkey))
    settle()
    if (wrong.length > 0) return [...new Set([...notes, 'mirror-damaged'])]
    return appended || torn || missing.length > 0 ? [...notes, 'mirror-mended'] : notes
  }

  /** The mirror has all there is. */
  function settle(): void {
    given = size()
    if (memory.held() !== null) memory.hold(null)
  }

  /** The first place at which mirror and database disagree, or null. */
  function disagreement(): { detail: string; item: string } | null {
    const path = `${LEDGER}/${ENTRIES_FILE}`
    const end = last.get()?.end_offset ?? 0
    if (sizeOnDisk() !== end) return { detail: `${sizeOnDisk()} bytes, the database has ${end}`, item: path }
    if (end === 0) return null
    const fd = openSync(entriesPath, 'r')
    try {
      for (const row of linesFrom(0, end)) {
        const held = readRange(fd, startOf(row), row.line.length + 1).toString('latin1')
        if (held !== `${row.line}\n`) return { detail: 'another entry than the database has', item: `${path}:${row.seq + 1}` }
      }
    } finally {
      closeSync(fd)
    }
    const [missing] = milestones.missing()
    if (missing !== undefined) return { detail: 'missing', item: `${LEDGER}/checkpoints/${checkpointName(missing)}` }
    return milestones.ahead(size()) ? { detail: 'a checkpoint beyond the database', item: `${LEDGER}/checkpoints` } : null
  }

  function check(): CheckResult[] {
    return [databaseResult(), damageResult(folder, { now: found, all: memory.findings() })]
  }

  function databaseResult(): CheckResult {
    const name = 'mirror-database'
    try {
      const wrong = disagreement()
      return wrong === null
        ? pass(name, 'every entry is the one of the database, and no checkpoint is missing')
        : fail(name, wrong.detail, wrong.item)
    } catch (error) {
      return fail(name, reason(error), LEDGER)
    }
  }

  function publish(lines: readonly string[], checkpoint: { size: number; note: string }, list: readonly Uint8Array[]): void {
    const added = lines.reduce((sum, line) => sum + line.length + 1, 0)
    const expected = last.get()?.end_offset ?? 0
    if (contradicts || memory.held() !== null || sizeOnDisk() !== agreed || agreed + added !== expected) {
      // After a crash, a failure, a repeat, or somebody else's hand in the folder: the database says what is missing.
      reconcile()
      if (contradicts) return
    } else {
      append(lines.map((line) => `${line}\n`).join(''))
    }
    writeKeys(list)
    milestones.write(checkpoint.size, checkpoint.note)
    settle()
  }

  return {
    contradicts: () => contradicts,
    damaged: () => found.length > 0,
    reconcile: () => guarded(reconcile, ENTRIES_FILE),
    check: () => guarded(check, ENTRIES_FILE),
    publish: (lines, checkpoint, list) =>
      guarded(() => {
        try {
          publish(lines, checkpoint, list)
        } catch (error) {
          // So that what couldn't be written isn't taken for removed at the next opening.
          if (memory.held() === null) memory.hold(given)
          throw error
        }
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
