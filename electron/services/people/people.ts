import { fingerprintOf, toBase64 } from '../../../shared/encoding/index.ts'
import { Refusal, type PersonView } from '../../../shared/contract/index.ts'
import type { Kid, PersonId, PersonRole, VaultId } from '../../../shared/model/index.ts'
import {
  DEFAULT_COST,
  assertPassphrase,
  createSigner,
  generateSigner,
  newId,
  wipe,
  type Signer,
} from '../crypto/index.ts'
import type { ActorSession, Append, Ledger } from '../ledger/index.ts'
import type { PeopleStore, PersonRow } from './ports.ts'
import { approve, createChanges, sameName, type Changes } from './changes.ts'
import { createSession, openSeals, opensSeal, sealKey, type KeyCost } from './session.ts'
import { createThrottle, type Throttle } from './throttle.ts'

export interface PersonDetails {
  name: string
  title: string
  contact: string
}

/** What the first entry of a vault says; keys are 32 bytes. */
export interface Founding {
  vault: VaultId
  name: string
  logKey: Uint8Array
  exportKey: Uint8Array
  /** Program and version. */
  tool: string
  /** Chosen beforehand: the vault's header names its officer before there is a database. */
  officer: PersonId
}

/**
 * A change of passphrase under way: both the old and the new one open the key until `finish`, so that the vault's
 * header may be changed in between and a crash at any point leaves a passphrase that opens both.
 */
export interface PassphraseChange {
  /** Records the change and drops the old seal. */
  finish(): void
  /** Gives the key back without finishing; both seals stay. Harmless after `finish`. */
  close(): void
}

/** Puts something around the writing of an enrolment; answers with what `record` answered. */
export type Admit = (person: PersonId, record: () => PersonView) => PersonView

export interface PeopleOptions {
  store: PeopleStore
  ledger: Ledger
  /** Argon2id; the default is the product's. */
  cost?: KeyCost
  /** Monotonic, ms. */
  now?: () => number
  /** Counts wrong passphrases; one that outlives this, so that locking and opening anew gives no free tries. */
  throttle?: Throttle
  /** Told of each wrong passphrase, before the refusal: whoever can sign may record it. */
  onDenied?: (person: PersonId) => void
}

export interface People extends Changes {
  list(): PersonView[]
  /** @throws Refusal `person.not-found` */
  view(id: PersonId): PersonView
  publicKey(kid: Kid): Uint8Array | null
  /** Makes the first officer and the first two entries, `vault.created` and `person.enrolled`, both signed by them. */
  found(
    founding: Founding,
    details: PersonDetails,
    passphrase: Uint8Array,
  ): { person: PersonView; session: ActorSession }
  /**
   * `admit` is told the new person's id and calls `record`, which writes the entry: for what has to stand or fall with it
   * elsewhere. All that takes time is done before. `approver`: see `Changes.approver`.
   *
   * @throws Refusal `person.name-taken`, `passphrase.too-short`, `passphrase.in-use` where it opens the key of one of
   *   those who are tried (see `MAX_TRIED`), and whatever `admit` throws
   */
  enrol(
    by: ActorSession,
    details: PersonDetails,
    role: PersonRole,
    passphrase: Uint8Array,
    admit?: Admit,
    approver?: ActorSession | null,
  ): PersonView
  /**
   * Opens a person's key. `opening` is for the moment when the same passphrase has just opened the vault's header:
   * then a change of passphrase that was cut short is settled in favour of this one.
   *
   * @throws Refusal `person.not-found`, `person.departed`, `person.wrong-passphrase`, `vault.throttled`, `vault.database-damaged`
   */
  unlock(id: PersonId, passphrase: Uint8Array, purpose?: 'act' | 'opening'): ActorSession
  /** @throws as `unlock`, and Refusal `passphrase.too-short` */
  changePassphrase(id: PersonId, current: Uint8Array, next: Uint8Array): PassphraseChange
  /**
   * Gives an officer a new key, after the 24 words. What the old key signed stays valid; it can't sign from here on.
   * For others, and with an approval: `renewKey`.
   */
  succeedKey(id: PersonId, passphrase: Uint8Array): ActorSession
}

/**
 * How many people's keys a new passphrase is tried on: officers first, of each kind the newest first. Each costs an
 * Argon2id of 0.6 to 1 s, and nothing cheaper may be kept to compare with, since it would make guessing cheaper too.
 */
const MAX_TRIED = 7

