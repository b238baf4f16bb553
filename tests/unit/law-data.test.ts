import { describe, expect, it } from 'vitest'
import { AGENCIES } from '../../shared/law/agencies.ts'
import { ENGINES } from '../../shared/law/engines.ts'
import { CIVIL_RULE, LIMITATION_RULE } from '../../shared/law/limitation.ts'
import { OFFENCES } from '../../shared/law/offences.ts'
import { PLATFORMS } from '../../shared/law/platforms.ts'
import { OPERATOR_NOTES, OPERATOR_RETENTION } from '../../shared/law/retention.ts'

const LISTS = { OFFENCES, PLATFORMS, ENGINES, AGENCIES, OPERATOR_RETENTION }
const ENTRIES = [...Object.values(LISTS).flat(), LIMITATION_RULE, CIVIL_RULE]

/** Names are the same in both languages; nothing longer is. */
const LONGEST_NAME = 20

const ENGLISH = /\b(the|and|of|with|from|is|are|was|not|that|which)\b/i
const SWEDISH = /\b(och|att|som|det|för|inte|eller|den|ett)\b/i

const isDay = (day: unknown): boolean => {
  const [, year, month, date] = (typeof day === 'string' ? /^(20\d\d)-(\d\d)-(\d\d)$/.exec(day) : null) ?? []
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)))
  return real.getUTCMonth() === Number(month) - 1 && real.getUTCDate() === Number(date)
}

const isPage = (url: unknown): boolean => typeof url === 'string' && URL.canParse(url) && new URL(url).protocol === 'https:' && new URL(url).hostname.includes('.')

function textFaults({ sv, en }: Record<string, unknown>, at: string): string[] {
  if (typeof sv !== 'string' || typeof en !== 'string' || sv === '' || en === '' || sv !== sv.trim() || en !== en.trim()) return [`${at}: not in both languages`]
  if (sv === en) return sv.length > LONGEST_NAME ? [`${at}: the same in both languages`] : []
  return [...(ENGLISH.test(sv) ? [`${at}: English in the Swedish`] : []), ...(SWEDISH.test(en) ? [`${at}: Swedish in the English`] : [])]
}

/** What is wrong with an entry, with all that is in it. */
function faults(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => faults(each, `${at}[${index}]`))
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Record<string, unknown>
  if ('sv' in fields || 'en' in fields) return textFaults(fields, at)
  return Object.entries(fields).flatMap(([key, field]) => {
    const here = `${at}.${key}`
    if (['source', 'url', 'form', 'where', 'dsaNotice'].includes(key) && field !== null && !isPage(field)) return [`${here}: no page`]
    return faults(field, here)
  })
}

/** What an entry has to have besides. */
function sourceFaults(entry: Record<string, unknown>, at: string): string[] {
  const { source, cite, asOf, from, until, verified } = entry
  return [
    ...(isPage(source) ? [] : [`${at}: no source`]),
    ...(typeof cite === 'object' && cite !== null && 'sv' in cite ? [] : [`${at}: no cite`]),
    ...(isDay(asOf) ? [] : [`${at}: no asOf`]),
    ...(from === null || isDay(from) ? [] : [`${at}: no from`]),
    ...(until === null || isDay(until) ? [] : [`${at}: no until`]),
    ...(typeof from === 'string' && typeof until === 'string' && until < from ? [`${at}: ends before it begins`] : []),
    ...(typeof verified === 'boolean' ? [] : [`${at}: verified or not?`]),
  ]
}

const ofEntry = (entry: object): string[] => [...faults(entry, 'entry'), ...sourceFaults(entry as Record<string, unknown>, 'entry')]

const named = (entry: (typeof ENTRIES)[number]): string => ('id' in entry ? entry.id : entry.cite.en)

describe('whatever is said of the law', () => {
  it.each(ENTRIES.map((entry) => [named(entry), entry] as const))('%s has a source, its days, and both languages', (_, entry) => {
    expect(ofEntry(entry)).toEqual([])
  })

  it('is said in both languages where it has no source of its own', () => {
    expect(faults(OPERATOR_NOTES, 'notes')).toEqual([])
  })

  it.each(Object.entries(LISTS))('has ids in %s that are there once', (_, list) => {
    const ids = list.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([])
  })
})

