import type { RecordContent } from '../../../../shared/model/index.ts'
import { heldOf, newest } from '../guide/facts.ts'
import type { LetterFacts } from './facts.ts'
import { paper, written, type Pen } from './pen.ts'

/** Tells the Work Environment Authority of an incident (AML 3:3 a). What was done is counted; who it concerns is left open. */
export function employerReport(content: RecordContent<'employer-report'>, facts: LetterFacts, pen: Pen): string {
  const { employer: words } = pen.words
  const why = written(content.why)
  return paper([
    ...pen.head(words.title, facts, words.to),
    words.law,
    '',
    pen.say(words.employer, { office: facts.office }),
    words.workplace,
    words.who,
    pen.say(words.day, { day: content.happenedOn }),
    '',
    words.what,
    '',
    words.serious[content.serious],
    ...(why.length === 0 ? [words.noWhy] : [words.why, ...why]),
    '',
    words.done,
    ...pen.points([...done(facts, pen), words.more]),
    '',
    ...pen.signature(facts),
  ])
}

function done(facts: LetterFacts, pen: Pen): string[] {
  const { employer: words } = pen.words
  const filed = newest(heldOf(facts, 'police-report').filter(({ content }) => content.filedOn !== null))?.content.filedOn ?? null
  const support = heldOf(facts, 'support').map(({ content }) => content.sort)
  return [
    pen.say(words.exhibits, { count: facts.exhibits.length, witnessed: facts.exhibits.filter(({ witnessed }) => witnessed).length }),
    pen.say(words.reports, { count: heldOf(facts, 'platform-report').filter(({ content }) => content.sentOn !== null).length }),
    filed === null ? words.noPolice : pen.say(words.police, { day: filed }),
    ...[...new Set(support)].map((sort) => pen.say(words.support, { sort: pen.records.choice.support.sort[sort], count: support.filter((each) => each === sort).length })),
  ]
}
