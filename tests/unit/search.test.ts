import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkRecords } from '../../electron/engine/records.ts'
import { beginSession } from '../../electron/engine/session.ts'
import { RECORD_FIELDS } from '../../electron/services/casework/search/document.ts'
import { newId } from '../../electron/services/crypto/index.ts'
import { openDatabase } from '../../electron/services/vault/database.ts'
import { SEARCH_PAGE, SearchQuery, type SearchHit } from '../../shared/contract/index.ts'
import { KINDS, type CaptureSource, type CaseId, type ExhibitKind, type RecordContent } from '../../shared/model/index.ts'
import { startTestEngine, testFolder } from '../support/engine.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { refusalOf } from '../support/vault-entries.ts'

/** The search over a real vault on disk. */

let test: TestServices
beforeEach(() => {
  test = openTestServices()
})
afterEach(() => test.dispose())

type Asked = Partial<SearchQuery>
const find = (text: string, asked: Asked = {}) => test.services.search.find(SearchQuery.parse({ text, ...asked }))
const brief = ({ what, title }: SearchHit) => (what.kind === 'exhibit' ? `${what.sort} ${what.number}` : what.kind === 'sighting' ? `sighting ${what.url}` : what.kind === 'record' ? `${what.sort} ${what.step}` : `case ${title}`)
const found = (text: string, asked?: Asked) => find(text, asked).hits.map(brief)
const where = (text: string, asked?: Asked) => find(text, asked).hits[0]?.found

interface Made {
  chain?: CaseId
  kind?: ExhibitKind
  title?: string
  url?: string
  acquiredAt?: string
  partial?: boolean
  supersedes?: Parameters<ReturnType<TestServices['services']['evidence']['begin']>['finish']>[1]['supersedes']
}
async function exhibit(text: string, { chain = test.chain, kind = 'capture', title = 'Sida', url = 'https://forum.example/t', acquiredAt = '2026-03-11T10:00:00.000Z', partial = false, supersedes = null }: Made = {}) {
  const acquisition = test.services.evidence.begin(chain)
  await acquisition.add('page.txt', 'text/plain', [Buffer.from(text)])
  const source: CaptureSource | null = kind === 'capture' ? { requestedUrl: url, finalUrl: url, pageTitle: '', status: 200 } : null
  const completeness = kind === 'capture' ? { verdict: partial ? ('partial' as const) : ('complete' as const), notes: [] } : null
  return acquisition.finish(test.actor, { kind, title, acquiredAt, completeness, source, supersedes, searchText: text, pictures: [] })
}
const see = (url: string, more: { platform?: string; account?: string; note?: string; seenOn?: string } = {}, chain = test.chain) =>
  test.services.sightings.add(test.actor, chain, { kind: 'typed' }, [{ url, platform: '', account: '', postedOn: null, seenOn: '2026-03-10', reach: null, note: '', row: null, ...more }])
const note = (content: RecordContent, chain = test.chain) => test.services.records.save(test.actor, { case: chain, record: null, revision: null, content, exhibits: [] })
const task = (what: string, more: Partial<RecordContent<'task'>> = {}): RecordContent => ({ kind: 'task', step: 'victim', what, who: '', due: null, doneOn: null, note: '', ...more })
const openCase = (title: string) => test.services.casework.openCase(test.actor, { title, reference: 'KS 2026/7', description: 'Hon hotades i en tråd.' }).id

/** As somebody with the key would. */
const opened = () => openDatabase(join(test.folder, 'vault.db'), Buffer.from(test.vault.databaseKey(), 'hex'))

