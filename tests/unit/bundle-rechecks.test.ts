import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyBundle, type Selection } from '../../electron/services/bundle/index.ts'
import type { BundleReport } from '../../shared/contract/index.ts'
import { canonicalJson } from '../../shared/encoding/index.ts'
import { signOf, type CaseId, type ExhibitId, type PayloadDraft, type PostCheck, type RecordId } from '../../shared/model/index.ts'
import { createBundleCase, idOf, type BundleCase } from '../support/bundle-case.ts'
import { checkFile, checkOf } from '../support/post-check.ts'

/** Checks of what was reported, in bundles: told as evidence, and held against their files by whoever verifies. */

const URL = 'https://forum.example/t/1'
const SOURCE = { requestedUrl: URL, finalUrl: URL, pageTitle: 'Tråd', status: 200 }

const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-rechecks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let office: BundleCase
let chain: CaseId
let saved: { id: ExhibitId; number: number; contentRoot: string }
let other: ExhibitId
const checks: ExhibitId[] = []

const against = () => ({ exhibit: saved.id, number: saved.number, contentRoot: saved.contentRoot, way: 'link' as const })

/** A check as the vault keeps it, or as somebody with all keys would. */
async function keep(check: PostCheck, change: Partial<PayloadDraft<'post.checked'>> = {}, file = checkFile(check)): Promise<void> {
  const row = await office.acquire(chain, { kind: 'recheck', title: 'Tråd', files: { ...file, 'page.txt': { mediaType: 'text/plain', content: 'kanariefågel' } }, source: { ...SOURCE, status: check.load.status } })
  checks.push(row.id)
  const { finding, load: { at: asked, status }, words } = check
  const said = { reports: [idOf<RecordId>('r', 'report')], url: URL, asked, by: 'schedule' as const, exhibit: row.id, number: row.number, contentRoot: row.contentRoot, against: check.of?.exhibit ?? null, finding, status, sign: signOf(check), words }
  office.ledger.commit(office.officer, (append) => append(chain, { type: 'post.checked', case: chain, ...said, ...change }))
}
beforeEach(async () => {
  office = createBundleCase()
  chain = office.openCase('Hot')
  checks.length = 0
  saved = await office.acquire(chain, { kind: 'capture', title: 'Tråd', files: { 'page.txt': { mediaType: 'text/plain', content: 'Hot' } }, source: SOURCE })
  other = (await office.acquire(chain, { title: 'Kvitto', files: { 'original.txt': { mediaType: 'text/plain', content: 'Kvitto' } } })).id
})

async function judged(profile: 'police' | 'civil' | 'masked' = 'police', selection: Selection | null = null): Promise<BundleReport> {
  const bundle = await office.exportTo(mkdtempSync(join(folder, 'out-')), chain, { profile, selection })
  return verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })
}
const gone = () => checkOf(URL, { of: against(), state: 'gone', load: { status: 404 } })
const failures = ({ checks: found }: BundleReport) => found.flatMap(({ name, result, detail }) => (result === 'fail' ? [`${name}: ${detail}`] : []))
const select = (...exhibits: ExhibitId[]): Selection => ({ exhibits: exhibits.map((exhibit) => ({ exhibit, masked: false })), reason: 'Ombudet', title: null })

describe('a bundle with checks of what was reported', () => {
  it('holds, tells what they found, and counts none of them as unwitnessed', async () => {
    await keep(checkOf(URL, { of: against() }))
    await keep(gone())
    const report = await judged()
    expect(failures(report)).toEqual([])
    expect(report.verdict).toBe('ok')
    expect(report.about).toMatchObject({ exhibits: 4, unwitnessed: 2 })
    const told = report.custody.filter(({ type }) => type === 'post.checked')
    expect(told.map(({ subject }) => subject?.['context'])).toEqual(['up', 'gone'])
  })

  it.each<[string, () => Promise<void>, string]>([
    ['an entry that says gone of a page that came', () => keep(checkOf(URL, { of: against() }), { finding: 'gone' }), 'says otherwise than its file'],
    ['a file that concludes what does not follow', () => keep(checkOf(URL, { of: against(), finding: 'gone' })), 'does not follow'],
    ['another status', () => keep(gone(), { status: 410 }), 'how the page came'],
    ['another address', () => keep(gone(), { url: 'https://forum.example/t/2' }), 'says otherwise than its file'],
    ['another exhibit', () => keep(gone(), { exhibit: saved.id, number: saved.number, contentRoot: saved.contentRoot }), 'is no check'],
    ['another content root', () => keep(gone(), { contentRoot: '0'.repeat(64) }), 'names another exhibit'],
    ['what was saved, which was something else', () => keep(checkOf(URL, { of: { ...against(), contentRoot: '0'.repeat(64) }, state: 'gone', load: { status: 404 } })), 'held against another exhibit'],
    ['a file that is no check', () => keep(gone(), {}, { 'check.json': { mediaType: 'application/json', content: canonicalJson({ v: 1 }) } }), 'no check of a form'],
    ['no entry at all', async () => void (await office.acquire(chain, { kind: 'recheck', title: 'Tråd', files: checkFile(gone()) })), 'nothing says what it found'],
    [
      'an entry that stands somewhere else',
      async () => {
        const row = await office.acquire(chain, { kind: 'recheck', title: 'Tråd', files: checkFile(gone()), source: { ...SOURCE, status: 404 } })
        await office.acquire(chain, { title: 'Emellan', files: { 'original.txt': { mediaType: 'text/plain', content: 'x' } } })
        const said = { reports: [idOf<RecordId>('r', 'report')], url: URL, asked: gone().load.at, by: 'person' as const, exhibit: row.id, number: row.number, contentRoot: row.contentRoot, against: saved.id, finding: 'gone' as const, status: 404, sign: null, words: gone().words }
        office.ledger.commit(office.officer, (append) => append(chain, { type: 'post.checked', case: chain, ...said }))
      },
      'does not stand behind',
    ],
  ])('does not hold with %s', async (_, make, why) => {
    await make()
    expect(failures(await judged()).join()).toContain(why)
  })

  it('for a civil case takes them along with what they were held against, and only with that', async () => {
    await keep(gone())
    const along = await judged('civil', select(saved.id))
    expect([failures(along), along.exhibits.map(({ number }) => number)]).toEqual([[], [1, 3]])
    const without = await judged('civil', select(other, checks[0]!))
    expect([failures(without), without.exhibits.map(({ number }) => number)]).toEqual([[], [2]])
    expect(without.custody.filter(({ type }) => type === 'post.checked').map(({ content }) => content)).toEqual(['absent'])
  })

  it('that is masked never has them', async () => {
    await keep(checkOf(URL, { state: 'gone', load: { status: 404 } }))
    const report = await judged('masked', { ...select(saved.id, checks[0]!), title: 'Urval' })
    expect([failures(report), report.exhibits.map(({ number }) => number)]).toEqual([[], [1]])
  })
})
