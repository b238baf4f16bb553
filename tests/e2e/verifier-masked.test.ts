import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyBundle } from '../../electron/services/bundle/index.ts'
import { COVER } from '../../shared/encoding/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { createBundleCase, unzip } from '../support/bundle-case.ts'
import { acquireSecretive, masked, redact, words } from '../support/masked.ts'
import { REPOSITORY } from '../support/oxlint.ts'
import { lacks } from '../support/tools.ts'
import { putPage, judgedBy, launchFor, openPage } from '../support/verifier-page.ts'

/** What a reader of a masked bundle is told of what is covered: on paper and on the page the same, since by eye it can't be told. */

const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-covered-'))
const { covering } = catalogues.sv
/** Of the text, pieces 4 and 5 (its third word and a space): on line 1, after two words. */
const PIECES: [number, number] = [4, 6]

describe.skipIf(lacks('pdftotext', 'unzip'))('what is covered', () => {
  let browser: Browser
  let page: Page
  let path: string
  let bag: string

  beforeAll(async () => {
    putPage(folder)
    const office = createBundleCase({ draws: true })
    const chain = office.openCase()
    const { row } = await acquireSecretive(office, chain, 'secret', 60, { before: `${COVER} skrev hen.\n` })
    const { row: second } = await acquireSecretive(office, chain, 'second')
    // Only who was exposed: that it isn't a witness isn't shown.
    office.time.wall += 1000
    office.attestAll([row], 'Jag såg det.', office.witness, 'self')
    redact(office, row, [
      { kind: 'picture', name: 'screenshot.png', covered: [[0, 0, 1, 1], [9, 8, 11, 10]] },
      { kind: 'text', name: 'page.txt', covered: [[PIECES[0] + 6, PIECES[1] + 6]] },
    ])
    redact(office, second, [{ kind: 'picture', name: 'screenshot.png', covered: [] }], { reason: 'Namn på "tredje" person' })
    const bundle = await office.exportTo(join(folder, 'out'), chain, { profile: 'masked', selection: { exhibits: masked(row.id, second.id), reason: 'Prov', title: 'Prov' } })
    path = bundle.path
    bag = unzip(bundle, join(folder, 'in'))
    browser = await launchFor('chromium')
    page = await openPage(browser, join(folder, 'verify.html'))
    page.setDefaultTimeout(20_000)
    await page.click('button[lang=sv]')
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is proven, and told place by place', async () => {
    const { verdict, exhibits } = await verifyBundle(path, { fingerprint: null })
    expect(verdict).toBe('ok')
    const [before, after] = [words('secret', 60).slice(0, 2).join(' '), words('secret', 60).slice(3).join(' ')]
    expect(exhibits.map((one) => one.covering)).toMatchObject([
      {
        reason: 'Sekretess för enskild',
        parts: [
          { kind: 'picture', name: 'screenshot.png', count: 2, pixels: 32 * 16 + 42 * 22, areas: [{ left: 0, top: 0, width: 32, height: 16 }, { left: 288, top: 128, width: 42, height: 22 }] },
          { kind: 'text', name: 'page.txt', covered: 2, count: 1, stretches: [{ line: 2, column: before.length + 2, pieces: 2 }], own: { count: 1, lines: [1] } },
        ],
      },
      { parts: [{ kind: 'picture', count: 0, pixels: 0 }, { kind: 'left-out', name: 'page.txt' }] },
    ])
    const [first] = exhibits
    const text = first?.covering?.parts?.find(({ kind }) => kind === 'text')
    expect(text?.kind === 'text' && text.stretches[0]).toMatchObject({ before: `${before} `.slice(-24), after: after.slice(0, 24) })
    // And there it stands.
    const shown = readFileSync(join(bag, 'data/exhibits/001/page.masked.txt'), 'utf8').split('\n')[1]
    expect(shown?.slice(before.length + 1, before.length + 1 + COVER.length)).toBe(COVER)
  })

  it('stands in the report and on the page', async () => {
    expect((await judgedBy(page, { files: [path] })).verdict).toBe('ok')
    await page.evaluate(AXE)
    const faults = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run())
    expect(faults.violations.map(({ id }) => id)).toEqual([])
    const onPage = (await page.$$eval('.covered', (all) => all.map((one) => (one as HTMLElement).innerText))).join('\n').replace(/\s+/g, ' ')
    const report = execFileSync('pdftotext', ['-layout', join(bag, 'data/report.pdf'), '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ')
    for (const said of [onPage, report]) {
      for (const told of [covering.title, covering.lead, covering.picture.none, covering.leftOut, covering.leftOutOf.chosen, 'bildens yta: 2,9 %', 'screenshot.masked.png', 'page.masked.txt']) expect(said).toContain(told)
      expect(said).toMatch(/Antal täckta rektanglar: 2\..*Antal täckta ställen: 1\. De täcker 2 av/)
      expect(said).toContain('Antal ställen där det står så i originalet och inget är täckt: 1. De står på rad 1.')
      expect(said).toContain('Namn på "tredje" person')
    }
    expect(onPage).toContain('288 px från vänster, 128 px uppifrån, 42 × 22 px stor')
    expect(onPage).toContain(covering.others)
    expect(report).toContain('288 128 42 22')
    const { exhibits } = catalogues.sv.verifier
    const witnesses = await page.$$eval('.exhibits > li', (all) => all.map((one) => (one as HTMLElement).innerText))
    expect(witnesses[0]).toContain(exhibits.untold)
    expect(witnesses[0]).not.toContain(catalogues.sv.verify.page.unwitnessed)
    expect(witnesses[1]).toContain(catalogues.sv.verify.page.unwitnessed)
    // A picture that is shown whole isn't counted among what is covered.
    expect(report).toMatch(/1 Övertäckta delar screenshot\.png, page\.txt/)
    expect(report).not.toMatch(/2 Övertäckta delar/)
    // The report names what the page can't: whatever else was acquired.
    for (const name of ['page.html', 'capture.wacz', 'provenance.json']) expect(report).toMatch(new RegExp(`${name.replace('.', '\\.')} ${covering.leftOutOf.never}`))
  })

  it.each([
    ['it was not proven', 'data/exhibits/001/page.masked.txt', '1s/█████/██████/'],
    ['something else in the bundle does not hold', 'README.txt', '1s/$/ /'],
  ])('is not told where %s', async (_what, name, change) => {
    const other = mkdtempSync(join(folder, 'forged-'))
    const pages = await openPage(browser, join(folder, 'verify.html'))
    await pages.click('button[lang=sv]')
    execFileSync('cp', ['-r', `${bag}/.`, other])
    execFileSync('sed', ['-i', change, join(other, name)])
    const field = await pages.$('#folder')
    await (field as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(other)
    await pages.waitForSelector('form ul li')
    await pages.click('.start')
    await pages.waitForSelector('#verdict')
    const told = await pages.$$eval('.covered', (all) => all.map((one) => (one as HTMLElement).innerText))
    expect(told).toHaveLength(2)
    for (const one of told) expect(one).toContain(covering.unproven)
    expect(told.join()).not.toMatch(/uppifrån|Rad \d/)
  })
})
