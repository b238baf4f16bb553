import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../../shared/contract/index.ts'
import type { PersonId } from '../../../shared/model/index.ts'
import { vkey } from '../../../shared/encoding/index.ts'
import {
  DEFAULT_COST,
  assertPassphrase,
  generateSigner,
  newId,
  randomBytes,
  wipe,
  type KdfCost,
} from '../crypto/index.ts'
import { DATABASE_FILE, createDatabase } from './database.ts'
import { guarded } from './failures.ts'
import { FOLDER_MODE, TEMPORARY, makeFolder, syncFolder } from './files.ts'
import { headerIsAuthentic, newHeaderBody, originOf, readHeader, writeHeader, type Header } from './header.ts'
import { makeSlot, newKeyring, trySlot, type Keyring } from './keyring.ts'
import { takeLock } from './lock.ts'
import { LEDGER } from './mirror.ts'
import { OBJECTS } from './objects/format.ts'
import { assemble, type Assembled } from './open-vault.ts'
import { assertSafePlace } from './place.ts'
import { openUnderWords, sealUnderWords } from './recovery.ts'
import { resumeRekey } from './rekey.ts'
import type { Slots } from './slots.ts'
import { createMetaStore } from './stores/meta.ts'
import type { HeadMemory } from '../ledger/index.ts'
import type { PersonRow } from '../people/index.ts'
import type { OpenVault, VaultCreation, VaultService } from './types.ts'

export interface VaultOptions {
  /** Cost of new slots. */
  cost?: KdfCost
  /** Least cost that is accepted, made or read. Only tests pass a lower one. */
  floor?: KdfCost
  /** Last heads seen outside the vaults; without it every database is taken for the newest. */
  heads?: HeadMemory
}

/**
 * Creates and opens vaults. Refuses `vault.unsafe-place`, `vault.exists`, `vault.not-found`, `vault.header-damaged`,
 * `vault.newer-version`, `vault.locked-by-other`, `vault.wrong-passphrase`, `vault.recovery-wrong`,
 * `vault.database-damaged`, `vault.sqlite-too-old`, `vault.disk-full`, `vault.io`, `vault.read-only`, `passphrase.too-short`,
 * `recovery.choose-officer`.
 * Passphrases stay the caller's to wipe.
 */
