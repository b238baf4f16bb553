import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { CallInput } from '../../shared/contract/index.ts'
import { parseComparison, type CaseId, type ExhibitId, type PersonId } from '../../shared/model/index.ts'
import { collect, eventually } from '../support/capture.ts'
import { findCanaries } from '../support/canaries.ts'
import { enrolWitness, newJob, startTestEngine, testFolder, WITNESS_PASSPHRASE, type TestEngine } from '../support/engine.ts'
import { LOGIN, POST, type LoginSite, startLoginSite } from '../support/login-site.ts'
import { passphraseBytes, TEST_PASSPHRASE } from '../support/vault.ts'
import { waczFiles } from '../support/wacz.ts'

/** A witness looks at the original in the tab in which the officer is logged in: real browsers, through the contract, to the bundle. */

const EDITED = 'Vi vet var handläggaren bor. Det kommer att ordna sig.'
const SECRETS = [LOGIN.password, 'KAKA-99-kanarie']
const { base, remove } = testFolder('session-witness')
const at = (...path: string[]) => join(base, ...path)
let test: TestEngine
let site: LoginSite
let chain: CaseId

beforeAll(async () => {
  for (const folder of ['vault', 'tmp', 'home', 'bundle', 'open']) mkdirSync(at(folder))
  vi.stubEnv('TMPDIR', at('tmp')).stubEnv('HOME', at('home'))
  site = await startLoginSite({ acts: true })
  test = await startTestEngine(base, { home: at('home'), allowPrivate: true })
  await test.found(at('vault', 'provet.bevisvalv'))
  chain = await test.openCase()
}, 60_000)
afterAll(async () => {
  await test?.engine.close()
  await site?.close()
  vi.unstubAllEnvs()
  remove()
})

async function tabAt(path: string): Promise<string> {
  let found: string | undefined
  await eventually(async () => {
    found = (await test.call('login.state', {}))?.tabs.find(({ url }) => url === `${site.origin}${path}`)?.id
    return found !== undefined
  })
  return found ?? ''
}

/** The officer logs in; `before` is done while everything may still be sent. Then it is read-only, and she goes to the post. */
async function toPost(before?: () => Promise<void>): Promise<string> {
  site.act(true)
  site.goOn(false)
  await test.call('login.open', { case: chain, url: `${site.origin}/login` })
  await tabAt('/flow')
  await before?.()
  await test.call('login.lock', {})
  site.goOn()
  const tab = await tabAt('/post/7')
  // Whoever else comes to the login has to type for themselves.
  site.act(false)
  return tab
}

const sitDown = (exhibit: ExhibitId, witness: PersonId): CallInput<'sitting.begin'> => ({
  exhibits: [exhibit],
  witness,
  relation: { exposed: 'colleague', officer: 'none', words: '' },
  language: 'sv',
})

async function artefact(exhibit: ExhibitId, name: string): Promise<Buffer> {
  const { handle } = await test.call('exhibit.artefact', { exhibit, name })
  const object = await test.engine.object(handle)
  if (object === null) throw new Error('it can not be read')
  return collect(object.chunks)
}
const jsonOf = async (exhibit: ExhibitId, name: string): Promise<unknown> => JSON.parse((await artefact(exhibit, name)).toString())

/** What was exchanged is packed in what is packed, where nobody who looks for words would find them. */
async function layOpen(exhibit: ExhibitId): Promise<void> {
  const records = (await waczFiles(await artefact(exhibit, 'capture.wacz'))).get('archive/data.warc.gz') ?? Buffer.alloc(0)
  writeFileSync(at('open', `${exhibit}.warc`), gunzipSync(records))
}

