import { Refusal } from '../../../shared/contract/index.ts'
import { canonicalJson, sha256Hex, utf8 } from '../../../shared/encoding/index.ts'
import type { PersonId } from '../../../shared/model/index.ts'
import { wipe, type KdfCost } from '../crypto/index.ts'
import type { PeopleStore } from '../people/index.ts'
import { isWaiting, writeHeader, type Header, type HeaderBody, type Slot } from './header.ts'
import { makeSlot, trySlot, type Keyring } from './keyring.ts'
import type { SealedByWords } from './recovery.ts'
import { recovering, type MetaStore } from './stores/meta.ts'

/**
 * Who opens the vault by a passphrase. The slots lie in the header and the people in the database: two files, which no
 * single write can change together. So each change has an order in which a process that dies in between leaves something
 * that the next opening understands.
 */
export interface Slots {
  has(person: PersonId): boolean
  /** The person of the first slot. */
  first(): PersonId
  /** As `OpenVault.admitOfficer`. */
  admit<T>(person: PersonId, passphrase: Uint8Array, record: () => T): T
  /** As `OpenVault.changeSlot`. */
  change(person: PersonId, passphrase: Uint8Array): void
  /**
   * Gives the person a slot, or another one, and notes beforehand that they get a new signing key with it: the old one
   * lies under the passphrase that was lost. The note goes with the succession, in its transaction.
   */
  recover(person: PersonId, passphrase: Uint8Array): void
  /** True where `recover` was cut short: whoever opened this slot still has to be given the new signing key. */
  isUnfinished(person: PersonId): boolean
  /** True for a slot that a new key of the vault has left waiting for its person. */
  isWaiting(person: PersonId): boolean
  /** Puts an ordinary slot in its place, by the passphrase that has just opened it. */
  settle(person: PersonId, passphrase: Uint8Array): void
  /** The vault key under the words that count now. */
  recovery(): SealedByWords
  setRecovery(sealed: SealedByWords): void
  /** The header as it stands. */
  body(): HeaderBody
  /** Removes slots of people whose enrolment was never recorded. True if there were any. */
  dropStrangers(): boolean
}

export interface SlotsOptions {
  folder: string
  header: Header
  keyring: Keyring
  cost: KdfCost
  floor: KdfCost
  people: Pick<PeopleStore, 'get' | 'list'>
  meta: MetaStore
  /** Whether the database is known to be the newest: to an older one put back, later officers look like strangers. */
  isNewest: boolean
}

export function createSlots({ folder, header, keyring, cost, floor, people, meta, isNewest }: SlotsOptions): Slots {
  const { mac: _mac, checksum: _checksum, version: _version, ...rest } = header
  let body: HeaderBody = rest

  function set(slots: Slot[], recovery = body.recovery): void {
    const next = { ...body, slots, recovery }
    try {
      writeHeader(folder, next, keyring.header)
    } catch (error) {
      // It may stand there all the same: the rename was done and only the folder couldn't be synchronised.
      restore(body)
      throw error
    }
    body = next
  }

  /** Tries to put a header back. A disk that takes it no more has been told of already; the next opening judges. */
  function restore(to: HeaderBody): void {
    try {
      writeHeader(folder, to, keyring.header)
      body = to
    } catch {
      // What stands on disk is one of the two, whole.
    }
  }

  const has = (person: PersonId) => body.slots.some((slot) => slot.person === person)
  const make = (person: PersonId, passphrase: Uint8Array) =>
    makeSlot(keyring.vaultKey, header.vault, person, passphrase, cost, floor)
  const exchanged = (slot: Slot) => body.slots.map((old) => (old.person === slot.person ? slot : old))

  /** The slots of enrolled people. Before the founder is enrolled the database knows nobody, and the header is right. */
  function rightful(): Slot[] {
    if (!isNewest || people.list().length === 0) return body.slots
    return body.slots.filter(({ person }) => people.get(person) !== null)
  }

  /** The passphrase tells officers apart when a vault is opened: two with the same one would be one. */
  function refuseShared(person: PersonId, passphrase: Uint8Array): void {
    for (const slot of rightful()) {
      if (slot.person === person) continue
      const opened = trySlot(slot, header.vault, passphrase, floor)
      if (!opened.ok) continue
      wipe(opened.secret)
      throw new Refusal('passphrase.in-use')
    }
  }

  return {
    has,
    first() {
      const [slot] = body.slots
      if (slot === undefined) throw new Refusal('vault.header-damaged', { why: 'slots' })
      return slot.person
    },

    admit(person, passphrase, record) {
      if (has(person)) throw new Error(`${person} has a slot already`)
      refuseShared(person, passphrase)
      const slot = make(person, passphrase)
      const before = { ...body, slots: rightful() }
      // The slot first: an officer who stands in the log and can't open the vault would be there for good, while a slot
      // without an officer is seen at the next opening and dropped.
      set([...before.slots, slot])
      try {
        return record()
      } catch (error) {
        // Unless they were enrolled after all, and what failed came after.
        if (people.get(person) === null) restore(before)
        throw error
      }
    },

    change(person, passphrase) {
      if (!has(person)) throw new Error(`${person} has no slot`)
      refuseShared(person, passphrase)
      set(exchanged(make(person, passphrase)))
    },

    recover(person, passphrase) {
      refuseShared(person, passphrase)
      const slot = make(person, passphrase)
      meta.set(recovering(person), digestOf(slot))
      // One without a slot: enrolled by a version that could be cut short before it wrote it.
      set(has(person) ? exchanged(slot) : [...body.slots, slot])
    },

    isUnfinished(person) {
      const slot = body.slots.find((each) => each.person === person)
      // A note of an attempt that never reached the header names a slot that isn't there.
      return slot !== undefined && meta.get(recovering(person)) === digestOf(slot)
    },

    isWaiting: (person) => body.slots.some((slot) => slot.person === person && isWaiting(slot)),
    settle: (person, passphrase) => set(exchanged(make(person, passphrase))),
    recovery: () => body.recovery,
    setRecovery: (sealed) => set(body.slots, sealed),
    body: () => body,

    dropStrangers() {
      const slots = rightful()
      if (slots.length === body.slots.length || slots.length === 0) return false
      set(slots)
      return true
    },
  }
}

const digestOf = (slot: Slot): string => sha256Hex(utf8(canonicalJson(slot)))
