import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  checkpointBody,
  contentRoot,
  fromBase64,
  fromHex,
  fromUtf8,
  hashLines,
  parseCanonical,
  parseCheckpointBody,
  parseHashLines,
  parseTlogProof,
  tlogProof,
  toBase64,
  toHex,
  utf8,
} from '../../shared/encoding/index.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const text = fc.string({ unit: 'grapheme' })
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => n + 0),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 5 }),
  ),
}))

describe('canonical JSON', () => {
  it('comes back as it went, whatever the order of keys', () => {
    fc.assert(
      fc.property(value, (original) => {
        const written = canonicalJson(original)
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(original)))
        expect(canonicalJson(parseCanonical(written))).toBe(written)
        expect(canonicalJson(reversed(original))).toBe(written)
      }),
    )
  })

  it('has no other spelling: what JSON.parse takes but differs in text is refused', () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.constantFrom(' ', '\n', '\t', '\ufeff'), (original, at, space) => {
        const written = canonicalJson(original)
        const i = at % (written.length + 1)
        const changed = written.slice(0, i) + space + written.slice(i)
        let read: unknown
        try {
          read = parseCanonical(changed)
        } catch {
          return
        }
        // Only inside a string can a space be part of the value.
        expect(read).not.toEqual(JSON.parse(written))
      }),
    )
  })

  it.each(['{"a":1,"a":1}', '{"b":1,"a":1}', '1.0', '1e2', '-0', '"\\u0041"', '"\\/"', '[1,]', '', '01', '1.5'])(
    'refuses %s',
    (json) => {
      expect(() => parseCanonical(json)).toThrow()
    },
  )

  it('refuses what JSON has no word for, instead of leaving it out', () => {
    const hole: unknown[] = [1]
    hole[2] = 3
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const odd: unknown[] = [
      undefined,
      { a: undefined },
      [undefined],
      hole,
      cycle,
      1n,
      Symbol('s'),
      { [Symbol('s')]: 1 },
      () => 1,
    ]
    odd.push(new Date(0), new Map(), new Uint8Array(1), { toJSON: () => 1 }, Object.create({ inherited: 1 }))
    for (const one of odd) expect(() => canonicalJson(one)).toThrow(TypeError)
  })

  it('keeps a key that means something to JavaScript as plain data', () => {
    const json = '{"__proto__":{"a":1},"constructor":2}'
    expect(canonicalJson(parseCanonical(json))).toBe(json)
    expect(parseCanonical('{"toJSON":1}')).toEqual({ toJSON: 1 })
  })

  it('refuses deep nesting without exhausting the stack', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(canonicalJson(parseCanonical(nested(64)))).toBe(nested(64))
    expect(() => parseCanonical(nested(65))).toThrow('nested too deep')
    expect(() => parseCanonical(nested(100_000))).toThrow(Error)
  })
})

describe('bytes as text', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(bytes, (original) => {
        expect(fromHex(toHex(original))).toEqual(original)
        expect(fromBase64(toBase64(original))).toEqual(original)
        expect(toBase64(original)).toBe(Buffer.from(original).toString('base64'))
        expect(toHex(original)).toBe(Buffer.from(original).toString('hex'))
      }),
    )
    fc.assert(
      fc.property(text, (original) => {
        expect(fromUtf8(utf8(original))).toBe(original)
      }),
    )
  })

  it('have one spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AQgwx/+=-_ \n'.split('')) }), (original) => {
        let read: Uint8Array
        try {
          read = fromBase64(original)
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
          return
        }
        expect(toBase64(read)).toBe(original)
      }),
      { numRuns: 1000 },
    )
    for (const wrong of ['AB==', 'AAB=', 'AA', 'A===', '====', 'AA==AA==', 'AA=A', ' AA==', 'AA-_']) {
      expect(() => fromBase64(wrong)).toThrow(TypeError)
    }
    for (const wrong of ['0', 'AB', '0g', ' 00', '0x00']) expect(() => fromHex(wrong)).toThrow(TypeError)
  })

  it('takes chunks in its stride', () => {
    for (const size of [0x1fff, 0x2000, 0x2001, 0x6003]) {
      const large = Uint8Array.from({ length: size }, (_, i) => i * 31)
      expect(toBase64(large)).toBe(Buffer.from(large).toString('base64'))
      expect(fromBase64(toBase64(large))).toEqual(large)
    }
  })

  it('keeps a byte order mark and refuses what is no UTF-8', () => {
    expect(utf8(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 65)))).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf, 65))
    for (const wrong of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe5]]) {
      expect(() => fromUtf8(Uint8Array.from(wrong))).toThrow(TypeError)
    }
  })
})

