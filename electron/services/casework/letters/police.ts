import { offenceOf, type Offence } from '../../../../shared/law/index.ts'
import { heldOf, newest, type Held } from '../guide/facts.ts'
import { exhibitList } from './exhibit-list.ts'
import type { LetterFacts } from './facts.ts'
import { paper, written, type Pen } from './pen.ts'

/**
 * What the office has, put together for whoever takes down a police report. Which offences and which exhibits for each element is what a
 * person chose; nothing here says that any of it was one.
 */
export function policeSummary(facts: LetterFacts, pen: Pen): string {
  const { police: words } = pen.words
  const offences = heldOf(facts, 'offence')
  const told = written(facts.case.description)
  return paper([
    ...pen.head(words.title, facts, null),
    words.by,
    '',
    pen.say(words.case, { title: facts.case.title }),
    words.concerned,
    period(facts, offences, pen),
    pen.say(words.spread, { count: facts.sightings.total }),
    words.danger,
    '',
    words.what,
    ...(told.length === 0 ? [words.noWhat] : told),
    '',
    words.offences,
    words.selection,
    '',
    ...(offences.length === 0 ? [words.noOffences, ''] : offences.flatMap((held, at) => [...offence(held, at + 1, pen), ''])),
    ...witnesses(facts, pen),
    '',
    words.preserve,
    words.preserveText,
    ...preservation(facts, pen),
    '',
    words.list,
    ...exhibitList(facts, pen),
    '',
    ...pen.signature(facts),
  ])
}

function period({ sightings: { first, last } }: LetterFacts, offences: readonly Held<'offence'>[], pen: Pen): string {
  const { police: words } = pen.words
  const days = [first, last, ...offences.flatMap(({ content }) => [content.from, content.on])].filter((day) => day !== null).toSorted()
  const [from] = days
  const until = days.at(-1)
  return from === undefined || until === undefined ? words.noPeriod : pen.say(words.period, { from, until })
}

function offence(held: Held<'offence'>, number: number, pen: Pen): string[] {
  const { police: words, lawyer } = pen.words
  const { content } = held
  const known = offenceOf(content.offence)
  const matter = written(content.matter)
  const ordinary = offenceOf(known?.ordinary ?? '')
  const state = pen.records.choice.offence.complaint[content.complaint]
  return [
    known === null ? pen.say(words.unknown, { number, name: content.offence }) : pen.say(words.offence, { number, name: pen.law(known.name), cite: pen.law(known.cite) }),
    content.from === null ? pen.say(words.on, { day: content.on }) : pen.say(words.during, { from: content.from, until: content.on }),
    // The elements are worded as the law's conditions: without this they would read as what somebody did.
    ...(known === null ? [] : [words.requires, ...elements(held, known, pen)]),
    ...(ordinary === null ? [] : [pen.say(words.ordinary, { name: pen.law(ordinary.name), cite: pen.law(ordinary.cite) }), ...elements(held, ordinary, pen)]),
    ...(matter.length > 0 ? [words.matter, ...matter] : known?.publicAuthority === true ? [words.noMatter] : []),
    content.complaintOn === null ? pen.say(words.complaint, { state }) : pen.say(words.complaintOn, { state, day: content.complaintOn }),
    lawyer,
  ]
}

/** Each part of the offence with the exhibits that a person tied to it, and what they wrote of it. */
function elements({ content, exhibits: links }: Held<'offence'>, { elements: all }: Offence, pen: Pen): string[] {
  const { police: words } = pen.words
  return all.flatMap(({ id, text }) => {
    const numbers = links.filter(({ role }) => role === `element.${id}`).map(({ number }) => number).toSorted((a, b) => a - b)
    const notes = content.notes.filter(({ element }) => element === id).flatMap((note) => written(note.text))
    const line = numbers.length === 0 ? pen.say(words.noExhibit, { text: pen.law(text) }) : pen.say(words.element, { text: pen.law(text), numbers: numbers.join(', ') })
    return [...pen.points([line]), ...(notes.length === 0 ? [] : [words.elementNote, ...notes].map((each) => `  ${each}`))]
  })
}

function witnesses({ exhibits: all, witnesses: people }: LetterFacts, pen: Pen): string[] {
  const { police: words } = pen.words
  const count = all.filter(({ witnessed }) => witnessed === true).length
  const total = all.filter(({ witnessed }) => witnessed !== null).length
  return [words.witnesses, pen.say(words.witnessed, { count, total, people }), ...(count < total ? [words.noWitness] : [])]
}

function preservation(facts: LetterFacts, pen: Pen): string[] {
  const sent = newest(heldOf(facts, 'preservation-request').filter(({ content }) => content.sentOn !== null))
  return sent === null ? [] : [pen.say(pen.words.police.preserveSent, { day: sent.content.sentOn ?? '' })]
}
