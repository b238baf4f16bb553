import { canonicalJson, contentRoot, fingerprintOf, toHex, utf8 } from '../encoding/index.ts'
import type { Artefact } from '../model/index.ts'
import { type Bag, below, digestOf, readText } from './bag.ts'
import type { DisposedFound } from './disposal.ts'
import { Mismatch, type Outcome, passed, unable } from './findings.ts'
import { ENTRIES, EXHIBITS_FOLDER, EXPORT_KEY, MAX_JSON_BYTES, exhibitFolder, payloadPath } from './layout.ts'
import type { ReadLedger } from './ledger.ts'
import type { MaskedFound } from './masking.ts'
import { type ReadPayloads, type Statement, ofType } from './payloads.ts'

export interface ExhibitFound {
  acquired: Statement<'exhibit.acquired'>
  attested: Statement<'exhibit.attested'>[]
}

/** The export's own statement: the last entry's, when that is an export. */
export function exportStatement(payloads: ReadPayloads): Statement<'bundle.exported'> | null {
  return ofType(payloads, 'bundle.exported').find(({ item }) => item === payloads.last?.item) ?? null
}

/** The exhibits that the export names; without a readable export, every one that was acquired. */
export function exhibitsOf(payloads: ReadPayloads): ExhibitFound[] {
  const exported = exportStatement(payloads)?.payload.exhibits.map(({ exhibit }) => exhibit)
  const attested = ofType(payloads, 'exhibit.attested')
  return ofType(payloads, 'exhibit.acquired')
    .filter(({ payload }) => exported?.includes(payload.exhibit) ?? true)
    .map((acquired) => ({
      acquired,
      attested: attested.filter(({ payload }) => payload.exhibit === acquired.payload.exhibit),
    }))
}

/**
 * Each exhibit's files are the ones that were acquired, no more and no less, and its description agrees. Of a masked one they are those
 * that the export says; what they show is the next check's.
 */
export async function checkExhibits(bag: Bag, exhibits: readonly ExhibitFound[], masked: readonly MaskedFound[]): Promise<Outcome> {
  assertApart(exhibits, masked)
  const wanted = new Set<string>()
  const want = (path: string) => {
    wanted.add(path)
    return path
  }
  for (const { acquired, attested } of exhibits) {
    await bag.pause()
    const { item, payload } = acquired
    const { artefacts, exhibit, number, title, kind, acquiredAt } = payload
    const folder = exhibitFolder(number)
    if (contentRoot(artefacts) !== payload.contentRoot)
      throw new Mismatch(item, 'its content root is not that of its artefacts')
    for (const artefact of artefacts) await checkFile(bag, want(folder + artefact.name), artefact)
    const attestations = attested.map(({ entry }) => entry.seq)
    const about = {
      exhibit,
      number,
      title,
      kind,
      acquiredAt,
      contentRoot: payload.contentRoot,
      artefacts,
      attestations,
    }
    await checkCopy(bag, want(`${folder}exhibit.json`), canonicalJson(about))
    attested.forEach((_, index) => want(attestationPath(number, index)))
  }
  for (const { masked: shown, redacted } of masked) {
    const { artefacts, exhibit, number } = shown
    const folder = exhibitFolder(number)
    for (const artefact of artefacts) await checkFile(bag, want(folder + artefact.name), artefact)
    const { title, kind, acquiredAt } = redacted.payload
    const about = { exhibit, number, title, kind, acquiredAt, contentRoot: contentRoot(artefacts), artefacts, attestations: [], masked: shown.redacted }
    await checkCopy(bag, want(`${folder}exhibit.json`), canonicalJson(about))
  }
  const extra = below(bag, EXHIBITS_FOLDER).find((path) => !wanted.has(path))
  if (extra !== undefined) throw new Mismatch(extra, 'belongs to no exhibit')
  if (exhibits.length + masked.length === 0) return unable('no exhibit could be read', ENTRIES)
  return passed(`${exhibits.length} exhibits as they were acquired${masked.length === 0 ? '' : `, ${masked.length} masked`}`)
}

/** What is said of one must not count for another that somebody gave the same id. */
function assertApart(exhibits: readonly ExhibitFound[], masked: readonly MaskedFound[]): void {
  const all = [...exhibits.map(({ acquired: { item, payload } }) => ({ item, id: payload.exhibit })), ...masked.map(({ redacted, masked: { exhibit } }) => ({ item: redacted.item, id: exhibit }))]
  const seen = new Set<string>()
  for (const { item, id } of all) {
    if (seen.has(id)) throw new Mismatch(item, 'another exhibit has this id')
    seen.add(id)
  }
}

