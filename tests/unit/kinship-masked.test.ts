import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { compareBundles, verifyBundle } from '../../electron/services/bundle/index.ts'
import { createMasking, drawnRoot, type ExhibitRow } from '../../electron/services/evidence/index.ts'
import { forkNodeChild } from '../../electron/engine/children.ts'
import type { CheckResult, KinshipView } from '../../shared/contract/index.ts'
import type { CaseId, Cover, MaskPart, Payload } from '../../shared/model/index.ts'
import { createSha256, kinshipOf, readerOfZip, verifyCrypto, type CheckedBundle, type DrawOriginal, type Lineage } from '../../shared/verify/index.ts'
import { createBundleCase, idOf, unzip, type BundleCase } from '../support/bundle-case.ts'
import { HEIGHT, WIDTH, masked, noise, redact, words } from '../support/masked.ts'
import { lacks } from '../support/tools.ts'

/** What takes long in an export, and nothing that kinship looks at. */
vi.mock('../../electron/services/bundle/report/index.ts', () => ({
  async *renderReport() {
    yield Buffer.from('%PDF')
  },
}))

const folder = mkdtempSync(join(tmpdir(), 'kinship-masked-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PICTURE: Cover = { kind: 'picture', name: 'screenshot.png', covered: [[2, 1, 5, 3]] }
const TEXT: Cover = { kind: 'text', name: 'page.txt', covered: [[4, 9], [20, 21]] }

type Form = (pixels: Buffer) => Promise<Buffer>
const png: Form = (pixels) => sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).png().toBuffer()
const textOf = (name: string) => words(name, 60).join(' ')

interface Made {
  picture?: Buffer
  pictureName?: string
  mediaType?: string
  text?: string
}

async function acquire(office: BundleCase, chain: CaseId, { picture, pictureName = 'screenshot.png', mediaType = 'image/png', text = textOf('text') }: Made = {}): Promise<ExhibitRow> {
  const acquisition = office.evidence.begin(chain)
  await acquisition.add(pictureName, mediaType, [picture ?? (await png(noise('picture')))])
  await acquisition.add('page.txt', 'text/plain', [Buffer.from(text)])
  const end = { kind: 'capture' as const, title: 'Inlägget', acquiredAt: '2026-11-22T14:00:00.000Z', completeness: null, source: null, supersedes: null, searchText: '' }
  return acquisition.finish(office.officer, { ...end, pictures: [pictureName] })
}

const exported = async (office: BundleCase, chain: CaseId, changes: Parameters<BundleCase['exportTo']>[2] = {}): Promise<string> => {
  office.time.wall += 60_000
  return (await office.exportTo(mkdtempSync(join(folder, 'out-')), chain, changes)).path
}
const exportedMasked = (office: BundleCase, row: ExhibitRow, shown: Cover[]) => {
  redact(office, row, shown)
  return exported(office, row.case, { profile: 'masked', selection: { exhibits: masked(row.id), reason: 'Prov', title: 'Prov' } })
}

const draw: DrawOriginal = (original, seed) => drawnRoot(forkNodeChild, original, seed)
const compared = (first: string, second: string, drawing = draw) => compareBundles(first, second, { fingerprint: null, onBytes: () => undefined, draw: drawing })
const masking = ({ kinship }: KinshipView): CheckResult => kinship.checks.find(({ name }) => name === 'kin-masking')!
const others = ({ kinship }: KinshipView) => kinship.checks.filter(({ name, result }) => name !== 'kin-masking' && result !== 'pass').map(({ name }) => name)

/** The pair that most tests look at and none changes. */
let made: ReturnType<typeof pair> | undefined
const usual = () => (made ??= pair())

/** One exhibit, or more, then the whole case and the first exhibit masked. */
async function pair(made: Made[] = [{}], shown: Cover[] = [PICTURE, TEXT]): Promise<{ office: BundleCase; row: ExhibitRow; whole: string; covered: string }> {
  const office = createBundleCase({ draws: true })
  const chain = office.openCase()
  const rows: ExhibitRow[] = []
  for (const one of made) rows.push(await acquire(office, chain, one))
  const [row] = rows
  return { office, row: row!, whole: await exported(office, chain), covered: await exportedMasked(office, row!, shown) }
}

/**
 * Whoever has every key and a program of their own: what is acquired is `real`, what its entry commits to and the masked bundle is made from is
 * `fake`, as it was acquired in a vault elsewhere.
 */
async function insider(real: Made, fake: Made, shown: Cover[], say: (masking: NonNullable<Payload<'exhibit.acquired'>['masking']>) => typeof masking = (one) => one, id?: ExhibitRow['id']): Promise<{ whole: string; covered: string }> {
  const elsewhere = createBundleCase({ draws: true })
  const other = await acquire(elsewhere, elsewhere.openCase(), fake)
  const made = elsewhere.evidence.committed(other).masking!
  const office = createBundleCase({ draws: true })
  const chain = office.openCase()
  const { commit } = office.ledger
  office.ledger.commit = (actor, work) => commit(actor, (append) => work((to, draft) => append(to, draft.type === 'exhibit.acquired' ? { ...draft, masking: say(made) } : draft)))
  const row = await acquire(office, chain, real)
  office.ledger.commit = commit
  const whole = await exported(office, chain)
  const { committed, read } = office.evidence
  const program = { committed: (_: ExhibitRow) => ({ ...committed(row), artefacts: elsewhere.evidence.committed(other).artefacts, masking: made }), read: (_: ExhibitRow, name: string) => elsewhere.evidence.read(other, name) }
  office.parts.masking = () => createMasking(program, { objects: office.objects, spawn: forkNodeChild })
  const called = { ...row, id: id ?? row.id }
  office.evidence.committed = () => committed(row)
  office.parts.evidence = { ...office.evidence, list: () => [called], previews: () => [], read: (_, name) => read(row, name) }
  return { whole, covered: await exportedMasked(office, called, shown) }
}

/** Each bundle holds alone, and everything else says that they are kin. */
async function caught({ whole, covered }: { whole: string; covered: string }): Promise<CheckResult> {
  const found = await compared(whole, covered)
  expect([found.first.verdict, found.second.verdict, others(found)]).toEqual(['ok', 'ok', []])
  expect(found.second.checks.find(({ name }) => name === 'masking')?.result).toBe('pass')
  expect(found.kinship.verdict).toBe('failed')
  return masking(found)
}

describe('an exhibit that is whole in one bundle and masked in another', () => {
  it('is of that original, whichever is named first', async () => {
    const { whole, covered } = await usual()
    const found = await compared(whole, covered)
    expect([found.kinship.verdict, others(found)]).toEqual(['ok', []])
    expect(masking(found)).toEqual({ name: 'kin-masking', result: 'pass', item: null, detail: expect.stringContaining('2 pictures and texts of 1 exhibits') })
    expect(found.kinship.exhibits).toMatchObject([{ number: 1, in: 'both', same: true, masked: 'second' }])
    const turned = await compared(covered, whole)
    expect([turned.kinship.verdict, masking(turned).result]).toEqual(['ok', 'pass'])
    expect(turned.kinship.exhibits).toMatchObject([{ masked: 'first' }])
  })

  it('is so where the masked one leaves others out, or a part of it', async () => {
    const { whole, covered } = await pair([{}, { text: textOf('second') }, { picture: await png(noise('third')) }], [TEXT])
    const found = await compared(covered, whole)
    expect([found.kinship.verdict, masking(found).result]).toEqual(['ok', 'pass'])
    expect(found.kinship.exhibits.map((one) => one.in)).toEqual(['both', 'second', 'second'])
  })

  it.skipIf(lacks('unzip'))('is so where the whole one was unpacked', async () => {
    const { whole, covered } = await usual()
    const unpacked = unzip({ path: whole, name: basename(whole, '.zip') } as Parameters<typeof unzip>[0], mkdtempSync(join(folder, 'in-')))
    expect(masking(await compared(unpacked, covered)).result).toBe('pass')
  })

  it('is not asked about where both mask it, or none, or it is in one of them only', async () => {
    const { office, row, whole, covered } = await pair([{}, { text: textOf('second') }])
    const again = await exportedMasked(office, row, [TEXT])
    const civil = await exported(office, row.case, { profile: 'civil', selection: { exhibits: [{ exhibit: office.evidence.list(row.case)[1]!.id, masked: false }], reason: 'Prov', title: null } })
    for (const [one, other] of [[covered, again], [whole, whole], [whole, civil]] as const) {
      const found = await compared(one, other)
      expect([found.kinship.verdict, masking(found)]).toEqual(['ok', { name: 'kin-masking', result: 'not-checked', item: null, detail: 'no exhibit is whole in one of them and masked in the other' }])
    }
    expect((await compared(civil, covered)).kinship.exhibits.map((one) => one.in)).toEqual(['second', 'first'])
  })

  it('shows nothing where one of the bundles does not hold by itself', async () => {
    const { whole, covered } = await usual()
    const bytes = readFileSync(whole)
    const place = bytes.indexOf(words('text', 1)[0]!)
    bytes[place] = bytes[place]! ^ 1
    const damaged = join(mkdtempSync(join(folder, 'in-')), basename(whole))
    writeFileSync(damaged, bytes)
    const found = await compared(damaged, covered)
    expect([others(found), masking(found).result]).toEqual([['kin-first'], 'not-checked'])
  })
})

describe('an insider with every key', () => {
  it('who committed to another picture than was acquired is found out, though each bundle holds', async () => {
    const fake = { picture: await png(noise('another')) }
    expect(await caught(await insider({}, fake, [PICTURE, TEXT]))).toMatchObject({ result: 'fail', item: 'exhibit 1: screenshot.png', detail: 'another picture was committed to than the original' })
  })

  it('who changed one pixel of it is', async () => {
    const pixels = Buffer.from(noise('picture'))
    pixels[3 * (WIDTH * HEIGHT - 1)]! ^= 1
    expect(await caught(await insider({}, { picture: await png(pixels) }, [PICTURE]))).toMatchObject({ item: 'exhibit 1: screenshot.png' })
  })

  it('who committed to one of another size is', async () => {
    const picture = await sharp(noise('picture').subarray(0, WIDTH * 3 * 140), { raw: { width: WIDTH, height: 140, channels: 3 } }).png().toBuffer()
    expect(await caught(await insider({}, { picture }, [PICTURE]))).toMatchObject({ item: 'exhibit 1: screenshot.png', detail: `the original has 330 × 150 pixels, and 330 × 140 were committed to` })
  })

  it.each([
    ['as many words', textOf('another'), 'another text was committed to than the original'],
    ['one word changed', textOf('text').replace(/\S+$/, 'o00000000000000'), 'another text was committed to than the original'],
    ['more words', `${textOf('text')} och ett till`, 'the original has 119 pieces of text, and 125 were committed to'],
  ])('who committed to another text with %s is', async (_what, text, detail) => {
    expect(await caught(await insider({}, { text }, [TEXT]))).toEqual({ name: 'kin-masking', result: 'fail', item: 'exhibit 1: page.txt', detail })
  })

  it('who masks it under an id that no exhibit has is found out twice: it is held against its acquisition, and that has another id', async () => {
    const id = idOf<ExhibitRow['id']>('x', 'made up')
    const bundles = await insider({}, { picture: await png(noise('another')), text: textOf('another') }, [PICTURE, TEXT], undefined, id)
    for (const [first, second] of [[bundles.whole, bundles.covered], [bundles.covered, bundles.whole]] as const) {
      const found = await compared(first, second)
      expect([found.first.verdict, found.second.verdict, found.kinship.verdict, others(found)]).toEqual(['ok', 'ok', 'failed', ['kin-exhibits']])
      expect(found.kinship.checks.find(({ name }) => name === 'kin-exhibits')).toMatchObject({ result: 'fail', item: 'exhibit 1', detail: expect.stringContaining(id) })
      expect(masking(found)).toMatchObject({ result: 'fail', item: 'exhibit 1: page.txt', detail: 'another text was committed to than the original' })
      expect(found.kinship.exhibits).toMatchObject([{ number: 1, in: 'both', same: false }])
    }
  })

  it('who says another seed than the one that was used is', async () => {
    const forged = insider({}, {}, [PICTURE], ({ parts }) => ({ seed: '5a'.repeat(32), parts }))
    expect(await caught(await forged)).toMatchObject({ item: 'exhibit 1: page.txt' })
  })

  it('who calls it a part that was never acquired is', async () => {
    const fake: Made = { pictureName: 'window.png' }
    expect(await caught(await insider({}, fake, [{ ...PICTURE, name: 'window.png' }]))).toMatchObject({ item: 'exhibit 1: window.png', detail: 'was committed to, and no such file was acquired' })
  })

  it('who calls a text a picture is', async () => {
    const say = (one: NonNullable<Payload<'exhibit.acquired'>['masking']>) => ({ ...one, parts: one.parts.map((part): MaskPart => (part.kind === 'text' ? part : { ...part, name: 'page.txt' })) })
    const { whole, covered } = await insider({}, {}, [TEXT], say)
    expect(masking(await compared(whole, covered))).toMatchObject({ result: 'fail', item: 'exhibit 1: page.txt', detail: 'was committed to as a picture, and was acquired as text/plain' })
  })
})

/** A chunk behind the header, as programs of others write them. */
const withChunk = (file: Buffer, type: string, body: Buffer): Buffer => {
  const chunk = Buffer.alloc(12 + body.length)
  chunk.writeUInt32BE(body.length, 0)
  chunk.write(type, 4, 'latin1')
  body.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length)
  return Buffer.concat([file.subarray(0, 33), chunk, file.subarray(33)])
}
const withAlpha = (pixels: Buffer, alpha: (i: number) => number): Buffer => {
  const rgba = Buffer.alloc((pixels.length / 3) * 4)
  for (let i = 0; i < pixels.length / 3; i += 1) rgba.set([...pixels.subarray(i * 3, i * 3 + 3), alpha(i)], i * 4)
  return rgba
}
const rgbaPng = (alpha: (i: number) => number): Form => (pixels) => sharp(withAlpha(pixels, alpha), { raw: { width: WIDTH, height: HEIGHT, channels: 4 } }).png().toBuffer()

