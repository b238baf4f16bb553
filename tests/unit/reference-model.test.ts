import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AGENCIES, besideOf, earliestLimitation, ENGINES, isShippedName, limitationOf, localTermsOf, OFFENCES, ownNamed, ownOf, PLATFORMS, platformNameOf, platformOf, shippedDigest, shippedIn, type Addition,
} from '../../shared/law/index.ts'
import { REFERENCE_AREAS, ReferenceContent, ReferenceId, ReferenceSource, referenceDraft, typedHost } from '../../shared/model/index.ts'

/** What an addition may hold, whoever wrote it, and how it is put together with what is shipped. Pure. */

type Content = ReferenceContent
const platform = (more: object = {}) => ({ kind: 'platform', of: null, name: 'Byforum', hosts: ['byforum.example'], where: null, how: '', asks: [], categories: [], dsaNotice: null, appeal: '', ...more }) as Content & { kind: 'platform' }
const engine = (more: object = {}) => ({ kind: 'engine', of: null, name: 'Söklokalt', form: null, index: '', asks: [], appeal: '', ...more }) as Content
const agency = (more: object = {}) => ({ kind: 'agency', of: null, name: 'Jourlinjen', purpose: '', url: null, phone: '', ...more }) as Content
const note = (more: object = {}) => ({ kind: 'offence-note', of: 'olaga-hot', note: 'Så.', years: null, from: null, until: null, ...more }) as Content
const checked = (more: object = {}) => ({ kind: 'checked', area: 'platform', of: 'facebook', note: '', ...more }) as Content
const takes = (content: unknown): boolean => ReferenceContent.safeParse(content).success

let made = 0
function added(content: Content, more: Partial<Addition> = {}): Addition {
  made += 1
  return { id: ReferenceId.parse(`l-${String(made).padStart(32, '0')}`), content, source: 'PM', date: '2026-03-01', by: 'Anna', at: '2026-03-01T10:00:00.000Z', withdrawn: null, stale: false, ...more }
}

