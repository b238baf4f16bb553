import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { Refusal } from '../../../shared/contract/index.ts'
import { parseVkey, toHex, treeRoot } from '../../../shared/encoding/index.ts'
import type { HeadMemory, LedgerStore } from '../ledger/index.ts'
import { ObjectId } from '../../../shared/model/index.ts'
import type { PersonRow } from '../people/index.ts'
import { createSigner, equal, wipe, type KdfCost, type Signer } from '../crypto/index.ts'
import { DATABASE_FILE, openDatabase } from './database.ts'
import { asRefusal, guarded, guardedStore } from './failures.ts'
import { readHeader, type Header } from './header.ts'
import type { Keyring } from './keyring.ts'
import type { VaultLock } from './lock.ts'
import { createMirror } from './mirror.ts'
import { createMirrorMemory } from './mirror-damage.ts'
import { openUnderWords, sealUnderWords } from './recovery.ts'
import { HeaderUnknown, discardRekey, finishRekey, rekey } from './rekey.ts'
import { OBJECTS, objectPath, sealedLength } from './objects/format.ts'
import { createObjectStore } from './objects/store.ts'
import { discardLeftovers, sweepObjects } from './objects/sweep.ts'
import { makeFolder } from './files.ts'
import { createSlots, type Slots } from './slots.ts'
import { createAttestationStore } from './stores/attestations.ts'
import { createBundleStore } from './stores/bundles.ts'
import { createCaseStore } from './stores/cases.ts'
import { createDisposalStore } from './stores/disposals.ts'
import { createEvidenceStore } from './stores/evidence.ts'
import { createHandOverStore } from './stores/hand-overs.ts'
import { createKeptLoginStore } from './stores/kept-logins.ts'
import { createLedgerStore } from './stores/ledger.ts'
import { createMetaStore, type MetaKey, type MetaStore } from './stores/meta.ts'
import { createPeopleStore } from './stores/people.ts'
import { createQueueStore } from './stores/queue.ts'
import { createPostCheckStore } from './stores/post-checks.ts'
import { createRecordStore } from './stores/records.ts'
import { createSearchStore } from './stores/search.ts'
import { createSightingStore } from './stores/sightings.ts'
import { createStampStore } from './stores/stamps.ts'
import type { OpenVault } from './types.ts'

export interface Unlocked {
  folder: string
  header: Header
  keyring: Keyring
  lock: VaultLock
}

export interface Assembled {
  vault: OpenVault
  slots: Slots
}

