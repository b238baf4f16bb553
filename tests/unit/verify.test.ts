import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BundleReport } from '../../shared/contract/index.ts'
import { spkiPem, utf8 } from '../../shared/encoding/index.ts'
import { type BagReader, CHECK_NAMES, type VerifyOptions, tellTimestamp, verifyBag, verifyCrypto } from '../../shared/verify/index.ts'
import { CannotJudge } from '../../shared/verify/time/index.ts'
import {
  FINGERPRINT,
  type Files,
  buildBag,
  makeKey,
  memoryReader,
  rememberingCrypto,
  seal,
} from '../support/bag-fixture.ts'

const crypto = rememberingCrypto(verifyCrypto)
const verify = (files: Files, options?: VerifyOptions) => verifyBag(memoryReader(files), crypto, options)
const failing = (report: BundleReport) => report.checks.filter(({ result }) => result === 'fail')
const itemsOf = (report: BundleReport) => failing(report).map(({ item }) => item)
const result = (report: BundleReport, name: string) => report.checks.find((check) => check.name === name)
const PATHS = [...buildBag().keys()]

function flipped(files: Files, path: string, bit: number): Files {
  // A copy: what slicing a buffer gives shares its bytes.
  const bytes = new Uint8Array(files.get(path)!)
  bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7)
  return new Map(files).set(path, bytes)
}

describe('an untouched bundle', () => {
  it('holds, every check by name, and says what it did not check', async () => {
    const report = await verify(buildBag())
    expect(report.verdict).toBe('ok')
    expect(report.checks.map(({ name }) => name).sort()).toEqual([...CHECK_NAMES].sort())
    const unchecked = report.checks.filter((check) => check.result !== 'pass').map(({ name }) => name)
    expect(unchecked).toEqual(['zip-signature', 'fingerprint', 'masking', 'timestamp', 'receipt'])
    expect(result(report, 'fingerprint')?.detail).toContain('on paper')
    expect(result(report, 'timestamp')?.detail).toContain('no timestamp')
    expect(BundleReport.parse(report)).toEqual(report)
  })

  it('tells what it is about, and who is missing', async () => {
    const report = await verify(buildBag())
    expect(report.fingerprint).toBe(FINGERPRINT)
    expect(report.about).toEqual({
      caseTitle: 'Hot mot två handläggare',
      number: 1,
      profile: 'police',
      exhibits: 2,
      unwitnessed: 1,
      exportedAt: '2026-11-22T14:00:13.000Z',
      office: 0,
      derived: null,
      disposed: 0,
    })
    expect(result(report, 'attestations')?.detail).toBe('no witness for exhibit 2')
  })

  it('compares the fingerprint that was read from paper', async () => {
    const right = await verify(buildBag(), { expectedFingerprint: FINGERPRINT })
    expect(result(right, 'fingerprint')?.result).toBe('pass')
    expect(right.verdict).toBe('ok')
    const wrong = await verify(buildBag(), { expectedFingerprint: '00'.repeat(32) })
    expect(wrong.verdict).toBe('failed')
    expect(wrong.checks[0]).toMatchObject({ name: 'fingerprint', result: 'fail', item: 'keys/export.pem' })
  })

  it('reads the content of each file once', async () => {
    const inner = memoryReader(buildBag())
    const hashed: string[] = []
    const reader: BagReader = { ...inner, digest: (path) => (hashed.push(path), inner.digest(path)) }
    await verifyBag(reader, crypto)
    expect(hashed.length).toBe(new Set(hashed).size)
  })

  it('counts the bytes it has read', async () => {
    const files = buildBag()
    const last = new Map<string, number[]>()
    await verify(files, { onProgress: ({ check, done, total }) => last.set(check, [done, total]) })
    const size = (data: boolean) =>
      [...files]
        .filter(([path]) => path.startsWith('data/') === data && !path.startsWith('tagmanifest-'))
        .reduce((sum, [, b]) => sum + b.length, 0)
    expect(last.get('manifest')).toEqual([size(true), size(true)])
    expect(last.get('tag-manifest')).toEqual([size(false), size(false)])
  })
})