/** Passphrases are bytes (UTF-8) that the caller overwrites; nothing here keeps them. */
export function createPeople(options: PeopleOptions): People {
  const { store, ledger, onDenied } = options
  const cost = options.cost ?? { cost: DEFAULT_COST, floor: DEFAULT_COST }
  const throttle = options.throttle ?? createThrottle(options.now ?? (() => performance.now()))

  function get(id: PersonId): PersonRow {
    const person = store.get(id)
    if (person === null) throw new Refusal('person.not-found')
    return person
  }

  function active(id: PersonId): PersonRow {
    const person = get(id)
    if (person.departedAt !== null) throw new Refusal('person.departed', { name: person.name })
    return person
  }

  /** Makes a key and seals it; `then` gets the open signer and the seal, and takes the signer over. */
  function withNewKey<T>(id: PersonId, passphrase: Uint8Array, then: (signer: Signer, seal: string) => T): T {
    const { signer, seed } = generateSigner()
    try {
      return then(signer, sealKey(id, seed, passphrase, cost))
    } catch (error) {
      signer.close()
      throw error
    } finally {
      wipe(seed)
    }
  }

  function insert(append: Append, row: NewPerson, seal: string, approver: ActorSession | null = null): PersonView {
    const { id, publicKey, ...rest } = row
    const key = toBase64(publicKey)
    const enrolled = append(null, { type: 'person.enrolled', person: id, ...rest, publicKey: key })
    approve(append, enrolled, approver)
    const person = { ...row, enrolledAt: enrolled.entry.at, departedAt: null }
    store.insert(person, seal)
    return viewOf(person)
  }

  /** @throws the refusal that belongs to a wrong passphrase, after counting it */
  function open(person: PersonRow, passphrase: Uint8Array) {
    throttle.pass(person.id)
    const opened = openSeals(person, store.sealedKeys(person.id), passphrase, cost)
    if (opened === null) {
      throttle.wrong(person.id)
      onDenied?.(person.id)
      throw new Refusal('person.wrong-passphrase', { name: person.name })
    }
    throttle.right(person.id)
    return opened
  }

  /**
   * A witness with an officer's own passphrase would be the officer, under another name. The refusal tells whoever is
   * at the screen that they guessed somebody's passphrase; but each wrong guess enrols a person in the log, and
   * whoever has the database open could guess unseen without us.
   */
  function refuseShared(role: PersonRole, passphrase: Uint8Array, self: PersonId | null = null): void {
    const others = store.list().toReversed().filter(({ id, departedAt }) => id !== self && departedAt === null)
    // A new officer's is tried on the other officers' slots anyway, in `admit`.
    const officers = role === 'officer' ? [] : others.filter(isOfficer)
    for (const other of [...officers, ...others.filter((person) => !isOfficer(person))].slice(0, MAX_TRIED)) {
      if (opensSeal(other.id, store.sealedKeys(other.id), passphrase, cost)) throw new Refusal('passphrase.in-use')
    }
  }

  function settle(session: ActorSession, person: PersonId, seal: string, newest: boolean): void {
    ledger.commit(session, (append) => {
      // Only the newer seal tells of a change; where the older one opened, the change never reached the header.
      if (newest) append(null, { type: 'passphrase.changed', person })
      store.keepSealedKey(person, seal)
    })
  }

  function succeed(
    person: PersonRow,
    passphrase: Uint8Array,
    why: { reason: 'recovery' | 'forgotten-passphrase'; officer?: PersonId },
    approver: ActorSession | null = null,
  ): ActorSession {
    const { id } = person
    return withNewKey(id, passphrase, (signer, seal) => {
      const session = createSession(person, signer)
      ledger.commit(session, (append) => {
        const key = { kid: signer.kid, publicKey: toBase64(signer.publicKey) }
        approve(append, append(null, { type: 'key.succeeded', person: id, oldKid: person.kid, ...key, ...why }), approver)
        store.replaceKey(id, signer.kid, signer.publicKey, seal)
      })
      // What was guessed at the old passphrase says nothing of the new one.
      throttle.right(id)
      return session
    })
  }

  const unlock: People['unlock'] = (id, passphrase, purpose = 'act') => {
    const person = active(id)
    const { seed, seal, index } = open(person, passphrase)
    const signer = createSigner(seed)
    wipe(seed)
    const session = createSession(person, signer)
    if (purpose === 'opening' && store.sealedKeys(id).length > 1) settle(session, id, seal, index === 0)
    return session
  }

  return {
    ...createChanges({ store, ledger, active, view: viewOf, unlock, refuseShared, succeed }),
    list: () => store.list().map(viewOf),
    view: (id) => viewOf(get(id)),
    publicKey: (kid) => store.publicKey(kid),

    found(founding, details, passphrase) {
      if (ledger.head().size !== 0) throw new Error('the vault is founded already')
      return withNewKey(founding.officer, passphrase, (signer, seal) => {
        const row = rowOf(founding.officer, details, 'officer', signer)
        const session = createSession(row, signer)
        const person = ledger.commit(session, (append) => {
          const { vault, name, tool } = founding
          const keys = { logKey: toBase64(founding.logKey), exportKey: toBase64(founding.exportKey) }
          append(null, { type: 'vault.created', vault, name, ...keys, tool })
          return insert(append, row, seal)
        })
        return { person, session }
      })
    },

    enrol(by, details, role, passphrase, admit = (_, record) => record(), approver = null) {
      const taken = store.list().some((person) => sameName(person.name, details.name))
      if (taken) throw new Refusal('person.name-taken', { name: details.name })
      assertPassphrase(passphrase)
      refuseShared(role, passphrase)
      const id = newId('p')
      return withNewKey(id, passphrase, (signer, seal) => {
        const row = rowOf(id, details, role, signer)
        const view = admit(id, () => ledger.commit(by, (append) => insert(append, row, seal, approver)))
        signer.close()
        return view
      })
    },

    unlock,

    changePassphrase(id, current, next) {
      assertPassphrase(next)
      const person = active(id)
      const { seed } = open(person, current)
      try {
        const seal = sealKey(id, seed, next, cost)
        const session = createSession(person, createSigner(seed))
        store.addSealedKey(id, seal)
        return {
          finish() {
            settle(session, id, seal, true)
            session.close()
          },
          close: () => session.close(),
        }
      } finally {
        wipe(seed)
      }
    },

    succeedKey: (id, passphrase) => succeed(active(id), passphrase, { reason: 'recovery' }),
  }
}

const isOfficer = ({ role }: PersonRow): boolean => role === 'officer'

type NewPerson = Omit<PersonRow, 'enrolledAt' | 'departedAt'>

function rowOf(id: PersonId, details: PersonDetails, role: PersonRole, signer: Signer): NewPerson {
  const { name, title, contact } = details
  return { id, name, title, contact, role, kid: signer.kid, publicKey: signer.publicKey }
}

function viewOf(person: PersonRow): PersonView {
  const { publicKey, ...rest } = person
  return { ...rest, fingerprint: fingerprintOf(publicKey) }
}
