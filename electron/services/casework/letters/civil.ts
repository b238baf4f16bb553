import { AGENCIES, CIVIL_RULE, civilLimitation } from '../../../../shared/law/index.ts'
import { formatKronor, type RecordLink } from '../../../../shared/model/index.ts'
import { heldOf } from '../guide/facts.ts'
import { exhibitList } from './exhibit-list.ts'
import type { LetterFacts } from './facts.ts'
import { paper, written, type Pen } from './pen.ts'

/**
 * Goes with the bundle for the civil route: what the office has noted of costs, damages, limitation, contacts and exhibits. It says what is
 * noted and asserts nothing: neither that it was an offence, nor that anybody owes anything.
 */
export function civilSummary(facts: LetterFacts, pen: Pen): string {
  const { civil: words } = pen.words
  const told = written(facts.case.description)
  const agency = AGENCIES.find(({ id }) => id === 'iji')
  return paper([
    ...pen.head(words.title, facts, agency === undefined ? null : pen.law(agency.name)),
    words.bundle,
    '',
    words.by,
    '',
    words.concerned,
    words.consent,
    pen.words.police.what,
    ...(told.length === 0 ? [pen.words.police.noWhat] : told),
    '',
    words.done,
    ...pen.points(done(facts, pen)),
    '',
    words.costs,
    ...costs(facts, pen),
    '',
    words.limitation,
    ...limitation(facts, pen),
    '',
    words.contacts,
    ...contacts(facts, pen),
    '',
    words.list,
    words.listHint,
    ...exhibitList(facts, pen),
    '',
    ...pen.signature(facts),
  ])
}

function done(facts: LetterFacts, pen: Pen): string[] {
  const { civil: words, police } = pen.words
  const sent = (kind: 'platform-report' | 'deindexing') => heldOf(facts, kind).filter(({ content }) => content.sentOn !== null).length
  const reports = heldOf(facts, 'police-report').filter(({ content }) => content.filedOn !== null)
  const decisions = heldOf(facts, 'police-decision').toSorted((a, b) => (a.content.on < b.content.on ? -1 : 1))
  return [
    pen.say(police.spread, { count: facts.sightings.total }),
    pen.say(words.exhibits, { count: facts.exhibits.length, witnessed: facts.exhibits.filter(({ witnessed }) => witnessed).length }),
    pen.say(words.platforms, { count: sent('platform-report') }),
    pen.say(words.engines, { count: sent('deindexing') }),
    ...(reports.length === 0 ? [words.noPolice] : []),
    ...reports.map(({ content: { filedOn, reference } }) => (reference.trim() === '' ? pen.say(words.police, { day: filedOn ?? '' }) : pen.say(words.policeNumber, { day: filedOn ?? '', reference }))),
    ...decisions.map(({ content: { decision, on } }) => pen.say(words.decision, { day: on, decision: pen.records.choice['police-decision'].decision[decision] })),
  ]
}

/** Each as it was noted, and sums in whole öre. */
function costs(facts: LetterFacts, pen: Pen): string[] {
  const { civil: words } = pen.words
  const noted = heldOf(facts, 'cost').toSorted((a, b) => (a.content.on < b.content.on ? -1 : a.content.on > b.content.on ? 1 : a.seq - b.seq))
  if (noted.length === 0) return [words.noCosts]
  const rows = noted.map(({ content: { what, sort, ore, on, paidBy }, exhibits }) => {
    const row = pen.say(words.cost, { day: on, what, sort: pen.records.choice.cost.sort[sort], amount: formatKronor(ore) })
    return [row, ...(paidBy.trim() === '' ? [] : [pen.say(words.paidBy, { name: paidBy })]), receipts(exhibits, pen)].join(' ')
  })
  const sum = (...sorts: readonly string[]) => formatKronor(noted.reduce((all, { content: { sort, ore } }) => (sorts.includes(sort) ? all + BigInt(ore) : all), 0n))
  return [...pen.points(rows), pen.say(words.sumCosts, { amount: sum('cost') }), pen.say(words.sumDamages, { amount: sum('damage') }), pen.say(words.sum, { amount: sum('cost', 'damage') }), words.sumHint]
}

function receipts(links: readonly RecordLink[], pen: Pen): string {
  const numbers = [...new Set(links.map(({ number }) => number))].toSorted((a, b) => a - b)
  return numbers.length === 0 ? pen.words.civil.noReceipt : pen.say(pen.words.civil.receipt, { numbers: numbers.join(', ') })
}

/** The careful day of each claim, with where the rule stands and when it was read. */
function limitation(facts: LetterFacts, pen: Pen): string[] {
  const { civil: words, lawyer } = pen.words
  const claims = heldOf(facts, 'claim')
  const rows = claims.map(({ content: { against, on, interruptedOn } }) => {
    const { lastSafeDay } = civilLimitation({ offence: null, lastDay: interruptedOn ?? on, decided: null })
    return [
      pen.say(words.claim, { against: against.trim() || words.unknown, day: on }),
      ...(interruptedOn === null ? [] : [pen.say(words.interrupted, { day: interruptedOn })]),
      pen.say(words.lastSafe, { day: lastSafeDay }),
    ].join(' ')
  })
  const rule = pen.say(words.rule, { cite: pen.law(CIVIL_RULE.cite), asOf: CIVIL_RULE.asOf, source: CIVIL_RULE.source })
  return [...(claims.length === 0 ? [words.noClaims] : pen.points(rows)), pen.law(CIVIL_RULE.notes), rule, ...(pen.law(CIVIL_RULE.notes).includes(lawyer) ? [] : [lawyer])]
}

/** With whom and when. What was said stays in the office; which of them the receiver should know of a person decides. */
function contacts(facts: LetterFacts, pen: Pen): string[] {
  const { civil: words } = pen.words
  const noted = heldOf(facts, 'civil-contact').toSorted((a, b) => (a.content.on < b.content.on ? -1 : 1))
  const police = heldOf(facts, 'police-report').flatMap(({ content: { contact } }) => (contact.trim() === '' ? [] : [pen.say(words.policeContact, { contact })]))
  if (noted.length + police.length === 0) return [words.noContacts]
  return [
    words.contactsHint,
    ...pen.points([...noted.map(({ content: { with: name, on, how } }) => (how.trim() === '' ? pen.say(words.contact, { day: on, name }) : pen.say(words.contactHow, { day: on, name, how }))), ...police]),
  ]
}
