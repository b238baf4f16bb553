import type { BundleEntry, BundleExhibit, BundleFile, BundleKey } from '../contract/index.ts'
import { contentRoot, fingerprintOf, toHex } from '../encoding/index.ts'
import { subjectOf, type Artefact, type Covering, type Derived } from '../model/index.ts'
import { isUnwitnessed, standingIn, unshownOf } from './attestations.ts'
import { type Bag, digestOf } from './bag.ts'
import type { ExhibitFound } from './exhibits.ts'
import type { BagKeys } from './keys.ts'
import { exhibitFolder, payloadPath } from './layout.ts'
import type { ReadEntry, ReadLedger } from './ledger.ts'
import type { MaskedFound } from './masking.ts'
import type { ReadPayloads } from './payloads.ts'

/** What a report tells beside its checks: true only as far as the verdict goes. */

interface Beside {
  derived: Derived | null
  /** By number, of each exhibit of which it was proven. */
  coverings: ReadonlyMap<number, Covering[]>
}

/** By number, whether shown whole or with parts covered. */
export async function exhibitsTold(bag: Bag, exhibits: readonly ExhibitFound[], masked: readonly MaskedFound[], { derived, coverings }: Beside): Promise<BundleExhibit[]> {
  const all = await Promise.all([
    ...exhibits.map((one) => exhibitTold(bag, one, unshownOf(derived, one.acquired.payload.number))),
    ...masked.map((one) => maskedTold(bag, one, unshownOf(derived, one.masked.number), coverings.get(one.masked.number) ?? null)),
  ])
  return all.toSorted((a, b) => a.number - b.number)
}

/** As its masking has it: who attested it isn't known here. */
async function maskedTold(bag: Bag, { masked: { number, artefacts }, redacted: { payload } }: MaskedFound, unshown: number, parts: Covering[] | null): Promise<BundleExhibit> {
  const { title, kind, acquiredAt, address, reason } = payload
  const covering = { reason, parts }
  const files = await filesTold(bag, number, artefacts)
  return { number, title, kind, address, completeness: null, acquiredAt, contentRoot: contentRoot(artefacts), artefacts: artefacts.length, files, unwitnessed: unshown === 0, witnesses: [], unshown, masked: true, covering }
}

/** An exhibit as its entry has it, and whether its files lie in the bundle. Their hashes are known by now. */
async function exhibitTold(bag: Bag, found: ExhibitFound, unshown: number): Promise<BundleExhibit> {
  const { number, title, kind, acquiredAt, contentRoot, completeness, source, artefacts } = found.acquired.payload
  const witnesses = found.attested.map((statement) => ({
    name: statement.payload.witness.name,
    grade: statement.payload.grade,
    standing: standingIn(statement),
    at: statement.entry.at,
    key: statement.entry.kid,
  }))
  const files = await filesTold(bag, number, artefacts)
  return {
    number,
    title,
    kind,
    address: source !== null && 'finalUrl' in source ? source.finalUrl : null,
    completeness: completeness?.verdict ?? null,
    acquiredAt,
    contentRoot,
    artefacts: artefacts.length,
    files,
    unwitnessed: isUnwitnessed(found) && unshown === 0,
    witnesses,
    unshown,
    masked: false,
    ...(source !== null && 'verdict' in source ? { received: source } : {}),
  }
}

async function filesTold(bag: Bag, number: number, artefacts: readonly Artefact[]): Promise<BundleFile[]> {
  const files: BundleFile[] = []
  for (const { name, bytes, sha256, mediaType } of artefacts) {
    const path = exhibitFolder(number) + name
    const state = !bag.paths.has(path) ? 'absent' : (await digestOf(bag, path)) === sha256 ? 'same' : 'other'
    files.push({ name, bytes, sha256, mediaType, state })
  }
  return files
}

/** The custody log: every entry that could be read, with what it says where that is what was signed. */
export function custodyTold(bag: Bag, { entries }: ReadLedger, { statements, unknown }: ReadPayloads): BundleEntry[] {
  const said = new Map(statements.map(({ item, payload }) => [item, payload]))
  const newer = new Set(unknown.map(({ item }) => item))
  const contentOf = ({ item, entry }: ReadEntry): BundleEntry['content'] =>
    said.has(item) ? 'here' : newer.has(item) ? 'unknown' : bag.paths.has(payloadPath(entry.seq)) ? 'other' : 'absent'
  return entries.map((read) => {
    const { seq, n, at, type, kid } = read.entry
    const payload = said.get(read.item)
    return {
      seq,
      n,
      at,
      type,
      kid,
      leaf: toHex(read.leaf),
      actor: payload?.actor.name ?? null,
      subject: payload === undefined ? {} : subjectOf(type, payload),
      content: contentOf(read),
    }
  })
}

/** Keys that signed, with the name that the last entry which can be read gives: paper says whose they are. */
export function keysTold({ entries }: ReadLedger, { statements }: ReadPayloads, { actors }: BagKeys): BundleKey[] {
  const names = new Map(statements.map(({ entry, payload }) => [entry.kid, payload.actor.name]))
  const witnesses = new Set(entries.filter(({ entry }) => entry.type === 'exhibit.attested').map(({ entry }) => entry.kid))
  return [...new Set(entries.map(({ entry }) => entry.kid))].flatMap((kid) => {
    const key = actors.get(kid)
    return key === undefined ? [] : [{ kid, fingerprint: fingerprintOf(key), name: names.get(kid) ?? null, witness: witnesses.has(kid) }]
  })
}