export function createVaultService(options: VaultOptions = {}): VaultService {
  const cost = options.cost ?? DEFAULT_COST
  const floor = options.floor ?? DEFAULT_COST

  function create(creation: VaultCreation): { vault: OpenVault; recovery: string[] } {
    const { folder, name, officer, passphrase } = creation
    assertPassphrase(passphrase)
    guarded(() => assertSafePlace(folder))
    if (existsSync(folder)) throw new Refusal('vault.exists', { name: basename(folder) })

    const keyring = newKeyring(randomBytes(32))
    let built = false
    try {
      const recovery = guarded(() => build(folder, name, passphrase, officer, keyring), basename(folder))
      built = true
      return { vault: unlock(folder, () => ({ keyring })).vault, recovery }
    } catch (error) {
      keyring.close()
      // Nobody was told its words, so nobody shall find it.
      if (built) rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  /** Builds beside the final place and moves the whole folder in one rename: a crash leaves no half vault there. */
  function build(
    folder: string,
    name: string,
    passphrase: Uint8Array,
    officer: VaultCreation['officer'],
    keyring: Keyring,
  ): string[] {
    const id = newId('v')
    const parent = dirname(folder)
    const draft = join(parent, `.${basename(folder)}.${randomBytes(4).toString('hex')}`)
    mkdirSync(parent, { recursive: true })
    mkdirSync(draft, { mode: FOLDER_MODE })
    try {
      for (const part of [OBJECTS, LEDGER]) makeFolder(join(draft, part))
      const log = generateSigner()
      const exported = generateSigner()
      const db = createDatabase(join(draft, DATABASE_FILE), keyring.database)
      try {
        const meta = createMetaStore(db)
        db.transaction(() => {
          meta.set('vault', id)
          meta.set('name', name)
          meta.set('recovery-confirmed', 0)
          meta.set('log-seed', keyring.sealSeed('log-seed', log.seed))
          meta.set('export-seed', keyring.sealSeed('export-seed', exported.seed))
        })()
        db.pragma('wal_checkpoint(TRUNCATE)')
      } finally {
        db.close()
        wipe(log.seed, exported.seed)
        log.signer.close()
        exported.signer.close()
      }
      const { sealed, words } = sealUnderWords(keyring.vaultKey, id)
      const slot = makeSlot(keyring.vaultKey, id, officer, passphrase, cost, floor)
      const body = newHeaderBody(id, vkey(originOf(id), log.signer.publicKey), [slot], sealed)
      writeHeader(draft, body, keyring.header)
      syncFolder(draft)
      if (existsSync(folder)) throw new Refusal('vault.exists', { name: basename(folder) })
      renameSync(draft, folder)
      syncFolder(parent)
      return words
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      throw error
    }
  }

  /** Everything that opening has in common; `find` gets at the vault key. */
  function unlock<T extends { keyring: Keyring }>(
    folder: string,
    find: (header: Header) => T,
  ): Assembled & Omit<T, 'keyring'> {
    guarded(() => assertSafePlace(folder))
    // Before the lock, which would be made in a folder that is no vault; and again after it, for what it says then.
    readHeader(folder)
    const lock = takeLock(folder)
    let found: T
    let header: Header
    try {
      header = readHeader(folder)
      found = find(header)
    } catch (error) {
      lock.release()
      throw error
    }
    const { keyring, ...rest } = found
    if (!headerIsAuthentic(header, keyring.header)) {
      keyring.close()
      lock.release()
      throw new Refusal('vault.header-damaged', { why: 'mac' })
    }
    try {
      guarded(() => {
        removeDrafts(folder)
        resumeRekey(folder, keyring.database)
      })
    } catch (error) {
      keyring.close()
      lock.release()
      throw error
    }
    return { ...assemble({ folder, header, keyring, lock }, cost, floor, options.heads ?? null), ...rest }
  }

  return {
    create,
    open(folder, passphrase) {
      const { vault, slots, officer } = unlock(folder, (header) => {
        for (const slot of header.slots) {
          const opened = trySlot(slot, header.vault, passphrase, floor)
          if (opened.ok) return { keyring: newKeyring(opened.secret), officer: slot.person }
          if (opened.reason === 'damaged') throw new Refusal('vault.header-damaged', { why: 'slot' })
        }
        throw new Refusal('vault.wrong-passphrase')
      })
      if (slots.has(officer)) {
        if (slots.isWaiting(officer)) settle(slots, officer, passphrase)
        return { vault, officer, unfinishedRecovery: slots.isUnfinished(officer) }
      }
      // The slot was one that an enrolment cut short had left, and is gone now.
      vault.close()
      throw new Refusal('vault.wrong-passphrase')
    },
    recover(folder, words, passphrase, officer = null) {
      assertPassphrase(passphrase)
      const { vault, slots } = unlock(folder, (header) => ({
        keyring: newKeyring(openUnderWords(header.recovery, words, header.vault)),
      }))
      try {
        const person = recoverable(vault.people.list(), officer) ?? slots.first()
        slots.recover(person, passphrase)
        // Whoever gets in by the words has them.
        vault.confirmRecovery(words)
        return { vault, officer: person }
      } catch (error) {
        vault.close()
        throw error
      }
    },
  }
}

/** The slot opens as it is: a disk that doesn't take another one keeps nobody out. The next opening tries again. */
function settle(slots: Slots, officer: PersonId, passphrase: Uint8Array): void {
  try {
    slots.settle(officer, passphrase)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

/**
 * Who is to be recovered; null in a vault that was never founded, where only the header names somebody. The names go
 * into the refusal: whoever gets here has the words, which open everything.
 */
function recoverable(people: readonly PersonRow[], named: PersonId | null): PersonId | null {
  const officers = people.filter(({ role, departedAt }) => role === 'officer' && departedAt === null)
  if (named !== null) {
    if (!officers.some(({ id }) => id === named)) throw new Refusal('person.not-found')
    return named
  }
  if (officers.length > 1) {
    throw new Refusal('recovery.choose-officer', Object.fromEntries(officers.map(({ id, name }) => [id, name])))
  }
  return officers[0]?.id ?? null
}

/** Drafts of a crash, of the header and of a database under a new key: they hold what nobody needs, so they don't stay. */
function removeDrafts(folder: string): void {
  for (const name of readdirSync(folder)) if (TEMPORARY.test(name)) rmSync(join(folder, name), { force: true })
}
