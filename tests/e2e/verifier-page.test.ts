import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PNG } from 'pngjs'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/locales/index.ts'
import { fingerprintOf, utf8 } from '../../shared/encoding/index.ts'
import { CHECK_NAMES, type CheckName, verifyCrypto, verifyZip } from '../../shared/verify/index.ts'
import { FINGERPRINT, KEYS, buildBag, entriesOf } from '../support/bag-fixture.ts'
import { BAG_NAME, signZip, zipOf, zipSource } from '../support/bag-zip.ts'
import { stampedBundles } from '../support/damage/stamped.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { lacks } from '../support/tools.ts'
import { putPage, launchFor } from '../support/verifier-page.ts'

/** verify.html as it lies in a bundle: opened from disk, in a real browser, without network. */

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-page-'))
/** More than is read at a time, and no round number of it. */
const LARGE = new Uint8Array(randomBytes(5 * 1024 ** 2 + 7))
const at = (name: string) => join(folder, name)
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  putPage(folder)
  const files = buildBag()
  for (const [path, bytes] of files) {
    mkdirSync(dirname(at(`${BAG_NAME}/${path}`)), { recursive: true })
    writeFileSync(at(`${BAG_NAME}/${path}`), bytes)
  }
  const zip = await zipOf(files)
  writeFileSync(at(`${BAG_NAME}.zip`), zip)
  writeFileSync(at(`${BAG_NAME}.zip.sig`), signZip(zip))
  const bad = Buffer.from(zip)
  bad[bad.indexOf('%PDF-1.7')]! ^= 1
  writeFileSync(at('bad.zip'), bad)
  writeFileSync(at('no.zip'), 'not a zip')
  writeFileSync(at('picture.zip'), await zipOf(buildBag({ pixels: onePixel(20, 10) })))
  writeFileSync(at('vast.zip'), await zipOf(buildBag({ pixels: onePixel(100_000, 100_000) })))
  writeFileSync(at('newer.zip'), await zipOf(buildBag({ entry: (one) => (one.type === 'case.changed' ? { ...one, type: 'backup.made' } : one) })))
  if (!lacks('openssl')) for (const { what, zip: stamped } of await stampedBundles(at('authorities'))) writeFileSync(at(`${what.slice(7)}.zip`), stamped)
  const large = buildBag({ files: (inside) => inside.set('data/report.pdf', LARGE) })
  writeFileSync(at('large.zip'), await zipOf(large))
  for (const [path, bytes] of large) {
    mkdirSync(dirname(at(`large/${path}`)), { recursive: true })
    writeFileSync(at(`large/${path}`), bytes)
  }

  browser = await launchFor('chromium')
})

afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  problems = []
  page = await browser.newPage()
  page.setDefaultTimeout(20_000)
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('request', (request) => /^(file:|blob:null\/)/.test(request.url()) || problems.push(`asked for ${request.url()}`))
  await page.goto(pathToFileURL(at('verify.html')).href)
  await page.click('button[lang=sv]')
})

afterEach(async () => {
  await page.close()
  // Also every breach of the page's own policy ends up here.
  expect(problems).toEqual([])
})

async function put(input: string, names: readonly string[]): Promise<void> {
  const field = await page.$(input)
  await (field as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(...names.map(at))
  await page.waitForFunction(() => document.querySelector('form ul li') !== null && document.querySelector('#verdict') === null)
}

async function check(input: string, names: readonly string[], fingerprint = ''): Promise<string> {
  await put(input, names)
  await page.type('#expected', fingerprint)
  await page.click('.start')
  await page.waitForSelector('#verdict')
  return text('.verdict')
}

const text = (selector: string) => page.$eval(selector, (element) => (element as HTMLElement).innerText)

/** Loaded by the test, so the page's own policy would not let it in as a script element. */
async function faults(): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
    return (await axe.run()).violations.map(({ id }) => id)
  })
}

