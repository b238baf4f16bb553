import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyBundle, type Selection } from '../../electron/services/bundle/index.ts'
import { COVER, coveredTiles, tileCount, TILE } from '../../shared/encoding/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import type { CaseId, Cover } from '../../shared/model/index.ts'
import { createBundleCase, filesBelow, unzip, type BundleCase } from '../support/bundle-case.ts'
import { HEIGHT, WIDTH, acquireSecretive, coveredRows, coveredWords, masked, randomCovers, redact, shownWords, type Secretive } from '../support/masked.ts'
import { chance } from '../support/seed.ts'
import { lacks } from '../support/tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'bevisvalv-masked-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let serial = 0
const newFolder = () => join(folder, String((serial += 1)))

const selection = (exhibits: Selection['exhibits'], title: string | null = 'Ärende i sekretess'): Selection => ({ exhibits, reason: 'Utlämnande efter sekretessprövning', title })

/** Every byte in the bundle, and what its files hold once they are unpacked by others. */
function everything(bag: string): { path: string; bytes: Buffer }[] {
  return filesBelow(bag).flatMap((path) => {
    const bytes = readFileSync(join(bag, path))
    if (!path.endsWith('.pdf')) return [{ path, bytes }]
    const plain = join(bag, '..', `${(serial += 1)}.qdf`)
    execFileSync('qpdf', ['--qdf', '--object-streams=disable', '--decode-level=all', join(bag, path), plain])
    const text = execFileSync('pdftotext', ['-layout', join(bag, path), '-'])
    return [{ path, bytes }, { path: `${path} unpacked`, bytes: readFileSync(plain) }, { path: `${path} as text`, bytes: text }]
  })
}

const dataOf = (png: Buffer): Buffer => {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  return inflateSync(Buffer.concat(parts))
}