/** Opens everything behind the header. Takes over keys and lock: on failure both are given back. */
export function assemble(unlocked: Unlocked, cost: KdfCost, floor: KdfCost, heads: HeadMemory | null): Assembled {
  const { folder, header, keyring, lock } = unlocked
  const undo: (() => void)[] = [lock.release, keyring.close]
  try {
    const db = openDatabase(join(folder, DATABASE_FILE), keyring.database)
    undo.push(() => db.close())
    const meta = guardedStore(createMetaStore(db))
    // A database of another vault can't have this key; one of this vault from before its id was written can't be whole.
    if (meta.get('vault') !== header.vault) throw new Refusal('vault.database-damaged')
    guarded(() => discardRekey(folder))
    const logKey = signerFrom(meta, keyring, 'log-seed')
    undo.push(() => logKey.close())
    const exportKey = signerFrom(meta, keyring, 'export-seed')
    undo.push(() => exportKey.close())
    if (!equal(parseVkey(header.vkey).publicKey, logKey.publicKey)) {
      throw new Refusal('vault.header-damaged', { why: 'vkey' })
    }

    const known = db.prepare<[ObjectId]>(NAMED).pluck()
    const isKnown = (id: ObjectId) => known.get(id) !== undefined
    let isOpen = true
    const closedInOrder = Number(meta.get('closed-at') ?? 0) > 0
    const mirror = createMirror({ vault: folder, db, vkey: header.vkey, memory: createMirrorMemory(meta), closedInOrder })
    const notes = mirror.reconcile()
    makeFolder(join(folder, OBJECTS))
    const ledger = createLedgerStore(db)
    const standing = mirror.contradicts() ? 'behind' : standingOf(ledger, heads, header.origin)
    notes.push(...sweep(folder, standing, meta, isKnown))
    // What a disposal destroyed may stand in the journal of a process that died over it.
    if (!closedInOrder) guarded(() => db.pragma('wal_checkpoint(TRUNCATE)'), DATABASE_FILE)
    // Stands until the vault is closed in order: after a crash every folder of objects is swept.
    meta.set('closed-at', 0)

    const objects = createObjectStore(folder, keyring, isKnown)
    const people = guardedStore(createPeopleStore(db))
    const slots = createSlots({ folder, header, keyring, cost, floor, people, meta, isNewest: standing === 'current' })
    if (slots.dropStrangers()) notes.push('enrolment-undone')
    if (people.list().some((person) => isOfficer(person) && !slots.has(person.id))) notes.push('officer-without-slot')

    const vault: OpenVault = {
      id: header.vault,
      name: String(meta.get('name')),
      origin: header.origin,
      folder,
      notes,
      ledger: guardedStore(ledger),
      stamps: guardedStore(createStampStore(db)),
      mirror,
      people,
      evidence: guardedStore(createEvidenceStore(db)),
      attestations: guardedStore(createAttestationStore(db)),
      cases: guardedStore(createCaseStore(db)),
      queue: guardedStore(createQueueStore(db)),
      records: guardedStore(createRecordStore(db)),
      sightings: guardedStore(createSightingStore(db)),
      disposals: guardedStore(createDisposalStore(db)),
      search: guardedStore(createSearchStore(db)),
      postChecks: guardedStore(createPostCheckStore(db)),
      logins: guardedStore(createKeptLoginStore(db)),
      bundles: guardedStore(createBundleStore(db)),
      handOvers: guardedStore(createHandOverStore(db)),
      objects,
      logKey,
      exportKey,
      recoveryUnconfirmed: () => meta.get('recovery-confirmed') !== 1,
      confirmRecovery(words) {
        wipe(openUnderWords(slots.recovery(), words, header.vault))
        meta.set('recovery-confirmed', 1)
      },
      renewRecovery() {
        const { sealed, words } = sealUnderWords(keyring.vaultKey, header.vault)
        meta.set('recovery-confirmed', 0)
        slots.setRecovery(sealed)
        return words
      },
      isOpen: () => isOpen,
      rekey(change) {
        if (!isOpen) throw new Refusal('vault.not-open')
        let next
        try {
          next = rekey({ folder, db, body: slots.body(), keyring, cost, floor }, change)
        } catch (error) {
          if (!(error instanceof HeaderUnknown)) throw error
          vault.close()
          throw asRefusal(error.cause, 'header.json')
        }
        // From here on the new key counts, whatever comes: what is left of the old vault goes, but for the lock.
        isOpen = false
        const [release, ...rest] = undo
        void objects.stop()
        for (const step of rest.toReversed()) step()
        let own
        try {
          guarded(() => finishRekey(folder))
          own = readHeader(folder)
        } catch (error) {
          next.keyring.close()
          release?.()
          throw error
        }
        const fresh = assemble({ folder, header: own, keyring: next.keyring, lock }, cost, floor, heads).vault
        return { vault: { ...fresh, notes: fresh.notes.filter((note) => note !== 'mirror-mended') }, words: next.words }
      },
      admitOfficer: slots.admit,
      changeSlot: slots.change,
      recoverSlot: slots.recover,
      databaseKey: () => toHex(keyring.database),
      integrity: () => guarded(() => complaints(db, folder)),
      mirrorDamaged: mirror.damaged,
      checkMirror: mirror.check,
      stop: objects.stop,
      close() {
        if (!isOpen) return
        isOpen = false
        void objects.stop()
        try {
          discardLeftovers(folder, objects.written, isKnown)
          meta.set('closed-at', Date.now())
          db.pragma('wal_checkpoint(TRUNCATE)')
        } catch {
          // A full disk must not keep keys in memory. Nothing acknowledged depends on this: the next opening redoes it.
        } finally {
          for (const step of undo.toReversed()) step()
        }
      },
    }
    return { vault, slots }
  } catch (error) {
    for (const step of undo.toReversed()) step()
    // Preparing the statements reads the schema and the search index, which may be damaged too.
    throw asRefusal(error, DATABASE_FILE)
  }
}

