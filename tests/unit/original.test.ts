import type { ServerResponse } from 'node:http'
import { PNG } from 'pngjs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { parseComparison, type CaseId, type Comparison, type ExhibitId, type PersonId } from '../../shared/model/index.ts'
import type { SittingItem } from '../../shared/contract/index.ts'
import { collect } from '../support/capture.ts'
import { enrolWitness, newJob, startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'
import { once } from '../support/fresh.ts'
import { html, pictureColour, startPageServer, type PageServer } from '../support/page-server.ts'
import { passphraseBytes, TEST_PASSPHRASE } from '../support/vault.ts'

/** How the site answers for the moment. */
type Mode = 'saved' | 'edited' | 'picture' | 'gone' | 'login' | 'account' | 'clock' | 'down'
let mode: Mode = 'saved'

const { base, remove } = testFolder('original')
let office: TestEngine
let server: PageServer
let chain: CaseId
let witness: PersonId
let saved: ExhibitId

const thread = (words: string, account: string, clock = '') => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Tråd om nämnden</title>
<style>body { margin: 0; font: 20px/30px sans-serif } p { margin: 30px }</style>
<h1>Tråd om nämnden</h1>${clock}
<article itemscope itemtype="https://schema.org/SocialMediaPosting">
<p itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">${account}</span></p>
<p itemprop="articleBody">${words}</p>
<p><time itemprop="datePublished" datetime="2026-11-20T10:00:00Z">20 november 2026</time></p>
</article>
<img src="/bild.png" width="400" height="300" alt="">
<p>${'Nämnden gick igenom ärendet på nytt och kom till samma beslut som förra gången. '.repeat(25)}</p></html>`
const WORDS = 'Du ska inte känna dig trygg hemma, Karin.'
const LOGIN = '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Logga in</title><h1>Logga in</h1><form><input name="user"><input type="password" name="pass"><button>Logga in</button></form>'

function picture(response: ServerResponse): void {
  const image = new PNG({ width: 400, height: 300 })
  for (let at = 0; at < image.data.length; at += 4) image.data.set([...pictureColour(mode === 'picture' ? 2 : 1), 255], at)
  response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'no-store' }).end(PNG.sync.write(image))
}

beforeAll(async () => {
  server = await startPageServer({
    '/bild.png': (_, response) => picture(response),
    '/login': LOGIN,
    '/trad': (request, response) => {
      if (mode === 'down') request.socket.destroy()
      else if (mode === 'gone') html(response, 404, '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Saknas</title><h1>Sidan finns inte</h1>')
      else if (mode === 'login') response.writeHead(302, { location: '/login?next=%2Ftrad' }).end()
      else if (mode === 'edited') html(response, 200, thread(WORDS.replace('inte ', ''), 'ekstadsbo1'))
      else if (mode === 'account') html(response, 200, thread(WORDS, 'ekstadsbo2'))
      else html(response, 200, thread(WORDS, 'ekstadsbo1', mode === 'clock' ? '<p>Klockan är 14.05</p>' : ''))
    },
  })
  office = await startTestEngine(base, { allowPrivate: true })
  await office.found(join(base, 'provet.bevisvalv'))
  chain = await office.openCase()
  witness = (await enrolWitness(office)).id
  saved = (await office.call('capture.start', { job: newJob(), case: chain, url: `${server.origin}/trad`, allowPrivate: true, banner: 'leave', record: false })).id
}, 120_000)

afterEach(async () => {
  if ((await office.call('sitting.state', {})) !== null) await end()
  mode = 'saved'
})

afterAll(async () => {
  await office.engine.close()
  await server.close()
  remove()
})

const begin = () =>
  office.call('sitting.begin', { exhibits: [saved], witness, relation: { exposed: 'colleague', officer: 'none', words: '' }, language: 'sv' })
const end = () => office.call('sitting.end', { passphrase: passphraseBytes(TEST_PASSPHRASE) })
const numberOfExhibits = async () => (await office.call('exhibit.list', { case: chain })).length

/** A whole sitting up to what was loaded: how it stands then, and what was kept of it. */
async function load(as: Mode): Promise<{ item: SittingItem; comparison: Comparison; pictures: string[] }> {
  await begin()
  mode = as
  const { items: [item] } = await office.call('sitting.load', { job: newJob(), exhibit: saved, tab: null })
  if (item?.stage === 'loaded') {
    // Before the answers nothing of it says what the office holds to be different.
    const shown = await office.call('sitting.loaded', { exhibit: saved })
    expect(shown.comparison).toBeNull()
    expect(shown.slices.filter(({ of }) => of.startsWith('difference-'))).toEqual([])
  }
  await end()
  if (!item?.original) throw new Error('nothing was loaded')
  const kept = await office.call('exhibit.get', { exhibit: item.original.exhibit })
  expect(kept).toMatchObject({ kind: 'comparison', contentRoot: item.original.contentRoot, number: item.original.number })
  const comparison = parseComparison(await textOf(item.original.exhibit, 'comparison.json'))
  if (comparison === null) throw new Error('it is no comparison')
  expect(comparison).toMatchObject({ way: 'own', state: item.original.state, load: item.load ?? {}, of: { exhibit: saved, contentRoot: (await office.call('exhibit.get', { exhibit: saved })).contentRoot } })
  return { item, comparison, pictures: kept.artefacts.map(({ name }) => name).filter((name) => name.startsWith('difference-')) }
}

async function textOf(exhibit: ExhibitId, name: string): Promise<string> {
  const { handle } = await office.call('exhibit.artefact', { exhibit, name })
  const object = await office.engine.object(handle)
  if (object === null) throw new Error('it can not be read')
  return (await collect(object.chunks)).toString()
}

describe('the original, loaded anew for a witness', { timeout: 120_000 }, () => {
  test('is the same where nothing of it changed', async () => {
    const { item, comparison, pictures } = await load('saved')
    expect([comparison.text.result, comparison.picture.result, comparison.posts.result]).toEqual(['same', 'same', 'same'])
    expect(item).toMatchObject({ stage: 'loaded', original: { state: 'same', way: 'own', differences: { text: 0, picture: 0, posts: 0 } } })
    expect(comparison.posts.savedPosts).toBeGreaterThan(0)
    expect(pictures).toEqual([])
  })

  test('has changed where its words were edited, and where in the picture', async () => {
    const { comparison, pictures } = await load('edited')
    expect(comparison.state).toBe('changed')
    expect(comparison.text.list).toMatchObject([{ kind: 'edited', saved: WORDS, loaded: 'Du ska känna dig trygg hemma, Karin.' }])
    expect(comparison.posts.list).toMatchObject([{ kind: 'edited', field: 'text', saved: WORDS }])
    expect(comparison.picture).toMatchObject({ result: 'differs', total: 1 })
    const [stretch] = comparison.picture.list
    // One line of 30 px, not the whole page.
    expect(stretch?.saved.rows).toBeLessThanOrEqual(30)
    expect(stretch && stretch.right - stretch.left).toBeLessThan(800)
    expect(pictures).toEqual(['difference-1.png'])
  })

  test('has changed where another picture hangs in its place', async () => {
    const { comparison } = await load('picture')
    expect([comparison.state, comparison.text.result, comparison.posts.result]).toEqual(['changed', 'same', 'same'])
    expect(comparison.picture.list).toMatchObject([{ saved: { rows: 300 }, loaded: { rows: 300 }, left: 0, right: 400 }])
  })

  test('has changed where the same words stand in the name of another', async () => {
    const { comparison } = await load('account')
    expect(comparison.state).toBe('changed')
    expect(comparison.posts.list).toMatchObject([{ kind: 'edited', post: 'ekstadsbo1 · 1', field: 'name', saved: 'ekstadsbo1', loaded: 'ekstadsbo2' }])
  })

  test('has changed where only a clock on it did: what differs is listed, not weighed', async () => {
    const { comparison } = await load('clock')
    expect(comparison.state).toBe('changed')
    expect(comparison.text.list).toMatchObject([{ kind: 'new', loaded: expect.stringContaining('Klockan') }])
    // What was moved down by it makes no noise; as much white is gone from the end of a page that doesn't fill the window.
    expect(comparison.picture.list.map(({ saved: rows, loaded }) => loaded.rows - rows.rows)).toEqual([60, -60])
    expect(comparison.picture.list[0]).toMatchObject({ saved: { rows: 0 } })
  })

  test('is gone where the site says so', async () => {
    const { item, comparison } = await load('gone')
    expect(comparison).toMatchObject({ state: 'gone', load: { status: 404, refused: null } })
    expect(item.stage).toBe('loaded')
  })

  test('is walled where a login stands before it', async () => {
    const { comparison } = await load('login')
    expect(comparison.state).toBe('walled')
    expect(comparison.load.notes).toContain('login-wall')
    expect(comparison.text.result).toBe('differs')
  })

  test('is unreachable where no page came: there is nothing to be asked about, and it is kept all the same', async () => {
    const { item, comparison } = await load('down')
    expect(comparison).toMatchObject({ state: 'unreachable', load: { refused: 'capture.unreachable', status: null, finalUrl: null, notes: [] } })
    expect([comparison.text.why, comparison.picture.why, comparison.posts.why]).toEqual(['missing', 'missing', 'missing'])
    expect(item).toMatchObject({ stage: 'answered', original: { differences: { text: null, picture: null, posts: null } } })
  })

  test('leaves a vault that is whole', async () => {
    expect((await office.call('vault.check', { job: newJob() })).verdict).toBe('ok')
  })
})

describe('loading it', { timeout: 120_000 }, () => {
  test.each(['load', 'compare'])('leaves nothing when it is cancelled (while %s)', async (step) => {
    const before = await numberOfExhibits()
    await begin()
    const job = newJob()
    once(office, (told) => told.job === job && told.step === step && told.state === 'running', () => void office.call('job.cancel', { job }))
    expect(await office.refused('sitting.load', { job, exhibit: saved, tab: null })).toBe('job.cancelled')
    expect((await office.call('sitting.state', {}))?.items[0]).toMatchObject({ stage: 'waiting', original: null })
    await end()
    expect(await numberOfExhibits()).toBe(before)
    expect((await office.call('vault.check', { job: newJob() })).verdict).toBe('ok')
  })

  test('twice at once is refused; one after the other each is kept', async () => {
    const before = await numberOfExhibits()
    await begin()
    const first = office.call('sitting.load', { job: newJob(), exhibit: saved, tab: null })
    expect(await office.refused('sitting.load', { job: newJob(), exhibit: saved, tab: null })).toBe('sitting.out-of-order')
    expect((await first).items[0]?.stage).toBe('loaded')
    const second = await office.call('sitting.load', { job: newJob(), exhibit: saved, tab: null })
    expect(second.items[0]?.original?.number).toBe(before + 2)
    await end()
    expect(await numberOfExhibits()).toBe(before + 2)
  })

  test("lets the officer's work rest, and shows nothing saved before the answers", async () => {
    await begin()
    for (const [name, input] of [
      ['exhibit.view', { exhibit: saved }],
      ['exhibit.get', { exhibit: saved }],
      ['exhibit.list', { case: chain }],
      ['case.list', {}],
      ['custody.list', { case: chain }],
      ['note.add', { case: chain, title: 'x', text: 'x' }],
      ['capture.start', { job: newJob(), case: chain, url: server.origin, allowPrivate: true, banner: 'leave', record: false }],
      ['person.list', {}],
      ['settings.change', { idleLockMinutes: 60 }],
    ] as const) {
      expect([name, await office.refused(name, input as never)]).toEqual([name, 'sitting.open'])
    }
    expect(await office.refused('sitting.saved', { exhibit: saved })).toBe('sitting.out-of-order')
    await office.call('sitting.load', { job: newJob(), exhibit: saved, tab: null })
    expect(await office.refused('sitting.saved', { exhibit: saved })).toBe('sitting.out-of-order')
    const shown = await office.call('sitting.loaded', { exhibit: saved })
    expect(shown.slices.length).toBeGreaterThan(0)
    const seen = { how: 'not-seen', value: '' } as const
    await office.call('sitting.answer', { exhibit: saved, answers: { present: 'yes', account: seen, words: seen, date: seen, pictures: [], remark: '' } })
    const { content, comparison } = await office.call('sitting.saved', { exhibit: saved })
    expect(content.slices.length).toBeGreaterThan(0)
    expect(comparison?.state).toBe('same')
  })
})
