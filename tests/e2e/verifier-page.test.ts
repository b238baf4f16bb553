import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findBrowser } from '../../electron/services/browser/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { utf8 } from '../../shared/encoding/index.ts'
import { CHECK_NAMES, type CheckName, verifyCrypto, verifyZip } from '../../shared/verify/index.ts'
import { FINGERPRINT, buildBag } from '../support/bag-fixture.ts'
import { BAG_NAME, signZip, zipOf, zipSource } from '../support/bag-zip.ts'
import { REPOSITORY } from '../support/oxlint.ts'

/** verify.html as it lies in a bundle: opened from disk, in a real browser, without network. */

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-page-'))
const at = (name: string) => join(folder, name)
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  const vite = join(REPOSITORY, 'node_modules/vite/bin/vite.js')
  execFileSync(
    process.execPath,
    [vite, 'build', '--config', 'vite.verifier.config.ts', '--outDir', folder, '--logLevel', 'warn'],
    { cwd: REPOSITORY },
  )
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
  // A timestamp is promised that this page can't judge.
  const stamp = (inside: typeof files) => inside.set('ledger/checkpoint.tsr', utf8('token')).set('keys/tsa-ca.pem', utf8('ca'))
  writeFileSync(at('stamped.zip'), await zipOf(buildBag({ files: stamp })))

  const found = await findBrowser({ bundled: true })
  if (found === null) throw new Error('these tests need a browser')
  browser = await puppeteer.launch({
    executablePath: found.path,
    env: { ...process.env, ...found.env },
    pipe: true,
    // Only our own page is opened here.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=sv-SE'],
  })
})

afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  problems = []
  page = await browser.newPage()
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

async function check(input: string, names: readonly string[], fingerprint = ''): Promise<string> {
  const field = await page.$(input)
  await (field as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(...names.map(at))
  await page.waitForSelector('form ul li')
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
    ['incomplete', ['stamped.zip']],
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
      expect(above).toContain(words.verdictText[verdict === 'incomplete' ? 'incompleteButStamp' : verdict])
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
        said: verdict === 'incomplete' && name === 'timestamp' ? words.page.stampShort : SENTENCES[result][name as CheckName],
        item,
        english: result === 'pass' ? 0 : 1,
      }))
      expect(rows).toEqual(wanted)
      expect(await faults()).toEqual([])
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
})