describe.skipIf(lacks('unzip', 'qpdf', 'pdftotext', 'pdfimages'))('a masked bundle', () => {
  const random = chance('maskings')
  const office = createBundleCase({ draws: true })
  let chain: CaseId
  let secret: Secretive
  let other: Secretive

  beforeAll(async () => {
    chain = office.openCase('Hot mot Åsa Hemligsson')
    secret = await acquireSecretive(office, chain, 'secret')
    office.time.wall += 1000
    office.attest(secret.row, `Jag såg sidan, där det står ${secret.text.slice(0, 15)}.`)
    other = await acquireSecretive(office, chain, 'other')
  })

  const exported = async (covers: Cover[], exhibits = masked(secret.row.id)) => {
    redact(office, secret.row, covers)
    office.time.wall += 1000
    const bundle = await office.exportTo(newFolder(), chain, { profile: 'masked', selection: selection(exhibits) })
    return { bundle, bag: unzip(bundle, newFolder()) }
  }

  it.each(Array.from({ length: Number(process.env['BEVISVALV_MASKINGS'] ?? 6) }, (_, i) => i))('shows what it may, verifies, and holds no covered word or pixel (masking %i)', async () => {
    const covers = randomCovers(random, secret.text)
    const { bundle, bag } = await exported([covers.picture, covers.text])
    const report = await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })
    expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
    expect(report.verdict).toBe('ok')
    expect(report.checks.find(({ name }) => name === 'masking')).toMatchObject({ result: 'pass' })

    const all = everything(bag)
    const hidden = [...coveredWords(secret.text, covers.text), 'Hemligsson', 'Hot mot']
    for (const { path, bytes } of all) for (const word of hidden) expect(bytes.includes(word), `${word} in ${path}`).toBe(false)
    // So that the search could find something: what is shown is there, in the text and in the report.
    const shown = shownWords(secret.text, covers.text)
    for (const path of ['data/exhibits/001/page.masked.txt', 'data/report.pdf as text']) {
      const found = all.find((one) => one.path === path)?.bytes.toString('utf8') ?? ''
      expect(shown.filter((word) => !found.includes(word))).toEqual([])
      expect(found).toContain(COVER)
    }

    const rows = coveredRows(secret.pixels, covers.picture)
    const png = readFileSync(join(bag, 'data/exhibits/001/screenshot.masked.png'))
    const raw = await sharp(png).removeAlpha().raw().toBuffer()
    const images = newFolder()
    mkdirSync(images)
    execFileSync('pdfimages', ['-all', join(bag, 'data/report.pdf'), join(images, 'i')])
    const pictures = [raw, dataOf(png), ...all.map(({ bytes }) => bytes)]
    for (const bytes of pictures) for (const row of rows) expect(bytes.includes(row)).toBe(false)
    // A photograph of noise is noise: of every picture in the report nothing but black is where it is covered.
    const { across } = tileCount(WIDTH, HEIGHT)
    const tiles = coveredTiles(WIDTH, HEIGHT, covers.picture.covered)
    const inReport = filesBelow(images)
    expect(inReport.length).toBeGreaterThan(0)
    for (const name of inReport) {
      const { data, info } = await sharp(join(images, name)).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
      const scale = info.width / WIDTH
      tiles.forEach((isCovered, i) => {
        if (!isCovered) return
        // Its middle: at its edges a JPEG blurs, and a thumbnail more so.
        const x = Math.floor(((i % across) * TILE.width + Math.min(TILE.width, WIDTH - (i % across) * TILE.width) / 2) * scale)
        const y = Math.floor((Math.floor(i / across) * TILE.height + Math.min(TILE.height, HEIGHT - Math.floor(i / across) * TILE.height) / 2) * scale)
        if (scale > 0.5) expect(Math.max(...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)), `${name} at ${x}, ${y}`).toBeLessThan(60)
      })
    }
    // What isn't covered is there to the last pixel.
    tiles.forEach((isCovered, i) => {
      const at = (Math.floor(i / across) * TILE.height * WIDTH + (i % across) * TILE.width) * 3
      expect(raw.subarray(at, at + 3).equals(isCovered ? Buffer.alloc(3) : secret.pixels.subarray(at, at + 3))).toBe(true)
    })
  })

  it('leaves out what cannot be covered in part, what witnesses signed, and exhibits that were not chosen, and says so', async () => {
    const { bundle, bag } = await exported([{ kind: 'picture', name: 'screenshot.png', covered: [[0, 0, 1, 1]] }])
    const files = filesBelow(bag)
    expect(files.filter((path) => path.startsWith('data/exhibits/'))).toEqual(['data/exhibits/001/exhibit.json', 'data/exhibits/001/masking.json', 'data/exhibits/001/screenshot.masked.png'])
    const report = await verifyBundle(bundle.path, { fingerprint: null })
    expect(report.about).toMatchObject({ caseTitle: 'Ärende i sekretess', exhibits: 1, derived: { leftOut: [2], masked: 1 } })
    expect(report.exhibits).toMatchObject([{ number: 1, title: 'Inlägg i ett forum', address: null, masked: true, witnesses: [] }])
    const said = execFileSync('pdftotext', ['-layout', join(bag, 'data/report.pdf'), '-'], { encoding: 'utf8' })
    for (const word of ['Sekretess för enskild', 'Utlämnande efter sekretessprövning', 'Wiktor Vittnesson']) expect(said.replace(/\s+/g, ' ')).toContain(word)
  })

  it('shows a chosen exhibit whole beside a masked one, and no hash of what is masked', async () => {
    redact(office, secret.row, [{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }])
    const { bundle, bag } = await exported([{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }], [...masked(secret.row.id), { exhibit: other.row.id, masked: false }])
    expect((await verifyBundle(bundle.path, { fingerprint: null })).verdict).toBe('ok')
    expect(readFileSync(join(bag, 'data/exhibits/002/page.txt'), 'utf8')).toBe(other.text)
    const { contentRoot, artefacts, masking } = office.evidence.committed(secret.row)
    const digests = [contentRoot, masking!.seed, ...artefacts.map(({ sha256 }) => sha256)]
    for (const { path, bytes } of everything(bag)) for (const digest of digests) expect(bytes.includes(digest), `${digest} in ${path}`).toBe(false)
  })
})

describe('a masked bundle of what was attested in one sitting', () => {
  it('says that the exhibit shown whole was attested, and nothing that holds a digest of the other', async () => {
    const office: BundleCase = createBundleCase({ draws: true })
    const chain = office.openCase('Hot mot Åsa Hemligsson')
    const [whole, covered] = [await acquireSecretive(office, chain, 'whole'), await acquireSecretive(office, chain, 'covered')]
    office.time.wall += 1000
    office.attestAll([whole.row, covered.row], 'Jag såg det sparade.')
    redact(office, covered.row, [{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }])
    const bundle = await office.exportTo(newFolder(), chain, { profile: 'masked', selection: selection([{ exhibit: whole.row.id, masked: false }, { exhibit: covered.row.id, masked: true }]) })
    const report = await verifyBundle(bundle.path, { fingerprint: null })
    expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
    expect(report.verdict).toBe('ok')
    expect(report.exhibits).toMatchObject([{ number: 1, unshown: 1, unwitnessed: false }, { number: 2, masked: true, unshown: 1, unwitnessed: false }])
    const bag = unzip(bundle, newFolder())
    const { contentRoot } = office.evidence.committed(covered.row)
    for (const path of filesBelow(bag)) expect(readFileSync(join(bag, path)).includes(contentRoot), path).toBe(false)
  })
})

