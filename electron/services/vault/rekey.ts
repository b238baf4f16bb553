import type Database from 'better-sqlite3'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'
import { canonicalJson, fromBase64, parseCanonical, toBase64 } from '../../../shared/encoding/index.ts'
import type { CaseId, ObjectId, PersonId } from '../../../shared/model/index.ts'
import { SealedByPassphrase, randomBytes, wipe, type KdfCost } from '../crypto/index.ts'
import type { LedgerStore } from '../ledger/index.ts'
import type { PeopleStore, PersonRow } from '../people/index.ts'
import { DATABASE_FILE, copyUnder, openDatabase, opensUnder } from './database.ts'
import { asRefusal, guarded, guardedStore } from './failures.ts'
import { syncFolder, temporaryName } from './files.ts'
import { writeHeader, type HeaderBody, type Slot } from './header.ts'
import { makeSlot, makeWaitingSlot, newKeyring, type Keyring } from './keyring.ts'
import { sealUnderWords } from './recovery.ts'
import { createLedgerStore } from './stores/ledger.ts'
import { createMetaStore, type MetaStore } from './stores/meta.ts'
import { createPeopleStore } from './stores/people.ts'

/** The database under the new key, whole and on disk, from before the header says so until it has taken the old one's place. */
const NEXT_FILE = 'vault.next.db'
const SIDE_FILES = ['-wal', '-shm', '-journal']

/** The copy under the new key, before it counts. */
export interface NextStores {
  ledger: LedgerStore
  people: PeopleStore
}

export interface Rekeying {
  /** Passphrases at hand: these officers get an ordinary slot, all others one that waits for them. */
  passphrases: ReadonlyMap<PersonId, Uint8Array>
  /** Writes into the copy what stands or falls with the new key. */
  record(next: NextStores): void
  /** Steps as they begin. */
  progress(step: RekeyStep): void
}
export type RekeyStep = 'rekey-copy' | 'rekey-seal' | 'rekey-verify' | 'rekey-switch'

interface RekeyParts {
  folder: string
  db: Database.Database
  /** As the header stands. */
  body: HeaderBody
  keyring: Keyring
  cost: KdfCost
  floor: KdfCost
}

/** `lost`: the new header couldn't be written, nor the old one be put back; what stands on disk is one of the two, whole. */
export class HeaderUnknown extends Error {}

/**
 * Gives the vault a new key, up to the moment at which it counts: the renaming of the header. All of the database is
 * copied, put under the new key and resealed inside, read back and on disk before that; objects stay as they are, because
 * their keys don't change. `finishRekey` comes next, in this process or at the next opening.
 *
 * The caller holds the vault's lock, and nothing else writes. Whatever fails before the header leaves the vault as it was.
 *
 * @returns the new keyring and the 24 words, which are kept nowhere
 * @throws HeaderUnknown; else a Refusal, or whatever `record` throws
 */
export function rekey(parts: RekeyParts, { passphrases, record, progress }: Rekeying): { keyring: Keyring; words: string[] } {
  const { folder, db, body, keyring } = parts
  const next = newKeyring(randomBytes(32))
  const draft = join(folder, temporaryName())
  try {
    progress('rekey-copy')
    copyUnder(db, draft, keyring.database, next.database)
    progress('rekey-seal')
    const slots = guarded(() => fill(draft, next, (copy) => {
      reseal(copy, keyring, next)
      const people = guardedStore(createPeopleStore(copy))
      record({ ledger: guardedStore(createLedgerStore(copy)), people })
      return slotsFor(people, passphrases, { ...parts, keyring: next })
    }))
    progress('rekey-verify')
    verify(draft, next)
    progress('rekey-switch')
    guarded(() => place(folder, draft))
    const { sealed, words } = sealUnderWords(next.vaultKey, body.vault)
    commit(folder, { ...body, slots, recovery: sealed }, next, body, keyring)
    return { keyring: next, words }
  } catch (error) {
    next.close()
    remove(draft)
    // Where it isn't known which header stands, the next opening needs both databases.
    if (!(error instanceof HeaderUnknown)) remove(join(folder, NEXT_FILE))
    throw asRefusal(error, DATABASE_FILE)
  }
}

/** The header's rename is what counts. If it failed it may stand there all the same, unless the old one could be put back. */
function commit(folder: string, to: HeaderBody, under: Keyring, from: HeaderBody, before: Keyring): void {
  try {
    writeHeader(folder, to, under.header)
  } catch (error) {
    try {
      writeHeader(folder, from, before.header)
    } catch {
      throw new HeaderUnknown('', { cause: error })
    }
    throw error
  }
}

/** Works on the copy; all of it is in the file itself when this returns. */
function fill<T>(path: string, under: Keyring, work: (copy: Database.Database) => T): T {
  const copy = openDatabase(path, under.database)
  try {
    const value = work(copy)
    copy.pragma('wal_checkpoint(TRUNCATE)')
    return value
  } finally {
    copy.close()
  }
}