describe('words', () => {
  it('are found in exhibits, sightings, records and cases, and it is said where', async () => {
    await exhibit('Vi vet var du bor', { title: 'Tråden', url: 'https://forum.example/zebra' })
    see('https://forum.example/lodjur', { account: '@Järven', note: 'Sågs av grannen' })
    note(task('Ring vargen', { note: 'Före lunch' }))
    const other = openCase('Björnen')
    expect([where('vet var'), where('tråden'), where('ZEBRA')]).toEqual([['text'], ['title'], ['address']])
    expect([where('lodjur'), where('järven'), where('grannen')]).toEqual([['address'], ['account'], ['note']])
    expect([where('vargen'), where('före lunch')]).toEqual([['title'], ['note']])
    expect([where('björnen'), where('hotades'), where('2026/7')]).toEqual([['title'], ['text'], ['reference']])
    expect(find('björnen').hits).toEqual([{ what: { kind: 'case' }, case: { id: other, number: 2, title: 'Björnen' }, title: 'Björnen', day: test.services.today(), found: ['title'], withdrawn: false }])
    expect(find('zebra').hits[0]).toMatchObject({ what: { kind: 'exhibit', number: 1, sort: 'capture', partial: false, witnessed: false, replaced: false }, case: { id: test.chain, number: 1, title: 'Hot' }, title: 'Tråden', day: '2026-03-11' })
    expect(found('forum.example')).toEqual(['sighting https://forum.example/lodjur', 'capture 1'])
  })

  it('have to occur all of them, in whatever fields, and parts of words count', async () => {
    await exhibit('Miljöförvaltningens handläggare', { title: 'Hoten' })
    expect([found('hoten förvaltning'), found('"handläggare hoten"'), found('förvaltning saknas'), found('"miljöförvaltningens handläggare"')]).toEqual([['capture 1'], [], [], ['capture 1']])
    expect(where('hoten förvaltning')).toEqual(['title', 'text'])
    // Letters with marks are letters of their own.
    expect([found('forvaltning'), found('MILJÖFÖRVALTNING')]).toEqual([[], ['capture 1']])
  })

  it('that are too short are left aside, and nothing but those is refused', async () => {
    await exhibit('Vi vet var du bor')
    expect(found('vi vet du')).toEqual(['capture 1'])
    expect(found('"vi vet"')).toEqual(['capture 1'])
    expect(await refusalOf(() => find('vi'))).toBe('search.too-short')
    expect(await refusalOf(() => find(''))).toBe('search.too-short')
    expect(await refusalOf(() => find('  ', { platform: ' ' }))).toBe('search.too-short')
  })

  it('quote nothing of what an exhibit says', async () => {
    await exhibit('Vi vet var du bor, hemligheten', { title: 'Sida' })
    expect(JSON.stringify(find('hemligheten'))).not.toContain('hemlighet')
  })
})

