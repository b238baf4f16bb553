import type { Database } from 'better-sqlite3'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { stateOf } from '../../electron/engine/original-state.ts'
import { checkRecords } from '../../electron/engine/records.ts'
import { beginSession } from '../../electron/engine/session.ts'
import { platformsOf, removalOf, spanOf } from '../../electron/services/casework/removal.ts'
import { openDatabase } from '../../electron/services/vault/database.ts'
import type { ReportedPost } from '../../shared/contract/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { addressKey, checkFault, findingOf, PAYLOADS, signOf, type CheckFinding, type PostCheck, type RecordContent } from '../../shared/model/index.ts'
import { checkFile, checkOf } from '../support/post-check.ts'
import { openTestServices, type TestServices } from '../support/services.ts'
import { refusalOf } from '../support/vault-entries.ts'

/** What is made of a check, and of all of them: no more than follows. */

const URL = 'https://forum.example/t/1'
const of = { exhibit: `x-${'1'.repeat(32)}` as NonNullable<PostCheck['of']>['exhibit'], number: 1, contentRoot: '2'.repeat(64), way: 'link' as const }
const words = (found: number, from: NonNullable<PostCheck['words']>['from'] = 'post') => ({ from, lines: 4, found })
const text = (result: PostCheck['text']['result']): PostCheck['text'] => ({ result, why: null, total: 0, savedLines: 1, loadedLines: 1, list: [] })

test.each<[string, Partial<PostCheck>, CheckFinding]>([
  ['every saved line stands there', { of, words: words(4) }, 'up'],
  ['some do', { of, words: words(1) }, 'changed'],
  ['none does', { of, words: words(0) }, 'text-gone'],
  ['none does, but it was not gone through to its end', { of, words: words(0), whole: false }, 'loaded'],
  ['some do, and it was not gone through to its end', { of, words: words(1), whole: false }, 'loaded'],
  ['all do, though it was not gone through to its end', { of, words: words(4), whole: false }, 'up'],
  ['none does, and what was saved came in a login', { of: { ...of, way: 'session' }, words: words(0) }, 'loaded'],
  ['some do, and what was saved came in a login', { of: { ...of, way: 'session' }, words: words(2) }, 'loaded'],
  ['all do, and what was saved came in a login', { of: { ...of, way: 'session' }, words: words(4) }, 'up'],
  ['the text is the same', { of, words: null, text: text('same') }, 'up'],
  ['nothing could be looked for', { of, words: null }, 'loaded'],
  ['nothing was saved', { of: null, words: null }, 'loaded'],
  ['the site says that it is gone, whatever stands there', { of, state: 'gone', words: words(4) }, 'gone'],
  ['there is a wall', { of, state: 'walled', words: words(0) }, 'walled'],
  ['the site failed', { of, state: 'unreachable', words: words(0) }, 'failed'],
])('where %s', (_, more, finding) => {
  expect(findingOf(checkOf(URL, more))).toBe(finding)
})

test('a wall and a page that says so are told by their sign, a status by itself', () => {
  const sign = (finding: CheckFinding, load: Partial<PostCheck['load']>) => signOf({ finding, load: checkOf(URL, { load }).load })
  expect([sign('walled', { notes: ['no-posts', 'challenge-page'] }), sign('gone', { status: 404 }), sign('gone', { status: 200 }), sign('up', { notes: ['login-wall'] })]).toEqual(['challenge-page', null, 'error-page', null])
})

test('an error page that says that it could not answer is not gone', () => {
  const compared = { text: text('differs'), picture: { result: 'not-compared', why: 'missing', total: 0, saved: null, loaded: null, sameRows: 0, list: [] }, posts: { result: 'not-compared', why: 'missing', total: 0, savedPosts: 0, loadedPosts: 0, list: [] } } as const
  const state = (status: number, detail: string) => stateOf({ status: 200, notes: [] }, { refused: null, status, notes: detail === '' ? [] : [{ code: 'error-page', detail }] }, structuredClone(compared) as never)
  expect([state(200, 'Sidan finns inte'), state(200, 'Något gick fel'), state(503, ''), state(410, '')]).toEqual(['gone', 'unreachable', 'unreachable', 'gone'])
})

