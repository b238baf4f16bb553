import { canonicalJson, contentRoot, fingerprintOf, toHex, utf8 } from '../encoding/index.ts'
import { type Bag, below, digestOf, readText } from './bag.ts'
import { Mismatch, type Outcome, passed, unable } from './findings.ts'
import { ENTRIES, EXHIBITS_FOLDER, EXPORT_KEY, MAX_JSON_BYTES, exhibitFolder, payloadPath } from './layout.ts'
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

/** Each exhibit's files are the ones that were acquired, no more and no less, and its description agrees. */
export async function checkExhibits(bag: Bag, exhibits: readonly ExhibitFound[]): Promise<Outcome> {
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
    for (const { name, sha256, bytes } of artefacts) {
      const path = want(folder + name)
      if ((await digestOf(bag, path)) !== sha256) throw new Mismatch(path, 'missing, or not what was acquired')
      if ((await bag.reader.size(path)) !== bytes) throw new Mismatch(path, `not ${bytes} bytes`)
    }
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
  const extra = below(bag, EXHIBITS_FOLDER).find((path) => !wanted.has(path))
  if (extra !== undefined) throw new Mismatch(extra, 'belongs to no exhibit')
  return exhibits.length === 0
    ? unable('no exhibit could be read', ENTRIES)
    : passed(`${exhibits.length} exhibits as they were acquired`)
}

/** The signed statement of what was exported: all of `data/`, these exhibits, by this key. */
export async function checkExportContent(bag: Bag, payloads: ReadPayloads): Promise<Outcome> {
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
  // Only a full export promises everything; the others leave exhibits out on purpose.
  if (payload.profile === 'police' && known.some((one) => !named.includes(one)))
    throw new Mismatch(item, 'leaves an exhibit out')
  return passed(`data/ is what was exported: ${named.length} exhibits, profile ${payload.profile}`)
}

export async function checkCopy(bag: Bag, path: string, expected: string): Promise<void> {
  if ((await readText(bag, path, MAX_JSON_BYTES)) !== expected)
    throw new Mismatch(path, 'does not say what the ledger says')
}

export const attestationPath = (number: number, index: number) => `${exhibitFolder(number)}attestation-${index + 1}.json`

/** For lists that are shown: by exhibit number. */
export const byNumber = (a: ExhibitFound, b: ExhibitFound) => a.acquired.payload.number - b.acquired.payload.number