describe('an addition', () => {
  it.each<[string, unknown]>([
    ['a platform', platform()],
    ['a host more of a shipped one', platform({ of: 'facebook', name: null, hosts: ['ny.example'] })],
    ['a host in letters of another script, as browsers write it', platform({ hosts: ['xn--rksmrgs-5wao1o.se'] })],
    ['an engine', engine({ form: 'http://sok.example/bort?a=1#b' })],
    ['an agency', agency({ url: 'https://kommun.example/jour', phone: '0123-45 67 89', purpose: 'Rad ett\nrad två 👩‍🚒' })],
    ['a note', note()],
    ['a time and nothing else', note({ note: '', years: 2 })],
    ['a day that it holds from', note({ note: '', from: '2026-07-01' })],
    ['a check', checked()],
  ])('takes %s', (_what, content) => expect(takes(content)).toBe(true))

  it.each(['javascript:alert(1)', ' https://a.example', 'JAVASCRIPT:alert(1)', 'data:text/html,<script>', 'file:///etc/passwd', 'ftp://a.example/', '//a.example', 'a.example', 'https://', 'https:// a.example', 'https://a.example/\u202e', 'https://anna:hemligt@a.example/', 'https://a.example/\nX', `https://a.example/${'x'.repeat(2048)}`, 'https\u200b://a.example', ''])(
    'takes no address %j',
    (address) => {
      expect([takes(platform({ where: address })), takes(platform({ dsaNotice: address })), takes(engine({ form: address })), takes(agency({ url: address }))]).toEqual([false, false, false, false])
    },
  )

  it.each(['localhost', 'com', 'co.uk', 'com.au', '127.0.0.1', '2130706433', '[::1]', 'a..example', '.example.se', 'example.se.', 'EXAMPLE.se', 'www.example.se', 'example.se:443', 'example.se/x', 'a b.se', 'exämple.se', 'm.facebook.com', 'a@b.se', '*.example.se', 'example.1', `${'a.'.repeat(126)}exam.se`, ''])(
    'takes no host %j',
    (host) => expect(takes(platform({ hosts: [host] }))).toBe(false),
  )

  it.each<[string, unknown]>([
    ['without a name', platform({ name: null })],
    ['with a name where it stands beside something', platform({ of: 'facebook' })],
    ['that says nothing', platform({ of: 'facebook', name: null, hosts: [] })],
    ['that says nothing of an agency', agency({ of: 'imy', name: null })],
    ['that says nothing of an engine', engine({ of: 'google', name: null, appeal: ' \n' })],
    ['whose note says nothing', note({ note: ' ' })],
    ['by a blank name', platform({ name: ' ' })],
    ['by a name with blanks around it', platform({ name: ' Byforum' })],
    ['by a name with something unseen in it', platform({ name: 'By\u200bforum' })],
    ['by a name that turns the line', platform({ name: 'mun\u202eofyB' })],
    ['by a name of two lines', platform({ name: 'By\nforum' })],
    ['by a name that is too long', platform({ name: 'x'.repeat(101) })],
    ['by a name spelled in parts', platform({ name: 'A\u030a' })],
    ['with the same host twice', platform({ hosts: ['a.example', 'a.example'] })],
    ['with text that can’t be seen', agency({ purpose: 'a\u2066b' })],
    ['with too much text', agency({ purpose: 'x'.repeat(4001) })],
    ['with too many things', platform({ asks: Array.from({ length: 21 }, () => 'a') })],
    ['with a blank thing', platform({ categories: [' '] })],
    ['with a time of no years', note({ years: 0 })],
    ['with a time of half a year', note({ years: 0.5 })],
    ['with a time for ever', note({ years: 51 })],
    ['that ends before it begins', note({ from: '2026-07-02', until: '2026-07-01' })],
    ['with a day that is none', note({ from: '2026-02-30' })],
    ['of another kind', { ...note(), kind: 'offence' }],
    ['that gives a penalty', { ...note(), maxMonths: 0 }],
    ['with an id that is none', checked({ of: '../facebook' })],
  ])('is refused %s', (_what, content) => expect(takes(content)).toBe(false))

  it('has a source and a reason', () => {
    for (const text of ['', ' ', '\n', 'javascript:alert(1)', ' Data:text/html,x', 'a\u202eb', 'x'.repeat(1001)]) expect(ReferenceSource.safeParse(text).success, text).toBe(false)
    for (const text of ['https://a.example/', 'Brev från IMY 2026-03-01, dnr IMY-2026-17', 'Databladet: se pärm 3']) expect(ReferenceSource.safeParse(text).success, text).toBe(true)
    for (const text of ['', ' ', 'x'.repeat(2001)]) expect(referenceDraft.reason.safeParse(text).success).toBe(false)
    for (const day of ['2026-02-30', '0001-01-01', 'igår']) expect(referenceDraft.date.safeParse(day).success).toBe(false)
  })

  it.each([
    ['https://www.Byforum.example/t/1?x', 'byforum.example'],
    [' Örebro-snack.se ', 'xn--rebro-snack-qfb.se'],
    ['forum.example.se', 'forum.example.se'],
    ['javascript:alert(1)', null],
    ['localhost', null],
    ['', null],
    ['två ord', null],
  ])('reads the host of %j as %j', (typed, host) => {
    expect(typedHost(typed)).toBe(host)
    if (host !== null) expect(takes(platform({ hosts: [host] }))).toBe(true)
  })
})

describe('what is shipped', () => {
  it('can be named by its digest in every part, each its own', () => {
    const digests = REFERENCE_AREAS.flatMap((area) => shippedIn(area).map(({ id }) => shippedDigest(area, id)))
    expect(digests.every((digest) => /^[0-9a-f]{64}$/.test(digest ?? ''))).toBe(true)
    expect(new Set(digests).size).toBe(digests.length)
    expect(shippedDigest('platform', 'olaga-hot')).toBeNull()
  })

  it('keeps its hosts, whatever an addition says of them', () => {
    // The service refuses such an addition; a later version of the program may ship a host that somebody added before.
    const greedy = [added(platform({ hosts: ['com', 'facebook.com', 'm.facebook.com'] }))]
    for (const { id, hosts } of PLATFORMS) for (const host of hosts) expect([platformNameOf(host, greedy), platformNameOf(`a.${host}`, greedy)]).toEqual([id, id])
  })

  it('keeps its names', () => {
    for (const { id, name } of PLATFORMS) expect([id, name.sv, name.en.toUpperCase()].map((each) => isShippedName('platform', each))).toEqual([true, true, true])
    for (const { name } of ENGINES) expect(isShippedName('engine', name)).toBe(true)
    for (const { name } of AGENCIES) expect(isShippedName('agency', name.en)).toBe(true)
    expect(isShippedName('platform', 'Byforum')).toBe(false)
  })
})

