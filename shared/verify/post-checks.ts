import { fromUtf8, sha256Hex } from '../encoding/index.ts'
import { type PostCheck, checkFault, parsePostCheck } from '../model/index.ts'
import { type Bag, readFile } from './bag.ts'
import type { ExhibitFound } from './exhibits.ts'
import { Mismatch } from './findings.ts'
import { MAX_JSON_BYTES, exhibitFolder } from './layout.ts'
import { type ReadPayloads, type Statement, ofType } from './payloads.ts'

/**
 * Each check of what was reported says what its exhibit says and concludes no more than follows from that; each exhibit of that kind has one
 * check, right behind it. @throws Mismatch
 */
export async function checkPostChecks(bag: Bag, payloads: ReadPayloads, exhibits: readonly ExhibitFound[]): Promise<void> {
  const acquired = new Map(ofType(payloads, 'exhibit.acquired').map((one) => [one.payload.exhibit as string, one]))
  const here = new Set(exhibits.map(({ acquired: { payload } }) => payload.exhibit as string))
  const told = new Set<string>()
  for (const { item, entry, payload } of ofType(payloads, 'post.checked')) {
    await bag.pause()
    const of = acquired.get(payload.exhibit)
    if (of === undefined) throw new Mismatch(item, 'rests on an exhibit whose acquisition is not in the bundle')
    if (of.payload.kind !== 'recheck' || told.has(payload.exhibit)) throw new Mismatch(item, 'rests on an exhibit that is no check, or another one’s')
    told.add(payload.exhibit)
    const { number, contentRoot, kind: _, source } = of.payload
    if (number !== payload.number || contentRoot !== payload.contentRoot) throw new Mismatch(item, 'names another exhibit than the one that it rests on')
    if (of.entry.seq !== entry.seq - 1 || of.entry.kid !== entry.kid) throw new Mismatch(item, 'does not stand behind its exhibit')
    const status = source !== null && 'status' in source ? source.status : null
    if (status !== payload.status) throw new Mismatch(item, 'says otherwise how the page came than its exhibit')
    if (!here.has(payload.exhibit)) continue
    const check = await readCheck(bag, of)
    const fault = checkFault(payload, check)
    if (fault !== null) throw new Mismatch(item, fault)
    const against = check?.of ? acquired.get(check.of.exhibit) : undefined
    if (check?.of && against !== undefined && (against.payload.contentRoot !== check.of.contentRoot || against.payload.number !== check.of.number)) {
      throw new Mismatch(item, 'was held against another exhibit than the one that it names')
    }
  }
  const without = exhibits.find(({ acquired: { payload } }) => payload.kind === 'recheck' && !told.has(payload.exhibit))
  if (without !== undefined) throw new Mismatch(without.acquired.item, 'is a check of which nothing says what it found')
}

/** Held against the ledger's digest, whatever other checks say of the file. */
async function readCheck(bag: Bag, { item, payload }: Statement<'exhibit.acquired'>): Promise<PostCheck | null> {
  const artefact = payload.artefacts.find(({ name }) => name === 'check.json')
  if (artefact === undefined) throw new Mismatch(item, 'a check without what it found')
  const path = `${exhibitFolder(payload.number)}${artefact.name}`
  const bytes = await readFile(bag, path, MAX_JSON_BYTES)
  if (sha256Hex(bytes) !== artefact.sha256) throw new Mismatch(path, 'not what was acquired')
  return parsePostCheck(fromUtf8(bytes))
}
