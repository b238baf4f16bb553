import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt, RENDERER_DIR } from '../../electron/build.ts'
import { openChromiumDoor, type ChromiumDoor } from '../../electron/chromium/index.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import type { CallName, CallOutput, Result } from '../../shared/contract/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { createHands, type Hands } from '../support/hands.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { html, startPageServer, type PageServer } from '../support/page-server.ts'
import { lacks } from '../support/tools.ts'

/**
 * A page and a note are masked by hand in the real window and handed out: what was covered is nowhere in the bundle. The vault and
 * what it holds are made through the contract.
 */
const SECRET = 'fyra små blå åkrar'
const SHOTS = join(REPOSITORY, 'tests/e2e/artifacts')
/** Covered in both; nothing else holds it. */
const NAME = 'Svalander'
const PAGE = `<!doctype html><html lang="sv"><title>Ortsnytt</title><style>body{font:20px/1.5 sans-serif;width:760px;margin:24px auto}h2{margin-top:48px}</style>
  <h1>Ortsnytt</h1><h2>Skrivet av Karin ${NAME}</h2><p>Här är handläggaren som bestämmer över andras liv. Någon som vet var hon bor?</p>
  <p>Fråga ${NAME} på torsdag.</p><p>${'En rad till i tråden, så att sidan liknar en sida. '.repeat(12)}</p></html>`
const { masking, bundle, exhibit } = catalogues.sv

let base: string
let door: ChromiumDoor
let hands: Hands
let server: PageServer
let home: CallOutput<'case.open'>

beforeAll(async () => {
  ensureBuilt('verifier', 'renderer')
  base = mkdtempSync(join(tmpdir(), 'bevisvalv-masking-'))
  mkdirSync(SHOTS, { recursive: true })
  server = await startPageServer({ '/trad': (_, response) => html(response, 200, PAGE) })
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
  await invoke('vault.create', { folder: null, name: 'Ekstads kommun', officer: { name: 'Helena Handläggare', title: '', contact: '' }, passphrase: SECRET })
  home = await invoke('case.open', { title: `Hot mot ${NAME}`, reference: '', description: '' })
  await invoke('capture.start', { job: `j-${'0'.repeat(32)}`, case: home.id, url: `${server.origin}/trad`, allowPrivate: true, banner: 'leave', record: false })
  await invoke('note.add', { case: home.id, title: `Samtal från ${NAME}`, text: `Karin ${NAME} ringde klockan tio.\nHon lät rädd.` })
  expect((await invoke('masking.possible', { case: home.id })).map(({ pictures, texts }) => [pictures > 0, texts])).toEqual([[true, 1], [false, 1]])
  // By the window itself, from the vault as it stands.
  await door.page.goto(`${new URL(door.page.url()).origin}/#/cases/${home.id}/export`)
  await door.page.reload()
}, 180_000)

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

const fill = (text: string, values: Record<string, string | number>) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
const shot = (name: string) => door.page.screenshot({ path: join(SHOTS, `masking-${name}.png`) })
const wait = (source: string) => door.page.waitForFunction(source, { timeout: 60_000 })

/** A field that holds something already. */
async function write(name: string, text: string): Promise<void> {
  await door.page.locator(`::-p-aria([name="${name}"][role="textbox"])`).fill(text)
}

async function coverName(): Promise<void> {
  await hands.type(masking.phrase.label, NAME)
  const submit = `document.querySelector('form button[type=submit]').disabled`
  await wait(`!${submit}`)
  await door.page.keyboard.press('Enter')
  await wait(submit)
}