describe('this test', () => {
  const sound = {
    source: 'https://example.se/', cite: { sv: 'BrB 4 kap. 5 §', en: 'Criminal Code ch. 4 s. 5' }, asOf: '2026-04-29', from: null, until: '2026-12-31', verified: true,
  }

  it('finds nothing where nothing is wrong', () => {
    expect(ofEntry(sound)).toEqual([])
  })

  it.each<[string, object]>([
    ['no source', { source: undefined }], ['source without https', { source: 'http://example.se/' }], ['source that is no address', { source: 'BrB' }],
    ['no cite', { cite: undefined }], ['no English cite', { cite: { sv: 'BrB' } }], ['no asOf', { asOf: null }], ['no such asOf', { asOf: '2026-02-29' }],
    ['no such from', { from: '2025-06-31' }], ['no from', { from: undefined }], ['no such until', { until: '2026-13-01' }], ['ends first', { from: '2027-01-01' }],
    ['no verified', { verified: undefined }], ['empty text', { text: { sv: 'Något', en: '' } }], ['Swedish alone', { list: [{ text: { sv: 'Något' } }] }],
    ['English alone', { list: [{ text: { en: 'Something' } }] }], ['the same in both', { text: { sv: 'Open the menu by the post', en: 'Open the menu by the post' } }],
    ['English in the Swedish', { text: { sv: 'Öppna the menyn', en: 'Open the menu' } }], ['Swedish in the English', { text: { sv: 'Hot och våld', en: 'Threats och våld' } }],
    ['a form that is no page', { form: 'ftp://example.se/' }],
  ])('finds %s', (_, change) => {
    expect(ofEntry({ ...sound, ...change })).not.toEqual([])
  })
})

describe('the offences', () => {
  it('have elements whose ids are there once and begin with the offence', () => {
    const ids = OFFENCES.flatMap(({ elements }) => elements.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, elements } of OFFENCES) {
      expect(elements.length).toBeGreaterThan(0)
      for (const element of elements) expect(element.id).toMatch(new RegExp(`^${id}\\.[a-z-]+$`))
    }
  })

  it('name as ordinary degree one of the same section’s, or none', () => {
    const degrees = OFFENCES.filter(({ ordinary }) => ordinary !== null).map(({ id, ordinary }) => [id, ordinary])
    expect(degrees).toEqual([
      ['grovt-olaga-hot', 'olaga-hot'],
      ['grovt-olaga-integritetsintrang', 'olaga-integritetsintrang'],
      ['grovt-fortal', 'fortal'],
      ['grov-forolampning', 'forolampning'],
      ['ringa-hets-mot-folkgrupp', 'hets-mot-folkgrupp'],
      ['grov-hets-mot-folkgrupp', 'hets-mot-folkgrupp'],
      ['grovt-hot-mot-tjansteman', 'hot-mot-tjansteman'],
      ['grovt-angrepp-mot-tjansteman', 'angrepp-mot-tjansteman'],
    ])
    for (const [, ordinary] of degrees) expect(OFFENCES.find(({ id }) => id === ordinary)?.ordinary).toBeNull()
  })

  it('carry the months that the code has at most, and say so in words', () => {
    expect(Object.fromEntries(OFFENCES.map(({ id, maxMonths, penalty }) => [id, [maxMonths, penalty.sv]]))).toEqual({
      'olaga-forfoljelse': [48, 'Fängelse i högst fyra år'],
      'olaga-hot': [24, 'Böter eller fängelse i högst två år'],
      'grovt-olaga-hot': [48, 'Fängelse i lägst ett och högst fyra år'],
      'olovlig-identitetsanvandning': [24, 'Böter eller fängelse i högst två år'],
      'olaga-integritetsintrang': [24, 'Böter eller fängelse i högst två år'],
      'grovt-olaga-integritetsintrang': [48, 'Fängelse i lägst sex månader och högst fyra år'],
      ofredande: [12, 'Böter eller fängelse i högst ett år'],
      'olovlig-avlyssning': [24, 'Böter eller fängelse i högst två år'],
      fortal: [0, 'Böter'],
      'grovt-fortal': [24, 'Böter eller fängelse i högst två år'],
      forolampning: [0, 'Böter'],
      'grov-forolampning': [6, 'Böter eller fängelse i högst sex månader'],
      'hets-mot-folkgrupp': [24, 'Fängelse i högst två år'],
      'ringa-hets-mot-folkgrupp': [0, 'Böter'],
      'grov-hets-mot-folkgrupp': [48, 'Fängelse i lägst sex månader och högst fyra år'],
      'hot-mot-tjansteman': [36, 'Böter eller fängelse i högst tre år'],
      'grovt-hot-mot-tjansteman': [96, 'Fängelse i lägst ett år och sex månader och högst åtta år'],
      'angrepp-mot-tjansteman': [24, 'Böter eller fängelse i högst två år'],
      'grovt-angrepp-mot-tjansteman': [72, 'Fängelse i lägst sex månader och högst sex år'],
      'forolampning-mot-tjansteman': [6, 'Böter eller fängelse i högst sex månader'],
    })
  })

  it('need a complaint where BrB 4:11 and 5:5 say so, and public authority in chapter 17', () => {
    expect(OFFENCES.filter(({ complaint }) => complaint !== null).map(({ id }) => id)).toEqual([
      'olovlig-identitetsanvandning', 'olaga-integritetsintrang', 'ofredande', 'olovlig-avlyssning', 'fortal', 'grovt-fortal', 'forolampning', 'grov-forolampning',
    ])
    for (const { cite, publicAuthority, notes } of OFFENCES) {
      expect([cite.sv, publicAuthority]).toEqual([cite.sv, cite.sv.startsWith('BrB 17 kap. ')])
      if (publicAuthority) expect(notes?.sv).toContain('Anteckna vilket ärende')
    }
  })
})
