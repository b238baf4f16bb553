import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encryptionOf, readProvenance, serverClocks } from '../../renderer/features/exhibit/provenance.ts'
import { formatBytes, groupsOfFour, shorten } from '../../renderer/ui/format.ts'
import { countCharacters, strengthOf } from '../../renderer/ui/secret.ts'
import { ERROR_CODES, type CheckReport } from '../../shared/contract/index.ts'
import { receiptCode } from '../../shared/encoding/index.ts'
import { catalogues, dynamicText, translator } from '../../shared/locales/index.ts'
import { ENTRY_TYPES, PAYLOADS, subjectOf, type EntryType } from '../../shared/model/index.ts'
import { CHECK_NAMES } from '../../shared/verify/index.ts'
import { newJob, startTestEngine, testFolder } from '../support/engine.ts'
import { hex, PROVENANCE, vaultId } from '../support/fake-data.ts'

const LANGUAGES = ['sv', 'en'] as const

const RECEIPT = { vault: vaultId, seq: 1, leaf: hex('leaf'), head: { size: 2, root: hex('root') }, contentRoot: hex('content'), kid: hex('kid', 16) }

/** The names of all checks that vaults are given: a sound one, an older copy put back, and one that was torn to pieces. */
async function vaultChecks(): Promise<string[]> {
  const { base, remove } = testFolder('words')
  const vault = join(base, 'prov.bevisvalv')
  const names = new Set<string>()
  const note = ({ checks }: CheckReport) => checks.forEach(({ name }) => names.add(name))
  const test = await startTestEngine(base)
  try {
    const check = async () => note(await test.call('vault.check', { job: newJob() }))
    const inspect = async () => note(await test.call('vault.inspect', { vault: await test.grant(vault, 'vault') }))
    await test.found(vault)
    await test.call('vault.lock', {})
    cpSync(vault, join(base, 'older'), { recursive: true })
    await test.open(vault)
    await test.openCase()
    await check()
    // Of another vault: what rests on that is named all the same.
    note(await test.call('receipt.check', { code: receiptCode(RECEIPT) }))
    await test.call('vault.lock', {})
    await inspect()

    rmSync(vault, { recursive: true })
    cpSync(join(base, 'older'), vault, { recursive: true })
    expect((await test.open(vault)).alarm).not.toBeNull()
    await check()
    await test.call('vault.lock', {})

    for (const name of readdirSync(vault)) rmSync(join(vault, name), { recursive: true })
    writeFileSync(join(vault, 'header.json'), '{}')
    await inspect()
    return [...names]
  } finally {
    await test.engine.close()
    remove()
  }
}
const VAULT_CHECKS = await vaultChecks()

describe.each(LANGUAGES)('words in %s', (language) => {
  const t = translator(language)

  it.each(ERROR_CODES)('say what happened, what is safe and what to do for %s', (code) => {
    for (const part of ['what', 'safe', 'do']) {
      const text = dynamicText(t, `errors.${code}.${part}`, { min: 12, seconds: 30, number: 3, count: 2, name: 'bild.jpg', kept: 'Chromium', found: 'Chrome' })
      expect(text).toMatch(/^[A-ZÅÄÖ].{10,}[.?]$/)
      expect(text).not.toContain('{{')
    }
  })

  it.each([
    ...CHECK_NAMES.map((name) => [name, 'verify', 'explain'] as const),
    ...VAULT_CHECKS.map((name) => [name, 'vaultNotes', 'holds'] as const),
  ])('say of the check %s what each of its results means', (name, area, holds) => {
    expect(dynamicText(t, `${area}.checks.${name}`)).toMatch(/^[A-ZÅÄÖ].*[^.]$/)
    const told = [holds, 'fails', 'unchecked'].map((part) => dynamicText(t, `${area}.${part}.${name}`))
    for (const text of told) expect(text).toMatch(/^[A-ZÅÄÖ].{15,}\.$/)
    expect(new Set(told).size).toBe(3)
    // That something is not known doesn't stand alone: a sentence of its own says what follows or what to do.
    expect(told[2]).toMatch(/[.] [A-ZÅÄÖ]/)
  })

  it('are of every check that is made, and of no other', () => {
    const { checks, holds, fails, unchecked } = catalogues[language].vaultNotes
    for (const part of [checks, holds, fails, unchecked]) expect(new Set(Object.keys(part))).toEqual(new Set(VAULT_CHECKS))
  })

  it.each(Object.entries(PAYLOADS))('tell the log entry %s as a sentence, of what its payload names', (type, schema) => {
    // Every field that the payload has, and no other: a sentence can't name what nobody recorded.
    const shaped: Record<string, unknown> = {
      actor: { name: 'Namn' }, witness: { name: 'Namn' }, sightings: ['Värde'], decision: { authority: 'Värde', number: 'Värde', decidedOn: '2026-01-01' },
      ...(type === 'exhibit.disposed' && { exhibits: [{ exhibit: `x-${hex('x', 32)}`, number: 1, entries: [1] }] }), ...(type === 'case.disposed' && { exhibits: 1 }),
    }
    const payload = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, shaped[key] ?? 'Värde']))
    const text = dynamicText(t, `custody.${type}`, subjectOf(type as EntryType, payload))
    expect(text).toMatch(/^[A-ZÅÄÖ].*\S$/)
    expect(text).not.toContain('{{')
  })

  it('have a sentence for every type of entry', () => {
    for (const type of ENTRY_TYPES) expect(dynamicText(t, `custody.${type}`), type).not.toBe(`custody.${type}`)
  })

  it('have the same placeholders as the other language', () => {
    const holes = (tree: object, path = ''): string[] =>
      Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
        typeof value === 'string'
          ? [`${path}${key} ${(value.match(/\{\{\w+\}\}/g) ?? []).toSorted((a, b) => a.localeCompare(b)).join()}`]
          : holes(value as object, `${path}${key}.`),
      )
    expect(holes(catalogues[language])).toEqual(holes(catalogues.sv))
  })
})