describe.skipIf(lacks('qpdf', 'pdftotext', 'unzip'))('a masked bundle that hides witnesses', () => {
  it('tells nobody who attested nor in which words, of what is shown whole either, and that somebody did', async () => {
    const office: BundleCase = createBundleCase({ draws: true })
    const chain = office.openCase('Hot mot Åsa Hemligsson')
    const [whole, covered] = [await acquireSecretive(office, chain, 'whole'), await acquireSecretive(office, chain, 'covered')]
    office.time.wall += 1000
    office.attest(whole.row, 'Jag heter Wiktor Vittnesson och såg det sparade.')
    office.attest(covered.row, 'Jag heter Wiktor Vittnesson och såg det sparade.')
    redact(office, covered.row, [{ kind: 'text', name: 'page.txt', covered: [[0, 1]] }])
    const exhibits = [{ exhibit: whole.row.id, masked: false }, { exhibit: covered.row.id, masked: true }]
    const exported = async (hideWitnesses: boolean) => {
      const bundle = await office.exportTo(newFolder(), chain, { profile: 'masked', selection: { ...selection(exhibits), hideWitnesses } })
      return { report: await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint }), all: everything(unzip(bundle, newFolder())) }
    }
    const names = [office.witness.actor.name, office.witness.actor.name.split(' ')[1]!, 'HR-specialist']
    const inAll = (all: ReturnType<typeof everything>) => names.filter((name) => all.some(({ bytes }) => bytes.includes(name)))
    // So that the search could find them.
    expect(inAll((await exported(false)).all)).toContain(names[0])
    const { report, all } = await exported(true)
    expect(report.checks.filter(({ result }) => result === 'fail')).toEqual([])
    expect(report.verdict).toBe('ok')
    expect(inAll(all)).toEqual([])
    expect(report.exhibits).toMatchObject([{ number: 1, masked: false, unwitnessed: false, witnesses: [], unshown: 1 }, { number: 2, masked: true, unwitnessed: false, unshown: 1 }])
    const said = all.find(({ path }) => path === 'data/report.pdf as text')?.bytes.toString('utf8').replace(/\s+/g, ' ') ?? ''
    const { derived } = catalogues.sv.report
    for (const told of [derived.nameless, derived.namelessText, derived.namesOut, derived.witnessesOut, 'Ett vittnes intyg –']) expect(said).toContain(told)
    // Which key it was stays: whoever has a card can tell.
    const { kid } = report.keys.find(({ witness }) => witness)!
    expect(report.keys.find((key) => key.kid === kid)?.name).toBeNull()
    expect(said).toContain(kid)
  })
})

describe('a civil bundle', () => {
  it('holds the chosen exhibits, all entries, and of what others say nothing', async () => {
    const office: BundleCase = createBundleCase({ draws: true })
    const chain = office.openCase()
    const rows = [await acquireSecretive(office, chain, 'one'), await acquireSecretive(office, chain, 'two'), await acquireSecretive(office, chain, 'three')]
    office.time.wall += 1000
    office.attest(rows[1]!.row, 'Jag såg sidan.')
    const bundle = await office.exportTo(newFolder(), chain, { profile: 'civil', selection: selection([{ exhibit: rows[1]!.row.id, masked: false }], null) })
    const report = await verifyBundle(bundle.path, { fingerprint: bundle.fingerprint })
    expect(report.verdict).toBe('ok')
    expect(report.about).toMatchObject({ profile: 'civil', exhibits: 1, derived: { leftOut: [1, 3], masked: 0 } })
    expect(report.exhibits).toMatchObject([{ number: 2, unwitnessed: false, masked: false }])
    const bag = unzip(bundle, newFolder())
    const other = rows[0]!.text.split(' ')[0]!
    for (const path of filesBelow(bag)) expect(readFileSync(join(bag, path)).includes(other), path).toBe(false)
  })
})
