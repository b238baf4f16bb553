import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts'

describe('values over a bridge of text', () => {
  test('bytes are base64 under a mark, Node buffers too', () => {
    expect(encodeWire({ a: new Uint8Array([1, 2, 255]) })).toBe('{"a":{"$bytes":"AQL/"}}')
    expect(encodeWire([Buffer.from('å')])).toBe('[{"$bytes":"w6U="}]')
  })

  test('what goes in comes out', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.uint8Array())
    const key = fc.string().filter((name) => name !== '$bytes' && name !== '__proto__')
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value')), fc.dictionary(key, tie('value'), { noNullPrototype: true })),
    }))
    fc.assert(
      fc.property(value, (given) => {
        expect(decodeWire(encodeWire(given))).toEqual(given)
      }),
    )
  })

  test("an object that looks like bytes isn't sent", () => {
    expect(() => encodeWire({ $bytes: 'AQL/' })).toThrow(TypeError)
  })

  test.each([
    '{"$bytes":1}',
    '{"$bytes":"AQL/","more":1}',
    '{"$bytes":"A"}',
    '{"$bytes":"AQL_"}',
    '{"$bytes":"AQL/ "}',
    '{"a":{"__proto__":{"x":1}}}',
    '{"__proto__":null}',
    'nothing',
    '',
    '['.repeat(200_000),
    '['.repeat(200_000) + ']'.repeat(200_000),
  ])('%.40s is refused', (text) => {
    expect(() => decodeWire(text)).toThrow()
  })

  test('no text makes it do anything but answer or throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          decodeWire(text)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }),
    )
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