it('is walled for a browser of its own, comes in the tab of the officer, and is signed as what it was', { timeout: 120_000 }, async () => {
  const witness = (await enrolWitness(test)).id
  const saved = (await test.call('login.capture', { job: newJob(), tab: await toPost(), banner: 'leave', record: false })).id
  await test.call('login.close', {})
  site.edit(EDITED)
  const tab = await toPost(async () => {
    // A browser in which something may be sent doesn't stand open beside a witness.
    expect(await test.refused('sitting.begin', sitDown(saved, witness))).toBe('sitting.busy')
  })

  const { tabs } = await test.call('sitting.begin', sitDown(saved, witness))
  expect(tabs).toMatchObject([{ id: tab, url: `${site.origin}/post/7` }])
  const own = await test.call('sitting.load', { job: newJob(), exhibit: saved, tab: null })
  expect(own.items[0]).toMatchObject({ stage: 'loaded', original: { way: 'own', state: 'walled' } })

  // Nothing of the browser's but the look of this tab.
  for (const [name, input] of [
    ['login.state', {}],
    ['login.lift', { reason: 'Anmäler inlägget' }],
    ['login.pick', { tab, of: 'element' }],
    ['login.capture', { job: newJob(), tab, banner: 'leave', record: false }],
    ['login.open', { case: chain, url: site.origin }],
    ['login.close', {}],
  ] as const) {
    expect([name, await test.refused(name, input as never)]).toEqual([name, 'sitting.open'])
  }
  expect(await test.refused('sitting.load', { job: newJob(), exhibit: saved, tab: 'none' })).toBe('capture.tab-gone')

  const asked = site.asked('/post/7')
  const inTab = (await test.call('sitting.load', { job: newJob(), exhibit: saved, tab })).items[0]
  expect(site.asked('/post/7')).toBe(asked)
  expect(inTab).toMatchObject({ stage: 'loaded', original: { way: 'officer-session', state: 'changed' }, load: { status: 200, refused: null } })
  const shown = await test.call('sitting.loaded', { exhibit: saved })
  expect(shown.text).toContain(EDITED)
  const seen = { how: 'not-seen', value: '' } as const
  await test.call('sitting.answer', { exhibit: saved, answers: { present: 'yes', account: seen, words: { how: 'typed', value: EDITED }, date: seen, pictures: [], remark: '' } })
  const { comparison } = await test.call('sitting.saved', { exhibit: saved })
  expect(comparison?.text.list).toMatchObject([{ kind: 'edited', saved: POST, loaded: EDITED }])
  const drawn = await test.call('sitting.draft', { exhibit: saved, agrees: 'no', reservation: '' })
  const challenges = drawn.items.flatMap(({ draft }) => draft?.challenge ?? [])
  const signed = (await test.call('sitting.sign', { challenges, passphrase: passphraseBytes(WITNESS_PASSPHRASE), hand: null })).items[0]?.attestation
  expect(signed).toMatchObject({ grade: 'officer-session-seen', original: { way: 'officer-session', state: 'changed' }, found: { words: { saved: false, loaded: true } } })
  expect(signed?.statement).toContain('i handläggarens inloggade webbläsare')
  await test.call('sitting.end', { passphrase: passphraseBytes(TEST_PASSPHRASE) })

  // What the page wrote as it was scrolled for the witness was held back, and that is on record with the load.
  expect(await test.call('login.state', {})).toMatchObject({ mode: 'read-only' })
  expect(site.written).toEqual([])
  const load = signed?.original?.exhibit ?? saved
  expect(parseComparison((await artefact(load, 'comparison.json')).toString())).toEqual(comparison)
  const like = { method: 'POST', url: `${site.origin}/like` }
  expect(await jsonOf(load, 'provenance.json')).toMatchObject({ way: 'session', recordedFrom: 'lock', events: { writesBlocked: expect.arrayContaining([like]) as unknown } })
  for (const { id } of await test.call('exhibit.list', { case: chain })) await layOpen(id)
  await test.call('login.close', {})

  expect((await test.call('vault.check', { job: newJob() })).verdict).toBe('ok')
  const bundle = await test.call('bundle.export', { job: newJob(), case: chain, profile: 'police', language: 'sv', folder: await test.grant(at('bundle'), 'bundle-folder'), timestampUrls: [] })
  const report = await test.call('bundle.verify', { job: newJob(), bundle: await test.grant(at('bundle', bundle.name), 'bundle'), fingerprint: null })
  expect(report).toMatchObject({ verdict: 'ok', about: { exhibits: 3, unwitnessed: 0 } })
  expect(report.exhibits[0]?.witnesses).toMatchObject([{ grade: 'officer-session-seen', standing: 'outside' }])
  const roots = ['vault', 'home', 'tmp', 'bundle', 'open'].map((folder) => at(folder))
  expect(await findCanaries(roots, SECRETS)).toEqual([])
  // Where they are meant to be, words are found, and that there was a cookie.
  expect((await findCanaries([at('bundle'), at('open')], [EDITED])).length).toBeGreaterThan(1)
  expect(readFileSync(at('open', `${load}.warc`), 'utf8')).toMatch(/^cookie: \[stripped\]/im)
})