describe('a passphrase', () => {
  it.each([
    ['', 'none'],
    ['elva tecken', 'short'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['123456789012345', 'weak'],
    ['hemlig hemlig hemlig hemlig', 'weak'],
    ['Trötta Grisar', 'fair'],
    ['hästar springer över ängen', 'good'],
  ])('%j is judged %s', (text, strength) => expect(strengthOf(text)).toBe(strength))

  it('is counted in characters, not in the units of a string', () => expect(countCharacters('🔒åä')).toBe(3))
})

describe('figures', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [4_812_331, '4,8 MB'],
    [612_004, '612 kB'],
    [2_147_483_648, '2,1 GB'],
  ])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes, 'sv')).toBe(text))

  it('have the decimal sign of the language', () => expect(formatBytes(4_812_331, 'en')).toBe('4.8 MB'))
  it('of a fingerprint stand in groups', () => expect(groupsOfFour('0123456789ab')).toEqual(['0123', '4567', '89ab']))
})

describe('a long name', () => {
  it('keeps its beginning and its end', () => {
    expect(shorten(`${'b'.repeat(300)}.txt`, 5, 6)).toBe('bbbbb…bb.txt')
    expect(shorten('kort.txt', 5, 6)).toBe('kort.txt')
    expect(shorten('🔒🔒🔒🔒', 1, 1)).toBe('🔒…🔒')
  })
})

describe('a provenance file', () => {
  it('is read', () => {
    expect(readProvenance(PROVENANCE)).toMatchObject({ page: { status: 200, security: { issuer: 'Example Root CA' } }, browser: { sandbox: 'on' } })
  })

  it('of another shape gives what can be read', () => {
    expect(readProvenance('{"page":{"status":"many","title":"Kvar"},"browser":7}')).toMatchObject({ page: { title: 'Kvar' } })
  })

  it('of any content is no error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const reading = readProvenance(text)
        if (reading) void [encryptionOf(reading), serverClocks(reading)]
      }),
    )
  })

  it.each([
    ['https://forum.example/', { subjectName: 'forum.example', issuer: 'CA' }, { certificate: 'forum.example' }],
    ['http://forum.example/', null, 'none'],
    // It was open before anybody listened: that is no word about how it came.
    ['https://forum.example/', null, 'unknown'],
    ['https://forum.example/', undefined, null],
  ])('of %s with %o says of its encryption no more than is known', (finalUrl, security, told) => {
    const reading = readProvenance(JSON.stringify({ page: { finalUrl, security } }))
    expect(reading && encryptionOf(reading)).toEqual(told)
  })

  it('tells the clock of the page’s own server first', () => {
    const serverDates = [
      { host: 'cdn.example', date: 'Wed, 04 Mar 2026 09:27:02 GMT', receivedAt: '2026-03-04T09:27:05.500Z' },
      { host: 'forum.example', date: 'Wed, 04 Mar 2026 09:27:02 GMT', receivedAt: '2026-03-04T09:27:02.000Z' },
      { host: 'odd.example', date: 'i går' },
    ]
    const reading = readProvenance(JSON.stringify({ page: { finalUrl: 'https://forum.example/x' }, clock: { serverDates } }))
    expect(reading && serverClocks(reading).map(({ host, offsetMs }) => [host, offsetMs])).toEqual([['forum.example', 500], ['cdn.example', -3000], ['odd.example', null]])
  })
})