describe('what is changed', () => {
  it('is found as it is now, and before all that is older', () => {
    see('https://forum.example/ett', { note: 'först' })
    see('https://forum.example/tva', { note: 'först' })
    const sighting = test.services.sightings.page({ case: test.chain, filter: 'all', platform: null, account: null, skip: 0 }).rows[1]!
    test.services.sightings.change(test.actor, sighting.id, 1, { url: sighting.url, platform: '', account: '', postedOn: null, seenOn: '2026-03-10', reach: null, note: 'rättat' })
    const [one, two] = ['sighting https://forum.example/ett', 'sighting https://forum.example/tva']
    expect([found('först'), found('rättat'), found('forum.example')]).toEqual([[two], [one], [one, two]])
    const record = note(task('Ring vargen'))
    test.services.records.save(test.actor, { case: test.chain, record: record.id, revision: 1, content: task('Ring järven'), exhibits: [] })
    expect([found('vargen'), found('järven')]).toEqual([[], ['task victim']])
    test.services.casework.changeCase(test.actor, test.chain, { title: 'Hotet', reference: '', description: '' })
    test.services.casework.close(test.actor, test.chain, 'Klart')
    expect(find('hotet').hits[0]?.case).toEqual({ id: test.chain, number: 1, title: 'Hotet' })
  })

  it('is found where it was taken back, is marked, and so is a note that has a newer version', async () => {
    note(task('Ring vargen'))
    const { id } = test.services.records.list(test.chain)[0]!
    test.services.records.withdraw(test.actor, id, 'Fel djur')
    expect(find('vargen').hits[0]).toMatchObject({ withdrawn: true, found: ['title'] })
    expect(where('fel djur')).toEqual(['note'])
    const first = await exhibit('gammalt ord', { kind: 'note' })
    await exhibit('nytt ord', { kind: 'note', supersedes: first.id })
    expect(find('gammalt').hits[0]?.what).toMatchObject({ number: 1, replaced: true })
  })

  it('stands or falls with what it speaks of', async () => {
    const broken = () =>
      test.services.ledger.commit(test.actor, (append) => {
        const { seq, entry } = append(test.chain, { type: 'step.recorded', case: test.chain, record: newId('r'), revision: 1, content: task('halva vargen'), exhibits: [], withdrawn: null })
        test.vault.records.insert({ record: newId('r'), revision: 1, seq, case: test.chain, kind: 'task', withdrawn: false }, entry.at, { content: task('halva vargen'), withdrawn: null })
        throw new Error('disk full')
      })
    expect(broken).toThrow('disk full')
    expect(found('halva')).toEqual([])
    // Once it is forgotten, and what it speaks of is removed with it, nothing is found.
    const { id } = await exhibit('zebran')
    test.services.ledger.commit(test.actor, () => test.vault.search.forget('exhibit', id))
    expect(found('zebran')).toEqual([])
  })
})

describe('filters', () => {
  it('pick by case, kind, step and day', async () => {
    const other = openCase('Andra')
    await exhibit('ordet', { acquiredAt: '2026-03-01T23:30:00.000Z' })
    await exhibit('ordet', { kind: 'file', chain: other })
    see('https://forum.example/ordet', { seenOn: '2026-03-05' })
    note(task('ordet'))
    const all = ['task victim', 'sighting https://forum.example/ordet', 'file 1', 'capture 1']
    expect([found('ordet'), found('ordet', { case: other }), found('ordet', { kinds: ['file', 'record'] }), found('ordet', { kinds: ['case'] })]).toEqual([all, [all[2]], [all[0], all[2]], []])
    expect([found('ordet', { step: 'victim' }), found('ordet', { step: 'police' })]).toEqual([[all[0]], []])
    // Half past eleven in the evening by UTC is the next day in Sweden.
    expect([found('ordet', { from: '2026-03-02', to: '2026-03-05' }), found('ordet', { to: '2026-03-01' })]).toEqual([[all[1], all[3]], []])
    expect(found('', { kinds: ['capture'] })).toEqual(['capture 1'])
    expect(find('', { kinds: ['capture'] }).hits[0]?.found).toEqual([])
  })

  it('pick by platform, by its name or its addresses, and by account', async () => {
    await exhibit('ordet', { url: 'https://www.facebook.com/posts/1' })
    see('https://m.facebook.com/posts/2', { account: '@Kalle' })
    see('https://forum.example/3', { platform: 'facebook', account: 'Kalles vän' })
    see('https://notfacebook.com/4', { account: 'kalle' })
    note({ kind: 'account-action', mandate: mandate(), account: { platform: 'Facebook', account: 'kalle' }, action: 'read', count: 1, on: '2026-03-02', note: '' })
    const all = ['account-action accounts', 'mandate accounts', 'sighting https://forum.example/3', 'sighting https://m.facebook.com/posts/2', 'capture 1']
    expect([found('', { platform: 'facebook' }), found('', { platform: 'FACEBOOK' }), found('', { platform: 'Egen blogg' })]).toEqual([all, all, []])
    const kalle = ['account-action accounts', 'mandate accounts', 'sighting https://notfacebook.com/4', 'sighting https://m.facebook.com/posts/2']
    expect(found('', { account: { name: 'KALLE', exact: true } })).toEqual(kalle)
    expect(found('', { account: { name: '@kalle', exact: true } })).toEqual(kalle)
    expect(found('', { account: { name: 'vän', exact: false } })).toEqual([all[2]])
    expect(found('', { account: { name: 'kall', exact: true } })).toEqual([])
  })

  it('pick what no witness has attested, and what is partial', async () => {
    await exhibit('ordet', { partial: true })
    await exhibit('ordet', { kind: 'received' })
    see('https://forum.example/ordet')
    expect([found('ordet', { witness: 'unwitnessed' }), found('ordet', { witness: 'witnessed' }), found('ordet', { partial: true })]).toEqual([['capture 1'], [], ['capture 1']])
    expect(find('ordet', { kinds: ['received'] }).hits[0]?.what).toMatchObject({ witnessed: null })
  })

  const mandate = () => note({ kind: 'mandate', principal: 'Karin', holder: 'Eva', accounts: [{ platform: 'Facebook', account: 'kalle' }], from: '2026-03-01', until: '2026-03-31', may: ['read'], limits: '', signedOn: '2026-03-01', endedOn: null, endNote: '' }).id
})

