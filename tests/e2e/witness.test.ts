import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt, RENDERER_DIR } from '../../electron/build.ts'
import { openChromiumDoor, type ChromiumDoor } from '../../electron/chromium/index.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import type { CallName, CallOutput, Result } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import type { Comparison, ExhibitId, Language, WitnessGrade } from '../../shared/model/index.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { createHands, type Hands } from '../support/hands.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { html, startPageServer, type PageServer } from '../support/page-server.ts'
import { witnessHands } from '../support/sitting-hands.ts'
import { describeInTurn } from '../support/turns.ts'

/**
 * The original changes between capture and sitting, in four ways, and the witness sees it as it is then: the real window, real
 * loads, on loopback, in both languages. The vault and its captures are made through the contract; the sittings are made by hand.
 */
const OFFICER = { name: 'Helena Handläggare', secret: 'fyra små blå åkrar' }
const WITNESS = { name: 'Viktor Vittne', secret: 'sju höga gröna träd' }
const SECOND = { name: 'Wendela Witness', secret: 'tio djupa svarta sjöar' }
const NEW = { name: 'Nina Nyström', secret: 'nio breda gula broar' }
const SHOTS = join(REPOSITORY, 'tests/e2e/artifacts')

type Way = 'same' | 'edited' | 'picture' | 'gone' | 'walled'
const WAYS: readonly Way[] = ['same', 'edited', 'picture', 'gone', 'walled']

let base: string
let door: ChromiumDoor
let hands: Hands
let server: PageServer
let switched = false
const exhibits = new Map<Way, ExhibitId>()

const post = (text: string, picture: number) => `<!doctype html><html lang="sv"><title>Ortsnytt</title><style>body{font:18px sans-serif;width:700px;margin:24px auto}</style>
  <h1>Ortsnytt</h1><article><a rel="author" href="/u/12">Kalle K</a> <time datetime="2026-05-04T10:20:00Z">4 maj 10:20</time>
  <p>${text}</p><img src="/picture/${picture}.png" width="400" height="300" alt=""></article><p>Det här är en sida med några rader till, så att den liknar en tråd.</p>`

const SAVED = 'Här är handläggaren som bestämmer över andras liv. Någon som vet var hon bor?'
const EDITED = 'Här är handläggaren som bestämmer över andras liv. Ta det lugnt nu.'
const LOGIN = '<!doctype html><html lang="sv"><title>Logga in</title><h1>Logga in</h1><form method="post" style="padding:120px"><input name="u"><input type="password" name="p"><button>Logga in</button></form>'

beforeAll(async () => {
  ensureBuilt('verifier', 'renderer')
  base = mkdtempSync(join(tmpdir(), 'bevisvalv-witness-'))
  mkdirSync(SHOTS, { recursive: true })
  const saved = post(SAVED, 1)
  server = await startPageServer({
    '/same': (_, response) => html(response, 200, saved),
    '/edited': (_, response) => html(response, 200, switched ? post(EDITED, 1) : saved),
    '/picture': (_, response) => html(response, 200, switched ? post(SAVED, 2) : saved),
    '/gone': (_, response) => (switched ? html(response, 404, '<!doctype html><title>Borta</title><h1>Sidan finns inte</h1>') : html(response, 200, saved)),
    '/walled': (_, response) => html(response, 200, switched ? LOGIN : saved),
  })
  const browser = await findBrowser({ bundled: true })
  if (browser === null) throw new Error('this test needs a browser')
  door = await openChromiumDoor({
    engine: {
      home: join(base, 'home'), documents: join(base, 'documents'), version: '0.0.0', door: 'chromium', doorReason: 'test', folders: 'fixed', systemLanguage: 'sv',
      bundledBrowser: true, loginWindow: false, allowPrivate: true,
    },
    browser,
    rendererDir: RENDERER_DIR,
    headless: true,
  })
  await door.page.setViewport({ width: 1280, height: 860 })
  hands = createHands(door.page)
  const { vault } = await invoke('vault.create', { folder: null, name: 'Ekstads kommun', officer: { name: OFFICER.name, title: '', contact: '' }, passphrase: OFFICER.secret })
  expect(vault.name).toBe('Ekstads kommun')
  for (const { name, secret } of [WITNESS, SECOND]) await invoke('person.enrol', { name, title: 'Registrator', contact: '', role: 'witness', passphrase: secret })
  const home = await invoke('case.open', { title: 'Uthängning', reference: '', description: '' })
  for (const [i, way] of WAYS.entries()) {
    const url = `${server.origin}/${way}`
    const view = await invoke('capture.start', { job: `j-${String(i).repeat(32)}`, case: home.id, url, allowPrivate: true, banner: 'leave', record: false })
    exhibits.set(way, view.id)
  }
  switched = true
}, 240_000)