describe('the verifier page', () => {
  it('is one file that may reach nothing', () => {
    const html = readFileSync(at('verify.html'), 'utf8')
    expect(/content="(default-src [^"]*)"/.exec(html)?.[1]).toBe(
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src blob:; worker-src blob:; base-uri 'none'; form-action 'none'",
    )
    expect(/<(script|link|img)[^>]+(src|href)=/.exec(html)?.[0]).toBeUndefined()
  })

  it('checks a zip with its signature and the fingerprint from paper', async () => {
    expect(await faults()).toEqual([])
    const verdict = await check(
      '#files',
      [`${BAG_NAME}.zip`, `${BAG_NAME}.zip.sig`],
      FINGERPRINT.replace(/(.{4})/g, '$1 '),
    )
    expect(verdict).toContain('Alla kontroller som paketet lovar gick igenom')
    expect(verdict).toContain('Det visar inte vem som skrev')
    expect(await page.$$eval('.checks li', (all) => all.length)).toBe(CHECK_NAMES.length)
    expect((await text('.fingerprint')).replaceAll(' ', '')).toBe(FINGERPRINT)
    expect(await text('.exhibits')).toMatch(
      /Bevis 1: Tråden[\s\S]+Intygat av Åke Ek \(inte handläggare i valvet\): såg bara det sparade[\s\S]+ efter säkrandet\)[\s\S]+Bevis 2: Mejlet[\s\S]+Ej bevittnad/,
    )
    expect(await faults()).toEqual([])
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    expect(await faults()).toEqual([])
  })

  it('says that paper is missing, never only that all is well', async () => {
    const verdict = await check('#files', [`${BAG_NAME}.zip`])
    expect(verdict).toContain('Vem det kommer från vet du först när fingeravtrycket nedan stämmer')
    expect(await text('.checks')).toMatch(/Ej kontrollerad\s+Zipfilens signatur/)
  })

  it.each([
    ['ok', [`${BAG_NAME}.zip`, `${BAG_NAME}.zip.sig`]],
    ['incomplete', ['newer.zip']],
    ['failed', ['bad.zip']],
    ['failed', ['no.zip']],
  ] as const)('says of each check what came of it, never another thing: %s, %s', async (verdict, names) => {
    const fingerprint = verdict === 'ok' ? FINGERPRINT : ''
    const [zip, signature] = names.map((name) => new Uint8Array(readFileSync(at(name))))
    // What the page shows is held against what the same bytes come to without it.
    const report = await verifyZip(zipSource(zip!, names[0]), signature ?? null, verifyCrypto, {
      expectedFingerprint: fingerprint === '' ? null : fingerprint,
    })
    expect(report.verdict).toBe(verdict)
    await check('#files', names, fingerprint)
    for (const language of ['sv', 'en'] as const) {
      const words = catalogues[language].verify
      await page.click(`button[lang=${language}]`)
      const above = await text('.verdict')
      expect(above).toContain(words.verdict[verdict])
      expect(above).toContain(words.verdictText[verdict])
      for (const other of ['ok', 'incomplete', 'failed'] as const) if (other !== verdict) expect(above).not.toContain(words.verdictText[other])
      const rows = await page.$$eval('.checks li', (all) =>
        all.map((row) => ({
          result: row.className,
          outcome: row.querySelector('.outcome')?.textContent ?? '',
          title: row.querySelector('h3')?.textContent ?? '',
          said: row.querySelector('h3 + p')?.textContent ?? '',
          item: row.querySelector('code')?.textContent ?? null,
          name: row.getAttribute('data-check'),
          english: row.querySelectorAll('[lang=en]').length,
        })),
      )
      const SENTENCES = { pass: words.explain, fail: words.fails, 'not-checked': words.unchecked } as const
      const SYMBOLS = { pass: '✓', fail: '✗', 'not-checked': '–' } as const
      const wanted = report.checks.map(({ name, result, item }) => ({
        name,
        result,
        outcome: `${SYMBOLS[result]} ${words.result[result]}`,
        title: words.checks[name as CheckName],
        said: SENTENCES[result][name as CheckName],
        item,
        english: result === 'pass' ? 0 : 1,
      }))
      expect(rows).toEqual(wanted)
      expect(await faults()).toEqual([])
    }
  })

  it.skipIf(lacks('openssl'))('says by when an outsider had seen the log, and whose word that is', async () => {
    expect(await check('#files', ['P-256.zip'])).toContain('Kontrollen visar att paketet hänger ihop')
    for (const language of ['sv', 'en'] as const) {
      await page.click(`button[lang=${language}]`)
      const { stamp, exhibits } = catalogues[language].verifier
      const told = await text('#time')
      for (const words of ['Small', 'Root', stamp.at, stamp.vouchedBy, stamp.unlisted, stamp.inToken]) expect(told).toContain(words)
      expect(await text('.exhibits')).toMatch(new RegExp(`${exhibits.noLaterThan}\\s+.+Small`))
      expect(await faults()).toEqual([])
    }
    await check('#files', ['no root.zip'])
    expect(await text('#time')).toContain(catalogues.en.verifier.stamp.noRoot)
    const failed = await check('#files', ['over another content.zip'])
    expect(failed).toMatch(/does not hold[\s\S]+ledger\/checkpoint.tsr/)
    // The time of a stamp that doesn't hold is nowhere.
    expect(await page.$('#time')).toBeNull()
  })

  it.skipIf(lacks('openssl'))('leaves a timestamp to others where the browser gives it no cryptography, and says how', async () => {
    const without = readFileSync(at('verify.html'), 'utf8').replace(/<script[^>]*>/, (tag) => `${tag}Object.defineProperty(crypto,'subtle',{value:undefined});`)
    writeFileSync(at('without.html'), without)
    await page.goto(pathToFileURL(at('without.html')).href)
    await check('#files', ['P-256.zip'])
    for (const language of ['sv', 'en'] as const) {
      const words = catalogues[language].verify
      await page.click(`button[lang=${language}]`)
      const above = await text('.verdict')
      for (const said of [words.verdict.incomplete, words.verdictText.incompleteButStamp, words.page.stampWhy, 'openssl ts -verify']) expect(above).toContain(said)
      expect(await page.$eval('[data-check=timestamp]', (row) => [row.className, row.querySelector('h3 + p')?.textContent])).toEqual(['not-checked', words.page.stampShort])
      expect(await page.$('#time')).toBeNull()
    }
  })

  it('names the failing check and file first, in words', async () => {
    const verdict = await check('#files', ['bad.zip'])
    expect(verdict).toMatch(/Paketet stämmer inte[\s\S]+Bevisfilerna och rapporten\s*data\/report\.pdf/)
    const first = await text('.checks li')
    expect(first).toMatch(/Stämmer inte\s+Bevisfilerna och rapporten/)
    expect(first).toContain(catalogues.sv.verify.fails.manifest)
    expect(first).not.toContain(catalogues.sv.verify.explain.manifest)
    expect(await faults()).toEqual([])
  })

  it('checks an unpacked folder', async () => {
    expect(await check('#folder', [BAG_NAME])).toContain('Alla kontroller som paketet lovar gick igenom')
    expect(await text('form ul')).toContain('Uppackad mapp')
  })

  it.each([
    ['#files', 'large.zip', 'in a worker'],
    ['#files', 'large.zip', 'in the page itself'],
    ['#folder', 'large', 'in a worker'],
    ['#folder', 'large', 'in the page itself'],
  ] as const)('reads what is large piece by piece, to its last byte: %s, %s, %s', async (input, name, where) => {
    if (where !== 'in a worker') await page.evaluate(() => Reflect.deleteProperty(globalThis, 'Worker'))
    const listed = () => page.$eval('.checks li[data-check=manifest]', (row) => row.className)
    await check(input, [name])
    expect(await listed()).toBe('pass')
    const file = at(input === '#files' ? name : `${name}/data/report.pdf`)
    const bytes = readFileSync(file)
    const last = bytes.indexOf(LARGE.subarray(-200)) + 199
    bytes[last]! ^= 1
    writeFileSync(file, bytes)
    await check(input, [name])
    expect(await listed()).toBe('fail')
    bytes[last]! ^= 1
    writeFileSync(file, bytes)
  })

  it('answers a file that is no zip, and a fingerprint that is none', async () => {
    expect(await check('#files', ['no.zip'])).toContain('Paketet stämmer inte')
    await page.type('#expected', 'abc')
    await page.click('.start')
    expect(await text('.problem')).toBe('Ett fingeravtryck har 64 tecken, 0–9 och a–f.')
  })

  it('changes language without losing what was found', async () => {
    await check('#files', [`${BAG_NAME}.zip`])
    await page.click('button[lang=en]')
    expect(await text('.verdict')).toContain('Every check that the bundle promises went through')
    expect(await page.$eval('html', (element) => element.lang)).toBe('en')
  })

  it('works beside the page, in a worker made of itself', async () => {
    await check('#files', [`${BAG_NAME}.zip`])
    // One that failed to begin would be gone.
    const [worker, ...more] = page.workers()
    expect(worker?.url()).toMatch(/^blob:/)
    expect(await worker?.evaluate(() => typeof document)).toBe('undefined')
    expect(more).toEqual([])
  })

  it('says the same where the browser allows no worker', async () => {
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'Worker'))
    expect(await check('#files', [`${BAG_NAME}.zip`, `${BAG_NAME}.zip.sig`], FINGERPRINT)).toContain('Alla kontroller som paketet lovar gick igenom')
  })

  it.each(['in a worker', 'in the page itself'])('can be ended, and says that nothing was checked: %s', async (where) => {
    if (where !== 'in a worker') await page.evaluate(() => Reflect.deleteProperty(globalThis, 'Worker'))
    // As large as it takes to be at work for a while; sparse.
    for (const [path, bytes] of buildBag()) {
      mkdirSync(dirname(at(`slow/${path}`)), { recursive: true })
      writeFileSync(at(`slow/${path}`), bytes)
    }
    truncateSync(at('slow/data/report.pdf'), 3 * 1024 ** 3)
    await put('#folder', ['slow'])
    await page.click('.start')
    await page.waitForSelector('#cancel')
    expect(await page.$eval('.start', (start) => (start as HTMLButtonElement).disabled)).toBe(true)
    await page.click('#cancel')
    await page.waitForFunction((words: string) => document.body.innerText.includes(words), {}, catalogues.sv.verifier.cancelled)
    expect(await page.$('#verdict')).toBeNull()
    // And then another.
    expect(await check('#files', [`${BAG_NAME}.zip`])).toContain('Alla kontroller som paketet lovar gick igenom')
  })

  it('tells which characters to hold against which paper', async () => {
    await check('#files', [`${BAG_NAME}.zip`])
    const papers = (await text('.papers')).replaceAll(' ', '')
    for (const key of [KEYS.officer, KEYS.witness]) {
      expect(papers).toContain(key.kid)
      expect(papers).toContain(fingerprintOf(key.publicKey))
    }
    expect(await text('.papers')).toMatch(/Vittnets nyckel: Åke Ek[\s\S]+raden Vittnets nyckel på vittnets kvitto[\s\S]+Nyckel: Ulla Öberg[\s\S]+Loggens läge vid exporten: 14 poster/)
    expect(await text('.papers')).toContain('Inget fingeravtryck är inskrivet')
    await check('#files', [`${BAG_NAME}.zip`], '0'.repeat(64))
    expect(await text('.papers')).toContain('Det är ett annat än det fingeravtryck som du skrev in')
  })

  it('tells the chain of custody, entry by entry', async () => {
    await check('#files', [`${BAG_NAME}.zip`])
    const rows = await page.$$eval('.custody > li', (all) => all.map((row) => (row as HTMLElement).innerText))
    const entries = entriesOf(buildBag())
    expect(rows).toHaveLength(entries.length)
    for (const [n, { seq, kid }] of entries.entries()) {
      expect(rows[n]).toContain(`Post ${seq}, nr ${n + 1} i ärendet`)
      expect(rows[n]?.replaceAll(' ', '')).toContain(kid)
      expect(rows[n]).toContain('finns i paketet')
    }
    expect(rows[1]).toContain('Bevis 1 säkrades: Tråden')
    expect(rows[4]).toMatch(/Åke Ek skrev under ett intyg om bevis 1\.[\s\S]+Av Åke Ek/)
  })

  it('shows nothing of an exhibit before somebody lifts its cover, and text only as text', async () => {
    await check('#files', [`${BAG_NAME}.zip`])
    const before = await page.content()
    expect(before).not.toContain('&lt;p&gt;å')
    await unfold('page.html')
    expect(await text('.content')).toContain('Innehållet är dolt')
    expect(await page.content()).not.toContain('&lt;p&gt;å')
    expect(await faults()).toEqual([])
    // By keyboard alone.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.content pre')
    expect(await text('.content pre')).toBe('<p>å</p>')
    expect(await page.$$eval('.content pre *', (inside) => inside.length)).toBe(0)
    expect(await faults()).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelector('.content') === null)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Visa page.html')
  })

  it('shows a picture as a raster of known size, and no other file under its name', async () => {
    await check('#files', ['picture.zip'])
    await unfold('screenshot.png')
    await page.click('.content .buttons button')
    await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.content img')?.naturalWidth ?? 0) > 0)
    expect(await page.$eval('.content img', ({ naturalWidth, naturalHeight, src, alt }) => [naturalWidth, naturalHeight, src.slice(0, 5), alt])).toEqual([20, 10, 'blob:', 'Bevis 1: screenshot.png'])
    for (const [zip, words] of [
      [`${BAG_NAME}.zip`, catalogues.sv.verifier.exhibits.notPicture],
      ['vast.zip', catalogues.sv.verifier.exhibits.tooLarge],
    ] as const) {
      await check('#files', [zip])
      await unfold('screenshot.png')
      await page.click('.content .buttons button')
      await page.waitForFunction((said: string) => document.querySelector<HTMLElement>('.content')?.innerText.includes(said), {}, words)
      expect(await page.$('.content img')).toBeNull()
    }
  })

  it('offers no file that failed, and doubts the others beside it', async () => {
    const files = buildBag()
    files.set('data/exhibits/001/page.txt', utf8('other'))
    files.delete('data/exhibits/001/screenshot.png')
    writeFileSync(at('files.zip'), await zipOf(files))
    await check('#files', ['files.zip'])
    const rows = await page.$$eval('.files > li', (all) => all.map((row) => [row.className, row.querySelector('button') !== null]))
    expect(rows).toEqual([
      ['pass', true],
      ['fail', false],
      ['not-checked', false],
      ['pass', true],
    ])
    await unfold('page.html')
    expect(await text('.content')).toContain('Lita inte på det du ser')
  })

  it('shows nothing that is no longer what was checked', async () => {
    const zip = Buffer.from(await zipOf(buildBag()))
    writeFileSync(at('later.zip'), zip)
    await check('#files', ['later.zip'])
    zip[zip.indexOf('<p>å</p>')]! ^= 1
    writeFileSync(at('later.zip'), zip)
    await unfold('page.html')
    await page.click('.content .buttons button')
    await page.waitForSelector('.content [role=alert]')
    expect(await text('.content')).toContain('inte längre den som kontrollerades')
    expect(await page.$('.content pre')).toBeNull()
  })
})

/** A PNG that says that it has this size, and holds one row of nothing. */
function onePixel(width: number, height: number): Uint8Array {
  const picture = new PNG({ width: 20, height: 10 })
  const bytes = PNG.sync.write(picture)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return new Uint8Array(bytes)
}

/** Opens the list of files of the first exhibit and asks for one of them. */
async function unfold(name: string): Promise<void> {
  await page.$eval('.exhibits details', (details) => details.setAttribute('open', ''))
  await page.click(`button[aria-label="Visa ${name}"]`)
  await page.waitForSelector('.content')
}
