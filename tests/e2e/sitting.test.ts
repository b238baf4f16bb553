import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer, { type KeyInput, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt, RENDERER_DIR } from '../../electron/build.ts'
import { openChromiumDoor, type ChromiumDoor } from '../../electron/chromium/index.ts'
import { serveThread, type DemoServer } from '../../electron/cli/demo/server.ts'
import { findBrowser } from '../../electron/services/browser/index.ts'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { TIMESTAMP_COMMANDS } from '../../shared/verify/index.ts'
import { createAuthorities, serveAuthority } from '../support/authority.ts'
import { lacksBrowser } from '../support/full-browser.ts'
import { createHands, type Hands } from '../support/hands.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { witnessHands } from '../support/sitting-hands.ts'
import { lacks } from '../support/tools.ts'

/** Nobody listens there. */
const DEAD = 'http://127.0.0.1:1/'

/**
 * One sitting through the real window, by clicks and keys alone: an officer makes a vault, opens a case, captures a
 * page, imports a file, a witness signs, a bundle is exported and verified. Screenshots stay as artefacts of the run.
 */
const OFFICER_SECRET = 'fyra små blå åkrar'
const WITNESS_SECRET = 'sju höga gröna träd'
const SHOTS = join(REPOSITORY, 'tests/e2e/artifacts')

let base: string
let door: ChromiumDoor
let hands: Hands
let server: DemoServer
let authority: Awaited<ReturnType<typeof serveAuthority>> | null = null
let number = 0
const faults: string[] = []
const problems: string[] = []

beforeAll(async () => {
  ensureBuilt('verifier', 'renderer')
  base = mkdtempSync(join(tmpdir(), 'bevisvalv-sitting-'))
  mkdirSync(SHOTS, { recursive: true })
  server = await serveThread()
  if (!lacks('openssl')) {
    const authorities = createAuthorities(join(base, 'authority'))
    const root = authorities.certify('Ekstad rot', { as: 'root' })
    const signer = authorities.certify('Ekstad TSA 2026', { as: 'stamping', by: root })
    authority = await serveAuthority((query) => authorities.reply(query, signer, [root]))
  }
  const browser = await findBrowser({ bundled: true })
  if (browser === null) throw new Error('this test needs a browser')
  door = await openChromiumDoor({
    engine: {
      home: join(base, 'home'),
      documents: join(base, 'documents'),
      version: '0.0.0',
      door: 'chromium',
      doorReason: 'test',
      folders: 'fixed',
      systemLanguage: 'sv',
      bundledBrowser: true,
      loginWindow: false,
      allowPrivate: true,
    },
    browser,
    rendererDir: RENDERER_DIR,
    headless: true,
  })
  door.page.on('pageerror', (error) => problems.push(String(error)))
  door.page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await door.page.setViewport({ width: 1280, height: 860 })
  await theme(door.page, 'light')
  hands = createHands(door.page)
}, 120_000)

afterAll(async () => {
  await door.close()
  await server.close()
  await authority?.close()
  rmSync(base, { recursive: true, force: true })
})

async function shot(name: string, page = door.page, looking = hands): Promise<void> {
  number += 1
  await page.screenshot({ path: join(SHOTS, `${String(number).padStart(2, '0')}-${name}.png`) })
  faults.push(...(await looking.faults()).map((fault) => `${name}: ${fault}`))
}

/** Without motion: what is half faded away has no contrast that means anything. */
async function theme(page: Page, wanted: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([
    { name: 'prefers-reduced-motion', value: 'reduce' },
    { name: 'prefers-color-scheme', value: wanted },
  ])
}

/** What is at a text, once more in the other theme, and with everything twice as large. */
async function shots(name: string, text: string): Promise<void> {
  const { page } = door
  const scroll = () => page.$eval(`main ::-p-text(${text})`, (at) => at.scrollIntoView({ block: 'center' }))
  await scroll()
  await shot(name)
  await theme(page, 'dark')
  await shot(`${name}-dark`)
  await theme(page, 'light')
  await page.setViewport({ width: 640, height: 430, deviceScaleFactor: 2 })
  await scroll()
  await shot(`${name}-200`)
  await page.setViewport({ width: 1280, height: 860 })
}

async function keys(...names: KeyInput[]): Promise<void> {
  for (const name of names) await door.page.keyboard.press(name)
}