afterAll(async () => {
  await door.close()
  await server.close()
  rmSync(base, { recursive: true, force: true })
})

/** A call as the window makes it; `passphrase` becomes bytes there. */
async function invoke<N extends CallName>(name: N, input: object): Promise<CallOutput<N>> {
  const result = await door.page.evaluate(
    (called, given) => {
      const bridge = Reflect.get(window, 'bevisvalv') as { invoke(name: string, input: object): Promise<unknown> }
      const secret = Reflect.get(given, 'passphrase') as string | undefined
      return bridge.invoke(called, secret === undefined ? given : { ...given, passphrase: new TextEncoder().encode(secret) })
    },
    name,
    input,
  )
  const { ok, ...rest } = result as Result<CallOutput<N>>
  if (!ok) throw new Error(`${name}: ${JSON.stringify(rest)}`)
  return (rest as { value: CallOutput<N> }).value
}

const shot = (name: string) => door.page.screenshot({ path: join(SHOTS, `witness-${name}.png`), fullPage: true })

/** By the window itself, from the vault as it stands: where it was read from before is another's matter. */
async function openFor(ways: readonly Way[], language: Language): Promise<ReturnType<typeof witnessHands>> {
  const { page } = door
  const [first, ...others] = ways.map((way) => exhibits.get(way))
  await invoke('settings.change', { language })
  // The pictures of a run show both languages and both themes.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }, { name: 'prefers-color-scheme', value: language === 'sv' ? 'light' : 'dark' }])
  await page.goto(`${new URL(page.url()).origin}/#/exhibits/${first}/witness${others.length === 0 ? '' : `?with=${others.join('_')}`}`)
  await page.reload()
  const words = catalogues[language]
  await hands.sees(words.witness.intro.title, 30_000)
  return witnessHands({ ...hands, page }, language, 90_000)
}

async function comparisonOf(way: Way): Promise<Comparison> {
  const { comparison } = await invoke('sitting.saved', { exhibit: exhibits.get(way)! })
  if (comparison === null) throw new Error(`nothing to compare: ${way}`)
  return comparison
}

/** A sentence of the interface with its values. */
const filled = (sentence: string, values: Record<string, string | number>): string => sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))

/**
 * How long a calm person who never saw it looks at each step, s, typing and clicking included; `identity` is a name, a contact and a
 * passphrase made up and typed twice. They aren't slept: the time that the machine takes is measured, and these are added. The
 * statement is read at the pace of silent reading.
 */
const READING = { who: 10, identity: 35, relation: 8, load: 6, outcome: 3, look: 8, answers: 14, compare: 10, sign: 12 }
const WORDS_PER_MINUTE = 230
const THREE_MINUTES = 180

