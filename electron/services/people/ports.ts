import type { Instant, Kid, PersonId, PersonRole } from '../../../shared/model/index.ts'

export interface PersonRow {
  id: PersonId
  name: string
  title: string
  contact: string
  role: PersonRole
  kid: Kid
  /** 32 bytes, Ed25519. */
  publicKey: Uint8Array
  enrolledAt: Instant
  departedAt: Instant | null
}

export interface PeopleStore {
  insert(person: PersonRow, sealedKey: string): void
  get(id: PersonId): PersonRow | null
  list(): PersonRow[]
  /** Sealed secret halves, newest first. More than one while a passphrase change is under way: see `people`. */
  sealedKeys(id: PersonId): string[]
  addSealedKey(id: PersonId, sealedKey: string): void
  /** Leaves only this one. */
  keepSealedKey(id: PersonId, sealedKey: string): void
  /** Succession: the person's key is replaced; old public keys stay readable by kid. */
  replaceKey(id: PersonId, kid: Kid, publicKey: Uint8Array, sealedKey: string): void
  change(id: PersonId, details: Pick<PersonRow, 'name' | 'title' | 'contact'>): void
  /** Their sealed key goes; the public ones stay. */
  depart(id: PersonId, at: Instant): void
  publicKey(kid: Kid): Uint8Array | null
}