describe('checkpoints and proof files', () => {
  const head = fc.record({
    origin: fc.stringMatching(/^[a-z0-9./-]{1,40}$/),
    size: fc.maxSafeNat(),
    root: hash.map(toHex),
  })

  it('come back as they went', () => {
    fc.assert(
      fc.property(head, (original) => {
        expect(parseCheckpointBody(checkpointBody(original))).toEqual(original)
      }),
    )
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 64 }), text, (index, proof, checkpoint) => {
        expect(parseTlogProof(tlogProof(index, proof, checkpoint))).toEqual({ index, proof, checkpoint })
        expect(parseHashLines(hashLines(proof))).toEqual(proof)
      }),
    )
  })

  it('have one spelling', () => {
    const body = checkpointBody({ origin: 'bevisvalv.invalid/x', size: 12, root: '00'.repeat(32) })
    const changed = [
      body.slice(0, -1),
      `${body}\n`,
      `${body}extension\n`,
      body.replace('12', '012'),
      body.replace('12', '+12'),
      body.replace('12', '12 '),
      body.replace('12', '-1'),
      body.replace('12', '9007199254740993'),
      body.replace('bevis', 'Bevis'),
      body.replace('AAAA', 'AAA'),
      body.replaceAll('\n', '\r\n'),
      body.slice(body.indexOf('\n')),
    ]
    for (const wrong of changed) expect(() => parseCheckpointBody(wrong)).toThrow(TypeError)

    const file = tlogProof(3, [new Uint8Array(32)], body)
    const files = [
      file.replace('@v1', '@v2'),
      file.replace('index 3', 'index 03'),
      file.replace('index 3', 'index'),
      file.replace('index 3\n', ''),
      file.replace('AAA=', 'AAB='),
      file.replace('AAAAA', 'AAAA'),
      file.replaceAll('\n', '\r\n'),
      file.slice(0, file.indexOf('\n\n')),
      `\n\n${file}`,
      tlogProof(
        3,
        Array.from({ length: 65 }, () => new Uint8Array(32)),
        body,
      ),
      tlogProof(3, [new Uint8Array(31)], body),
    ]
    for (const wrong of files) expect(() => parseTlogProof(wrong)).toThrow(TypeError)
    expect(() => parseHashLines(toBase64(new Uint8Array(32)))).toThrow(TypeError)
    expect(() => parseHashLines('\n')).toThrow(TypeError)
  })
})

describe('content root', () => {
  const item = fc.record({ name: fc.stringMatching(/^[a-z0-9._-]{1,8}$/), bytes: fc.nat(), sha256: hash.map(toHex) })
  const items = fc.uniqueArray(item, { selector: ({ name }) => name, minLength: 1, maxLength: 20 })

  it("doesn't depend on order or other fields, and on everything else", () => {
    fc.assert(
      fc.property(items, fc.nat(), (list, at) => {
        const root = contentRoot(list)
        const withMore = list.map((one) => ({ ...one, mediaType: 'text/plain' })).reverse()
        expect(contentRoot(withMore)).toBe(root)
        const i = at % list.length
        const changes = [
          { bytes: list[i]!.bytes + 1 },
          { name: `${list[i]!.name}-longer` },
          { sha256: toHex(new Uint8Array(32)) },
        ]
        for (const change of changes) expect(contentRoot(list.with(i, { ...list[i]!, ...change }))).not.toBe(root)
        expect(contentRoot(list.toSpliced(i, 1))).not.toBe(root)
      }),
    )
  })

  it('refuses two of one name', () => {
    const one = { name: 'page.txt', bytes: 1, sha256: '00'.repeat(32) }
    expect(() => contentRoot([one, { ...one, bytes: 2 }])).toThrow(TypeError)
  })
})

/** The same value with the keys of every object put in the other way round. */
function reversed(original: unknown): unknown {
  if (Array.isArray(original)) return original.map(reversed)
  if (typeof original !== 'object' || original === null) return original
  return Object.fromEntries(
    Object.entries(original)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}
