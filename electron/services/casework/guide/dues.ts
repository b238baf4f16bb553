import type { Due } from '../../../../shared/contract/index.ts'
import { civilLimitation, earliestLimitation, localTermsOf, monthsAfter, offenceOf, OPERATOR_RETENTION } from '../../../../shared/law/index.ts'
import type { Day } from '../../../../shared/model/index.ts'
import { daysBetween } from './days.ts'
import { heldOf, isPoliceOver, type CaseFacts } from './facts.ts'

type Dated = Omit<Due, 'left'>

/** All that runs out, ends or is to be looked at in a case, earliest first. */
export function duesOf(facts: CaseFacts): Due[] {
  const found = [...limits(facts), ...operatorClock(facts), ...endings(facts), ...followUps(facts), ...incidents(facts), ...changes(facts)]
  return found
    .map((due) => ({ ...due, left: daysBetween(facts.today, due.day) }))
    .sort((a, b) => (a.day === b.day ? a.subject.localeCompare(b.subject) : a.day < b.day ? -1 : 1))
}

/** Limitation of each offence that somebody thinks possible, until the clock has stopped, and of claims. */
function limits(facts: CaseFacts): Dated[] {
  const offences = heldOf(facts, 'offence').flatMap(({ id, content }): Dated[] => {
    const offence = offenceOf(content.offence)
    if (offence === null) return []
    const stops = content.stop !== null && content.stopOn !== null ? [{ kind: content.stop, on: content.stopOn }] : []
    const terms = localTermsOf(facts.additions, content.offence)
    const end = earliestLimitation({ offence, lastDay: content.on, stops }, terms)
    if (end === null) return []
    return [{ step: 'police', what: 'limitation', day: end.day, subject: content.offence, record: id, hard: true, ...(terms.length > 0 && { reckoned: end.reckoned }) }]
  })
  const claims = heldOf(facts, 'claim').map(({ id, content }): Dated => {
    const { lastSafeDay } = civilLimitation({ offence: null, lastDay: content.interruptedOn ?? content.on, decided: null })
    return { step: 'civil', what: 'civil-limitation', day: lastSafeDay, subject: content.against, record: id, hard: true }
  })
  return [...offences, ...claims]
}

/** For how long any of what operators keep is there, months. */
const LONGEST = Math.max(...OPERATOR_RETENTION.map(({ months }) => months))

/**
 * Runs from the first day that anything is known of, until somebody was asked to have it kept. Past its day it stays, since what came later may
 * still be there and asking is how to find out; it ends where nobody is left to ask, or where nothing can be left to ask for.
 */
function operatorClock(facts: CaseFacts): Dated[] {
  if (isPoliceOver(facts)) return []
  if (heldOf(facts, 'preservation-request').some(({ content }) => content.sentOn !== null)) return []
  const { earliest, latest } = facts.sightings
  const days = [earliest, latest, facts.firstExhibit, ...heldOf(facts, 'offence').flatMap(({ content: { from, on } }) => [from ?? on, on])].filter((day) => day !== null).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  return first === undefined || last === undefined || monthsAfter(last, LONGEST) < facts.today ? [] : [{ step: 'police', what: 'operator-data', day: monthsAfter(first, OPERATOR_RETENTION[0]?.months ?? 6), subject: '', record: null, hard: true }]
}

function endings(facts: CaseFacts): Dated[] {
  const mandates = heldOf(facts, 'mandate').flatMap(({ id, content: { until, endedOn, holder } }): Dated[] =>
    endedOn === null ? [{ step: 'accounts', what: 'mandate-ends', day: until, subject: holder, record: id, hard: false }] : [],
  )
  const kept = heldOf(facts, 'preservation-request').flatMap(({ id, content: { until, to } }): Dated[] =>
    until === null ? [] : [{ step: 'police', what: 'preservation-ends', day: until, subject: to, record: id, hard: true }],
  )
  return [...mandates, ...kept]
}

function followUps({ records }: CaseFacts): Dated[] {
  return records.flatMap(({ id, step, content }): Dated[] => {
    if (content.kind === 'task') return content.due === null || content.doneOn !== null ? [] : [{ step, what: 'task', day: content.due, subject: content.what, record: id, hard: false }]
    if (!('followUpOn' in content) || content.followUpOn === null) return []
    return [{ step, what: 'follow-up', day: content.followUpOn, subject: subjectOf(content), record: id, hard: false }]
  })
}

type Followed = Extract<CaseFacts['records'][number]['content'], { followUpOn: unknown }>
function subjectOf(content: Followed): string {
  switch (content.kind) {
    case 'platform-report':
      return content.platform
    case 'deindexing':
      return content.engine
    case 'civil-contact':
      return content.with
    case 'support':
      return content.who
    case 'police-decision':
      return ''
  }
}

/** A serious incident is told of without delay: it is due on the day it happened. */
function incidents(facts: CaseFacts): Dated[] {
  return heldOf(facts, 'employer-report').flatMap(({ id, content: { serious, sentOn, happenedOn } }): Dated[] =>
    serious === 'yes' && sentOn === null ? [{ step: 'employer', what: 'incident', day: happenedOn, subject: '', record: id, hard: false }] : [],
  )
}

/** Due on the day on which it was found: a mark on the step doesn't hide it. */
function changes({ unseen }: CaseFacts): Dated[] {
  return unseen.map(({ record, url, day }) => ({ step: 'report', what: 'check-changed', day, subject: url, record, hard: false }))
}

/** Whether a day of these has come. */
export const isDue = (dues: readonly Due[], today: Day): boolean => dues.some(({ day }) => day <= today)