describe('how long it stayed up', () => {
  const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`
  const checks = (...found: [number, CheckFinding][]) => found.map(([day, finding]) => ({ asked: at(day), finding }))

  it.each<[string, [number, CheckFinding][], number[], ReturnType<typeof removalOf>, ReturnType<typeof spanOf>]>([
    ['never looked at', [], [], { lastUp: null, gone: null }, null],
    ['captured, then gone on two days', [[10, 'gone'], [11, 'gone']], [1], { lastUp: at(1), gone: { since: at(10), confirmed: true } }, { from: 0, to: 8 }],
    ['gone twice on one day', [[10, 'gone'], [10, 'gone']], [1], { lastUp: at(1), gone: { since: at(10), confirmed: false } }, { from: 0, to: 8 }],
    ['walls and errors in between say nothing', [[5, 'up'], [8, 'gone'], [9, 'walled'], [10, 'failed'], [11, 'loaded'], [12, 'gone']], [], { lastUp: at(5), gone: { since: at(8), confirmed: true } }, { from: 3, to: 6 }],
    ['a wall alone is not gone', [[5, 'up'], [8, 'walled'], [9, 'walled']], [], { lastUp: at(5), gone: null }, null],
    ['a page without the text is not gone', [[5, 'up'], [8, 'text-gone'], [9, 'text-gone']], [], { lastUp: at(5), gone: null }, null],
    ['back again', [[5, 'gone'], [6, 'gone'], [7, 'changed']], [], { lastUp: at(7), gone: null }, null],
    ['gone, back and gone', [[5, 'gone'], [6, 'up'], [9, 'gone']], [], { lastUp: at(6), gone: { since: at(9), confirmed: false } }, { from: 4, to: 7 }],
    ['captured after it was gone', [[5, 'gone'], [6, 'gone']], [7], { lastUp: at(7), gone: null }, null],
    ['gone before anybody saw it', [[5, 'gone'], [6, 'gone']], [], { lastUp: null, gone: { since: at(5), confirmed: true } }, { from: 0, to: 3 }],
  ])('%s', (_, found, captures, removal, span) => {
    const result = removalOf(checks(...found), captures.map(at))
    expect(result).toEqual(removal)
    expect(spanOf('2026-11-02', result)).toEqual(span)
    expect(spanOf(null, result)).toBeNull()
  })

  it('is told by platform as spans, of what was reported and gone on two days', () => {
    const post = (platform: string, span: ReportedPost['span'], more: Partial<ReportedPost> = {}): ReportedPost => ({
      address: '', url: '', platform, reports: [], sentOn: '2026-11-02', stopped: null, nextOn: null, lastUp: null, gone: span && { since: at(9), confirmed: true }, span, upAfter: null, tried: null, checks: [], checksTotal: 0, ...more,
    })
    const found = platformsOf([
      post('x', { from: 1, to: 4 }), post('x', { from: 6, to: 9 }), post('x', { from: 2, to: 3 }), post('x', { from: 3, to: 30 }),
      post('x', { from: 0, to: 1 }, { gone: { since: at(9), confirmed: false } }), post('x', null, { upAfter: 12 }), post('x', null, { upAfter: 40 }),
      post('y', null, { sentOn: null }), post('z', null),
    ])
    expect(found).toEqual([
      { platform: 'x', reported: 7, gone: 4, median: { from: 2, to: 7 }, longestUp: 40 },
      { platform: 'z', reported: 1, gone: 0, median: null, longestUp: null },
    ])
  })
})

describe('a check in the vault', () => {
  let office: TestServices
  const report: RecordContent<'platform-report'> = {
    kind: 'platform-report', platform: 'x', urls: [URL, 'forum.example/t/2', 'ingen adress'], category: '', text: '', language: 'sv', sentOn: '2026-11-02', reference: '', receivedOn: null, outcome: null,
    decidedOn: null, appealedOn: null, appealOutcome: null, followUpOn: null, note: '',
  }
  const address = addressKey(URL)!

  /** As the engine keeps one. */
  async function keep(check: PostCheck, fail = false) {
    const { evidence, rechecks } = office.services
    const acquisition = evidence.begin(office.chain)
    for (const [name, { mediaType, content }] of Object.entries(checkFile(check))) await acquisition.add(name, mediaType, [utf8(content)])
    const end = { kind: 'recheck' as const, title: 'Tråd', acquiredAt: check.load.at, completeness: null, source: { requestedUrl: URL, finalUrl: URL, pageTitle: 'Tråd', status: check.load.status }, supersedes: null, searchText: '', pictures: [] }
    return acquisition.finish(office.actor, end, (append, { id: exhibit, number, contentRoot }) => {
      const { finding, load: { at: asked, status } } = check
      rechecks.note(append, office.chain, rechecks.post(office.chain, address), { asked, by: 'person', exhibit, number, contentRoot, against: null, finding, status, sign: signOf(check), words: check.words })
      if (fail) throw new Error('power')
    })
  }
  beforeEach(() => {
    office = openTestServices()
    office.services.records.save(office.actor, { case: office.chain, record: null, revision: null, content: report, exhibits: [] })
  })
  afterEach(() => office.dispose())

  const verdict = () => checkRecords(beginSession(office.services, office.actor))
  const view = () => office.services.rechecks.view(office.chain)
  function tamper(sql: string): void {
    const db: Database = openDatabase(join(office.folder, 'vault.db'), Buffer.from(office.vault.databaseKey(), 'hex'))
    db.pragma('foreign_keys = OFF')
    db.exec(sql)
    db.close()
  }

  it('is an exhibit and an entry behind it, or neither', async () => {
    const size = office.services.ledger.head().size
    await expect(keep(checkOf(URL, { state: 'gone', load: { status: 404 } }), true)).rejects.toThrow('power')
    expect([office.services.ledger.head().size, office.services.evidence.list(office.chain), view().posts[0]?.checks]).toEqual([size, [], []])
    const row = await keep(checkOf(URL, { state: 'gone', load: { status: 404 } }))
    expect(row).toMatchObject({ seq: size, kind: 'recheck' })
    expect(office.services.ledger.payload(size + 1, 'post.checked')).toMatchObject({ exhibit: row.id, finding: 'gone', status: 404, sign: null })
    // What isn't a web address isn't looked at.
    expect(view().posts.map(({ url }) => url)).toEqual([URL, 'https://forum.example/t/2'])
    expect(view().posts[0]).toMatchObject({ gone: { confirmed: false }, checks: [{ finding: 'gone', isNew: true }] })
    expect(verdict()).toMatchObject({ result: 'pass' })
  })

  it.each([
    ['another finding', "UPDATE post_checks SET finding = 'up'"],
    ['another day', "UPDATE post_checks SET asked = '2026-11-01T10:00:00.000Z'"],
    ['another address', "UPDATE post_checks SET address = 'https://forum.example/t/2'"],
    ['another entry', 'UPDATE post_checks SET seq = seq - 1'],
    ['none', 'DELETE FROM post_checks'],
  ])('whose row says something else is not shown, and named by the check of the vault: %s', async (what, sql) => {
    await keep(checkOf(URL, { state: 'gone', load: { status: 404 } }))
    tamper(sql)
    if (what !== 'none') expect(await refusalOf(view)).toBe('evidence.damaged')
    expect(verdict()).toMatchObject({ result: 'fail', item: 'case 1: checks' })
  })

  it('without its entry, or with an exhibit of another kind, is named', async () => {
    const acquisition = office.services.evidence.begin(office.chain)
    await acquisition.add('check.json', 'application/json', [utf8('{}')])
    await acquisition.finish(office.actor, { kind: 'recheck', title: 'Tråd', acquiredAt: '2026-11-20T10:00:00.000Z', completeness: null, source: null, supersedes: null, searchText: '', pictures: [] })
    expect(verdict()).toMatchObject({ result: 'fail', item: 'case 1: checks' })
  })
})

test('what an entry says is what its file says, and that follows from the file', () => {
  const check = checkOf(URL, { state: 'gone', load: { status: 404 }, words: null })
  const said = { reports: [`r-${'1'.repeat(32)}`], url: URL, asked: check.load.at, by: 'person', exhibit: of.exhibit, number: 2, contentRoot: '3'.repeat(64), against: null, finding: 'gone', status: 404, sign: null, words: null }
  const fault = (change: object, of_: PostCheck | null = check) => checkFault(PAYLOADS['post.checked'].partial().parse({ ...said, ...change }) as Parameters<typeof checkFault>[0], of_)
  expect(fault({})).toBeNull()
  expect(fault({}, null)).not.toBeNull()
  expect(fault({}, { ...check, state: 'walled' })).toBe('its file concludes what does not follow from it')
  for (const change of [{ finding: 'up' }, { status: 200 }, { asked: '2026-11-21T10:00:00.000Z' }, { url: `${URL}x` }, { sign: 'error-page' }, { against: of.exhibit }, { words: words(0) }]) {
    expect(fault(change), JSON.stringify(change)).toBe('says otherwise than its file')
  }
})
