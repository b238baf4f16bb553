import { ed25519 } from '@noble/curves/ed25519.js'
import { Uint8ArrayReader } from '@zip.js/zip.js'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { BundleReport } from '../../shared/contract/index.ts'
import { sha256Hex, utf8 } from '../../shared/encoding/index.ts'
import { readerOfZip, ZIP_SIGNED_WHOLE, type ZipSource, verifyCrypto, verifyZip } from '../../shared/verify/index.ts'
import { KEYS, buildBag, rememberingCrypto } from '../support/bag-fixture.ts'
import { BAG_NAME, signZip, zipOf, zipSource } from '../support/bag-zip.ts'

const crypto = rememberingCrypto(verifyCrypto)
const failing = (report: BundleReport) =>
  report.checks.filter(({ result }) => result === 'fail').map(({ name, item }) => [name, item])
const check = async (zip: Uint8Array, signature: Uint8Array | null = null) =>
  verifyZip(zipSource(zip), signature, crypto)
let zip: Uint8Array

beforeAll(async () => {
  zip = await zipOf(buildBag())
})

/** All that comes of it, and the longest piece. */
async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<{ bytes: number; longest: number }> {
  let bytes = 0
  let longest = 0
  for await (const { length } of pieces) {
    bytes += length
    longest = Math.max(longest, length)
  }
  return { bytes, longest }
}

