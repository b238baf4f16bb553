import type { Database } from 'better-sqlite3'
import { join } from 'node:path'
import { createSigner, holdSecret, wipe, type Signer } from '../../../electron/services/crypto/index.ts'
import { openSeals } from '../../../electron/services/people/session.ts'
import { openDatabase } from '../../../electron/services/vault/database.ts'
import { readHeader } from '../../../electron/services/vault/header.ts'
import { createKeyring, trySlot } from '../../../electron/services/vault/keyring.ts'
import { createMetaStore } from '../../../electron/services/vault/stores/meta.ts'
import { createPeopleStore } from '../../../electron/services/vault/stores/people.ts'
import type { PersonId } from '../../../shared/model/index.ts'
import { TEST_COST, passphraseBytes } from '../vault.ts'

/**
 * The worst insider: an officer with a program of their own, at the folder of a vault that is closed. They have their
 * passphrase, so the vault key and all that follows from it: the database's key, the log's and the export's seeds, their
 * own signing key. No witness's key is among them.
 */
export interface Insider {
  readonly folder: string
  readonly origin: string
  readonly vaultKey: Buffer
  readonly db: Database
  readonly logKey: Signer
  readonly officer: { id: PersonId; signer: Signer }
  /** Leaves the database as an orderly closing does: everything in the one file. */
  close(): void
}

/** Opens the vault in `folder` without the app. Throws where its database can't be read any more. */
export function breakIn(folder: string): Insider {
  const header = readHeader(folder)
  const floor = TEST_COST
  for (const slot of header.slots) {
    const opened = trySlot(slot, header.vault, passphraseBytes(), floor)
    if (!opened.ok) continue
    const vaultKey = holdSecret(32)
    opened.secret.copy(vaultKey)
    const keyring = createKeyring(vaultKey)
    const db = openDatabase(join(folder, 'vault.db'), keyring.database)
    try {
      db.pragma('foreign_keys = OFF')
      const seed = keyring.openSeed('log-seed', createMetaStore(db).get('log-seed') as Buffer)
      const people = createPeopleStore(db)
      const person = people.get(slot.person)
      const own = person && openSeals(person, people.sealedKeys(person.id), passphraseBytes(), { cost: floor, floor })
      if (!seed || !own) throw new Error('this database does not give the keys')
      const [logKey, signer] = [createSigner(seed), createSigner(own.seed)]
      wipe(seed, own.seed)
      return {
        folder,
        origin: header.origin,
        vaultKey,
        db,
        logKey,
        officer: { id: slot.person, signer },
        close() {
          db.pragma('wal_checkpoint(TRUNCATE)')
          db.close()
          for (const held of [logKey, signer, keyring]) held.close()
        },
      }
    } catch (error) {
      db.close()
      throw error
    }
  }
  throw new Error('no slot opens')
}
