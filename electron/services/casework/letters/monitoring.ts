import type { RecordContent } from '../../../../shared/model/index.ts'
import type { LetterFacts } from './facts.ts'
import { paper, type Pen } from './pen.ts'

/** Asks the communications department for monitoring. Whom to look for is left for the officer to write. */
export function monitoringOrder({ to }: RecordContent<'monitoring-order'>, facts: LetterFacts, pen: Pen): string {
  const { monitoring: words } = pen.words
  const { first } = facts.sightings
  const seen = facts.platforms.filter(({ name }) => name !== '').map(({ name, count }) => pen.say(pen.words.labelled, { label: pen.platform(name), text: count }))
  return paper([
    ...pen.head(words.title, facts, to),
    words.lead,
    '',
    words.what,
    first === null ? words.noPeriod : pen.say(words.period, { from: first }),
    '',
    ...(seen.length === 0 ? [words.unseen] : [words.seen, ...pen.points(seen)]),
    words.elsewhere,
    '',
    words.back,
    words.list,
    words.columns,
    ...pen.points([words.link, words.platform, words.account, words.date, words.reach]),
    words.deadline,
    '',
    words.discretion,
    ...pen.points([words.few, words.silent, words.sent]),
    '',
    ...pen.signature(facts),
  ])
}