describe.skipIf(lacksBrowser())('masking', { shuffle: false, timeout: 180_000 }, () => {
  test('by hand, a page and a note', async () => {
    const { page } = door
    await hands.press(bundle.profile.masked.name, 'radio')
    await hands.sees(bundle.choose.nothing)
    await hands.press(`${masking.start} ${fill(exhibit.number, { number: 1 })}`, 'link')
    await hands.press(exhibit.covered.show)

    // The heading with the name, and the line that names it once more.
    const surface = await page.waitForSelector('[role=region] > div:has(> img)', { timeout: 60_000 })
    const place = await surface!.evaluate((element) => {
      element.scrollIntoView({ block: 'start' })
      scrollBy(0, -160)
      const { x, y, width } = element.getBoundingClientRect()
      return { x, y, width }
    })
    await wait(`[...document.images].every((each) => each.complete && each.naturalWidth > 0)`)
    for (const [top, bottom] of [[0.108, 0.142], [0.198, 0.228]] as const) {
      await page.mouse.move(place.x + place.width * 0.2, place.y + place.width * top)
      await page.mouse.down()
      await page.mouse.move(place.x + place.width * 0.52, place.y + place.width * bottom, { steps: 4 })
      await page.mouse.up()
    }
    await hands.sees(fill(masking.area.title_other, { count: 2 }))
    await shot('picture')
    await page.evaluate(() => scrollTo(0, 0))
    await page.locator(`[role=tab] ::-p-text(${exhibit.artefacts['page-txt']})`).click()
    await coverName()
    await hands.sees(fill(masking.text.title_other, { count: 2 }))
    await shot('text')
    await hands.type(masking.receiver.reason, 'Uppgifter om tredje person')
    await hands.press(masking.save.submit)
    await hands.sees(masking.sign)

    await hands.press(`${masking.start} ${fill(exhibit.number, { number: 2 })}`, 'link')
    await hands.press(exhibit.covered.show)
    await wait(`document.querySelector('[contenteditable]') !== null`)
    await coverName()
    // The title of the note holds the name.
    await hands.sees(fill(masking.receiver.readable_one, { words: `”${NAME.toLowerCase()}”` }))
    await write(masking.receiver.name, 'Telefonsamtal')
    await hands.type(masking.receiver.reason, 'Uppgifter om tredje person')
    await hands.press(masking.save.submit)
    await hands.sees(fill(bundle.preview.maskedTitle_other, { count: 2 }))

    await hands.type(bundle.receiver.caseTitle, 'Ärende om hot')
    await hands.type(bundle.receiver.reason, 'Begäran om allmän handling')
    await shot('export')
    expect(await hands.faults()).toEqual([])
    await wait(`[...document.querySelectorAll('button')].some((each) => each.innerText.includes('${bundle.form.submit}') && !each.disabled)`)
    expect(await page.evaluate(() => document.body.innerText)).not.toContain(bundle.preview.uncoveredText)
    await hands.press(bundle.form.submit)
    await hands.sees(bundle.result.fingerprint, 120_000)
    await shot('result')
  })

  test.skipIf(lacks('7z', 'pdftotext'))('leaves nothing of what was covered in the bundle', () => {
    const folder = join(base, 'documents')
    const zip = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.zip'))!
    execFileSync('7z', ['x', '-y', `-o${join(base, 'bag')}`, join(folder, zip)], { stdio: 'ignore' })
    const files = readdirSync(join(base, 'bag'), { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(base, 'bag', name)).isFile())
    const read = (end: string) => readFileSync(join(base, 'bag', files.find((name) => name.endsWith(end))!))
    const holding = files.filter((name) => readFileSync(join(base, 'bag', name)).toString('latin1').toLowerCase().includes(NAME.toLowerCase()))
    expect(holding).toEqual([])
    const report = execFileSync('pdftotext', [join(base, 'bag', files.find((name) => name.endsWith('report.pdf'))!), '-'], { encoding: 'utf8' })
    expect([report.includes('Telefonsamtal'), report.toLowerCase().includes(NAME.toLowerCase())]).toEqual([true, false])
    expect(read('page.masked.txt').toString()).toContain('Skrivet av Karin █████')
    expect(files.filter((name) => /\/(page\.(html|mhtml|pdf)|capture\.wacz|window\.png|screenshot\.png)$/.test(name))).toEqual([])
    const { width, data } = PNG.sync.read(read('screenshot.masked.png'))
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]
    expect(at(Math.round(width * 0.4), Math.round(width * 0.125))).toEqual([0, 0, 0])
    expect(at(2, 2)).not.toEqual([0, 0, 0])
  })
})
