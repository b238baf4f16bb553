import { canonicalJson, cosignedAt, cosignerName, fromUtf8, sha256Hex } from '../encoding/index.ts'
import {
  type Comparison,
  type Derived,
  type Fault,
  type Payload,
  type Placed,
  comparisonFault,
  countsAsWitness,
  exhibitFault,
  isForWitness,
  originalFault,
  parseComparison,
  standingOf,
  statementFault,
  togetherFault,
} from '../model/index.ts'
import { type Bag, below, readFile, readText } from './bag.ts'
import type { DisposedFound } from './disposal.ts'
import { type ExhibitFound, attestationPath, checkCopy } from './exhibits.ts'
import { Mismatch, type Outcome, describe, notAsked, passed, unable } from './findings.ts'
import type { BagKeys } from './keys.ts'
import { ENTRIES, MAX_JSON_BYTES, MAX_SMALL_BYTES, PRIOR_FOLDER, actorKeyPath, exhibitFolder } from './layout.ts'
import type { ReadLedger } from './ledger.ts'
import { type ReadPayloads, type Statement, ofType } from './payloads.ts'

const placed = <T extends 'exhibit.attested' | 'exhibit.acquired'>({ entry, payload }: Statement<T>): Placed<Payload<T>> => ({
  seq: entry.seq,
  at: entry.at,
  kid: entry.kid,
  payload,
})

export const standingIn = ({ payload }: Statement<'exhibit.attested'>) => standingOf(payload.witness.relation, payload.actor.role)

/** How many attestations of an exhibit aren't shown: they stand in the log, and that they are of this exhibit the sender says. */
export const unshownOf = (derived: Derived | null | undefined, number: number): number =>
  derived?.attested.reduce((sum, one) => sum + (one.number === number ? one.entries.length : 0), 0) ?? 0

/** *Ej bevittnad*, as far as it is shown: nobody but the exposed employee attests it. Of what was loaded for a witness, or acquired elsewhere, nobody is asked to. */
export const isUnwitnessed = ({ acquired, attested }: ExhibitFound): boolean =>
  isForWitness(acquired.payload.kind) && !attested.some((statement) => countsAsWitness(standingIn(statement)))

/** Each witness signed this exhibit, as another person than who acquired it, and says no more than follows from what happened. */
export async function checkAttestations(bag: Bag, payloads: ReadPayloads, exhibits: readonly ExhibitFound[], { derived, disposed }: { derived: Derived | null; disposed: DisposedFound }): Promise<Outcome> {
  const acquired = new Map(ofType(payloads, 'exhibit.acquired').map((one) => [one.payload.exhibit as string, one]))
  const statements = ofType(payloads, 'exhibit.attested')
  let absent: string | null = null
  for (const statement of statements) {
    const { item, entry, payload } = statement
    const refuse = (fault: Fault | null) => {
      if (fault !== null) throw new Mismatch(item, fault.text)
    }
    const of = acquired.get(payload.exhibit)
    if (of === undefined) throw new Mismatch(item, 'attests an exhibit whose acquisition is not in the bundle')
    const one = placed(statement)
    refuse(statementFault(payload) ?? exhibitFault(one, placed(of), entry.log))
    if (payload.original === null) continue
    const loaded = acquired.get(payload.original.exhibit)
    refuse(originalFault(one, loaded === undefined ? null : placed(loaded)))
    const isThere = exhibits.some(({ acquired: { payload: in_ } }) => in_.exhibit === payload.original?.exhibit)
    if (loaded === undefined || !isThere) absent ??= item
    else refuse(comparisonFault(one, await readComparison(bag, loaded), of.payload))
  }
  const unread = payloads.absent.filter(({ entry }) => entry.type === 'exhibit.attested')
  const apart = togetherFault(statements.map(placed), new Set(unread.map(({ entry }) => entry.seq)))
  if (apart !== null) throw new Mismatch(statements.find(({ entry }) => entry.seq === apart.seq)?.item ?? ENTRIES, apart.why)
  for (const { acquired: of, attested } of exhibits) {
    for (const [index, { entry, payload }] of attested.entries()) {
      await checkCopy(bag, attestationPath(of.payload.number, index), canonicalJson({ entry, payload }))
    }
  }
  const withheld = new Set(derived?.withheld)
  const left = unread.filter(({ entry }) => withheld.has(entry.seq)).length
  const missing = unread.find(({ entry }) => !withheld.has(entry.seq) && !disposed.entries.has(entry.seq))
  if (exhibits.length === 0) {
    return (derived?.masked.length ?? 0) > 0 ? notAsked(`${left} attestations of masked exhibits are not in the bundle`) : unable('no exhibit could be read', ENTRIES)
  }
  const told = witnessesTold(exhibits, derived)
  const detail = left === 0 ? told : `${told}; what was signed in ${left} more entries is left out`
  if (missing !== undefined) return unable('what a witness has signed is not in the bundle', missing.item)
  return absent === null ? passed(detail) : unable('what was loaded for a witness is not in the bundle', absent)
}