async function checkFile(bag: Bag, path: string, { sha256, bytes }: Artefact): Promise<void> {
  if ((await digestOf(bag, path)) !== sha256) throw new Mismatch(path, 'missing, or not what was acquired')
  if ((await bag.reader.size(path)) !== bytes) throw new Mismatch(path, `not ${bytes} bytes`)
}

/** The signed statement of what was exported: all of `data/`, these exhibits, by this key. */
export async function checkExportContent(bag: Bag, payloads: ReadPayloads, ledger: ReadLedger, disposed: DisposedFound): Promise<Outcome> {
  const exported = exportStatement(payloads)
  if (exported === null) return unable('the statement of the export could not be read', ENTRIES)
  const { entry, item, payload } = exported
  const own = payloadPath(entry.seq)
  const lines: string[] = []
  for (const path of below(bag, 'data/')) if (path !== own) lines.push(`${await digestOf(bag, path)}  ${path}\n`)
  if (toHex(bag.crypto.sha256(utf8(lines.join('')))) !== payload.content) {
    throw new Mismatch(item, 'the files in data/ are not the ones that were exported')
  }
  if (bag.exportKey === null || fingerprintOf(bag.exportKey) !== payload.fingerprint) {
    throw new Mismatch(EXPORT_KEY, 'not the key that the export names')
  }
  const acquired = ofType(payloads, 'exhibit.acquired')
  const text = (of: { exhibit: string; number: number; contentRoot: string }) =>
    `${of.exhibit} ${of.number} ${of.contentRoot}`
  const known = acquired.map((one) => text(one.payload))
  const named = payload.exhibits.map(text)
  if (new Set(named).size !== named.length || named.some((one) => !known.includes(one))) {
    throw new Mismatch(item, 'names an exhibit that was not acquired so')
  }
  const left = checkDerived(exported, ledger, disposed, new Set(known.filter((one) => !named.includes(one))))
  return passed(`data/ is what was exported: ${named.length} exhibits, profile ${payload.profile}${left}`)
}

/**
 * A bundle of the whole case leaves nothing out. Of any other each exhibit is shown, masked or said to be left out, once, and as many as the
 * log has acquisitions of that weren't disposed of. Returns what there is to say of it.
 */
function checkDerived({ item, payload }: Statement<'bundle.exported'>, { entries }: ReadLedger, disposed: DisposedFound, unnamed: ReadonlySet<string>): string {
  const { derived, profile, exhibits, office } = payload
  if ((derived === undefined) !== (profile === 'police')) throw new Mismatch(item, `does not say what the profile ${profile} leaves out`)
  if (office !== undefined && profile !== 'police') throw new Mismatch(item, 'leaves entries in the office and is not of the whole case')
  if (derived === undefined) {
    if (unnamed.size > 0) throw new Mismatch(item, 'leaves an exhibit out')
    return ''
  }
  if (profile !== 'masked' && derived.masked.length > 0) throw new Mismatch(item, `masks something in the profile ${profile}`)
  const numbers = [...exhibits, ...derived.masked].map(({ number }) => number).concat(derived.leftOut)
  const acquired = entries.filter(({ entry }) => entry.type === 'exhibit.acquired' && !disposed.entries.has(entry.seq))
  if (new Set(numbers).size !== numbers.length || numbers.length !== acquired.length) {
    throw new Mismatch(item, `accounts for ${numbers.length} exhibits, and ${acquired.length} were acquired`)
  }
  const attested = derived.attested.flatMap(({ entries: of }) => of)
  const known = (seq: number) => derived.withheld.includes(seq) && entries.some(({ entry }) => entry.seq === seq && entry.type === 'exhibit.attested')
  const here = new Set([...exhibits, ...derived.masked].map(({ number }) => number))
  if (new Set(attested).size !== attested.length || !attested.every(known) || derived.attested.some(({ number }) => !here.has(number))) {
    throw new Mismatch(item, 'speaks of attestations that are not in the log')
  }
  return `; ${derived.masked.length} masked, ${derived.leftOut.length} left out`
}

export async function checkCopy(bag: Bag, path: string, expected: string): Promise<void> {
  if ((await readText(bag, path, MAX_JSON_BYTES)) !== expected)
    throw new Mismatch(path, 'does not say what the ledger says')
}

export const attestationPath = (number: number, index: number) => `${exhibitFolder(number)}attestation-${index + 1}.json`

/** For lists that are shown: by exhibit number. */
export const byNumber = (a: ExhibitFound, b: ExhibitFound) => a.acquired.payload.number - b.acquired.payload.number