describe('a damaged bundle', () => {
  it.each(PATHS)('one bit of %s: that file is the first named', async (path) => {
    const files = buildBag()
    const bits = files.get(path)!.length * 8
    for (const bit of [
      0,
      bits - 1,
      Math.trunc(bits * 0.3),
      Math.trunc(bits * 0.6) + 5,
      Math.trunc(Math.random() * bits),
    ]) {
      const report = await verify(flipped(files, path, bit))
      expect(report.verdict).toBe('failed')
      expect(report.checks[0]).toMatchObject({ result: 'fail', item: path })
    }
  })

  it('any bit anywhere', async () => {
    const files = buildBag()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PATHS), fc.nat(), async (path, bit) => {
        const report = await verify(flipped(files, path, bit))
        expect([report.verdict, report.checks[0]?.item]).toEqual(['failed', path])
      }),
      { numRuns: 150 },
    )
  })

  it('tells a changed line of the tag manifest from a changed export key', async () => {
    const files = buildBag()
    const text = Buffer.from(files.get('tagmanifest-sha256.txt')!).toString()
    const at = text.indexOf('  keys/export.pem') - 1
    // Another hex digit: the line stays well formed and is all that speaks against the key.
    const other = text[at] === '0' ? '1' : '0'
    files.set('tagmanifest-sha256.txt', utf8(text.slice(0, at) + other + text.slice(at + 1)))
    expect((await verify(files)).checks[0]).toMatchObject({
      name: 'tag-manifest-signature',
      item: 'tagmanifest-sha256.txt',
    })
  })

  it.each(PATHS)('%s missing: named', async (path) => {
    const files = buildBag()
    files.delete(path)
    const report = await verify(files)
    expect(report.verdict).toBe('failed')
    expect(itemsOf(report)).toContain(path)
    expect(result(report, 'file-set')).toMatchObject({ result: 'fail', item: path })
  })

  it.each(PATHS)('%s renamed: the old name or the new one is named', async (path) => {
    const files = buildBag()
    files.set(`${path}.bak`, files.get(path)!)
    files.delete(path)
    const report = await verify(files)
    expect(report.verdict).toBe('failed')
    expect(itemsOf(report)).toContain(path)
  })

  it.each(PATHS)('%s cut short, emptied, or with a byte more: named', async (path) => {
    const files = buildBag()
    const bytes = files.get(path)!
    for (const changed of [
      bytes.subarray(0, bytes.length - 1),
      bytes.subarray(0, bytes.length >> 1),
      new Uint8Array(0),
      Uint8Array.of(...bytes, 10),
    ]) {
      const report = await verify(new Map(files).set(path, changed))
      expect([report.verdict, report.checks[0]?.item]).toEqual(['failed', path])
    }
  })

  it.each([
    'extra.txt',
    'data/extra.txt',
    'data/exhibits/001/extra.png',
    'ledger/proofs/000099.tlog-proof',
    'tagmanifest-md5.txt',
  ])('%s added: named', async (path) => {
    const report = await verify(buildBag().set(path, utf8('x')))
    expect(report.verdict).toBe('failed')
    expect(result(report, 'file-set')).toMatchObject({ result: 'fail', item: path })
  })

  it('odd things and names are named, even where a manifest lists them', async () => {
    const odd = await verifyBag(memoryReader(buildBag(), ['data/link']), crypto)
    expect(failing(odd)).toMatchObject([{ name: 'file-set', item: 'data/link' }])
    for (const [path, shown] of [
      ['data/å.txt', 'data/å.txt'],
      ['data/a b.txt', 'data/a b.txt'],
      ['data/../x', 'data/../x'],
      ['data//x', 'data//x'],
      ['data/x\u001b[2J', 'data/x?[2J'],
      ['data/x\u202e', 'data/x?'],
      ['data/REPORT.pdf', 'data/report.pdf'],
    ] as const) {
      const report = await verify(seal(buildBag().set(path, utf8('x'))))
      expect(report.verdict).toBe('failed')
      expect(result(report, 'file-set')).toMatchObject({ result: 'fail', item: shown })
    }
  })

  it('reports failures first, from the outside in, and hides none behind another', async () => {
    const files = flipped(flipped(buildBag(), 'data/report.pdf', 9), 'ledger/checkpoint', 9)
    const report = await verify(files)
    expect(failing(report).map(({ name, item }) => [name, item])).toEqual([
      ['tag-manifest', 'ledger/checkpoint'],
      ['manifest', 'data/report.pdf'],
      ['checkpoint', 'ledger/checkpoint'],
      ['export-content', 'ledger/entries.jsonl:6'],
    ])
    const order = report.checks.map((check) => ['fail', 'not-checked', 'pass'].indexOf(check.result))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  it('the signature of another key or in another form', async () => {
    const other = await verify(seal(buildBag(), makeKey('somebody')))
    expect(failing(other)).toMatchObject([
      { name: 'tag-manifest-signature', item: 'tagmanifest-sha256.txt.sig' },
      { name: 'manifest', item: 'manifest-sha256.txt.sshsig' },
    ])
    const hex = buildBag()
    hex.set('tagmanifest-sha256.txt.sig', utf8(Buffer.from(hex.get('tagmanifest-sha256.txt.sig')!).toString('hex')))
    expect(failing(await verify(hex))).toMatchObject([
      { name: 'tag-manifest-signature', item: 'tagmanifest-sha256.txt.sig' },
    ])
  })

  it('another export key put in everywhere is caught by the signed export, and by paper', async () => {
    const key = makeKey('impostor')
    const files = buildBag({
      files: (all) => {
        all.set('keys/export.pem', utf8(spkiPem(key.publicKey)))
        all.delete('keys/allowed_signers')
      },
    })
    const report = await verify(seal(files, key), { expectedFingerprint: FINGERPRINT })
    expect(failing(report).map(({ name }) => name)).toEqual(['fingerprint', 'export-content'])
  })
})