const isOfficer = ({ role, departedAt }: PersonRow) => role === 'officer' && departedAt === null

function signerFrom(meta: MetaStore, keyring: Keyring, name: MetaKey): Signer {
  const sealed = meta.get(name)
  const seed = sealed instanceof Uint8Array ? keyring.openSeed(name, sealed) : null
  if (seed === null) throw new Refusal('vault.database-damaged')
  try {
    return createSigner(seed)
  } finally {
    wipe(seed)
  }
}

/**
 * An object that anything names is somebody's. Its own row alone doesn't decide: an old page put back under that table
 * alone would have us remove evidence that the rest still knows.
 */
const NAMED = `WITH wanted (object) AS (VALUES (?))
SELECT 1 FROM wanted w WHERE EXISTS (SELECT 1 FROM objects o WHERE o.id = w.object)
  OR EXISTS (SELECT 1 FROM artefacts a WHERE a.object = w.object)
  OR EXISTS (SELECT 1 FROM previews p WHERE p.object = w.object)
  OR EXISTS (SELECT 1 FROM kept_logins k WHERE k.object = w.object)`

/** How the database stands to what was last seen of this log outside the vault. */
type Standing = 'current' | 'unknown' | 'behind'

function standingOf(ledger: LedgerStore, heads: HeadMemory | null, origin: string): Standing {
  if (heads === null) return 'current'
  const seen = heads.read(origin)
  if (seen === null) return 'unknown'
  try {
    const extended = ledger.size() >= seen.size && (seen.size === 0 || toHex(treeRoot(ledger, seen.size)) === seen.root)
    return extended ? 'current' : 'behind'
  } catch (error) {
    // A hole in the stored tree: the log refuses to open over it, and nothing may be swept on its word.
    if (error instanceof RangeError) return 'behind'
    throw error
  }
}

/**
 * Only a database that is known to be the newest may say that a file is nobody's: to an older one put back, evidence
 * acquired since looks just like what a crash left.
 */
function sweep(folder: string, standing: Standing, meta: MetaStore, isKnown: (id: ObjectId) => boolean): string[] {
  if (standing === 'behind') return ['sweep-skipped']
  if (standing === 'unknown') return []
  const swept = guarded(() => sweepObjects(folder, Number(meta.get('closed-at') ?? 0), isKnown), OBJECTS)
  return swept > 0 ? ['orphans-swept'] : []
}

/** What SQLite and the layout say about themselves; content is judged by digests, elsewhere. */
function complaints(db: Database.Database, folder: string): string[] {
  const found = (db.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok')
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0
  if ((db.pragma('foreign_key_check') as unknown[]).length > 0) found.push('rows without what they refer to')
  if (count('SELECT count(*) FROM ledger') !== count('SELECT coalesce(max(seq) + 1, 0) FROM ledger')) {
    found.push('ledger has gaps')
  }
  const strayLeaves =
    'SELECT count(*) FROM ledger l LEFT JOIN nodes n ON n.level = 0 AND n.idx = l.seq WHERE n.hash IS NOT l.leaf'
  if (count(strayLeaves) > 0) found.push('ledger and tree differ')
  for (const { id, bytes } of db.prepare<[], { id: ObjectId; bytes: number }>('SELECT id, bytes FROM objects').all()) {
    // The id may be anything that somebody wrote there.
    const path = ObjectId.safeParse(id).success ? objectPath(folder, id) : null
    if (path === null || !existsSync(path)) found.push(`object ${id} is missing`)
    else if (statSync(path).size !== sealedLength(bytes)) found.push(`object ${id} has another length`)
  }
  return found
}
