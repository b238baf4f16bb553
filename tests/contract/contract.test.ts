import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CALLS, ERROR_CODES, EVENTS, Failure, Refusal } from '../../shared/contract/index.ts'
import { catalogues, translator } from '../../shared/locales/index.ts'
import { REPOSITORY } from '../support/oxlint.ts'

/** Every text of a language by its dotted key. */
function texts(tree: object, prefix = ''): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (typeof value === 'object' && value !== null) for (const [k, v] of texts(value, path)) found.set(k, v)
    else found.set(path, value)
  }
  return found
}

const variables = (text: unknown): string[] =>
  [...String(text).matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}/g)].map((match) => match[1] ?? '').toSorted()

const sv = texts(catalogues.sv)
const en = texts(catalogues.en)

/** Which objects inside a schema would let unknown keys through. */
function looseObjects(schema: z.ZodType, path: string): string[] {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
  const found: string[] = []
  const walk = (node: unknown, at: string): void => {
    if (typeof node !== 'object' || node === null) return
    const shape = node as Record<string, unknown>
    if ('properties' in shape && shape['additionalProperties'] !== false) found.push(at)
    for (const [key, value] of Object.entries(shape)) walk(value, `${at}/${key}`)
  }
  walk(json, path)
  return found
}

describe('calls', () => {
  it.each(Object.entries(CALLS))('%s parses what goes in and what comes back', (name, call) => {
    expect(call.input).toBeInstanceOf(z.ZodType)
    expect(call.output).toBeInstanceOf(z.ZodType)
    expect(name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
  })

  it.each(Object.entries(CALLS))('%s lets no unknown key in or out', (name, call) => {
    expect(looseObjects(call.input, `${name} in`)).toEqual([])
    expect(looseObjects(call.output, `${name} out`)).toEqual([])
    expect(call.input.safeParse({ path: '/etc/passwd' }).success).toBe(false)
  })

  it.each(Object.entries(CALLS))('%s carries no path', (_name, call) => {
    const keys = JSON.stringify([
      z.toJSONSchema(call.input, { unrepresentable: 'any', io: 'input' }),
      z.toJSONSchema(call.output, { unrepresentable: 'any', io: 'input' }),
    ])
    expect(keys).not.toMatch(/"(path|file|directory|dir|folderPath)":\{/)
  })

  it('takes secrets as bytes only', () => {
    expect(CALLS['vault.change-passphrase'].input.safeParse({ current: 'text', next: 'text' }).success).toBe(false)
    const bytes = new TextEncoder().encode('en lång lösenfras')
    expect(CALLS['vault.change-passphrase'].input.safeParse({ current: bytes, next: bytes }).success).toBe(true)
  })
})

describe('events', () => {
  it.each(Object.entries(EVENTS))('%s lets no unknown key through', (name, schema) => {
    expect(looseObjects(schema, name)).toEqual([])
  })
})

describe('refusals', () => {
  it('have codes that are named once', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length)
    for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z]+(\.[a-z]+(-[a-z]+)*)?$/)
  })

  it('carry their code and values, never their cause', () => {
    const refusal = new Refusal('vault.io', { name: 'x' }, new Error('/a/path'))
    expect(Failure.parse({ code: refusal.code, params: refusal.params })).toEqual({ code: 'vault.io', params: { name: 'x' } })
    expect(refusal.message).toBe('vault.io')
    expect(Failure.safeParse({ code: 'vault.io', params: {}, stack: 'x' }).success).toBe(false)
    expect(Failure.safeParse({ code: 'no.such', params: {} }).success).toBe(false)
  })

  // `vault.io` is worded in the tree errors → vault → io.
  it.each(ERROR_CODES)('%s is worded in both languages: what happened, what is safe, what to do', (code) => {
    for (const [language, known] of [['sv', sv] as const, ['en', en] as const]) {
      const own = [...known].filter(([key]) => key === `errors.${code}` || key.startsWith(`errors.${code}.`))
      expect(own, `${language}: errors.${code}`).not.toEqual([])
      for (const [, text] of own) expect(String(text).trim().length).toBeGreaterThan(5)
    }
  })
})

describe('languages', () => {
  it('have the same keys', () => {
    expect([...en.keys()].toSorted()).toEqual([...sv.keys()].toSorted())
    expect(sv.size).toBeGreaterThan(200)
  })

  it('have no empty text and nothing that is no text', () => {
    for (const [language, all] of [['sv', sv] as const, ['en', en] as const]) {
      const bad = [...all].filter(([, text]) => typeof text !== 'string' || text.trim() === '')
      expect(bad, language).toEqual([])
    }
  })

  it('name the same values', () => {
    const differing = [...sv].filter(([key, text]) => variables(text).join() !== variables(en.get(key)).join())
    expect(differing.map(([key, text]) => [key, text, en.get(key)])).toEqual([])
  })

  it('pair each plural', () => {
    for (const key of sv.keys()) {
      if (key.endsWith('_one')) expect(sv.has(key.replace(/_one$/, '_other')), key).toBe(true)
      if (key.endsWith('_other')) expect(sv.has(key.replace(/_other$/, '_one')), key).toBe(true)
    }
  })

  it('are two languages: Swedish has its letters, and no long text is the same in both', () => {
    expect([...sv.values()].filter((text) => /[åäö]/i.test(String(text))).length).toBeGreaterThan(sv.size / 3)
    const words = (text: unknown): number => String(text).replaceAll(/\{\{.*?\}\}/g, '').match(/\p{L}{2,}/gu)?.length ?? 0
    const same = [...sv].filter(([key, text]) => words(text) > 4 && text === en.get(key))
    expect(same).toEqual([])
  })

  it('leave no value standing where all were given', () => {
    for (const language of ['sv', 'en'] as const) {
      const t = translator(language) as unknown as (key: string, values: object) => string
      for (const [key, text] of sv) {
        const values = Object.fromEntries(variables(text).map((name) => [name, name === 'count' ? 2 : 'VÄRDE']))
        expect(t(key, values), `${language} ${key}`).not.toContain('{{')
      }
    }
  })

  it('have every key that the sources name', () => {
    const plural = (key: string): boolean => sv.has(`${key}_other`)
    const branch = (key: string): boolean => [...sv.keys()].some((known) => known.startsWith(`${key}.`))
    const missing: string[] = []
    for (const file of globSync('{renderer,electron,shared}/**/*.{ts,tsx}', { cwd: REPOSITORY })) {
      const source = readFileSync(`${REPOSITORY}/${file}`, 'utf8')
      for (const [, key = ''] of source.matchAll(/\bt\(\s*'([A-Za-z][\w-]*(?:\.[\w-]+)+)'/g)) {
        if (!sv.has(key) && !plural(key) && !branch(key)) missing.push(`${file}: ${key}`)
      }
    }
    expect(missing).toEqual([])
  })
})
