import { fromBase64, toHex } from '../../../shared/encoding/index.ts'
import type { Kid, Payload, PersonRole } from '../../../shared/model/index.ts'

interface Introduced {
  person: string
  role: PersonRole
  publicKey: Uint8Array
  /** Index of the entry from which the key no longer counts. */
  until: number | null
}

/** Which key belonged to whom at which point of the log, as the log itself tells it. */
export interface KeyBook {
  /**
   * Whether this key could sign as this actor at `seq`; takes in the keys that enrolments and successions bring.
   * Returns what is wrong, or null.
   */
  judge(kid: Kid, payload: Payload, seq: number): string | null
  /** What is still open when the log ends, or null. */
  unsettled(): string | null
}

/** @param publicKey the key that the vault's people are stored with, to be held against the log */
export function createKeyBook(publicKey: (kid: Kid) => Uint8Array | null): KeyBook {
  const known = new Map<string, Introduced>()
  /** Signs the very first entry, before any enrolment can stand in the log. */
  let founder: { kid: Kid; person: string } | null = null

  function introduce(kid: Kid, key: string, person: string, role: PersonRole): string | null {
    if (known.has(kid)) return `key ${kid} is introduced twice`
    const bytes = fromBase64(key)
    known.set(kid, { person, role, publicKey: bytes, until: null })
    const stored = publicKey(kid)
    if (stored === null || toHex(stored) !== toHex(bytes)) return `key ${kid} is stored otherwise than it was enrolled`
    if (founder?.kid === kid && founder.person === person) founder = null
    return null
  }

  function succeed(payload: Payload<'key.succeeded'>, seq: number): string | null {
    const old = known.get(payload.oldKid)
    if (old === undefined || old.until !== null || old.person !== payload.person) {
      return `key ${payload.oldKid} was not this person's key`
    }
    old.until = seq
    return introduce(payload.kid, payload.publicKey, payload.person, old.role)
  }

  /** All that a person's keys sign after their departure counts for nothing; what they signed before stands. */
  function depart({ person, actor, role }: Payload<'person.departed'>, seq: number): string | null {
    if (person === actor.person) return 'somebody recorded their own departure'
    const key = current(person)
    if (key === undefined || key.role !== role) return 'the person who departed was not there'
    key.until = seq
    return null
  }

  const current = (person: string) => [...known.values()].find((key) => key.person === person && key.until === null)

  function mayAct(kid: Kid, payload: Payload, seq: number): string | null {
    const { person, role } = payload.actor
    const key = known.get(kid)
    if (key === undefined) return `key ${kid} was not enrolled`
    if (key.until !== null && seq >= key.until) return `key ${kid} no longer counted: it was replaced, or its person had departed`
    if (key.person !== person || key.role !== role) return `key ${kid} does not belong to the person named`
    return null
  }

  return {
    judge(kid, payload, seq) {
      const { person } = payload.actor
      if (seq === 0 && payload.type === 'vault.created') {
        founder = { kid, person }
        return null
      }
      // Only a succession is signed by the very key that it brings, and so is the founder's own enrolment.
      if (payload.type === 'key.succeeded') return succeed(payload, seq) ?? mayAct(kid, payload, seq)
      if (payload.type === 'person.departed') return mayAct(kid, payload, seq) ?? depart(payload, seq)
      if (payload.type === 'person.changed' && current(payload.person) === undefined) return 'the person who was changed was not there'
      if (payload.type !== 'person.enrolled') return mayAct(kid, payload, seq)
      const founding = founder?.kid === kid && founder.person === person
      const wrong = founding ? null : mayAct(kid, payload, seq)
      const brought = introduce(payload.kid, payload.publicKey, payload.person, payload.role)
      return wrong ?? brought ?? (founding ? mayAct(kid, payload, seq) : null)
    },
    unsettled: () => (founder === null ? null : 'the founder was never enrolled'),
  }
}