/** Of whom it isn't shown that they have a witness, those whose attestations are left out are neither with nor without one. */
function witnessesTold(exhibits: readonly ExhibitFound[], derived: Derived | null): string {
  const lacking = [...exhibits.filter(isUnwitnessed).map(({ acquired: { payload } }) => payload.number), ...(derived?.masked ?? []).map(({ number }) => number)].toSorted((a, b) => a - b)
  const without = lacking.filter((number) => unshownOf(derived, number) === 0)
  const untold = lacking.filter((number) => unshownOf(derived, number) > 0)
  if (lacking.length === 0) return 'every exhibit has a witness'
  return [
    ...(without.length === 0 ? [] : [`no witness for exhibit ${without.join(', ')}`]),
    ...(untold.length === 0 ? [] : [`whether exhibit ${untold.join(', ')} has a witness is the sender’s word`]),
  ].join('; ')
}

/** What the load of an original found; held against the ledger's digest, whatever other checks say of the file. */
async function readComparison(bag: Bag, { item, payload }: Statement<'exhibit.acquired'>): Promise<Comparison | null> {
  const artefact = payload.artefacts.find(({ name }) => name === 'comparison.json')
  if (artefact === undefined) throw new Mismatch(item, 'a load of an original without a comparison')
  const path = `${exhibitFolder(payload.number)}${artefact.name}`
  const bytes = await readFile(bag, path, MAX_JSON_BYTES)
  if (sha256Hex(bytes) !== artefact.sha256) throw new Mismatch(path, 'not what was acquired')
  return parseComparison(fromUtf8(bytes))
}

/** Each witness cosigned the state of the log that their statement made: they know that nothing was put in between. */
export async function checkCosignatures(bag: Bag, { entries }: ReadLedger, keys: BagKeys): Promise<Outcome> {
  const attested = entries.filter(({ entry }) => entry.type === 'exhibit.attested')
  if (attested.length === 0) return notAsked('nobody has attested anything')
  const sizes = priorSizes(bag)
  const states = new Set<number>()
  for (const { item, entry } of attested) {
    await bag.pause()
    const size = sizes.find((one) => one > entry.seq)
    if (size === undefined) throw new Mismatch(item, 'the state of the log that it made is not in the bundle')
    states.add(size)
    const path = `${PRIOR_FOLDER}${size}.checkpoint`
    const key = keys.actors.get(entry.kid)
    if (key === undefined) throw new Mismatch(actorKeyPath(entry.kid), `missing or wrong, ${item} names it`)
    const note = await readText(bag, path, MAX_SMALL_BYTES)
    if (cosigned(bag, path, note, cosignerName(entry.log, entry.kid), key) !== Math.floor(Date.parse(entry.at) / 1000)) {
      throw new Mismatch(path, `not cosigned by the key of ${item} when that was signed`)
    }
  }
  return passed(`${states.size} states of the log, cosigned by whoever attested then`)
}

/** Sizes of the earlier states in the bundle, ascending. */
export const priorSizes = (bag: Bag): number[] =>
  below(bag, PRIOR_FOLDER)
    .flatMap((path) => /\/(\d{1,15})\.checkpoint$/.exec(path)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)

function cosigned(bag: Bag, path: string, note: string, name: string, key: Uint8Array): number | null {
  try {
    return cosignedAt(note, name, key, bag.crypto.verifyEd25519)
  } catch (error) {
    throw new Mismatch(path, describe(error))
  }
}