describe('what a hostile bundle can do to the verifier', () => {
  it('never throws, whatever any file holds, sealed or not', async () => {
    const files = buildBag()
    const json = fc.json().map(utf8)
    const lines = fc.array(fc.string({ unit: 'binary' })).map((all) => utf8(all.join('\n')))
    const content = fc.oneof(fc.uint8Array({ maxLength: 400 }), json, lines)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...PATHS), content), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (changes, sealed) => {
          const changed = new Map([...files, ...changes])
          const report = await verify(sealed ? seal(changed) : changed)
          expect(BundleReport.safeParse(report).success).toBe(true)
          if (!sealed) expect(report.verdict).toBe('failed')
        },
      ),
      { numRuns: 150 },
    )
  })

  it('survives a reader that fails at everything', async () => {
    const broken = () => Promise.reject(new Error('disk on fire'))
    const reader: BagReader = { paths: broken, odd: broken, size: broken, read: broken, digest: broken, chunks: () => ({ [Symbol.asyncIterator]: () => ({ next: broken }) }) }
    expect((await verifyBag(reader, crypto)).verdict).toBe('failed')
    const listed: BagReader = { ...reader, paths: async () => PATHS, odd: async () => [] }
    const report = await verifyBag(listed, crypto)
    expect(report.verdict).toBe('failed')
    expect(report.checks.filter(({ result: r }) => r === 'pass').map(({ name }) => name)).toEqual([])
  })

  it('reads nothing that is not listed as a plain file: a link leads elsewhere', async () => {
    const files = buildBag()
    const links = new Set([
      'tagmanifest-sha256.txt',
      'tagmanifest-sha256.txt.sig',
      'keys/export.pem',
      'ledger/entries.jsonl',
      'data/report.pdf',
    ])
    const touched: string[] = []
    const inner = memoryReader(files)
    const watch = <T>(path: string, answer: T) => {
      if (links.has(path)) touched.push(path)
      return answer
    }
    const reader: BagReader = {
      paths: async () => PATHS.filter((path) => !links.has(path)),
      odd: async () => [...links],
      size: (path) => watch(path, inner.size(path)),
      read: (path, maxBytes) => watch(path, inner.read(path, maxBytes)),
      digest: (path) => watch(path, inner.digest(path)),
      chunks: (path) => watch(path, inner.chunks(path)),
    }
    expect((await verifyBag(reader, crypto)).verdict).toBe('failed')
    expect(touched).toEqual([])
  })

  it('never asks for more than a file of its kind may hold', async () => {
    const asked = new Map<string, number>()
    const inner = memoryReader(buildBag())
    const reader: BagReader = {
      ...inner,
      read: (path, maxBytes) => {
        asked.set(path, Math.max(asked.get(path) ?? 0, maxBytes))
        return inner.read(path, maxBytes)
      },
    }
    await verifyBag(reader, crypto)
    const MiB = 1024 * 1024
    for (const [path, maxBytes] of asked) {
      const bound = path.endsWith('entries.jsonl')
        ? 256 * MiB
        : path.includes('manifest-')
          ? 64 * MiB
          : path.endsWith('.json')
            ? 16 * MiB
            : MiB / 16
      expect([path, maxBytes <= bound]).toEqual([path, true])
    }
    // Artefacts are hashed as a stream and never read whole.
    expect([...asked.keys()].filter((path) => /report|page\.|original/.test(path))).toEqual([])
  })

  it('keeps long and invisible text out of the report', async () => {
    const text = `{"\u001b[31m${'x'.repeat(5000)}":1}`
    const report = await verify(
      seal(
        buildBag()
          .set('data/exhibits/001/exhibit.json', utf8(text))
          .set('ledger/entries.jsonl', utf8(`${text}\n`)),
      ),
    )
    for (const { detail, item } of report.checks) {
      expect(detail.length).toBeLessThanOrEqual(500)
      expect(detail + (item ?? '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
  })
})

describe('a timestamp', () => {
  const stamped = () =>
    buildBag({ files: (files) => files.set('ledger/checkpoint.tsr', utf8('token')).set('keys/tsa-ca.pem', utf8('ca')) })

  it('that is promised and cannot be read makes the verdict incomplete', async () => {
    const report = await verify(stamped())
    expect(report.verdict).toBe('incomplete')
    expect(report.checks.filter((check) => check.result === 'fail')).toEqual([])
    expect(result(report, 'timestamp')).toMatchObject({ result: 'not-checked', item: 'ledger/checkpoint.tsr' })
  })

  it('is judged by a checker over the checkpoint', async () => {
    const files = stamped()
    const shows = {
      at: '2026-11-22T12:00:00.000Z',
      accuracyMs: null,
      authority: 'Example',
      vouchedBy: null,
      root: 'a'.repeat(64),
      trust: 'other-root' as const,
    }
    const report = await verify(files, {
      checkTimestamp: async (token, content, certificates) => {
        expect([token, content, certificates]).toEqual([utf8('token'), files.get('ledger/checkpoint'), [utf8('ca')]])
        return shows
      },
    })
    expect(report.verdict).toBe('ok')
    expect(result(report, 'timestamp')).toMatchObject({ result: 'pass', detail: tellTimestamp(shows) })
    expect(report.timestamp).toEqual(shows)
    const left = await verify(files, { checkTimestamp: () => Promise.reject(new CannotJudge(null)) })
    expect([left.verdict, left.timestamp]).toEqual(['incomplete', null])
    expect(result(left, 'timestamp')).toMatchObject({ result: 'not-checked', item: 'ledger/checkpoint.tsr' })
    const bad = await verify(files, { checkTimestamp: () => Promise.reject(new Error('wrong imprint')) })
    expect(bad.timestamp).toBeNull()
    expect(bad.checks[0]).toMatchObject({
      name: 'timestamp',
      result: 'fail',
      item: 'ledger/checkpoint.tsr',
      detail: 'wrong imprint',
    })
  })

  it('does not outrank a mismatch', async () => {
    expect((await verify(flipped(stamped(), 'data/report.pdf', 1))).verdict).toBe('failed')
  })
})