const profiled: Form = (pixels) => sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).withIccProfile('p3').png().toBuffer()
const jpeg: Form = (pixels) => sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).jpeg().toBuffer()
const turnedTo = (orientation: number) => Buffer.from(`4d4d002a0000000800010112000300000001000${orientation}000000000000`, 'hex')
const turned: Form = async (pixels) => withChunk(await png(pixels), 'eXIf', turnedTo(3))
/** An orientation as some programs keep it in words; ours doesn't look for it there. */
const rawProfile = (() => {
  const profile = Buffer.concat([Buffer.from('Exif\0\0'), turnedTo(6)])
  return `\nexif\n${String(profile.length).padStart(8)}\n${profile.toString('hex')}\n`
})()
/** What stands in the file and nothing that says how to draw it. */
const bare = (file: Buffer): Buffer => {
  const kept = [file.subarray(0, 8)]
  for (let at = 8; at < file.length; ) {
    const end = at + 12 + file.readUInt32BE(at)
    if (['IHDR', 'IDAT', 'IEND'].includes(file.toString('latin1', at + 4, at + 8))) kept.push(file.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}
/** Another version of the program, or another picture: from outside they are the same. */
const otherwise: DrawOriginal = async () => ({ width: WIDTH, height: HEIGHT, root: '0'.repeat(64) })

describe('an original', () => {
  it.each<[string, Form]>([
    ['with an opaque alpha channel', rgbaPng(() => 255)],
    ['with a gamma, which our drawing passes over', async (pixels) => withChunk(await png(pixels), 'gAMA', Buffer.from([0, 0, 0xb1, 0x8f]))],
    ['with words of its program', async (pixels) => withChunk(await png(pixels), 'tEXt', Buffer.from('Software\0X'))],
    ['with words packed', async (pixels) => withChunk(await png(pixels), 'zTXt', Buffer.concat([Buffer.from('Raw profile type exif\0\0'), deflateSync(rawProfile)]))],
    ['with words of any language', async (pixels) => withChunk(await png(pixels), 'iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation="6"/>'))],
  ])('%s is judged by reading it', async (_what, form) => {
    const { whole, covered } = await pair([{ picture: await form(noise('picture')) }], [TEXT])
    const found = await compared(whole, covered, () => Promise.reject(new Error('nothing is drawn')))
    expect([found.first.verdict, found.second.verdict, found.kinship.verdict, masking(found).result]).toEqual(['ok', 'ok', 'ok', 'pass'])
  })

  it.each<[string, Form, string?]>([
    ['that shines through', rgbaPng((i) => 1 + (i % 200))],
    ['with a colour profile', profiled],
    ['that is turned', async (pixels) => withChunk(await png(pixels), 'eXIf', turnedTo(6))],
    ['that is a JPEG', jpeg, 'image/jpeg'],
    ['of 16 bits', (pixels) => sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).toColourspace('rgb16').png().toBuffer()],
  ])('%s is drawn anew, and never accused', async (_what, form, mediaType = 'image/png') => {
    const { whole, covered } = await pair([{ picture: await form(noise('picture')), mediaType }], [TEXT])
    const found = await compared(whole, covered)
    expect([found.first.verdict, found.second.verdict, found.kinship.verdict, masking(found).result]).toEqual(['ok', 'ok', 'ok', 'pass'])
    for (const drawing of [otherwise, async () => null, () => Promise.reject(new Error('the preview process ended'))]) {
      const unsure = await compared(covered, whole, drawing)
      expect([unsure.kinship.verdict, masking(unsure)]).toMatchObject(['incomplete', { result: 'not-checked', item: 'exhibit 1: screenshot.png' }])
    }
  })

  it.each([
    ['is turned', turned],
    ['has a colour profile', profiled],
  ])('that %s is not what stands in its file: to commit to that is to commit to another picture', async (_what, form) => {
    const picture = await form(noise('picture'))
    const { whole, covered } = await insider({ picture }, { picture: bare(picture) }, [PICTURE])
    for (const drawing of [draw, async () => null]) {
      const found = await compared(whole, covered, drawing)
      expect([found.first.verdict, found.second.verdict, found.kinship.verdict, masking(found)]).toMatchObject(['ok', 'ok', 'incomplete', { result: 'not-checked', item: 'exhibit 1: screenshot.png', detail: expect.stringContaining('drawn otherwise') }])
    }
  })

  it('with words of its program is known for another one', async () => {
    const picture = withChunk(await png(noise('picture')), 'tEXt', Buffer.from('Software\0X'))
    expect(await caught(await insider({ picture }, { picture: await png(noise('another')) }, [PICTURE]))).toMatchObject({ item: 'exhibit 1: screenshot.png', detail: 'another picture was committed to than the original' })
  })

  it('that has to be drawn is another one where its tiles are as many in another shape', async () => {
    const { whole, covered } = await pair([{ picture: await jpeg(noise('picture')), mediaType: 'image/jpeg' }], [TEXT])
    const lying: DrawOriginal = async (original, seed) => {
      const drawn = await draw(original, seed)
      return drawn && { ...drawn, width: drawn.height, height: drawn.width }
    }
    expect(masking(await compared(whole, covered, lying)).result).toBe('not-checked')
  })

  it('that has to be drawn hides no other that is wrong', async () => {
    const picture = await profiled(noise('picture'))
    expect(await caught(await insider({ picture }, { picture, text: textOf('another') }, [TEXT]))).toMatchObject({ item: 'exhibit 1: page.txt' })
    const { whole, covered } = await insider({ picture }, { picture: await profiled(noise('another')) }, [PICTURE])
    expect(masking(await compared(whole, covered))).toMatchObject({ result: 'not-checked', item: 'exhibit 1: screenshot.png' })
  })
})