describe('put together', () => {
  const own = added(platform())
  const more = added(platform({ of: 'facebook', name: null, hosts: ['ansikte.example'] }))
  const gone = added(platform({ name: 'Gammalt', hosts: ['gammalt.example'] }), { withdrawn: 'Finns inte.' })
  const all = [own, more, gone]

  it.each([
    ['byforum.example', 'Byforum'],
    ['a.b.BYFORUM.example', 'Byforum'],
    ['byforum.example.', 'Byforum'],
    ['ansikte.example', 'facebook'],
    ['facebook.com', 'facebook'],
    ['gammalt.example', null],
    ['inbyforum.example', null],
    ['byforum.example.se', null],
  ])('the host %s is of %s', (host, name) => expect(platformNameOf(host, all)).toBe(name))

  it('is as it was where nothing was added', () => {
    fc.assert(fc.property(fc.oneof(fc.domain(), fc.string()), (host) => platformNameOf(host, []) === (platformOf(host)?.id ?? null)))
  })

  it('what stands beside something is found there, and what stands by itself by its name', () => {
    expect(besideOf(all, 'platform', 'facebook')).toEqual([more])
    expect(ownOf(all, 'platform')).toEqual([own])
    expect(ownNamed(all, 'platform', 'BYFORUM')).toEqual(own)
    expect([ownNamed(all, 'platform', 'Gammalt'), ownNamed(all, 'engine', 'Byforum')]).toEqual([null, null])
  })
})

describe('a time of the office’s own', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))

  it('never makes an alarm later and never makes it go away', () => {
    const stops = fc.array(fc.record({ kind: fc.constantFrom('detained' as const, 'served' as const, 'penalty-order' as const), after: fc.integer({ min: 0, max: 20_000 }) }), { maxLength: 2 })
    fc.assert(
      fc.property(fc.constantFrom(...OFFENCES), day, fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 4 }), stops, (offence, lastDay, years, given) => {
        const input = { offence, lastDay, stops: given.map(({ kind, after }) => ({ kind, on: new Date(Date.parse(lastDay) + after * 86_400_000).toISOString().slice(0, 10) })) }
        const shipped = limitationOf(input)
        const end = earliestLimitation(input, localTermsOf(years.map((each) => added(note({ of: offence.id, years: each }))), offence.id))
        if (shipped.stopped === null) expect(end !== null && end.day <= shipped.lastSafeDay).toBe(true)
        if (end !== null) {
          expect(end.reckoned[0]).toEqual({ day: shipped.lastSafeDay, years: shipped.years, term: null, stopped: shipped.stopped !== null })
          expect(end.reckoned.some((one) => one.day === end.day && !one.stopped)).toBe(true)
          expect(end.reckoned).toHaveLength(years.length + 1)
        }
        if (years.length === 0) expect(end?.day ?? null).toBe(shipped.stopped === null ? shipped.lastSafeDay : null)
      }),
    )
  })

  it('counts as long as it wasn’t taken back, also where the shipped text is another since', () => {
    const terms = (more: Partial<Addition>) => localTermsOf([added(note({ years: 2 }), more)], 'olaga-hot').map(({ years }) => years)
    expect([terms({}), terms({ stale: true }), terms({ withdrawn: 'Fel.' })]).toEqual([[2], [2], []])
    expect(localTermsOf([added(note({ from: '2026-01-01' }))], 'olaga-hot')).toEqual([])
    expect(localTermsOf([added(note({ years: 2 }))], 'grovt-olaga-hot')).toEqual([])
  })
})