describe.skipIf(lacksBrowser())('a sitting with an original that is as it was', () => {
  test('is over within three minutes, also for somebody who has to make an identity first', async () => {
    const witness = await openFor(['same'], 'sv')
    const from = performance.now()
    await door.page.locator('label ::-p-text(Jag är ny här)').click()
    await hands.sees('Programmet kan inte veta vem du är.')
    await hands.type('Namn', NEW.name)
    await hands.type('Kontakt (valfritt)', 'nina@ekstad.example')
    await hands.type('Din egen lösenfras', NEW.secret)
    await hands.type('Upprepa lösenfrasen', NEW.secret)
    await hands.press('Lägg till mig')
    await hands.sees('Berätta hur du är knuten till de inblandade.', 30_000)
    const known = performance.now()
    await witness.relate(OFFICER.name)
    await witness.load()
    await witness.look()
    await witness.answer()
    await witness.compare()
    expect(await comparisonOf('same')).toMatchObject({ state: 'same', text: { result: 'same', total: 0 }, picture: { result: 'same', total: 0 } })
    await hands.sees('Programmet fann inga skillnader.')
    await witness.inGroup('Stämmer det sparade med det som du såg på sidan?', 'yes')
    await hands.press('Ta fram intyget')
    await hands.sees('Läs hela texten.')
    const words = await door.page.$eval('blockquote', (text) => text.innerText.split(/\s+/).length)
    await hands.press('Texten stämmer')
    await witness.sign(NEW.secret)
    await hands.sees('Ditt kvitto', 30_000)
    // Signed; the receipt is read afterwards at leisure.
    const [all = 0, once = 0] = [from, known].map((since) => (performance.now() - since) / 1000)
    const statement = (60 * words) / WORDS_PER_MINUTE
    const reading = Object.values(READING).reduce((sum, seconds) => sum + seconds, statement)
    await hands.sees('Kvittokod')
    await shot('done')
    await witness.handBack(OFFICER.secret)
    await hands.sees('Vittne såg originalet')
    const { attestations } = await invoke('exhibit.get', { exhibit: exhibits.get('same')! })
    expect(attestations).toMatchObject([{ grade: 'original-seen', agrees: 'yes', original: { state: 'same', differences: { text: 0, picture: 0 } }, witness: { name: NEW.name } }])
    const told = `machine ${all.toFixed(1)} s, ${once.toFixed(1)} s of it with an identity; reading ${reading.toFixed(1)} s (statement: ${words} words)`
    process.stdout.write(`${told}\n`)
    expect(all + reading, told).toBeLessThan(THREE_MINUTES)
  }, 180_000)
})

/** What the program must find of each, whatever the language: what was loaded, and how it differs. */
const FOUND: Record<Way, object> = {
  same: { state: 'same', way: 'own', text: { result: 'same', total: 0 }, picture: { result: 'same', total: 0 }, posts: { result: 'same', total: 0 } },
  edited: {
    state: 'changed',
    way: 'own',
    load: { status: 200, refused: null },
    text: { result: 'differs', total: 1, list: [{ kind: 'edited', saved: SAVED, loaded: EDITED }] },
    picture: { result: 'differs' },
  },
  picture: { state: 'changed', text: { result: 'same', total: 0 }, picture: { result: 'differs' } },
  gone: { state: 'gone', load: { status: 404 }, text: { result: 'differs' } },
  walled: { state: 'walled', load: { status: 200 }, text: { result: 'differs' } },
}
/** And what the statement of each must say. */
const SIGNED: Record<Way, { grade: WitnessGrade; [said: string]: unknown }> = {
  same: { grade: 'original-seen', agrees: 'yes', original: { state: 'same' } },
  edited: { grade: 'original-seen', standing: 'outside', agrees: 'no', answers: { present: 'yes', account: { how: 'picked' } }, original: { state: 'changed', way: 'own' } },
  picture: { grade: 'original-seen', agrees: 'no', original: { state: 'changed' } },
  gone: { grade: 'saved-image-only', noOriginal: 'gone', original: { state: 'gone' } },
  walled: { grade: 'saved-image-only', noOriginal: 'walled', original: { state: 'walled' } },
}

