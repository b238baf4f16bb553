import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { newId } from '../../electron/services/crypto/index.ts'
import { civilSummary, draftLetter, handBackText, mandateText, policeSummary, victimText, type LetterFacts } from '../../electron/services/casework/index.ts'
import { guessMapping } from '../../electron/services/casework/table/guess.ts'
import { CIVIL_RULE, OFFENCES, PLATFORMS, offenceOf } from '../../shared/law/index.ts'
import { catalogues } from '../../shared/locales/index.ts'
import { KINDS, RecordContent, type Language, type RecordLink } from '../../shared/model/index.ts'
import { startTestEngine, testFolder, type TestEngine } from '../support/engine.ts'

type Held<C extends RecordContent> = Omit<LetterFacts['records'][number], 'content'> & { content: C }
const LANGUAGES = ['sv', 'en'] as const
const CASE = newId('c')
const AT = '2026-11-22T14:00:03.000Z'

let entries = 0
function held<C extends RecordContent>(content: C, exhibits: RecordLink[] = []): Held<C> {
  entries += 1
  // A letter can only come of what the model takes.
  RecordContent.parse(content)
  return { id: newId('r'), case: CASE, revision: 1, step: 'police', content, exhibits, withdrawn: null, at: AT, by: 'Åsa Öberg', seq: entries, since: AT }
}

const exhibit = (number: number, change: Partial<LetterFacts['exhibits'][number]> = {}): LetterFacts['exhibits'][number] => ({
  id: newId('x'),
  number,
  title: `Titel ${number}`,
  urls: [`https://forum.example/t/${number}`],
  acquiredAt: AT,
  contentRoot: `${'ab12cd34ef567890'}${String(number).padStart(48, '0')}`,
  witnessed: false,
  ...change,
})

/** Neutral words only, so that what stands in a letter is of its language. */
const factsOf = (change: Partial<LetterFacts> = {}): LetterFacts => ({
  case: { number: 3, title: 'Nilsdotter', reference: 'KS 2026/17', description: 'Xyzzy.' },
  officer: { name: 'Åsa Öberg', title: 'HR', contact: '040-10 20 30' },
  office: 'Exempelkommun',
  today: '2026-11-30',
  exhibits: [exhibit(1, { witnessed: true }), exhibit(2), exhibit(4, { urls: [], witnessed: null })],
  witnesses: 1,
  records: [],
  sightings: { total: 12, secured: 5, first: '2026-11-01', last: '2026-11-20' },
  platforms: [
    { name: 'facebook', count: 7 },
    { name: 'Lokalforum', count: 3 },
    { name: '', count: 2 },
  ],
  ...change,
})

const monitoring: RecordContent<'monitoring-order'> = { kind: 'monitoring-order', to: 'K-avd', text: '', sentOn: null, answeredOn: null, note: '' }
const report = (change: Partial<RecordContent<'platform-report'>> = {}): RecordContent<'platform-report'> => ({
  kind: 'platform-report',
  platform: 'facebook',
  urls: ['https://forum.example/t/1', 'https://www.forum.example/t/9?b=2&a=1#p7'],
  category: 'threats',
  text: '',
  language: 'sv',
  sentOn: null,
  reference: '',
  receivedOn: null,
  outcome: null,
  decidedOn: null,
  appealedOn: null,
  appealOutcome: null,
  followUpOn: null,
  note: '',
  ...change,
})
const preservation = (change: Partial<RecordContent<'preservation-request'>> = {}): RecordContent<'preservation-request'> => ({
  kind: 'preservation-request',
  to: 'Polis',
  urls: ['https://forum.example/t/1', 'https://forum.example/t/9'],
  accounts: ['@mallan 100200300'],
  text: '',
  sentOn: null,
  outcome: null,
  answeredOn: null,
  until: null,
  note: '',
  ...change,
})
const deindexing = (change: Partial<RecordContent<'deindexing'>> = {}): RecordContent<'deindexing'> => ({
  kind: 'deindexing',
  engine: 'bing',
  words: ['"Xyzzy"'],
  results: [
    { url: 'https://a.example/1', reason: 'Grund 1.\nGrund 2.' },
    { url: 'https://a.example/2', reason: '' },
  ],
  text: '',
  sentOn: null,
  reference: '',
  outcome: null,
  decidedOn: null,
  followUpOn: null,
  note: '',
  ...change,
})
const employer = (change: Partial<RecordContent<'employer-report'>> = {}): RecordContent<'employer-report'> => ({ kind: 'employer-report', happenedOn: '2026-11-19', serious: 'yes', why: '', text: '', sentOn: null, reference: '', note: '', ...change })
const mandate = (change: Partial<RecordContent<'mandate'>> = {}): RecordContent<'mandate'> => ({
  kind: 'mandate',
  principal: 'Nils Nilsdotter',
  holder: 'Åke Ek',
  accounts: [
    { platform: 'facebook', account: 'nn' },
    { platform: 'x', account: '@nn' },
  ],
  from: '2026-11-01',
  until: '2026-12-01',
  may: ['read', 'delete'],
  limits: '',
  signedOn: null,
  endedOn: null,
  endNote: '',
  ...change,
})
const police = (change: Partial<RecordContent<'police-report'>> = {}): RecordContent<'police-report'> => ({ kind: 'police-report', filedOn: '2026-11-21', how: 'phone', authority: '', reference: '5000-K1-26', contact: '', offences: [], note: '', ...change })
const offence = (change: Partial<RecordContent<'offence'>> = {}): RecordContent<'offence'> => ({
  kind: 'offence',
  offence: 'olaga-hot',
  from: null,
  on: '2026-11-19',
  matter: '',
  complaint: 'made',
  complaintOn: '2026-11-21',
  notes: [],
  stop: null,
  stopOn: null,
  note: '',
  ...change,
})

