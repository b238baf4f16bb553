import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ENTRY_TYPES, Entry, PAYLOADS } from '../../shared/model/index.ts'

const hex64 = '0123456789abcdef'.repeat(4)
const id = (letter: string): string => `${letter}-${hex64.slice(0, 32)}`

const entry = {
  at: '2026-11-22T14:00:03.000Z',
  case: id('c'),
  kid: hex64.slice(0, 16),
  log: `bevisvalv.invalid/${id('v')}`,
  n: 1,
  payload: `sha256:${hex64}`,
  prev: `sha256:${hex64}`,
  seq: 3,
  sig: Buffer.alloc(64, 7).toString('base64'),
  type: 'exhibit.acquired',
  v: 1,
}

describe('an entry', () => {
  it('is taken as the ledger writes it', () => {
    expect(Entry.parse(entry)).toEqual(entry)
    expect(Entry.safeParse({ ...entry, case: null }).success).toBe(true)
    expect(Entry.safeParse({ ...entry, n: 0, prev: null }).success).toBe(true)
  })

  it.each(Object.keys(entry))('needs %s', (key) => {
    expect(Entry.safeParse(Object.fromEntries(Object.entries(entry).filter(([name]) => name !== key))).success).toBe(false)
  })

  it.each([
    ['an unknown key', { note: 'hello' }],
    ['a title in clear', { title: 'x' }],
    ['another version', { v: 2 }],
    ['a version as text', { v: '1' }],
    ['an unknown type', { type: 'exhibit.forged' }],
    ['a negative index', { seq: -1 }],
    ['a broken index', { n: 0.5 }],
    ['an unsafe integer', { seq: 2 ** 53 }],
    ['another case shape', { case: 'c-1' }],
    ['a payload without its algorithm', { payload: hex64 }],
    ['a signature of 63 bytes', { sig: Buffer.alloc(63).toString('base64') }],
    ['a signature of 65 bytes', { sig: Buffer.alloc(65).toString('base64') }],
    ['a signature in URL letters', { sig: Buffer.alloc(64, 0xff).toString('base64').replaceAll('/', '_') }],
    // The last letter holds 4 bits of padding: 15 spellings of the same bytes, of which one is right.
    ['a signature spelled in another way', { sig: `${Buffer.alloc(64, 7).toString('base64').slice(0, 85)}x==` }],
    ['a time with an offset', { at: '2026-11-22T14:00:03.000+00:00' }],
  ])('refuses %s', (_what, change) => {
    expect(Entry.safeParse({ ...entry, ...change }).success).toBe(false)
  })
})

/** A value that a schema takes, made from its JSON Schema: enough for these plain shapes. */
function sample(schema: Record<string, unknown>): unknown {
  if ('const' in schema) return schema['const']
  const options = (schema['anyOf'] ?? schema['oneOf']) as Record<string, unknown>[] | undefined
  if (options !== undefined) return sample(options[0] ?? {})
  const values = schema['enum'] as unknown[] | undefined
  if (values !== undefined) return values[0]
  const types = schema['type'] as string | string[]
  switch (Array.isArray(types) ? types[0] : types) {
    case 'boolean':
      return true
    case 'object': {
      const required = schema['required'] as string[]
      const properties = schema['properties'] as Record<string, Record<string, unknown>>
      return Object.fromEntries(required.map((key) => [key, sample(properties[key] ?? {})]))
    }
    case 'array':
      if ('prefixItems' in schema) return (schema['prefixItems'] as Record<string, unknown>[]).map(sample)
      return [sample(schema['items'] as Record<string, unknown>)]
    case 'integer':
      return 1
    case 'string':
      return sampleText(schema['pattern'] as string | undefined)
    case 'null':
      return null
    default:
      throw new Error(`No sample for ${JSON.stringify(schema)}`)
  }
}

function sampleText(pattern: string | undefined): string {
  if (pattern === undefined) return 'text'
  const known = ['v', 'c', 'x', 'p', 'o', 'r', 's', 'l'].map(id)
  const fits = [...known, hex64, hex64.slice(0, 16), `sha256:${hex64}`, entry.at, `${'A'.repeat(43)}=`, 'page.html', 'code', '1,2', '2026-11-29', `age1${'q'.repeat(58)}`]
  const found = fits.find((text) => new RegExp(pattern).test(text))
  if (found === undefined) throw new Error(`No sample for ${pattern}`)
  return found
}

describe.each(Object.entries(PAYLOADS))('the payload of %s', (type, schema) => {
  const json = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>
  const good = sample(json) as Record<string, unknown>

  it('is taken when whole', () => {
    expect(schema.safeParse(good).error).toBeUndefined()
    expect(good['type']).toBe(type)
  })

  it('takes no unknown key at any depth', () => {
    expect(schema.safeParse({ ...good, extra: 1 }).success).toBe(false)
    for (const [key, value] of Object.entries(good)) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
      expect(schema.safeParse({ ...good, [key]: { ...value, extra: 1 } }).success, key).toBe(false)
    }
  })

  it('needs every key', () => {
    for (const key of Object.keys(good)) {
      const rest = Object.fromEntries(Object.entries(good).filter(([name]) => name !== key))
      expect(schema.safeParse(rest).success, key).toBe(false)
    }
  })

  it('needs a salt of 32 bytes and an actor', () => {
    for (const salt of ['', hex64.slice(2), hex64.toUpperCase(), null]) expect(schema.safeParse({ ...good, salt }).success).toBe(false)
    expect(schema.safeParse({ ...good, actor: null }).success).toBe(false)
  })

  it('fits no other type', () => {
    for (const [other, another] of Object.entries(PAYLOADS)) {
      if (other !== type) expect(another.safeParse(good).success, other).toBe(false)
    }
  })
})

it('every payload belongs to an entry type', () => {
  expect(Object.keys(PAYLOADS).filter((type) => !(ENTRY_TYPES as readonly string[]).includes(type))).toEqual([])
  expect(new Set(ENTRY_TYPES).size).toBe(ENTRY_TYPES.length)
})