interface ObjectKey {
  id: ObjectId
  case_id: CaseId
  sealed_key: string
}

const objectKeys = (db: Database.Database) => db.prepare<[], ObjectKey>('SELECT id, case_id, sealed_key FROM objects').all()
const damaged = (part: string) => new Refusal('vault.database-damaged', { part })

/** What lies under keys that follow from the vault key: the key of each object, kept logins' among them, and the two seeds. */
function reseal(copy: Database.Database, from: Keyring, to: Keyring): void {
  const set = copy.prepare('UPDATE objects SET sealed_key = ? WHERE id = ?')
  const meta = createMetaStore(copy)
  copy.transaction(() => {
    for (const { id, case_id, sealed_key } of objectKeys(copy)) {
      const key = from.openItemKey(case_id, id, fromBase64(sealed_key))
      if (key === null) throw damaged('object keys')
      set.run(toBase64(to.sealItemKey(case_id, id, key)), id)
      wipe(key)
    }
    for (const name of ['log-seed', 'export-seed'] as const) {
      const seed = seedOf(meta, from, name)
      meta.set(name, to.sealSeed(name, seed))
      wipe(seed)
    }
    meta.set('recovery-confirmed', 0)
  })()
}

function seedOf(meta: MetaStore, keyring: Keyring, name: 'log-seed' | 'export-seed'): Buffer {
  const sealed = meta.get(name)
  const seed = sealed instanceof Uint8Array ? keyring.openSeed(name, sealed) : null
  if (seed === null) throw damaged('seeds')
  return seed
}

/** Opens the file anew, as the next opening would, and looks at everything that was written into it. */
function verify(path: string, keyring: Keyring): void {
  fill(path, keyring, (copy) => {
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') throw damaged('copy')
    for (const { id, case_id, sealed_key } of objectKeys(copy)) {
      const key = keyring.openItemKey(case_id, id, fromBase64(sealed_key))
      if (key === null) throw damaged('object keys')
      wipe(key)
    }
    for (const name of ['log-seed', 'export-seed'] as const) wipe(seedOf(createMetaStore(copy), keyring, name))
  })
}

/** A slot for each officer who has not departed. Refuses `vault.database-damaged` where somebody's sealed key can't be read. */
function slotsFor(people: PeopleStore, passphrases: Rekeying['passphrases'], { body, keyring, cost, floor }: RekeyParts): Slot[] {
  const officers = people.list().filter(({ role, departedAt }) => role === 'officer' && departedAt === null)
  return officers.map((officer) => {
    const passphrase = passphrases.get(officer.id)
    if (passphrase !== undefined) return makeSlot(keyring.vaultKey, body.vault, officer.id, passphrase, cost, floor)
    return makeWaitingSlot(keyring.vaultKey, officer.id, officer.publicKey, sealedKeysOf(people, officer))
  })
}

function sealedKeysOf(people: PeopleStore, { id }: PersonRow): SealedByPassphrase[] {
  const keys = people.sealedKeys(id).slice(0, 4).map((text) => {
    const sealed = SealedByPassphrase.safeParse(parseCanonical(text))
    if (!sealed.success || canonicalJson(sealed.data) !== text) throw damaged('keys')
    return sealed.data
  })
  if (keys.length === 0) throw damaged('keys')
  return keys
}

/** From its draft's name to the name under which the next opening finds it; on disk before this returns. */
function place(folder: string, draft: string): void {
  const fd = openSync(draft, 'r+')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(draft, join(folder, NEXT_FILE))
  syncFolder(folder)
}

/**
 * Puts the new database in the place of the old one, once the header counts on it. The old one's write-ahead log goes
 * first and for good: left beside the new database, it would be played into it.
 */
export function finishRekey(folder: string): void {
  const database = join(folder, DATABASE_FILE)
  for (const suffix of SIDE_FILES) rmSync(database + suffix, { force: true })
  syncFolder(folder)
  renameSync(join(folder, NEXT_FILE), database)
  syncFolder(folder)
  remove(join(folder, NEXT_FILE))
}

/** At an opening, after the header was found authentic: a new key that counts already is brought to its end. */
export function resumeRekey(folder: string, databaseKey: Uint8Array): void {
  const next = join(folder, NEXT_FILE)
  // Under another key it belongs to a change that never counted; `discardRekey` takes it once the old one has opened.
  if (existsSync(next) && opensUnder(next, databaseKey)) finishRekey(folder)
}

/** What a change that never counted has left. Only where the database has opened without it. */
export function discardRekey(folder: string): void {
  if (existsSync(join(folder, NEXT_FILE))) remove(join(folder, NEXT_FILE))
}

function remove(path: string): void {
  for (const suffix of ['', ...SIDE_FILES]) rmSync(path + suffix, { force: true })
}