const drafted = (content: RecordContent, facts: LetterFacts, language: Language): string => draftLetter(content, facts, language) ?? ''
/** Every letter there is, of neutral data. */
function allLetters(language: Language, facts = factsOf()): Record<string, string> {
  const one = held(mandate())
  return {
    monitoring: drafted(monitoring, facts, language),
    platform: drafted(report({ language }), facts, language),
    preservation: drafted(preservation(), facts, language),
    deindexing: drafted(deindexing(), facts, language),
    employer: drafted(employer(), facts, language),
    mandate: mandateText(one.content, facts, language),
    handBack: handBackText(one, { ...facts, records: [...facts.records, one] }, language),
    victim: victimText(facts, language),
    police: policeSummary(facts, language),
    civil: civilSummary(facts, language),
  }
}

function values(of: unknown): string[] {
  if (typeof of === 'string') return [of]
  return typeof of === 'object' && of !== null ? Object.values(of).flatMap(values) : []
}
/** What a letter's templates say by themselves, without what is put in. */
const phrases = (language: Language): Set<string> => new Set(values(catalogues[language].letters).flatMap((text) => text.split(/\{\{\w+\}\}/)).map((part) => part.trim()).filter((part) => part.length >= 8))

describe.each(LANGUAGES)('letters in %s', (language) => {
  const words = catalogues[language].letters
  const other = language === 'sv' ? 'en' : 'sv'

  it('is only in that language, and nothing is left to fill in by the program', () => {
    const own = phrases(language)
    const foreign = [...phrases(other)].filter((phrase) => !own.has(phrase))
    const facts = factsOf({ records: [held(offence()), held(offence({ offence: 'grovt-olaga-hot', from: '2026-11-01' })), held(police())] })
    for (const [name, text] of Object.entries(allLetters(language, facts))) {
      expect([name, foreign.filter((phrase) => text.includes(phrase))]).toEqual([name, []])
      expect([name, /\{\{|\}\}|undefined|null|\$t\(/.exec(text)]).toEqual([name, null])
      expect(text.length).toBeGreaterThan(300)
    }
    const laws = (of: Language) => [...OFFENCES, ...PLATFORMS].map(({ name, cite }) => [name[of], cite[of]])
    const summary = policeSummary(facts, language)
    expect(laws(language).flat().some((text) => summary.includes(text))).toBe(true)
    expect(summary).not.toContain(offenceOf('olaga-hot')!.elements[0]!.text[other])
  })

  it('names the case by its reference or number and never by its title, which may be a name', () => {
    for (const [name, text] of Object.entries(allLetters(language))) {
      expect([name, text.includes('KS 2026/17')]).toEqual([name, true])
      if (name !== 'police' && name !== 'mandate') expect([name, text.includes('Nilsdotter')]).toEqual([name, false])
    }
    const numbered = drafted(monitoring, factsOf({ case: { number: 3, title: 'Nilsdotter', reference: ' ', description: '' } }), language)
    expect(numbered).toContain(words.head.number.replace('{{number}}', '3'))
  })

  it('orders a list that the import reads by itself', () => {
    const text = drafted(monitoring, factsOf(), language)
    for (const part of [words.monitoring.what, 'Facebook: 7', 'Lokalforum: 3', words.monitoring.deadline, words.monitoring.sent, words.monitoring.few, '2026-11-01', 'K-avd']) expect(text).toContain(part)
    expect(text).toContain(words.monitoring.columns)
    const cells = (row: readonly string[], number: number) => ({ number, broken: false, cells: row.map((cell) => ({ text: cell })) })
    const rows = [cells(words.monitoring.columns.split(';'), 1), cells(['https://forum.example/t/1', 'Facebook', 'mallan', '2026-11-02', '120'], 2)]
    const mapping = guessMapping({ rows } as unknown as Parameters<typeof guessMapping>[0])
    expect(mapping).toMatchObject({ url: 0, platform: 1, account: 2, postedOn: 3, reach: 4, header: 1 })
    expect(drafted(monitoring, factsOf({ platforms: [], sightings: { total: 0, secured: 0, first: null, last: null } }), language)).toContain(words.monitoring.unseen)
  })

  it('says all that article 16(2) asks for, and quotes each address exactly', () => {
    const facts = factsOf({ records: [held(offence()), held(offence({ offence: 'eget' }))] })
    // The report names its own language, whatever the window's is.
    const text = drafted(report({ language }), facts, other)
    const { platform } = words
    for (const part of [platform.title, platform.act, platform.reasons, platform.where, platform.sender, platform.faith, platform.assurance, platform.mail, platform.opinion, platform.receipt, platform.decision, platform.redress, 'Åsa Öberg, HR, Exempelkommun', '040-10 20 30']) {
      expect(text).toContain(part)
    }
    expect(text).toContain('1. https://forum.example/t/1\n2. https://www.forum.example/t/9?b=2&a=1#p7\n')
    expect(text).toContain(PLATFORMS[0]!.report.categories.find(({ id }) => id === 'threats')!.text[language])
    // Only the exhibit of an address that is reported, by number and fingerprint; the offence only in brackets.
    expect(text).toContain('ab12 cd34 ef56 7890')
    expect(text.split('ab12 cd34').length).toBe(2)
    expect(text).not.toContain('Titel 1')
    expect(text).toContain(`[${offenceOf('olaga-hot')!.name[language]}, `)
    expect(drafted(report({ language, category: 'Egen rubrik', platform: 'Lokalforum' }), factsOf(), language)).toContain('Egen rubrik')
  })

  it('finds the exhibit of a place under another link to it', () => {
    const text = drafted(report({ language, urls: ['http://www.forum.example/t/1/?utm_source=x'] }), factsOf(), language)
    expect(text).toContain('http://www.forum.example/t/1/?utm_source=x')
    expect(text).toContain('ab12 cd34 ef56 7890')
  })

  it('asks for preservation under the newest report that has a number, and says when each place was secured', () => {
    const facts = factsOf({ records: [held(police({ reference: '5000-K1-26' })), held(police({ reference: '5000-K2-26' })), held(police({ reference: ' ' }))] })
    const text = drafted(preservation(), facts, language)
    for (const part of ['5000-K2-26', '@mallan 100200300', words.preservation.only, words.preservation.order, '90', '27']) expect(text).toContain(part)
    expect(text).toMatch(/1\. https:\/\/forum\.example\/t\/1\n.*1.*2026-11-22 15:00:03.*2026-11-22 14:00:03 UTC/)
    expect(text).toContain(`2. https://forum.example/t/9\n   ${words.preservation.notCaptured}`)
    expect(text).not.toContain('5000-K1-26')
    const empty = drafted(preservation({ urls: [], accounts: [] }), factsOf(), language)
    for (const part of [words.preservation.noReport, words.preservation.noUrls, words.preservation.noAccounts]) expect(empty).toContain(part)
  })

  it('asks an engine for each result with its reason', () => {
    const text = drafted(deindexing(), factsOf(), language)
    for (const part of ['Bing', '"Xyzzy"', '1. https://a.example/1', 'Grund 1.', 'Grund 2.', '2. https://a.example/2', words.deindexing.noReason, words.deindexing.ask, words.deindexing.answer, 'IMY', '17']) expect(text).toContain(part)
  })

  it('tells the Work Environment Authority what was assessed and done', () => {
    const support = (sort: RecordContent<'support'>['sort']) => held({ kind: 'support', sort, who: 'Kim', on: '2026-11-20', note: '', followUpOn: null })
    const facts = factsOf({ records: [held(report({ sentOn: '2026-11-20' })), held(report()), held(police()), support('talk'), support('talk'), support('security')] })
    const text = drafted(employer({ why: 'Hot.' }), facts, language)
    const { employer: said } = words
    for (const part of [said.serious.yes, 'Hot.', '2026-11-19', said.workplace, said.who, said.exhibits.replace('{{count}}', '3').replace('{{witnessed}}', '1'), said.reports.replace('{{count}}', '1'), said.police.replace('{{day}}', '2026-11-21'), `${catalogues[language].records.choice.support.sort.talk}: 2`]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('Kim')
    expect(drafted(employer({ serious: 'unclear' }), factsOf(), language)).toContain(said.serious.unclear)
  })

  it('makes a mandate that says what is allowed and nothing more', () => {
    const text = mandateText(mandate({ limits: 'Aldrig familjens chatt.' }), factsOf(), language)
    const { mandate: said } = words
    for (const part of ['Nils Nilsdotter', 'Åke Ek', 'Facebook, nn', 'X (Twitter), @nn', '2026-11-01', '2026-12-01', said.right.read, said.right.delete, said.mayNot, 'Aldrig familjens chatt.', said.secured, said.revoke, said.passwords, said.signGiver, said.signHolder, said.signLine]) expect(text).toContain(part)
    for (const part of [said.right.report, said.right.block, said.noLimits]) expect(text).not.toContain(part)
  })

  it('hands accounts back with sums for each account and action', () => {
    const one = held(mandate({ endedOn: '2026-11-25' }))
    const act = (account: { platform: string; account: string }, action: RecordContent<'account-action'>['action'], count: number, of = one.id) =>
      held({ kind: 'account-action', mandate: of, account, action, count, on: '2026-11-10', note: '' })
    const [facebook] = one.content.accounts
    const facts = factsOf({ records: [one, act(facebook!, 'deleted', 4), act(facebook!, 'deleted', 3), act(facebook!, 'read', 40), act(facebook!, 'blocked', 99, newId('r'))] })
    const text = handBackText(one, facts, language)
    const { handBack } = words
    expect(text).toContain(`Facebook, nn\n- ${handBack.action.read.replace('{{count}}', '40')}\n- ${handBack.action.deleted.replace('{{count}}', '7')}\n\nX (Twitter), @nn\n- ${handBack.nothing}`)
    expect(text).toContain('2026-11-25')
    expect(text).toContain(handBack.secured)
    expect(text).not.toContain('99')
  })

  it('tells the exposed employee numbers, after their wishes for the officer', () => {
    const wishes = (wants: string, spare: string) => held({ kind: 'wishes', on: '2026-11-12', wants, spare, contact: 'sms' })
    const contact = (who: string) => held({ kind: 'support', sort: 'contact-person', who, on: '2026-11-12', note: '', followUpOn: null })
    const sent = { sentOn: '2026-11-12' } as const
    const facts = factsOf({
      records: [wishes('Allt', ''), wishes('Bara slutet', 'Siffror'), contact('Kim'), contact('Robin'), contact(' '), held(police()), held(report(sent)), held(report({ ...sent, outcome: 'removed' })), held(report({ ...sent, outcome: 'partly' })), held(report({ outcome: 'removed' }))],
    })
    const text = victimText(facts, language)
    const { victim } = words
    const counted = (template: string, count: number) => `- ${template.replace('{{count}}', String(count))}\n`
    expect(text.indexOf('Bara slutet')).toBeLessThan(text.indexOf(victim.title))
    for (const part of [victim.forOfficer, 'Siffror', counted(victim.seen, 12), counted(victim.captured, 5), counted(victim.exhibits, 3), counted(victim.witnessed, 1), counted(victim.sent, 3), counted(victim.removed, 1), counted(victim.limited, 1), counted(victim.waiting, 1), '5000-K1-26', 'Robin']) expect(text).toContain(part)
    for (const part of ['Allt', 'Kim']) expect(text).not.toContain(part)
    const bare = victimText(factsOf(), language)
    for (const part of [victim.noWishes, victim.noPolice, victim.noContact]) expect(bare).toContain(part)
  })

  it('lists elements with the exhibits that a person tied to them, and marks what has no witness', () => {
    const gross = offenceOf('grovt-olaga-hot')!
    const plain = offenceOf('olaga-hot')!
    const link = (number: number, element: string): RecordLink => ({ exhibit: newId('x'), number, role: `element.${element}` })
    const facts = factsOf({
      case: { number: 3, title: 'Nilsdotter', reference: '', description: 'Dag ett.\nDag två.' },
      records: [
        held(offence({ offence: gross.id, from: '2026-10-02', notes: [{ element: plain.elements[0]!.id, text: 'Bild av kniv.' }] }), [link(2, plain.elements[0]!.id), link(1, plain.elements[0]!.id), link(4, gross.elements[0]!.id)]),
        held(offence({ offence: 'hot-mot-tjansteman', complaint: 'unclear', complaintOn: null })),
        held(offence({ offence: 'Eget brott', matter: 'Beslut 7' })),
        held(preservation({ sentOn: '2026-11-23' })),
      ],
    })
    const text = policeSummary(facts, language)
    const said = words.police
    const of = (element: { text: Record<Language, string> }, numbers: string) => `- ${said.element.replace('{{text}}', element.text[language]).replace('{{numbers}}', numbers)}`
    for (const part of [said.by, said.selection, said.requires, of(plain.elements[0]!, '1, 2'), of(gross.elements[0]!, '4'), `- ${said.noExhibit.replace('{{text}}', gross.elements[1]!.text[language])}`, 'Bild av kniv.', said.noMatter, 'Beslut 7', '3. Eget brott', plain.cite[language], gross.cite[language], '2026-10-02', 'Dag ett.\nDag två.', words.lawyer, said.preserveSent.replace('{{day}}', '2026-11-23')]) {
      expect(text).toContain(part)
    }
    expect(text).toContain(said.witnessed.replace('{{count}}', '1').replace('{{total}}', '2').replace('{{people}}', '1'))
    const lists = text.split(/\n(?=(?:Bevis|Exhibit) \d+: )/).slice(1)
    expect(lists.map((row) => [row.includes(said.attested), row.includes(said.unattested)])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ])
    expect(lists[0]).toContain('https://forum.example/t/1')
    expect(policeSummary(factsOf({ exhibits: [] }), language)).toContain(said.noList)
  })

  it('sums up costs and damages for the civil route, with the careful day of each claim, and asserts nothing', () => {
    const { civil: said } = words
    const cost = (what: string, sort: 'cost' | 'damage', ore: number, on: string): RecordContent<'cost'> => ({ kind: 'cost', what, sort, ore, on, paidBy: '', note: '' })
    const facts = factsOf({
      records: [
        held(cost('Taxi', 'cost', 125_050, '2026-11-20'), [{ exhibit: newId('x'), number: 4, role: 'receipt' }]),
        held(cost('Larm', 'damage', 10, '2026-11-19')),
        held({ ...cost('Vård', 'damage', 500_000, '2026-11-21'), paidBy: 'Nils' }),
        held({ kind: 'claim', against: 'Kalle', on: '2026-02-28', interruptedOn: null, note: '' }),
        held({ kind: 'claim', against: '', on: '2026-02-28', interruptedOn: '2027-03-01', note: '' }),
        held({ kind: 'civil-contact', with: 'Ombudet', on: '2026-11-22', how: 'mejl', summary: 'hemligt-råd', next: 'hemligt-råd', followUpOn: null }),
        held(police({ contact: 'Gruppchefen' })),
        held({ kind: 'police-decision', report: newId('r'), on: '2026-11-25', decision: 'not-opened', reason: 'hemligt-råd', followUpOn: null }),
        held({ kind: 'support', sort: 'health', who: 'hemligt-råd', on: '2026-11-20', note: 'hemligt-råd', followUpOn: null }),
      ],
    })
    const text = civilSummary(facts, language).replaceAll('\u00a0', ' ')
    const sum = (template: string, amount: string) => template.replace('{{amount}}', amount)
    for (const line of [sum(said.sumCosts, '1 250,50'), sum(said.sumDamages, '5 000,10'), sum(said.sum, '6 250,60'), said.sumHint, said.by, said.bundle, said.consent]) expect(text).toContain(`${line}\n`)
    // By their days, each with its receipt or that there is none.
    expect(text).toMatch(/2026-11-19: Larm, .*0,10.*\n- 2026-11-20: Taxi, .*: 4\.\n- 2026-11-21: Vård, .*Nils\. /)
    expect(text.split(said.noReceipt)).toHaveLength(3)
    // Ten years, the day before the corresponding one; counted from the latest claim in writing where there is one.
    expect(text).toMatch(/Kalle.*2026-02-28.*2036-02-27/)
    expect(text).toMatch(new RegExp(`${said.unknown}.*2027-03-01.*2037-02-28`))
    expect(text).toContain(CIVIL_RULE.notes[language])
    expect(text).toContain(words.lawyer)
    expect(text).toContain(`${CIVIL_RULE.cite[language]}, `)
    expect(text).toContain(CIVIL_RULE.source)
    expect(text).toContain(CIVIL_RULE.asOf)
    // Whom the office was in touch with is for a person to leave in; what was said isn't told at all.
    expect(text).toContain('- [2026-11-22: Ombudet (mejl)]\n')
    expect(text).toMatch(/- \[.*Gruppchefen\]\n/)
    expect(text).not.toContain('hemligt-råd')
    expect(text).toContain(catalogues[language].records.choice['police-decision'].decision['not-opened'])
    for (const number of [1, 2, 4]) expect(text).toContain(`Titel ${number}\n`)
    expect(text).not.toContain('Nilsdotter')
    const bare = civilSummary(factsOf({ exhibits: [] }), language)
    for (const none of [said.noCosts, said.noClaims, said.noContacts, said.noPolice, words.police.noList, CIVIL_RULE.notes[language]]) expect(bare).toContain(none)
  })

  it('says no content of exhibits, records or sightings in the letters to the exposed employee', () => {
    let made = 0
    const canaries: string[] = []
    const allowed: string[] = []
    const canary = (list = canaries): string => {
      made += 1
      list.push(`kanarie-${made}-${language}`)
      return list.at(-1)!
    }
    const url = () => `https://${canary()}.example/`
    const account = { platform: canary(allowed), account: canary(allowed) }
    const one = held(mandate({ principal: canary(), holder: canary(), accounts: [account], limits: canary(), endNote: canary() }))
    const facts = factsOf({
      case: { number: 3, title: canary(), reference: canary(allowed), description: canary() },
      exhibits: [exhibit(1, { title: canary(), urls: [url()], contentRoot: canary() })],
      platforms: [{ name: canary(), count: 3 }],
      records: [
        one,
        held({ ...monitoring, to: canary(), text: canary(), note: canary() }),
        held(report({ platform: canary(), urls: [url()], category: canary(), text: canary(), reference: canary(), note: canary(), sentOn: '2026-11-20', outcome: 'removed' })),
        held({ kind: 'provocation', on: '2026-11-20', channel: canary(), from: canary(), summary: canary() }),
        held({ kind: 'account-action', mandate: one.id, account, action: 'deleted', count: 2, on: '2026-11-20', note: canary() }),
        held(offence({ offence: canary(), matter: canary(), notes: [{ element: canary(), text: canary() }], note: canary() })),
        held(police({ authority: canary(), reference: canary(allowed), contact: canary(), note: canary() })),
        held({ kind: 'police-decision', report: newId('r'), on: '2026-11-20', decision: 'opened', reason: canary(), followUpOn: null }),
        held(preservation({ to: canary(), urls: [url()], accounts: [canary()], text: canary(), note: canary() })),
        held(deindexing({ engine: canary(), words: [canary()], results: [{ url: url(), reason: canary() }], text: canary(), reference: canary(), note: canary() })),
        held({ kind: 'civil-contact', with: canary(), on: '2026-11-20', how: canary(), summary: canary(), next: canary(), followUpOn: null }),
        held({ kind: 'cost', what: canary(), sort: 'cost', ore: 100, on: '2026-11-20', paidBy: canary(), note: canary() }),
        held({ kind: 'claim', against: canary(), on: '2026-11-20', interruptedOn: null, note: canary() }),
        held(employer({ why: canary(), text: canary(), reference: canary(), note: canary() })),
        held({ kind: 'support', sort: 'contact-person', who: canary(allowed), on: '2026-11-20', note: canary(), followUpOn: null }),
        held({ kind: 'support', sort: 'talk', who: canary(), on: '2026-11-20', note: canary(), followUpOn: null }),
        held({ kind: 'wishes', on: '2026-11-20', wants: canary(allowed), spare: canary(allowed), contact: canary(allowed) }),
        held({ kind: 'task', step: 'police', what: canary(), who: canary(), due: null, doneOn: null, note: canary() }),
        held({ kind: 'step-mark', step: 'police', mark: 'done', reason: canary() }),
        held({ kind: 'recheck-plan', rhythm: 'off', stopped: [url()], seen: null }),
      ],
    })
    expect(new Set(facts.records.map(({ content }) => content.kind))).toEqual(new Set(Object.keys(KINDS)))
    const letters = [handBackText(one, facts, language), victimText(facts, language)]
    for (const text of letters) expect(canaries.filter((each) => text.includes(each))).toEqual([])
    expect(allowed.filter((each) => !letters.some((text) => text.includes(each)))).toEqual([])
  })
})

test('kinds without a letter have none', () => {
  const without = held({ kind: 'cost', what: 'Resa', sort: 'cost', ore: 100, on: '2026-11-20', paidBy: '', note: '' })
  expect(draftLetter(without.content, factsOf(), 'sv')).toBeNull()
})

describe('hostile text stays text', () => {
  const HOSTILE = 'A\u202egpj {{url}} {{number}} $t(letters.regards) $& \u2028rad\nrad'

  test('what looks like a template, a direction or a line of its own is shown as it is', () => {
    const facts = factsOf({
      case: { number: 3, title: HOSTILE, reference: HOSTILE, description: HOSTILE },
      officer: { name: HOSTILE, title: HOSTILE, contact: HOSTILE },
      office: HOSTILE,
      exhibits: [exhibit(1, { title: HOSTILE })],
      platforms: [{ name: HOSTILE, count: 1 }],
      records: [held(offence({ offence: HOSTILE, matter: HOSTILE }))],
    })
    for (const text of Object.values(allLetters('sv', facts))) {
      expect(text).toContain('A[U+202E]gpj {{url}} {{number}} $t(letters.regards) $& [U+2028]rad')
      expect(text).not.toMatch(/[\u202e\u2028]/)
    }
    // One line where one was asked for: nobody gets to write a heading of the letter's own.
    expect(policeSummary(facts, 'sv')).toContain('Bevis 1: A[U+202E]gpj {{url}} {{number}} $t(letters.regards) $& [U+2028]rad[U+000A]rad\n   Adress: https://forum.example/t/1\n')
  })

  test('an address keeps every character that can be seen; the others lead to the same place', () => {
    const seen = `https://forum.example/${'ä%20(b)[c]~$&{{x}}$t(y)'.repeat(3)}?q=å,ö;#!/p.`
    const turned = 'https://forum.example/a\u202egpj.exe'
    const broken = 'https://forum.example/a\n3. https://evil.example/'
    const text = drafted(report({ urls: [seen, turned, broken, 'https://forum.example/\ud800'] }), factsOf(), 'sv')
    expect(text).toContain(`1. ${seen}\n`)
    const line = (at: number) => text.split('\n').find((each) => each.startsWith(`${at}. `))!.slice(3)
    expect(line(2)).toBe('https://forum.example/a%E2%80%AEgpj.exe')
    expect(new URL(line(2)).href).toBe(new URL(turned).href)
    expect(new URL(line(3)).href).toBe(new URL(broken).href)
    expect(new URL(line(4)).href).toBe(new URL('https://forum.example/\ud800').href)
  })

  test('hundreds of the longest addresses are all there, in their order', () => {
    const urls = Array.from({ length: 200 }, (_, at) => `https://forum.example/${at}/`.padEnd(8000, 'å{{x}}'))
    const numbered = urls.map((url, at) => `${at + 1}. ${url}`)
    expect(drafted(report({ urls }), factsOf(), 'sv').split('\n').filter((line) => line.includes('/forum.example/'))).toEqual(numbered)
    const results = urls.map((url) => ({ url, reason: 'Grund.' }))
    expect(drafted(deindexing({ results }), factsOf(), 'en').split('\n').filter((line) => line.includes('/forum.example/'))).toEqual(numbered)
    expect(drafted(preservation({ urls }), factsOf(), 'en').split('\n').filter((line) => line.includes('/forum.example/'))).toEqual(numbered)
  })
})

describe('through the engine', () => {
  const { base, remove } = testFolder('letters')
  let office: TestEngine
  beforeAll(async () => {
    office = await startTestEngine(base)
    await office.found(join(base, 'valv'))
  })
  afterAll(async () => {
    await office.engine.close()
    remove()
  })

  it('drafts from a form that nobody saved, of what the case holds', async () => {
    const chain = await office.openCase('Nilsdotter')
    await office.call('note.add', { case: chain, title: 'Samtal', text: 'Ring.' })
    const { text } = await office.call('letter.draft', { case: chain, content: report(), language: 'en' })
    for (const part of ['KS 2026/17', 'Anna Provsson, Handläggare, Provvalvet', 'anna@example.org', 'https://forum.example/t/1']) expect(text).toContain(part)
    expect(text).not.toContain('Nilsdotter')
    expect(await office.call('record.list', { case: chain })).toEqual([])
    const summary = await office.call('letter.make', { case: chain, letter: 'police-summary', record: null, language: 'sv' })
    expect(summary.text).toContain('Bevis 1: Samtal')
    expect(summary.text).toContain(catalogues.sv.letters.police.unattested)
    const civil = { case: chain, letter: 'civil-summary', record: null, language: 'sv' } as const
    const { text: cover } = await office.call('letter.make', civil)
    expect(cover).toContain('Till: Institutet för juridik och internet')
    const { name } = await office.call('letter.save', { case: chain, letter: 'civil-summary', text: cover, language: 'sv', folder: null })
    expect(name).toMatch(/^Civilrattslig-vag-\d+-\d{4}-\d\d-\d\d\.pdf$/)
    const cost = { kind: 'cost', what: 'Resa', sort: 'cost', ore: 100, on: '2026-11-20', paidBy: '', note: '' } as const
    expect(await office.refused('letter.draft', { case: chain, content: cost, language: 'sv' })).toBe('record.wrong-kind')
    expect(await office.refused('letter.draft', { case: newId('c'), content: report(), language: 'sv' })).toBe('case.not-found')
  })

  it('makes the two letters of a mandate that holds, and prints one', async () => {
    const chain = await office.openCase()
    const save = (content: RecordContent) => office.call('record.save', { case: chain, record: null, revision: null, content, exhibits: [] })
    const { id } = await save(mandate({ signedOn: '2026-11-01' }))
    const read = await save({ kind: 'account-action', mandate: id, account: mandate().accounts[0]!, action: 'read', count: 17, on: '2026-11-10', note: 'Läst' })
    const make = { case: chain, letter: 'hand-back', language: 'sv' } as const
    expect((await office.call('letter.make', { ...make, record: id })).text).toContain(': 17')
    const { text } = await office.call('letter.make', { ...make, letter: 'mandate', record: id })
    expect(text).toContain('Nils Nilsdotter')
    expect(await office.refused('letter.make', { ...make, record: null })).toBe('record.not-found')
    expect(await office.refused('letter.make', { ...make, record: read.id })).toBe('record.wrong-kind')
    expect(await office.refused('letter.make', { ...make, case: await office.openCase(), record: id })).toBe('record.not-found')

    const print = { case: chain, letter: 'mandate', text: `${text}\n\u202eslut ${'lång '.repeat(4000)}`, language: 'sv', folder: null } as const
    const { name } = await office.call('letter.save', print)
    expect(name).toMatch(/^Fullmakt-\d+-\d{4}-\d\d-\d\d\.pdf$/)
    const pdf = readFileSync(join(office.documents, name))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    // A second one doesn't take the first one's place.
    expect((await office.call('letter.save', print)).name).not.toBe(name)

    await office.call('record.withdraw', { record: read.id, reason: 'Fel konto' })
    expect((await office.call('letter.make', { ...make, record: id })).text).not.toContain(': 17')
    await office.call('record.withdraw', { record: id, reason: 'Återkallad' })
    expect(await office.refused('letter.make', { ...make, record: id })).toBe('record.withdrawn')
  })
})