describe('a zipped bundle', () => {
  it('holds with its signature', async () => {
    const report = await check(zip, signZip(zip))
    expect(report.verdict).toBe('ok')
    expect(report.checks.find(({ name }) => name === 'zip-signature')).toMatchObject({ result: 'pass' })
    expect(report.checks.filter(({ result }) => result === 'not-checked').map(({ name }) => name)).toEqual([
      'fingerprint',
      'masking',
      'timestamp',
      'receipt',
    ])
  })

  it('holds without, and says that the zip itself was not checked', async () => {
    const report = await check(zip)
    expect(report.verdict).toBe('ok')
    expect(report.checks[0]).toMatchObject({ name: 'zip-signature', result: 'not-checked' })
  })

  it('may have been packed again by another tool', async () => {
    const deflated = await zipOf(buildBag(), { level: 6, compressionMethod: 8 })
    expect(deflated.length).toBeLessThan(zip.length)
    expect((await check(deflated)).verdict).toBe('ok')
    const reader = await readerOfZip(zipSource(deflated))
    const pieces: Uint8Array[] = []
    for await (const piece of reader.chunks('data/report.pdf')) pieces.push(piece)
    expect(Buffer.concat(pieces)).toEqual(Buffer.from(await reader.read('data/report.pdf', 1 << 20)))
    const folders = await zipOf(
      buildBag(),
      {},
      async (writer) => void (await writer.add(`${BAG_NAME}/data/`, undefined, { directory: true })),
    )
    expect((await check(folders)).verdict).toBe('ok')
  })

  it('that was packed again is read as it is unpacked, a little at a time, however large a file in it is', async () => {
    const size = 24 * 1024 * 1024
    const packed = await zipOf(new Map([['data/large.bin', new Uint8Array(size)]]), { level: 9, compressionMethod: 8 })
    expect(packed.length).toBeLessThan(size / 500)
    const reader = await readerOfZip(zipSource(packed))
    const { bytes, longest } = await gathered(reader.chunks('data/large.bin'))
    expect(bytes).toBe(size)
    expect(longest).toBeLessThan(2 * 1024 * 1024)
    // Whoever stops in the middle is rid of it, and several may be read at once.
    const held = reader.chunks('data/large.bin')[Symbol.asyncIterator]()
    await held.next()
    expect((await gathered(reader.chunks('data/large.bin'))).bytes).toBe(size)
    await held.return?.()
  })

  it('lists its exhibits with their witnesses', async () => {
    const { exhibits } = await verifyZip(zipSource(zip), null, crypto)
    expect(exhibits.map(({ number, title, witnesses }) => [number, title, witnesses.map(({ name }) => name)])).toEqual([
      [1, 'Tråden', ['Åke Ek']],
      [2, 'Mejlet', []],
    ])
  })

  it('fails with a signature of another zip, key or length, and names what is wrong', async () => {
    const name = `${BAG_NAME}.zip`
    expect(failing(await check(zip, signZip(zip.slice(1))))).toEqual([['zip-signature', name]])
    expect(failing(await check(zip, ed25519.sign(zip, KEYS.log.secret)))).toEqual([['zip-signature', name]])
    expect(failing(await check(zip, signZip(zip).subarray(1)))).toEqual([['zip-signature', `${name}.sig`]])
  })

  it('any bit of the zip: noticed by its signature', async () => {
    const signature = signZip(zip)
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length * 8 - 1), async (bit) => {
        const changed = zip.slice()
        changed[bit >> 3]! ^= 1 << (bit & 7)
        const report = await check(changed, signature)
        expect(report.verdict).toBe('failed')
        expect(report.checks[0]).toMatchObject({ name: 'zip-signature', result: 'fail' })
      }),
      { numRuns: 60 },
    )
  })

  it('cut at any length, or no zip at all: failed, never an error', async () => {
    const signature = signZip(zip)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.nat(zip.length - 1).map((n) => zip.subarray(0, n)),
          fc.uint8Array({ maxLength: 500 }),
        ),
        async (part) => {
          for (const given of [signature, null]) {
            const report = await check(part, given)
            expect(report.verdict).toBe('failed')
            expect(report.checks[0]).toMatchObject({ name: 'zip-signature', result: 'fail', item: `${BAG_NAME}.zip` })
            expect(BundleReport.safeParse(report).success).toBe(true)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a hostile zip', () => {
  const add = (name: string, options: object = {}) =>
    zipOf(buildBag(), {}, async (writer) => void (await writer.add(name, new Uint8ArrayReader(utf8('x')), options)))

  it.each([
    ['outside its folder', 'other/file.txt', {}, 'other/file.txt'],
    ['a link', `${BAG_NAME}/data/link`, { externalFileAttributes: (0o120777 << 16) >>> 0 }, 'data/link'],
    ['encrypted', `${BAG_NAME}/data/secret`, { password: 'x', encryptionStrength: 3 }, 'data/secret'],
    ['unlisted', `${BAG_NAME}/data/more.txt`, {}, 'data/more.txt'],
  ])('an entry that is %s is named', async (_what, name, options, item) => {
    const report = await check(await add(name, options))
    expect(report.verdict).toBe('failed')
    expect(failing(report)).toContainEqual(['file-set', item])
  })

  it('a listed file that is a link, though its content fits', async () => {
    const files = buildBag()
    const readme = files.get('README.txt')!
    files.delete('README.txt')
    const asLink = { externalFileAttributes: (0o120777 << 16) >>> 0 }
    const linked = await zipOf(files, {}, async (writer) => {
      await writer.add(`${BAG_NAME}/README.txt`, new Uint8ArrayReader(readme), asLink)
    })
    expect(failing(await check(linked))).toEqual([['file-set', 'README.txt']])
  })

  it('a listed file that lies beside the folder: it would not be there once unpacked', async () => {
    const files = buildBag()
    const readme = files.get('README.txt')!
    files.delete('README.txt')
    const beside = await zipOf(
      files,
      {},
      async (writer) => void (await writer.add('README.txt', new Uint8ArrayReader(readme))),
    )
    expect(failing(await check(beside))).toEqual([['file-set', 'README.txt']])
  })

  it('a small file that is large is not read', async () => {
    const report = await check(
      await zipOf(buildBag({ files: (files) => files.set('bagit.txt', new Uint8Array(70_000)) })),
    )
    const found = report.checks.find(({ name }) => name === 'bag-declaration')
    expect(found).toMatchObject({ result: 'fail', item: 'bagit.txt' })
    expect(found?.detail).toContain('too large')
  })

  it('two entries of one name are refused, whichever is right', async () => {
    const first = await add(`${BAG_NAME}/README.tyt`)
    // The library doesn't write it so, hence by hand: the extra entry takes the name of the real one.
    const twice = Buffer.from(Buffer.from(first).toString('latin1').replaceAll('README.tyt', 'README.txt'), 'latin1')
    expect((await check(twice)).verdict).toBe('failed')
  })

  it('something before or after the zip is refused: unpackers read such files differently', async () => {
    for (const odd of [
      Buffer.concat([utf8('#!/bin/sh\n'), zip]),
      Buffer.concat([zip, utf8('more')]),
      Buffer.concat([zip, zip]),
    ]) {
      const report = await check(odd)
      expect(report.verdict).toBe('failed')
    }
  })

  it('a zip without a folder is refused', async () => {
    const { ZipWriter, Uint8ArrayWriter } = await import('@zip.js/zip.js')
    const empty = await new ZipWriter(new Uint8ArrayWriter()).close()
    expect(failing(await check(empty))[0]).toEqual(['zip-signature', `${BAG_NAME}.zip`])
  })

  it('a local header that names another file is refused', async () => {
    const text = Buffer.from(zip).toString('latin1')
    const changed = Buffer.from(text.replace('README.txt', 'README.tyt'), 'latin1')
    const report = await check(changed)
    expect(report.verdict).toBe('failed')
    expect(failing(report)).toContainEqual(['tag-manifest', 'README.txt'])
  })

  it('a file that unpacks to more than its directory says is not read on', async () => {
    const files = buildBag({ files: (all) => all.set('data/bomb.bin', new Uint8Array(3_000_000)) })
    const deflated = Buffer.from(await zipOf(files, { level: 9, compressionMethod: 8 }))
    // Its size in the local header and in the directory, made small.
    const size = Buffer.alloc(4)
    size.writeUInt32LE(3_000_000)
    const small = Buffer.alloc(4)
    small.writeUInt32LE(10)
    for (let at = deflated.indexOf(size); at >= 0; at = deflated.indexOf(size)) small.copy(deflated, at)
    let read = 0
    const report = await verifyZip(zipSource(deflated), null, crypto, {
      onProgress: ({ done }) => (read = Math.max(read, done)),
    })
    expect(failing(report)).toContainEqual(['manifest', 'data/bomb.bin'])
    expect(read).toBeLessThan(100_000)
    const reader = await readerOfZip(zipSource(deflated))
    await expect(gathered(reader.chunks('data/bomb.bin'))).rejects.toThrow('more than its directory says')
  })

  it('a file that unpacks to less than its directory says is found out as it is read', async () => {
    const deflated = Buffer.from(await zipOf(new Map([['data/short.bin', new Uint8Array(3_000_000)]]), { level: 9, compressionMethod: 8 }))
    const [size, more] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32LE(3_000_000)
    more.writeUInt32LE(3_000_001)
    for (let at = deflated.indexOf(size); at >= 0; at = deflated.indexOf(size)) more.copy(deflated, at)
    const reader = await readerOfZip(zipSource(deflated))
    await expect(gathered(reader.chunks('data/short.bin'))).rejects.toThrow('less than its directory says')
  })
})

describe('a zip too large to be signed as one message', () => {
  /** The real zip with a size that only claims to be larger: reads stay inside, the hash is what is signed. */
  function large(name: string): ZipSource & { asked: number } {
    const inner = zipSource(zip, name)
    const source = {
      ...inner,
      asked: 0,
      read: async (offset: number, length: number) => {
        source.asked = Math.max(source.asked, length)
        return offset + length <= zip.length ? inner.read(offset, length) : new Uint8Array(length)
      },
    }
    return source
  }

  it('is signed by the line that names its hash and folder, whatever the file is called now', async () => {
    const bytes = ZIP_SIGNED_WHOLE + 5
    const source = { ...large('renamed (1).zip'), bytes }
    let hashed = 0
    // The zip's directory isn't at the end of this one, so only the check of the signature is of interest.
    const report = await verifyZip(source, new Uint8Array(64), crypto, {
      createSha256: () => ({ update: (piece) => (hashed += piece.length), hex: () => '00' }),
    })
    expect(report.checks[0]).toMatchObject({ name: 'zip-signature', result: 'fail', item: 'renamed (1).zip' })
    expect(hashed).toBe(0)
  })

  it('is read in pieces', async () => {
    // A stored entry as large as it takes, of zeros: written by hand around the real files.
    const { checkZip, openBag } = await import('../../shared/verify/bag.ts')
    const { memoryReader } = await import('../support/bag-fixture.ts')
    const bag = await openBag(memoryReader(buildBag()), verifyCrypto)
    const source = { ...large('renamed.zip'), bytes: ZIP_SIGNED_WHOLE + 5 }
    let hashed = 0
    const createSha256 = () => ({
      update: (piece: Uint8Array) => (hashed += piece.length),
      hex: () => sha256Hex(utf8('zip')),
    })
    const line = utf8(`${sha256Hex(utf8('zip'))}  ${BAG_NAME}.zip\n`)
    const zipped = { source, folder: BAG_NAME, fault: null, createSha256 }
    const outcome = await checkZip(bag, { ...zipped, signature: ed25519.sign(line, KEYS.export.secret) })
    expect(outcome.result).toBe('pass')
    expect(hashed).toBe(ZIP_SIGNED_WHOLE + 5)
    const other = checkZip(bag, { ...zipped, folder: 'bundle-1-02', signature: ed25519.sign(line, KEYS.export.secret) })
    await expect(other).rejects.toThrow('not what the export key has signed')
  })
})
