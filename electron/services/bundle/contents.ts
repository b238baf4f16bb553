import { fingerprintOf, parseEntryLine } from '../../../shared/encoding/index.ts'
import { Refusal } from '../../../shared/contract/index.ts'
import {
  isForWitness,
  standingOf,
  type Artefact,
  type CaseId,
  type Covering,
  type Entry,
  type Instant,
  type Kid,
  type Payload,
  type PayloadType,
  type Standing,
  type WitnessGrade,
} from '../../../shared/model/index.ts'
import type { ExhibitRow, MaskedExhibit, PreviewRow } from '../evidence/index.ts'
import type { StoredEntry } from '../ledger/index.ts'
import { assertDisposed } from './disposed.ts'
import type { BundleParts, CaseFacts, LeftOut } from './ports.ts'

/** One entry of the case's chain with what it commits to; null where the payload was disposed of, or is left out of this bundle (`withheld`). */
export interface CustodyItem {
  entry: Entry
  /** Exact leaf text. */
  line: string
  leaf: Uint8Array
  payload: { text: string; value: Payload } | null
  withheld: boolean
}

export interface Attestation {
  item: CustodyItem
  payload: Payload<'exhibit.attested'>
}

export interface ExhibitInBundle {
  row: ExhibitRow
  /** As the ledger committed to it. */
  acquired: Payload<'exhibit.acquired'>
  artefacts: Artefact[]
  attestations: Attestation[]
  /** Held against the ledger's commitment, in order. */
  previews: PreviewRow[]
  /** Number of the version that corrects this one. */
  supersededBy: number | null
  supersedes: number | null
  /** Of a comparison: number of the exhibit whose original was loaded anew. */
  compares: number | null
  /** Who attested it in words that may not be seen here: they quote, or hold digests of, what is covered or left out. */
  unshown: Attester[]
  /** Set where parts of it are covered: then everything above says only what may be seen. */
  masked: MaskedPart | null
}

export interface MaskedPart {
  /** The entry that says how (`seq`). */
  redacted: number
  reason: string
  /** What shows it. */
  files: MaskedExhibit['files']
  coverings: readonly Covering[]
  /** Files that nothing was committed to of, so that they are left out whatever is chosen. */
  never: readonly string[]
}

/** Everything that a bundle says, read from the vault at one moment and held against the ledger. */
export interface CaseContents {
  id: CaseId
  facts: CaseFacts
  exhibits: ExhibitInBundle[]
  custody: CustodyItem[]
  /** Empty: it is all of the case. */
  leftOut: readonly LeftOut[]
  /** It isn't told who attested. */
  hidesWitnesses: boolean
}

/** @throws Refusal `case.not-found`, or `evidence.damaged` where something doesn't fit its entry */
export function readContents(parts: BundleParts, id: CaseId): CaseContents {
  const facts = parts.readCase(id)
  const custody = readCustody(parts, id)
  const rows = parts.evidence.list(id).toSorted((a, b) => a.number - b.number)
  const attestations = attestationsOf(custody)
  const acquired = new Set(
    custody.filter(({ entry, payload }) => entry.type === 'exhibit.acquired' && payload !== null).map(({ entry }) => entry.seq),
  )
  // A row removed, or added, behind the ledger's back must not decide what the police get to see.
  if (rows.length !== acquired.size || rows.some((row) => !acquired.has(row.seq))) {
    throw new Refusal('evidence.damaged', { item: 'exhibits' })
  }
  const numberOf = new Map(rows.map((row) => [row.id, row.number]))
  const corrections = new Map(
    rows.flatMap((row) => (row.supersedes === null ? [] : [[row.supersedes, row.number] as const])),
  )
  const exhibits = rows.map((row) => ({
    row,
    acquired: parts.evidence.committed(row),
    artefacts: parts.evidence.committed(row).artefacts,
    attestations: attestations.filter(({ payload }) => payload.exhibit === row.id),
    previews: parts.evidence.previews(row),
    supersededBy: corrections.get(row.id) ?? null,
    supersedes: row.supersedes === null ? null : (numberOf.get(row.supersedes) ?? null),
    compares: row.compares === null ? null : (numberOf.get(row.compares) ?? null),
    unshown: [],
    masked: null,
  }))
  return { id, facts, exhibits, custody, leftOut: [], hidesWitnesses: false }
}