describe('while originals are read', () => {
  async function check(path: string): Promise<CheckedBundle> {
    let lineage: Lineage | null = null
    const report = await verifyBundle(path, { fingerprint: null, onLineage: (found) => (lineage = found) })
    const bytes = readFileSync(path)
    const source = { name: basename(path), bytes: bytes.length, read: async (offset: number, length: number) => bytes.subarray(offset, offset + length) }
    return { report, lineage: lineage!, reader: () => readerOfZip(source) }
  }

  it('one that was exchanged since it was checked is named, and one that can no longer be read', async () => {
    const { whole, covered } = await usual()
    const [one, other] = [await check(whole), await check(covered)]
    const judged = async (chunks: (path: string) => AsyncIterable<Uint8Array>) => {
      const reader = { ...(await one.reader()), chunks }
      const { checks } = await kinshipOf({ ...one, reader: async () => reader }, other, { crypto: verifyCrypto, createSha256 })
      return checks.find(({ name }) => name === 'kin-masking')
    }
    const { chunks } = await one.reader()
    expect(await judged(chunks)).toMatchObject({ result: 'pass' })
    // Behind the end of the picture, where nothing of what is committed to stands.
    const longer = async function* (path: string) {
      yield* chunks(path)
      if (path.endsWith('.png')) yield Uint8Array.of(0)
    }
    expect(await judged(longer)).toMatchObject({ result: 'fail', item: 'exhibit 1: screenshot.png', detail: expect.stringContaining('no longer what it was') })
    const broken = async function* () {
      yield* []
      throw new Error('disk on fire')
    }
    expect(await judged(broken)).toMatchObject({ result: 'fail', item: 'exhibit 1: page.txt', detail: 'can no longer be read: disk on fire' })
  })

  it('what does not speak of the same commitments is named, and what does not speak of them is not judged', async () => {
    const { whole, covered } = await usual()
    const [one, other] = [await check(whole), await check(covered)]
    type Exhibit = Lineage['exhibits'][number]
    const judged = async (ofWhole: Partial<Exhibit>, ofMasked: Partial<Exhibit>) => {
      const changed = (bundle: CheckedBundle, change: Partial<Exhibit>): CheckedBundle => ({ ...bundle, lineage: { ...bundle.lineage, exhibits: bundle.lineage.exhibits.map((exhibit) => ({ ...exhibit, ...change })) } })
      const { verdict, checks } = await kinshipOf(changed(one, ofWhole), changed(other, ofMasked), { crypto: verifyCrypto, createSha256 })
      return [verdict, checks.find(({ name }) => name === 'kin-masking')]
    }
    const { artefacts } = one.lineage.exhibits[0]!.original!
    expect(await judged({}, { masking: `sha256:${'0'.repeat(64)}` })).toMatchObject(['failed', { result: 'fail', item: 'exhibit 1', detail: expect.stringContaining('other commitments') }])
    expect(await judged({ entry: '0'.repeat(64) }, {})).toMatchObject(['failed', { result: 'fail', item: 'exhibit 1', detail: expect.stringContaining('another in the one that masks it') }])
    expect(await judged({}, { masking: null })).toMatchObject(['failed', { result: 'fail', item: 'exhibit 1', detail: expect.stringContaining('nothing of it was committed to') }])
    expect(await judged({ original: { artefacts } }, {})).toMatchObject(['failed', { result: 'fail', item: 'exhibit 1', detail: expect.stringContaining('nothing of it was committed to') }])
    expect(await judged({ original: null }, {})).toMatchObject(['incomplete', { result: 'not-checked', item: 'exhibit 1' }])
  })

  it('it is told how far it is, and whoever ends it ends it', async () => {
    const { whole, covered } = await usual()
    const [one, other] = [await check(whole), await check(covered)]
    const told: [number, number][] = []
    await kinshipOf(other, one, { crypto: verifyCrypto, createSha256, onBytes: (done, total) => told.push([done, total]) })
    const total = one.lineage.exhibits[0]!.original!.artefacts.reduce((sum, { bytes }) => sum + bytes, 0)
    expect(told.at(-1)).toEqual([total, total])

    let pauses = 0
    const ended = new Error('ended')
    const stopped = kinshipOf(one, other, { crypto: verifyCrypto, createSha256, pause: async () => {
      if ((pauses += 1) > 2) throw ended
    } })
    await expect(stopped).rejects.toBe(ended)

    const controller = new AbortController()
    const request = { fingerprint: null, signal: controller.signal, draw, onBytes: (done: number, of: number) => of === total && done > 0 && controller.abort() }
    await expect(compareBundles(whole, covered, request)).rejects.toMatchObject({ code: 'job.cancelled' })
  })
})