describe('an answer', () => {
  it('comes in pages, newest first, each thing once', () => {
    const drafts = Array.from({ length: 2 * SEARCH_PAGE + 3 }, (_, n) => ({ url: `https://forum.example/${n}`, platform: '', account: '', postedOn: null, seenOn: '2026-03-10', reach: null, note: '', row: null }))
    test.services.sightings.add(test.actor, test.chain, { kind: 'typed' }, drafts)
    const seen: string[] = []
    let after: number | null = null
    const sizes: number[] = []
    do {
      const page = find('forum.example', { after })
      seen.push(...page.hits.map(brief))
      sizes.push(page.hits.length)
      after = page.next
      // What comes in meanwhile moves nothing.
      see(`https://forum.example/new/${sizes.length}`)
    } while (after !== null)
    expect(sizes).toEqual([25, 25, 3])
    expect(seen).toEqual(drafts.toReversed().map(({ url }) => `sighting ${url}`))
    expect(find('forum.example', { after: 1 })).toEqual({ hits: [], next: null })
  })

  it('leaves no trace in the vault', async () => {
    await exhibit('Vi vet var du bor')
    const db = opened()
    // Counts up whenever anything at all is written to the file by the vault's own connection.
    const version = () => db.pragma('data_version', { simple: true })
    const before = [version(), test.services.ledger.head().size]
    find('vet var')
    find('blåbärssylt')
    expect([version(), test.services.ledger.head().size]).toEqual(before)
    // It would have counted.
    note(task('Ring'))
    expect(version()).not.toBe(before[0])
    db.close()
  })
})

describe('over the contract', () => {
  it('is asked without a word of it in any file of the machine, or on standard error', async () => {
    const { base, remove } = testFolder('search')
    const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const engine = await startTestEngine(base)
    try {
      await engine.found(join(base, 'prov.bevisvalv'))
      const chain = await engine.openCase()
      expect(await engine.call('search.find', { text: 'kanariefågel', case: chain })).toEqual({ hits: [], next: null })
      expect((await engine.call('search.find', { text: 'efter artikel' })).hits).toHaveLength(1)
      expect(await engine.refused('search.find', { text: 'ka' })).toBe('search.too-short')
      // More than may be asked is refused by the contract, and not repeated.
      expect(await engine.refused('search.find', { text: 'kanariefågel'.repeat(30) })).toBe('input.invalid')
      await engine.call('vault.lock', {})
      const files = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      expect(files.length).toBeGreaterThan(3)
      expect(files.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes('kanarief'))).toEqual([])
      expect(JSON.stringify(errors.mock.calls)).not.toContain('kanarie')
    } finally {
      errors.mockRestore()
      await engine.engine.close()
      remove()
    }
  })
})

