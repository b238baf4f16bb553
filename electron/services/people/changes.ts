import { Refusal, type Approval, type PersonView } from '../../../shared/contract/index.ts'
import { fingerprintOf, fromBase64, toHex } from '../../../shared/encoding/index.ts'
import type { Instant, Kid, PersonId, PersonRole } from '../../../shared/model/index.ts'
import { assertPassphrase } from '../crypto/index.ts'
import type { ActorSession, Append, Appended, Ledger } from '../ledger/index.ts'
import type { PersonDetails } from './people.ts'
import type { PeopleStore, PersonRow } from './ports.ts'

/** What comes over the years: other names, forgotten passphrases, people who leave. */
export interface Changes {
  /**
   * The second officer whom a change needs: one who isn't `by`, and not `concerned`, whom the change is about. Null where
   * there is nobody else who could; then the change goes on unapproved. The caller closes the session.
   *
   * @throws Refusal `approval.needed` where nobody approves and somebody could, or who approves is no officer,
   *   `approval.same-person`, and as `People.unlock`
   */
  approver(by: ActorSession, approval: Approval, concerned: PersonId | null): ActorSession | null
  /**
   * Name, title and contact. What was signed keeps the old ones.
   *
   * @throws Refusal `person.not-found`, `person.departed`, `person.name-taken`
   */
  change(by: ActorSession, id: PersonId, details: PersonDetails, reason: string): PersonView
  /**
   * Gives a person a new key, for when the passphrase of the old one is lost. What the old key signed stays valid; it
   * can't sign from here on. Nothing proves that the person agreed, so the entry stands in the log for all to see.
   * `first` does what has to be done for it elsewhere, and comes before anything is written here.
   *
   * @throws Refusal `person.not-found`, `person.departed`, `person.is-self`, `passphrase.too-short`, `passphrase.in-use`,
   *   and whatever `first` throws
   */
  renewKey(by: ActorSession, id: PersonId, passphrase: Uint8Array, approver: ActorSession | null, first?: () => void): PersonView
  /** @throws Refusal `person.not-found`, `person.departed`, `person.is-self` */
  mayDepart(by: ActorSession, id: PersonId): PersonView
  /** Records a departure: the secret half of the key goes, and the public one counts for what it signed before. */
  depart(by: ActorSession, id: PersonId, reason: string, approver: ActorSession | null): PersonView
  /** Every key of a person as the log tells it, oldest first. @throws Refusal `person.not-found`, `evidence.damaged` */
  keys(id: PersonId): { kid: Kid; fingerprint: string; from: Instant; until: Instant | null }[]
}

export interface ChangesParts {
  store: PeopleStore
  ledger: Ledger
  active(id: PersonId): PersonRow
  view(person: PersonRow): PersonView
  unlock(id: PersonId, passphrase: Uint8Array): ActorSession
  refuseShared(role: PersonRole, passphrase: Uint8Array, self: PersonId): void
  succeed(
    person: PersonRow,
    passphrase: Uint8Array,
    why: { reason: 'forgotten-passphrase'; officer: PersonId },
    approver: ActorSession | null,
  ): ActorSession
}

export function createChanges({ store, ledger, active, view, unlock, refuseShared, succeed }: ChangesParts): Changes {
  function notSelf(by: ActorSession, id: PersonId): PersonRow {
    const person = active(id)
    if (id === by.actor.person) throw new Refusal('person.is-self', { name: person.name })
    return person
  }

  return {
    approver(by, approval, concerned) {
      const self = by.actor.person
      const able = store.list().filter(({ id, role, departedAt }) => {
        return role === 'officer' && departedAt === null && id !== self && id !== concerned
      })
      if (approval === null) {
        if (able.length > 0) throw new Refusal('approval.needed', { officers: able.length })
        return null
      }
      const { officer, passphrase } = approval
      if (officer === self || officer === concerned) throw new Refusal('approval.same-person')
      if (active(officer).role !== 'officer') throw new Refusal('approval.needed', { officers: able.length })
      return unlock(officer, passphrase)
    },

    change(by, id, details, reason) {
      const { name: was } = active(id)
      const { name, title, contact } = details
      if (store.list().some((other) => other.id !== id && sameName(other.name, name))) {
        throw new Refusal('person.name-taken', { name })
      }
      ledger.commit(by, (append) => {
        append(null, { type: 'person.changed', person: id, was, name, title, contact, reason })
        store.change(id, { name, title, contact })
      })
      return view(active(id))
    },

    renewKey(by, id, passphrase, approver, first = () => undefined) {
      const person = notSelf(by, id)
      assertPassphrase(passphrase)
      refuseShared(person.role, passphrase, id)
      first()
      succeed(person, passphrase, { reason: 'forgotten-passphrase', officer: by.actor.person }, approver).close()
      return view(active(id))
    },

    mayDepart: (by, id) => view(notSelf(by, id)),

    depart(by, id, reason, approver) {
      const person = notSelf(by, id)
      const { name, role } = person
      return ledger.commit(by, (append) => {
        const departed = append(null, { type: 'person.departed', person: id, name, role, reason })
        approve(append, departed, approver)
        store.depart(id, departed.entry.at)
        return view({ ...person, departedAt: departed.entry.at })
      })
    },

    keys(id) {
      if (store.get(id) === null) throw new Refusal('person.not-found')
      const keys: ReturnType<Changes['keys']> = []
      for (const { seq, at, type } of ledger.chain(null)) {
        if (type !== 'person.enrolled' && type !== 'key.succeeded' && type !== 'person.departed') continue
        const payload = ledger.payload(seq, type)
        if (payload.person !== id) continue
        const last = keys.at(-1)
        if (last !== undefined) last.until = at
        if (payload.type === 'person.departed') continue
        keys.push({ kid: payload.kid, fingerprint: fingerprintOf(fromBase64(payload.publicKey)), from: at, until: null })
      }
      return keys
    },
  }
}

/** Right after what it approves, in the same commit; nothing where nobody does. */
export function approve(append: Append, { seq, entry, leaf }: Appended, approver: ActorSession | null): void {
  if (approver === null) return
  const of = entry.type as 'person.enrolled' | 'key.succeeded' | 'person.departed'
  append(null, { type: 'change.approved', seq, of, leaf: toHex(leaf) }, approver)
}

/** Whether nobody could tell them apart on paper: case, spacing and ways to write the same letter don't count. */
export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b)
}

function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
}
