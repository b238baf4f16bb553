import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dayAfter, dayInSweden } from '../../electron/services/casework/guide/days.ts'
import type { RecheckView, ReportedPost } from '../../shared/contract/index.ts'
import { addressKey, parsePostCheck, type CaseId, type ExhibitId, type RecordContent } from '../../shared/model/index.ts'
import { collect } from '../support/capture.ts'
import { enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { html, startPageServer, type PageServer } from '../support/page-server.ts'
import { passphraseBytes, TEST_PASSPHRASE } from '../support/vault.ts'

/** Posts that were reported, loaded again by the real browser from a page that goes from up to gone; the clock is in hand. */

type Mode = 'up' | 'around' | 'edited' | 'emptied' | 'gone' | 'login' | 'down' | 'slow'
let mode: Mode = 'up'

const WORDS = ['Du ska inte känna dig trygg hemma, Karin.', 'Vi vet var du bor.']
const page = (words: readonly string[], around = '') => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Tråd om nämnden</title>
<h1>Tråd om nämnden</h1>${around}<article itemscope itemtype="https://schema.org/SocialMediaPosting">
<p itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">ekstadsbo1</span></p>
<div itemprop="articleBody">${words.map((line) => `<p>${line}</p>`).join('')}</div></article>
<p>${'Nämnden gick igenom ärendet på nytt och kom till samma beslut som förra gången. '.repeat(5)}</p></html>`
const LOGIN = '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Logga in</title><h1>Logga in</h1><form><input name="user"><input type="password" name="pass"><button>Logga in</button></form>'

const { base, remove } = testFolder('recheck')
const folder = join(base, 'provet.bevisvalv')
let office: TestEngine
let server: PageServer
let chain: CaseId
let saved: ExhibitId
let url: string
let address: string
/** Captures have the machine's own clock, so the report is of today. */
const TODAY = dayInSweden(Date.now())
const dayOf = (n: number) => dayAfter(TODAY, n)
const noon = (n: number) => Date.parse(`${dayOf(n)}T11:00:00.000Z`)
let now = noon(0)
const day = (n: number) => (now = noon(n))

/** Waits between checks, in hand: what waits, and how long it would. */
let waiting: { work: () => void; ms: number } | null = null
const pace = (work: () => void, ms: number) => {
  const mine = { work, ms }
  waiting = mine
  return () => {
    if (waiting === mine) waiting = null
  }
}
/** Its turn comes; resolves when nothing runs any more. Whether something was loaded. */
async function turn(): Promise<boolean> {
  const before = office.events.length
  const { work } = waiting!
  waiting = null
  const over = new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (waiting === null) return
      clearInterval(look)
      resolve()
    }, 5)
  })
  work()
  await over
  return office.events.slice(before).some(({ name }) => name === 'recheck.changed')
}

const report = (more: Partial<RecordContent<'platform-report'>> = {}): RecordContent<'platform-report'> => ({
  kind: 'platform-report', platform: 'forum', urls: [url], category: '', text: '', language: 'sv', sentOn: TODAY, reference: '', receivedOn: null,
  outcome: null, decidedOn: null, appealedOn: null, appealOutcome: null, followUpOn: null, note: '', ...more,
})
const view = (of = chain) => office.call('recheck.list', { case: of })
const postIn = ({ posts }: RecheckView, at = address): ReportedPost => posts.find((one) => one.address === at)!
const check = async (as: Mode): Promise<ReportedPost> => {
  mode = as
  return postIn(await office.call('recheck.now', { job: newJob(), case: chain, address }))
}
async function textOf(exhibit: ExhibitId, name: string): Promise<string> {
  const { handle } = await office.call('exhibit.artefact', { exhibit, name })
  const object = await office.engine.object(handle)
  return (await collect(object!.chunks)).toString()
}
const kinds = async () => (await office.call('exhibit.list', { case: chain })).map(({ kind }) => kind)
const recordsPass = async () => (await office.call('vault.check', { job: newJob() })).checks.find(({ name }) => name === 'records')

beforeAll(async () => {
  server = await startPageServer({
    '/login': LOGIN,
    '/trad': (request, response) => {
      if (mode === 'down') request.socket.destroy()
      else if (mode === 'slow') return
      else if (mode === 'gone') html(response, 404, '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Saknas</title><h1>Sidan finns inte</h1>')
      else if (mode === 'login') response.writeHead(302, { location: '/login?next=%2Ftrad' }).end()
      else if (mode === 'edited') html(response, 200, page(WORDS.slice(0, 1)))
      else if (mode === 'emptied') html(response, 200, page(['Inlägget har ändrats av den som skrev det.']))
      else html(response, 200, page(WORDS, mode === 'around' ? '<p>Klockan är 14.05</p>' : ''))
    },
  })
  url = `${server.origin}/trad`
  address = addressKey(url)!
  office = await startTestEngine(base, { allowPrivate: true }, { clock: () => now, pace })
  await office.found(folder)
  chain = await office.openCase()
  saved = (await office.call('capture.start', { job: newJob(), case: chain, url, allowPrivate: true, banner: 'leave', record: false })).id
  await office.call('record.save', { case: chain, record: null, revision: null, content: report(), exhibits: [] })
}, 120_000)

afterEach(() => {
  mode = 'up'
})
afterAll(async () => {
  await office.engine.close()
  await server.close()
  remove()
})

describe('a post that was reported', { timeout: 120_000 }, () => {
  test('is looked at a week after the report, by itself, and what came is small dated evidence', async () => {
    day(6)
    expect(postIn(await view())).toMatchObject({ sentOn: TODAY, nextOn: dayOf(7), stopped: null, checks: [] })
    expect(await turn()).toBe(false)
    day(7)
    mode = 'around'
    expect(await turn()).toBe(true)
    const post = postIn(await view())
    expect(post.checks).toMatchObject([{ finding: 'up', status: 200, by: 'schedule', isNew: false, asked: new Date(now).toISOString(), words: { from: 'post', lines: 2, found: 2 } }])
    expect(post).toMatchObject({ nextOn: dayOf(14), upAfter: 7, gone: null, span: null })
    const { exhibit } = post.checks[0]!
    const kept = await office.call('exhibit.get', { exhibit })
    expect(kept).toMatchObject({ kind: 'recheck', completeness: null, attestations: [] })
    expect(kept.artefacts.map(({ name }) => name)).toEqual(['check.json', 'page.txt', 'posts.json', 'provenance.json', 'window.png'])
    expect(parsePostCheck(await textOf(exhibit, 'check.json'))).toMatchObject({ finding: 'up', state: 'loaded', whole: true, of: { exhibit: saved, way: 'link' } })
    expect(JSON.parse(await textOf(exhibit, 'provenance.json'))).toMatchObject({ profile: 'fresh', page: { hops: [{ status: 200, headersAre: 'raw' }] } })
    // It secures nothing, waits for no witness, and the next turn has nothing to do.
    expect(await office.call('case.get', { case: chain })).toMatchObject({ unwitnessed: 1, partial: 0 })
    expect((await office.call('queue.add', { case: chain, text: url })).queue.rows[0]).toMatchObject({ known: 1 })
    await office.call('queue.remove', { case: chain, row: (await office.call('queue.list', { case: chain })).rows[0]!.row })
    expect(await turn()).toBe(false)
  })

  test.each([
    ['edited', 'changed', 200, null, true],
    ['emptied', 'text-gone', 200, null, true],
    ['login', 'walled', 200, 'login-wall', true],
    ['up', 'up', 200, null, true],
  ] as const)('that is %s is told as %s', async (as, finding, status, sign, isNew) => {
    expect((await check(as)).checks[0]).toMatchObject({ finding, status, sign, isNew, by: 'person' })
  })

  test('that can not be reached leaves no finding, no exhibit and no entry', async () => {
    const before = [await kinds(), (await view()).posts[0]!.checks.length, (await office.call('custody.list', { case: chain })).length]
    mode = 'down'
    expect(await office.refused('recheck.now', { job: newJob(), case: chain, address })).toBe('capture.unreachable')
    expect([await kinds(), (await view()).posts[0]!.checks.length, (await office.call('custody.list', { case: chain })).length]).toEqual(before)
    expect(postIn(await view()).tried).toMatchObject({ failure: { code: 'capture.unreachable' } })
  })

  test('that changed is something to do, on the board too, until somebody has seen it', async () => {
    const stepOf = async () => (await office.call('case.guide', { case: chain })).steps.find(({ step }) => step === 'report')!
    expect(await stepOf()).toMatchObject({ state: 'todo', next: { what: 'look-at-checks', count: 1 }, dues: [{ what: 'check-changed', subject: url }] })
    expect((await office.call('board.get', {})).cases[0]!.todo).toContainEqual({ step: 'report', what: 'look-at-checks', count: 1 })
    // A mark hides nothing.
    await office.call('record.save', { case: chain, record: null, revision: null, content: { kind: 'step-mark', step: 'report', mark: 'done', reason: '' }, exhibits: [] })
    expect(await stepOf()).toMatchObject({ state: 'todo' })
    const newest = (await view()).posts[0]!.checks[0]!.seq
    expect((await office.call('recheck.seen', { case: chain, seq: newest - 1 })).unseen).toBe(1)
    expect((await office.call('recheck.seen', { case: chain, seq: newest })).unseen).toBe(0)
    expect(await stepOf()).toMatchObject({ state: 'done', dues: [] })
  })

  test('is looked at again the day after it was gone, and after two days no more; how long it took is a span', async () => {
    day(14)
    mode = 'gone'
    expect(await turn()).toBe(true)
    const once = await view()
    expect(postIn(once)).toMatchObject({ gone: { confirmed: false }, nextOn: dayOf(15), stopped: null, span: { from: 7, to: 14 } })
    expect(once.platforms).toEqual([{ platform: 'forum', reported: 1, gone: 0, median: null, longestUp: null }])
    day(15)
    expect(await turn()).toBe(true)
    const twice = await view()
    expect(postIn(twice)).toMatchObject({ gone: { confirmed: true }, nextOn: null, stopped: 'gone', span: { from: 7, to: 14 }, upAfter: null })
    expect(twice.platforms).toEqual([{ platform: 'forum', reported: 1, gone: 1, median: { from: 7, to: 14 }, longestUp: null }])
    day(40)
    expect(await turn()).toBe(false)
    // A person may look all the same, and where it is back it isn't gone.
    expect(await check('up')).toMatchObject({ gone: null, stopped: null, nextOn: dayOf(47), upAfter: 40 })
  })

  test('is not looked at where nobody wants it, or the report was taken back', async () => {
    day(50)
    expect((await office.call('recheck.plan', { case: chain, rhythm: 'off' })).posts[0]!.nextOn).toBeNull()
    expect(await turn()).toBe(false)
    expect((await office.call('recheck.plan', { case: chain, rhythm: 'daily' })).posts[0]!.nextOn).toBe(dayOf(41))
    expect((await office.call('recheck.stop', { case: chain, address, stopped: true })).posts[0]).toMatchObject({ stopped: 'person', nextOn: null })
    expect(await turn()).toBe(false)
    await office.call('recheck.stop', { case: chain, address, stopped: false })
    const other = await office.openCase('Annat')
    const made = await office.call('record.save', { case: other, record: null, revision: null, content: report({ sentOn: null }), exhibits: [] })
    expect((await view(other)).posts[0]).toMatchObject({ sentOn: null, nextOn: null })
    await office.call('record.withdraw', { record: made.id, reason: 'Fel.' })
    expect((await view(other)).posts).toEqual([])
    expect(await office.refused('recheck.now', { job: newJob(), case: other, address })).toBe('recheck.not-reported')
  })

  test('waits behind a witness and a capture, and leaves nothing when it has to make room', async () => {
    day(60)
    const witness = (await enrolWitness(office)).id
    const before = await kinds()
    mode = 'slow'
    const { work } = waiting!
    work()
    await started()
    expect((await view()).running).toBe(address)
    const requests = server.requests.length
    expect(requests).toBeGreaterThan(0)
    // It makes room, and counts as nothing that anybody has to wait for.
    const { items } = await office.call('sitting.begin', { exhibits: [saved], witness, relation: { exposed: 'colleague', officer: 'none', words: '' }, language: 'sv' })
    expect(items).toHaveLength(1)
    expect(waiting!.ms).toBe(120_000)
    expect(await turn()).toBe(false)
    expect(waiting!.ms).toBe(120_000)
    await office.call('sitting.end', { passphrase: passphraseBytes(TEST_PASSPHRASE) })
    expect(await kinds()).toEqual(before)
    expect(postIn(await view())).toMatchObject({ tried: null })
  })

  test('stops with the vault, and its case', async () => {
    const before = await kinds()
    mode = 'slow'
    waiting!.work()
    await started()
    await office.call('vault.lock', {})
    await office.open(folder)
    expect(await kinds()).toEqual(before)
    expect(waiting!.ms).toBe(120_000)
    expect(postIn(await view()).nextOn).not.toBeNull()
    await office.call('case.close', { case: chain, reason: 'Klart.' })
    expect(postIn(await view()).nextOn).toBeNull()
    mode = 'up'
    expect(await office.refused('recheck.now', { job: newJob(), case: chain, address })).toBe('case.closed')
    expect(await turn()).toBe(false)
    expect(await recordsPass()).toMatchObject({ result: 'pass' })
  })
})

/** Until the page has been asked for. */
async function started(): Promise<void> {
  const before = server.requests.length
  while (server.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 10))
}