describe.skipIf(lacksBrowser())('one sitting', { shuffle: false }, () => {
  test('a whole sitting, from an empty computer to a verified bundle', async () => {
    const { page } = door
    await hands.sees('Välkommen till Bevisvalv')
    await shot('welcome')
    await hands.press('Skapa ett nytt valv')
    await hands.type('Valvets namn', 'Ekstads kommun')
    await hands.type('Namn', 'Helena Handläggare')
    await hands.type('Titel (valfritt)', 'Säkerhetssamordnare')
    await hands.type('Kontakt (valfritt)', 'helena@ekstad.example')
    await hands.type('Lösenfras', OFFICER_SECRET)
    await hands.type('Upprepa lösenfrasen', OFFICER_SECRET)
    await shot('create')
    await hands.press('Skapa valvet')

    await hands.sees('Återställningsorden')
    // The sheet for the printer holds them once more.
    const words = await page.$$eval('main ol li', (items) => items.filter((item) => item.checkVisibility()).map((item) => (item.textContent ?? '').replaceAll(/[^a-z]/g, '')))
    expect(words).toHaveLength(24)
    await hands.press('Jag har orden på papper')
    await hands.sees('Skriv in orden från pappret')
    // Typed as a person does: the word, then the space that leads on to the next box.
    await page.focus('ol li input')
    for (const word of words) {
      await page.keyboard.type(word)
      await keys('Space')
    }
    await shot('words')
    await hands.press('Bekräfta orden')

    await hands.sees('Inga ärenden ännu', 30_000)
    await shot('cases-empty')
    await hands.press('Nytt ärende')
    await hands.type('Rubrik', 'Uthängning efter bygglovsbeslut')
    await hands.type('Diarienummer (valfritt)', 'KS 2026/0417')
    await shot('case-new')
    await hands.press('Öppna ärendet')
    await hands.sees('Säkra det första beviset')
    await shot('case-empty')

    await hands.press('Säkra webbsida')
    await hands.sees('Gå inte i försvar')
    await hands.type('Länk', server.url)
    await hands.press('Säkra sidan')
    await hands.sees('Säkrar sidan')
    await shot('capture-progress')
    await hands.sees('Sidan är säkrad', 60_000)
    await shot('capture-result')
    await hands.press('Till ärendet')

    const letter = join(base, 'Brev från boende.txt')
    writeFileSync(letter, 'Vi vet var du bor.\n')
    const [chooser] = await Promise.all([page.waitForFileChooser(), hands.press('Importera filer')])
    await chooser.accept([letter])
    await hands.sees('Brev från boende.txt')
    await shot('case')
    await hands.sees(/Ej bevittnad/)

    await hands.press('Hon sa nej till min carport | Ekstad öppet forum', 'link')
    await hands.sees('Innehållet är övertäckt')
    expect(await page.$$eval('img[src*="/object/"]', (images) => images.length)).toBe(0)
    await shot('exhibit-covered')
    await hands.press('Visa innehållet (loggas)')
    await page.waitForFunction(() => [...document.querySelectorAll('img')].some((image) => image.src.includes('/object/') && image.naturalWidth > 500))
    await shot('exhibit')
    await hands.press('Text', 'tab')
    await hands.sees('Anna Exempelsson på bygglovsenheten')
    await hands.press('Proveniens', 'tab')
    await hands.sees(server.url)
    await shot('provenance')
  }, 180_000)

  test('a witness signs with a passphrase of their own', async () => {
    const { page } = door
    const witness = witnessHands({ ...hands, page }, 'sv', 60_000)
    await hands.press('Vittnen (0)', 'tab')
    await hands.press('Låt någon bevittna', 'link')
    await hands.sees('Det här är vad du gör')
    await shot('witness-who')
    await hands.type('Namn', 'Viktor Vittne')
    await hands.type('Titel (valfritt)', 'Registrator')
    await hands.type('Kontakt (valfritt)', 'viktor@ekstad.example')
    await hands.type('Din egen lösenfras', WITNESS_SECRET)
    await hands.type('Upprepa lösenfrasen', WITNESS_SECRET)
    await hands.press('Lägg till mig')
    await hands.sees('hur du är knuten')
    await witness.inGroup('Din relation till den som är utsatt', 'colleague')
    await witness.inGroup('Din relation till handläggaren, Helena Handläggare', 'none')
    await shot('witness-relation')
    await hands.press('Börja bevittna')
    await hands.sees('Innan du får se det som är sparat')
    await shot('witness-load')
    await witness.load()
    // The officer's pages are out of reach, also by the address.
    await page.evaluate(() => (location.hash = '#/cases'))
    await shot('witness-outcome')
    expect(await page.$$eval('nav', (found) => found.length)).toBe(0)
    await witness.look()
    await witness.inGroup('Finns det som du blev ombedd att bevittna på sidan?', 'yes')
    await hands.sees('Vilka ord står där?')
    await page.waitForFunction(() => [...document.querySelectorAll('img')].some((image) => image.src.includes('/object/') && image.naturalWidth > 500))
    await shot('witness-look')
    // This page says nothing of its accounts that the tool reads: the witness writes what stands there.
    await witness.inGroup('Vilket konto står det under?', 'typed')
    await hands.type('Kontot, som det står', 'Sanningen om kommunen')
    await witness.inGroup('Vilka ord står där?', '0')
    await witness.inGroup('Vilket datum visas?', '0')
    await hands.press('Lämna mina svar')
    await hands.sees('Innehållet är övertäckt')
    await shot('witness-covered')
    await witness.compare()
    await page.waitForFunction(() => [...document.querySelectorAll('[class*=sheet] img')].some((image) => (image as HTMLImageElement).naturalWidth > 500))
    await shot('witness-compare')
    await witness.inGroup('Stämmer det sparade med det som du såg på sidan?', 'yes')
    await hands.press('Ta fram intyget')
    await hands.sees('hämtade programmet sidan på nytt')
    await shot('witness-statement')
    await hands.press('Texten stämmer')
    await hands.sees('Du skriver under intygen för bevisen i listan')
    await shot('witness-sign')
    // The officer's passphrase doesn't sign for the witness.
    await hands.type('Din lösenfras', OFFICER_SECRET)
    await hands.press('Skriv under')
    await hands.sees('Lösenfrasen stämmer inte')
    await hands.type('Din lösenfras', WITNESS_SECRET)
    await hands.press('Skriv under')
    await hands.sees('Tack, Viktor Vittne', 30_000)
    await hands.sees('Vittne såg originalet')
    await shot('witness-done')
    await hands.press('Spara kvittot (PDF)')
    await hands.sees(/kvitto-post-\d+\.pdf är sparad i/, 30_000)
    await shot('witness-done-saved')
    const receipts = readdirSync(join(base, 'documents')).filter((name) => name.startsWith('kvitto-'))
    expect(receipts).toEqual([expect.stringMatching(/^kvitto-post-\d+\.pdf$/)])
    const pdf = readFileSync(join(base, 'documents', receipts[0]!), 'latin1')
    expect(pdf.startsWith('%PDF-')).toBe(true)
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    await hands.press('Lämna tillbaka till handläggaren')
    // Nor does the witness's give the vault back.
    await hands.type('Handläggarens lösenfras', WITNESS_SECRET)
    await hands.press('Ta tillbaka datorn')
    await hands.sees('Lösenfrasen stämmer inte')
    await shot('witness-back')
    await hands.type('Handläggarens lösenfras', OFFICER_SECRET)
    await hands.press('Ta tillbaka datorn')
    await hands.press('Uthängning efter bygglovsbeslut', 'link')
    await hands.sees('Hämtning på nytt av bevis 1')
    await hands.press('Hon sa nej till min carport | Ekstad öppet forum', 'link')
    await hands.press('Vittnen (1)', 'tab')
    await hands.sees('kollega till den utsatta')
    await shot('witness-statements')
  }, 180_000)

  test.skipIf(lacks('openssl'))('authorities of timestamps are set by keys', async () => {
    const { page } = door
    await hands.press('Inställningar', 'link')
    await hands.sees('Ingen tidsstämpling är inställd')
    for (const url of [authority!.url, DEAD]) {
      await page.focus('input[inputmode=url]')
      await page.keyboard.type(url)
      await keys('Enter')
      await hands.sees(`${url} är tillagd`)
    }
    // The one that doesn't answer comes first, so that it has to be passed over.
    await page.focus(`[aria-label="Flytta upp ${DEAD}"]`)
    await keys('Enter')
    await hands.sees(`${DEAD} frågas nu som nummer 1`)
    await page.focus('input[inputmode=url]')
    await page.keyboard.type('tsa.ekstad.example')
    await keys('Enter')
    await hands.sees('Adressen ska börja med https:// eller http://.')
    await shots('settings-timestamps', 'Den första som svarar rätt')
  }, 60_000)

  test('the bundle is exported, verified, and found good by the verifier from outside', async () => {
    const { page } = door
    await page.evaluate(() => (location.hash = '#/'))
    await hands.press('Uthängning efter bygglovsbeslut', 'link')
    await hands.press('Exportera paket')
    await hands.sees('1 bevis är ej bevittnat')
    await shot('export')
    if (authority !== null) {
      await hands.sees(authority.url)
      await page.$eval('button[type=submit]', (button) => button.scrollIntoView({ block: 'end' }))
      await shot('export-authorities')
    }
    await hands.press('Exportera')
    await hands.sees('Paketet är exporterat', 60_000)
    await shot('export-done')
    if (authority !== null) {
      await hands.sees('Utfärdaren ”Ekstad TSA 2026” intygar')
      await hands.sees(/Fanns senast\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+/)
      await hands.sees('en rot som webbläsare inte känner till')
      await hands.sees('127.0.0.1:1: Gick inte att nå.')
      await shots('export-timestamp', 'Tid i stämpeln')
    }
    const bundle = readdirSync(join(base, 'documents')).find((name) => name.endsWith('.zip'))
    expect(bundle).toBe('bundle-1-01.zip')
    const path = join(base, 'documents', bundle!)
    const report = await verifyBundle(path, { fingerprint: null })
    expect(report).toMatchObject({ verdict: 'ok', about: { exhibits: 3, unwitnessed: 1 } })
    expect(report.checks).toContainEqual(
      expect.objectContaining({ name: 'timestamp', result: authority === null ? 'not-checked' : 'pass' }),
    )

    await hands.press('Verifiera paket', 'link')
    const [chooser] = await Promise.all([page.waitForFileChooser(), hands.press('Välj paket…')])
    await chooser.accept([path])
    await hands.sees('bundle-1-01.zip')
    await hands.press('Kontrollera')
    await hands.sees('Loggens fullständighet', 60_000)
    await shot('verify')
    if (authority !== null) {
      await hands.sees('Utfärdaren ”Ekstad TSA 2026” intygar')
      await shots('verify-timestamp', 'Tid i stämpeln')
    }
    await hands.press('Valvkontroll', 'link')
    await hands.press('Kontrollera valvet')
    await hands.sees(/Alla \d+ kontroller stämmer/, 60_000)
    await shot('check')
    await hands.press('Personer', 'link')
    await hands.sees('Viktor Vittne')
    await shot('people')
    await hands.press('Inställningar', 'link')
    await hands.sees('Språk')
    await shot('settings')
  }, 120_000)

  test.skipIf(lacks('openssl', 'unzip'))('the page in the bundle says whom it comes from and by when it was, and openssl says the same', async () => {
    const documents = join(base, 'documents')
    execFileSync('unzip', ['-q', join(documents, 'bundle-1-01.zip'), '-d', join(base, 'unpacked')])
    const [bag = ''] = readdirSync(join(base, 'unpacked'))
    const folder = join(base, 'unpacked', bag)
    const found = await findBrowser({ bundled: true })
    const browser = await puppeteer.launch({
      executablePath: found!.path,
      env: { ...process.env, ...found!.env },
      pipe: true,
      // Only the bundle's own page is opened here.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=sv-SE'],
    })
    try {
      const page: Page = await browser.newPage()
      await page.setViewport({ width: 1000, height: 900 })
      await page.goto(pathToFileURL(join(folder, 'verify.html')).href)
      await page.click('button[lang=sv]')
      const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#files')])
      await chooser.accept([join(documents, 'bundle-1-01.zip'), join(documents, 'bundle-1-01.zip.sig')])
      await page.waitForSelector('form ul li')
      await page.click('.start')
      await page.waitForSelector('#verdict')
      const looking = createHands(page)
      await looking.sees('Vem det kommer från vet du först')
      await looking.sees(catalogues.sv.verifier.stamp.unlisted)
      await page.$eval('.verdict', (box) => box.scrollIntoView())
      await shot('verifier-page', page, looking)
      const said = execFileSync('bash', ['-euc', TIMESTAMP_COMMANDS.join('\n')], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
      expect(said).toMatch(/^Verification: OK\nTime stamp: /)
      await theme(page, 'dark')
      await page.click('button[lang=en]')
      await looking.sees(catalogues.en.verifier.stamp.unlisted)
      await page.$eval('.verdict', (box) => box.scrollIntoView())
      await shot('verifier-page-en-dark', page, looking)
      await page.setViewport({ width: 500, height: 450, deviceScaleFactor: 2 })
      await page.$eval('#time', (box) => box.scrollIntoView())
      await shot('verifier-page-200', page, looking)
    } finally {
      await browser.close()
    }
  }, 60_000)

  test('files too large to be shown say so, and can be saved', async () => {
    const { page } = door
    await hands.press('Ärenden', 'link')
    await hands.press('Nytt ärende')
    await hands.type('Rubrik', 'Stora filer')
    await hands.press('Öppna ärendet')
    await hands.sees('Säkra det första beviset')
    const film = join(base, 'Film från bussen.mp4')
    // What makes a file an MP4, and then nothing.
    writeFileSync(film, Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(12)]))
    truncateSync(film, 300 * 1024 * 1024)
    const chat = join(base, 'Chatt.txt')
    writeFileSync(chat, 'Vi vet var du bor, och var barnen går.\n'.repeat(1_750_000))
    const [chooser] = await Promise.all([page.waitForFileChooser(), hands.press('Importera filer')])
    await chooser.accept([film, chat])
    await hands.sees('Bevis (2)', 120_000)
    await page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
    await hands.press('Film från bussen.mp4', 'link')
    await hands.sees('Filen kan inte visas här')
    await hands.sees('Film och ljud spelas inte upp här (315 MB).')
    await shot('film')
    await hands.press('Stora filer', 'link')
    await hands.press('Chatt.txt', 'link')
    await hands.press('Visa innehållet (loggas)')
    await hands.sees('Bara början av texten visas', 30_000)
    await hands.sees(/Hela texten är 7\d,?\d? MB/)
    await shot('long-text')
    await hands.press('Spara kopia… (original.txt)')
    await hands.sees(/original\.txt är sparad i/, 30_000)
    expect(readdirSync(join(base, 'documents'))).toContain('2-2-original.txt')
  }, 240_000)

  test('locked means locked: what was shown is gone, and the passphrase opens it again', async () => {
    const { page } = door
    const handle = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).find((name) => name.includes('/object/')))
    expect(handle).toBeDefined()
    await hands.press('Lås valvet')
    await hands.sees('Lås upp', 30_000)
    await shot('locked')
    expect(await page.evaluate(async (url) => (await fetch(url)).status, handle!)).toBe(404)
    await page.locator('button ::-p-text(Ekstads kommun)').click()
    await hands.type('Lösenfras', 'fel lösenfras här')
    await hands.press('Lås upp')
    await hands.sees(/stämmer inte|fel/i)
    await shot('wrong-passphrase')
    await hands.type('Lösenfras', OFFICER_SECRET)
    await hands.press('Lås upp')
    await hands.sees('Uthängning efter bygglovsbeslut', 30_000)
  }, 120_000)

  test('English and dark, complete', async () => {
    const { page } = door
    await theme(page, 'dark')
    await hands.press('Inställningar', 'link')
    await hands.press('English')
    await hands.sees('Settings')
    await shot('settings-en-dark')
    await page.$eval('main ::-p-text(Address of the authority)', (field) => field.scrollIntoView({ block: 'center' }))
    await shot('settings-timestamps-en-dark')
    await hands.press('Cases', 'link')
    await hands.sees('not witnessed')
    await shot('cases-en-dark')
  }, 60_000)

  test('no screen breaks accessibility rules or the policy of the page', () => {
    expect(faults).toEqual([])
    // The one load that was refused is the one that this sitting tried after the vault was locked.
    expect(problems.filter((problem) => !problem.includes('status of 404'))).toEqual([])
    expect(problems.length).toBeLessThanOrEqual(1)
  })
})
