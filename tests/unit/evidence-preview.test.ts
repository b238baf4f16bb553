import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forkNodeChild } from '../../electron/engine/children.ts'
import type { SpawnChild } from '../../electron/services/capture/index.ts'
import { drawnRoot, drawPreviews } from '../../electron/services/evidence/preview/index.ts'
import { blackPicture, halvedPicture, jpegSize, noisyPicture, oriented } from '../support/pictures.ts'
import { processes } from '../support/processes.ts'
import { openTestServices, type TestServices } from '../support/services.ts'

interface Drawn {
  width: number
  height: number
  top: number
  jpeg: Uint8Array
}

async function* inPieces(bytes: Uint8Array, size = 100_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

async function draw(content: Uint8Array, mediaType = 'image/png', each: () => Promise<void> = async () => {}): Promise<Drawn[]> {
  const slices: Drawn[] = []
  for await (const slice of drawPreviews(forkNodeChild, { mediaType, bytes: content.length, chunks: inPieces(content) }, null)) {
    slices.push(slice)
    await each()
  }
  return slices
}

/** A process that never answers. */
const silent = (killed: () => void): SpawnChild => () => ({ post: () => undefined, onMessage: () => undefined, onExit: () => undefined, kill: killed })

const sizes = (slices: Drawn[]) => slices.map(({ width, height, top }) => [width, height, top])
const children = async () => (await processes()).filter(({ ppid, command }) => ppid === process.pid && command.includes('evidence/child.ts'))

describe('a picture', () => {
  it('that is no taller than a phone screen stays in one piece', async () => {
    const slices = await draw(noisyPicture(300, 660))
    expect(sizes(slices)).toEqual([[300, 660, 0]])
    expect(jpegSize(slices[0]?.jpeg ?? new Uint8Array())).toEqual([300, 660])
  })

  it('that is taller comes in slices that join without gap or overlap', async () => {
    const slices = await draw(noisyPicture(200, 5000))
    expect(slices.length).toBe(Math.ceil(5000 / 240))
    let top = 0
    for (const slice of slices) {
      expect([slice.width, slice.top]).toEqual([200, top])
      expect(jpegSize(slice.jpeg)).toEqual([200, slice.height])
      top += slice.height
    }
    expect(top).toBe(5000)
  })

  it('whose process does not answer is given up at once when it is ended, before and meanwhile', async () => {
    for (const wait of [null, 20]) {
      let killed = 0
      const signal = wait === null ? AbortSignal.abort() : AbortSignal.timeout(wait)
      const picture = { mediaType: 'image/png', bytes: 8, chunks: inPieces(new Uint8Array(8)), signal }
      await expect(drawnRoot(silent(() => (killed += 1)), picture, new Uint8Array(32))).rejects.toThrow('it was ended')
      expect(killed).toBe(1)
    }
  })

  it('that takes several bands of memory still joins', { timeout: 60_000 }, async () => {
    const slices = await draw(blackPicture(1280, 40_000))
    expect(slices.length).toBe(Math.ceil(40_000 / 1536))
    expect(slices.reduce((sum, { height }) => sum + height, 0)).toBe(40_000)
    expect(slices.every(({ top }, index) => top === index * 1536)).toBe(true)
  })

  it('that is very wide is shown smaller, and says how large it is', async () => {
    const [slice] = await draw(blackPicture(6000, 3000))
    expect(sizes(slice ? [slice] : [])).toEqual([[6000, 3000, 0]])
    expect(jpegSize(slice?.jpeg ?? new Uint8Array())).toEqual([2000, 1000])
  })

  it.each([
    [1, 300, 200],
    [3, 300, 200],
    [6, 200, 300],
    [8, 200, 300],
  ])('that a camera held otherwise (orientation %i) is turned upright', async (orientation, width, height) => {
    const [flat] = await draw(halvedPicture(300, 200))
    const [slice] = await draw(oriented(flat?.jpeg ?? new Uint8Array(), orientation), 'image/jpeg')
    expect(sizes(slice ? [slice] : [])).toEqual([[width, height, 0]])
    expect(jpegSize(slice?.jpeg ?? new Uint8Array())).toEqual([width, height])
  })

  it('leaves no process behind, and none where it is not looked at to the end', async () => {
    await draw(noisyPicture(200, 5000))
    for await (const slice of drawPreviews(forkNodeChild, { mediaType: 'image/png', bytes: 1, chunks: inPieces(noisyPicture(200, 5000)) }, null)) {
      expect(slice.top).toBe(0)
      break
    }
    await expect.poll(children, { timeout: 10_000 }).toEqual([])
  })
})

describe('what is no picture', () => {
  it.each([
    ['text/plain', Buffer.from('Hej')],
    ['application/pdf', Buffer.from('%PDF-1.7')],
    ['image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['image/png', Buffer.alloc(0)],
  ])('%s starts no process at all', async (mediaType, content) => {
    const never: SpawnChild = () => {
      throw new Error('a process was started')
    }
    for await (const slice of drawPreviews(never, { mediaType, bytes: content.length, chunks: inPieces(content) }, null)) throw new Error(String(slice.top))
  })

  it.each([
    ['garbage behind the mark of a PNG', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5000, 7)])],
    ['a picture that was cut off', noisyPicture(400, 400).subarray(0, 200_000)],
    ['a size that nobody could decode', blackPicture(40_000, 40_000)],
  ])('%s is said to be none', async (_, content) => {
    await expect(draw(content)).rejects.toThrow()
    await expect.poll(children, { timeout: 10_000 }).toEqual([])
  })
})