describe('what the database says', () => {
  const change = (sql: string, ...values: unknown[]) => {
    const db = opened()
    // The tables behind the index are closed to statements otherwise.
    db.unsafeMode(true)
    expect(db.prepare(sql).run(...values).changes).toBeGreaterThan(0)
    db.close()
  }
  const check = () => checkRecords(beginSession(test.services, test.actor))

  beforeEach(async () => {
    await exhibit('Vi vet var du bor')
    see('https://forum.example/lodjur', { account: 'Järven', note: 'Sågs' })
    note(task('Ring vargen'))
    openCase('Andra')
    expect(check()).toMatchObject({ result: 'pass' })
  })

  it.each([
    ['a case', "UPDATE documents SET case_id = (SELECT id FROM cases WHERE number = 2) WHERE kind = 'sighting'"],
    ['a day', "UPDATE documents SET day = '2020-01-01' WHERE kind = 'sighting'"],
    ['a step', "UPDATE documents SET step = 'police' WHERE kind = 'record'"],
    ['a kind', "UPDATE documents SET sort = 'note' WHERE kind = 'exhibit'"],
    ['an account', "UPDATE documents SET accounts = '' WHERE kind = 'sighting'"],
    ['an entry', "UPDATE documents SET seq = 1 WHERE kind = 'record'"],
    ['whether it was taken back', "UPDATE documents SET withdrawn = 1 WHERE kind = 'record'"],
    ['words', "UPDATE search SET note = 'sågs ofta' WHERE rowid = (SELECT position FROM documents WHERE kind = 'sighting')"],
    ['a title', "UPDATE search SET title = 'annat' WHERE rowid = (SELECT position FROM documents WHERE kind = 'exhibit')"],
    ['a case of before', "UPDATE documents SET seq = 2 WHERE kind = 'case'"],
  ])('is shown to nobody where it names another than was signed: %s', async (_, sql) => {
    change(sql)
    expect(await refusalOf(() => find('', { from: '1900-01-01' }))).toBe('evidence.damaged')
    expect(check()).toMatchObject({ result: 'fail', item: expect.stringMatching(/^case [12]: search$/) as unknown })
  })

  it('is shown to nobody where the index has words that stand nowhere', async () => {
    const sighting = "(SELECT position FROM documents WHERE kind = 'sighting')"
    change(`UPDATE search SET note = 'xylofon' WHERE rowid = ${sighting}`)
    // The pieces stay, what they were made of is as it was signed again.
    change(`UPDATE search_content SET c4 = 'sågs' WHERE id = ${sighting}`)
    expect(await refusalOf(() => find('xylofon'))).toBe('evidence.damaged')
  })

  it('is shown to nobody where it speaks of what is not there', async () => {
    change("UPDATE documents SET id = ? WHERE kind = 'sighting'", newId('s'))
    expect(await refusalOf(() => find('lodjur'))).toBe('evidence.damaged')
  })

  it('is told by the check where something is missing from the index, or was added to it', () => {
    change("DELETE FROM documents WHERE kind = 'sighting'")
    expect(check()).toMatchObject({ result: 'fail', item: 'case 1: search' })
  })
})

describe('the fields of records', () => {
  it('are each decided: where its words go, or that it has none', () => {
    const names = (shape: Record<string, unknown>): string[] => Object.entries(shape).flatMap(([name, schema]) => [name, ...inner(schema)])
    const inner = (schema: unknown): string[] => {
      const { element, shape, innerType } = (schema as { def: { element?: unknown; shape?: Record<string, unknown>; innerType?: unknown } }).def
      return shape ? names(shape) : element ? inner(element) : innerType ? inner(innerType) : []
    }
    const all = new Set(Object.values(KINDS).flatMap(({ content }) => names(content.shape)))
    expect([...all].toSorted()).toEqual(Object.keys(RECORD_FIELDS).toSorted())
  })
})