/** The case's whole chain; each payload has been held against its entry and each entry against the tree. */
export function readCustody({ ledger }: BundleParts, id: CaseId): CustodyItem[] {
  const custody = [...ledger.chain(id)].map((stored) => custodyItem(ledger, stored))
  assertDisposed(custody)
  return custody
}

function custodyItem(ledger: BundleParts['ledger'], stored: StoredEntry): CustodyItem {
  const { line, leaf } = stored
  const entry = parseEntryLine(line)
  if (stored.payload === null) return { entry, line, leaf, payload: null, withheld: false }
  const value = ledger.payload(entry.seq, entry.type as PayloadType)
  return { entry, line, leaf, payload: { text: stored.payload, value }, withheld: false }
}

export function attestationsOf(custody: readonly CustodyItem[]): Attestation[] {
  return custody.flatMap((item) => {
    const value = item.payload?.value
    return value?.type === 'exhibit.attested' ? [{ item, payload: value }] : []
  })
}

/** Keys of everybody who signed in this case. A key that isn't known any more is damage: nothing could be checked. */
export function actorKeys(parts: BundleParts, custody: readonly CustodyItem[]): Map<Kid, Uint8Array> {
  const kids = [...new Set(custody.map(({ entry }) => entry.kid))].toSorted()
  return new Map(
    kids.map((kid) => {
      const key = parts.publicKey(kid)
      if (key === null) throw new Refusal('evidence.damaged', { item: `actor-${kid}` })
      return [kid, key]
    }),
  )
}

export const exportFingerprint = (parts: BundleParts): string => fingerprintOf(parts.exportKey.publicKey)

/** Bundles that the ledger says were exported. It counts, not the list of finished files. */
export const exportsSoFar = (custody: readonly CustodyItem[]): number =>
  custody.filter(({ entry }) => entry.type === 'bundle.exported').length

export const isPartial = (exhibit: ExhibitInBundle): boolean => exhibit.acquired.completeness?.verdict === 'partial'
/** Nobody is asked to attest what was loaded for a witness, or was acquired elsewhere. */
export const isUnwitnessed = (exhibit: ExhibitInBundle): boolean => isForWitness(exhibit.acquired.kind) && !witnessesOf(exhibit).some(({ standing }) => standing !== 'exposed')

export interface Attester {
  /** Null: it isn't told who that is. */
  name: string | null
  grade: WitnessGrade
  standing: Standing
  at: Instant
  seq: number
}

/** Who attested it, whether or not what they signed may be seen. */
export function witnessesOf({ attestations, unshown }: Pick<ExhibitInBundle, 'attestations' | 'unshown'>): Attester[] {
  return [...attestations.map(attester), ...unshown].toSorted((a, b) => a.seq - b.seq)
}

export const attester = ({ item: { entry }, payload }: Attestation): Attester =>
  ({ name: payload.witness.name, grade: payload.grade, standing: standingIn(payload), at: entry.at, seq: entry.seq })

export const standingIn = ({ witness, actor }: Payload<'exhibit.attested'>): Standing => standingOf(witness.relation, actor.role)

export const nextNumber = ({ store }: BundleParts, { id, custody }: CaseContents): number =>
  Math.max(store.nextNumber(id), exportsSoFar(custody) + 1)

/** Bytes of all artefacts. */
export const sizeOf = ({ exhibits }: { exhibits: readonly Pick<ExhibitInBundle, 'artefacts'>[] }): number =>
  exhibits.reduce((sum, { artefacts }) => artefacts.reduce((of, { bytes }) => of + bytes, sum), 0)