it.skipIf(process.platform !== 'linux')('is drawn in little memory, whatever it unpacks to', { timeout: 60_000 }, async () => {
  // 900 million pixels in 110 kB: decoded at once they would take 2.7 GB.
  const bomb = blackPicture(30_000, 30_000)
  expect(bomb.length).toBeLessThan(150_000)
  let peak = 0
  const slices = await draw(bomb, 'image/png', async () => {
    const [child] = await children()
    const status = readFileSync(`/proc/${child?.pid}/status`, 'utf8')
    peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024
  })
  expect(sizes(slices)).toEqual([[30_000, 30_000, 0]])
  expect(peak).toBeGreaterThan(30)
  expect(peak).toBeLessThan(600)
})

describe('an exhibit', () => {
  let test: TestServices
  beforeEach(() => {
    test = openTestServices()
  })
  afterEach(() => test.dispose())

  function importFile(name: string, content: Uint8Array, { services, actor, chain }: TestServices = test) {
    const path = join(test.base, name)
    writeFileSync(path, content)
    return services.evidence.importFile(actor, { case: chain, path, fileName: name, onBytes: () => {}, signal: new AbortController().signal })
  }

  it('has its pictures committed to, in order', async () => {
    const { evidence } = test.services
    const row = await importFile('bild.png', noisyPicture(200, 1000))
    const previews = evidence.previews(row)
    expect(previews.map(({ of, index, top }) => [of, index, top])).toEqual([0, 1, 2, 3, 4].map((index) => ['original.png', index, index * 240]).slice(0, previews.length))
    expect(previews).toHaveLength(5)
    expect(evidence.committed(row).previewRoot).toMatch(/^[0-9a-f]{64}$/)
    expect(row.completeness).toBeNull()
  })

  it('whose picture can not be drawn is kept whole, without pictures, and says so', async () => {
    const { evidence } = test.services
    const cut = noisyPicture(400, 2000).subarray(0, 1_000_000)
    const row = await importFile('trasig.png', cut)
    expect(evidence.previews(row)).toEqual([])
    expect(evidence.committed(row).previewRoot).toBeNull()
    expect(row.completeness?.notes).toEqual([{ code: 'preview-failed', detail: expect.stringContaining('original.png: ') }])
    expect(await evidence.verify(row, 'original.png')).toMatchObject({ bytes: cut.length })
    // Slices that were drawn before it broke are gone from the disk too.
    test.reopen()
    expect(test.vault.notes).not.toContain('orphans-swept')
  })

  it('survives a drawing process that dies or says what it should not', async () => {
    const odd = (answer: unknown): SpawnChild => () => {
      let tell: (message: unknown) => void = () => {}
      let leave: (why: string) => void = () => {}
      return {
        post: () => (answer === 'dies' ? leave('SIGKILL') : tell(answer)),
        onMessage: (listener) => void (tell = listener),
        onExit: (listener) => void (leave = listener),
        kill: () => {},
      }
    }
    const answers = ['dies', { t: 'slice', width: 10, height: 10, top: 0, jpeg: new Uint8Array(17 * 1024 * 1024) }, { t: 'end', note: '', more: 1 }, { t: 'slice', width: 1, height: 1, top: 0, jpeg: new Uint8Array(10) }, null]
    for (const answer of answers) {
      const office = openTestServices(odd(answer))
      try {
        const row = await importFile('bild.png', noisyPicture(20, 20), office)
        expect(row.completeness?.notes[0]?.code).toBe('preview-failed')
        expect(office.vault.evidence.previews(row.id)).toEqual([])
      } finally {
        office.dispose()
      }
    }
  })
})