describeInTurn([
  ['sv', WITNESS],
  ['en', SECOND],
] as const, lacksBrowser())('originals of which four have changed since they were captured, in one sitting (%s)', (language, { name, secret }) => {
  const { sitting, common, exhibit } = catalogues[language]
  let witness: ReturnType<typeof witnessHands>

  beforeAll(async () => {
    witness = await openFor(WAYS, language)
    await witness.begin(name, OFFICER.name)
  }, 60_000)

  const found = new Map<Way, Comparison>()
  const showsSaved = async ({ text }: Comparison) => hands.sees(filled(sitting.differences.savedValue, { text: text.list.find(({ saved }) => saved !== '')!.saved }))
  /** What the window shows besides, where the two are side by side. */
  const shows: Record<Way, (found: Comparison) => Promise<void>> = {
    same: async () => hands.sees(sitting.differences.none),
    edited: async ({ text }) => {
      await hands.sees(`${sitting.differences.kind.edited}, ${filled(sitting.differences.line, { line: text.list[0]!.line })}`)
      await hands.sees(filled(sitting.differences.savedValue, { text: SAVED }))
      await hands.sees(filled(sitting.differences.loadedValue, { text: EDITED }))
    },
    picture: async ({ picture: { saved, loaded, list } }) => {
      expect(saved).toEqual(loaded)
      expect(list.length).toBeGreaterThan(0)
      // Nothing but the picture, which is 300 px high.
      expect(list.every((each) => each.saved.rows <= 300 && each.loaded.rows <= 300)).toBe(true)
      expect(await door.page.$$eval('[class*=mark]', (marks) => marks.length)).toBe(2 * list.length)
      await hands.sees(filled(sitting.differences.stretch, { n: 1 }))
    },
    gone: showsSaved,
    walled: showsSaved,
  }

  test.each(WAYS.map((way, at) => [way, at + 1] as const))('%s: seen as it is now, what differs listed, the grade right', async (way, n) => {
    const isThere = SIGNED[way].grade === 'original-seen'
    await hands.sees(filled(sitting.which, { n, total: WAYS.length }))
    await witness.load(way === 'gone' || way === 'walled' ? way : 'came')
    if (!isThere) await shot(`${way}-outcome-${language}`)
    await witness.look()
    await hands.press(exhibit.tab.text, 'tab')
    if (way === 'edited') await hands.sees(EDITED)
    // Nothing of what was saved, before they have answered.
    if (way === 'edited' || !isThere) expect(await door.page.content()).not.toContain('Någon som vet var hon bor?')
    await witness.answer(isThere ? 'yes' : 'no')
    await witness.compare()
    const comparison = await comparisonOf(way)
    found.set(way, comparison)
    expect(comparison).toMatchObject(FOUND[way])
    await shows[way](comparison)
    await shot(`${way}-${language}`)
    await witness.state(way === 'same' ? 'yes' : 'no')
    await hands.sees(sitting.statement.gradeText[SIGNED[way].grade])
    await hands.press(sitting.statement.agree)
  }, 120_000)

  test('each is signed by its fingerprint, kept beside what was loaded, and told with its grade', async () => {
    await hands.sees(sitting.sign.lead)
    const list = await door.page.$$eval(`[aria-label="${sitting.sign.list}"] li`, (items) => items.map(({ innerText }) => innerText))
    for (const [at, way] of WAYS.entries()) expect(list[at]).toContain(sitting.statement.gradeText[SIGNED[way].grade])
    await shot(`sign-${language}`)
    await witness.sign(secret)
    await hands.sees(filled(sitting.done.title, { name }), 30_000)
    await hands.sees(sitting.done.code)
    await shot(`done-${language}`)
    await witness.handBack(OFFICER.secret, 'left')
    await hands.sees(exhibit.facts.acquired, 30_000)
    for (const [at, way] of WAYS.entries()) {
      const view = await invoke('exhibit.get', { exhibit: exhibits.get(way)! })
      const attestation = view.attestations.find(({ witness: who }) => who.name === name)
      expect(attestation, way).toMatchObject({ ...SIGNED[way], language })
      // As many differences as were listed before them.
      const { text, picture } = found.get(way)!
      expect(attestation?.original?.differences, way).toMatchObject({ text: text.total, picture: picture.total })
      expect(list[at]!.replaceAll(' ', '')).toContain(view.contentRoot.slice(0, 16))
      await door.page.goto(`${new URL(door.page.url()).origin}/#/exhibits/${view.id}`)
      await hands.sees(common.witness[SIGNED[way].grade])
    }
    // What was loaded stays on record beside each, whatever it was.
    const { case: home } = await invoke('exhibit.get', { exhibit: exhibits.get('gone')! })
    const compares = (await invoke('exhibit.list', { case: home })).flatMap((each) => (each.kind === 'comparison' ? [each.compares] : []))
    expect(WAYS.filter((way) => !compares.includes(exhibits.get(way)!))).toEqual([])
  }, 120_000)
})
