import { heldOf, newest } from '../guide/facts.ts'
import { contactOf } from './accounts.ts'
import type { LetterFacts } from './facts.ts'
import { paper, written, type Pen } from './pen.ts'

/**
 * For the exposed employee: how the case stands in numbers, without a word of what was written. Above it, for the officer, what the
 * employee wants to know and be spared, so that it is read before the text is handed over.
 */
export function victimText(facts: LetterFacts, pen: Pen): string {
  const { victim: words } = pen.words
  const contact = contactOf(facts)
  return paper([
    ...wishes(facts, pen),
    '',
    ...pen.head(words.title, facts, null),
    words.lead,
    '',
    ...pen.points([
      pen.say(words.seen, { count: facts.sightings.total }),
      pen.say(words.captured, { count: facts.sightings.secured }),
      pen.say(words.exhibits, { count: facts.exhibits.length }),
      pen.say(words.witnessed, { count: facts.exhibits.filter(({ witnessed }) => witnessed).length }),
    ]),
    '',
    ...pen.points(reports(facts, pen)),
    '',
    ...police(facts, pen),
    '',
    contact === null ? words.noContact : pen.say(words.contact, { name: contact }),
    words.silent,
    words.danger,
    words.change,
    '',
    ...pen.signature(facts),
  ])
}

function wishes(facts: LetterFacts, pen: Pen): string[] {
  const { victim: words } = pen.words
  const said = newest(heldOf(facts, 'wishes'))?.content ?? null
  if (said === null) return [words.forOfficer, words.noWishes]
  const part = (label: string, text: string) => {
    const lines = written(text)
    return lines.length === 0 ? [] : [label, ...lines]
  }
  return [
    words.forOfficer,
    pen.say(words.wishesOf, { day: said.on }),
    ...part(words.wants, said.wants),
    ...part(words.spare, said.spare),
    ...part(words.reach, said.contact),
  ]
}

function reports(facts: LetterFacts, pen: Pen): string[] {
  const { victim: words } = pen.words
  const sent = heldOf(facts, 'platform-report').filter(({ content }) => content.sentOn !== null)
  const count = (...outcomes: readonly (typeof sent)[number]['content']['outcome'][]) => sent.filter(({ content }) => outcomes.includes(content.outcome)).length
  if (sent.length === 0) return [pen.say(words.sent, { count: 0 })]
  return [
    pen.say(words.sent, { count: sent.length }),
    pen.say(words.removed, { count: count('removed') }),
    pen.say(words.limited, { count: count('partly', 'restricted') }),
    pen.say(words.refused, { count: count('refused') }),
    pen.say(words.waiting, { count: count(null) }),
  ]
}

function police(facts: LetterFacts, pen: Pen): string[] {
  const { victim: words } = pen.words
  const report = newest(heldOf(facts, 'police-report').filter(({ content }) => content.filedOn !== null))?.content ?? null
  if (report === null) return [words.noPolice]
  const number = report.reference.trim() === '' ? [] : [pen.say(words.policeNumber, { reference: report.reference })]
  return [pen.say(words.police, { day: report.filedOn ?? '' }), ...number]
}
