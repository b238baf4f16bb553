import sodium from 'sodium-native'
import type { CaseId, ExhibitId, ObjectId, PersonId, RecordId, ReferenceId, SightingId, VaultId } from '../../../shared/model/index.ts'

/** Tokens, handles and jobs are plain strings in the contract; the rest is branded. */
interface Ids {
  c: CaseId
  h: string
  j: string
  l: ReferenceId
  o: ObjectId
  p: PersonId
  r: RecordId
  s: SightingId
  t: string
  v: VaultId
  x: ExhibitId
}

/** Unpredictable bytes from the operating system. */
export function randomBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  sodium.randombytes_buf(bytes)
  return bytes
}

/** A letter, a hyphen and 128 random bits in lower-case hex. */
export function newId<L extends keyof Ids>(letter: L): Ids[L] {
  return `${letter}-${randomBytes(16).toString('hex')}` as Ids[L]
}
