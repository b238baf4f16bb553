import type { Board, BoardCase, CaseGuide, CaseSummary, RecordView, StepView } from '../../../../shared/contract/index.ts'
import type { CaseId, Day, Instant } from '../../../../shared/model/index.ts'
import type { Addition } from '../../../../shared/law/index.ts'
import type { SightingStore } from '../ports.ts'
import { dayInSweden } from './days.ts'
import type { CaseFacts } from './facts.ts'
import { duesOf } from './dues.ts'
import { stepsOf } from './steps.ts'

export interface GuideOptions {
  /** Throws `case.not-found`. */
  summary(id: CaseId): CaseSummary
  cases(): readonly CaseSummary[]
  records(chain: CaseId): readonly RecordView[]
  sightings: Pick<SightingStore, 'counts'>
  /** Of what was reported: how many checks there are, and those that found otherwise and weren't seen. */
  checks(chain: CaseId, records: readonly RecordView[]): { total: number; unseen: CaseFacts['unseen'] }
  /** Index of the last entry of the case's chain: as long as it stays, so does all that is read here. */
  last(chain: CaseId): number
  /** When the first exhibit was acquired; null: there is none. */
  firstExhibit(chain: CaseId): Instant | null
  today(): Day
  /** What the office added to the shipped data; `stand` is another where any of it is. */
  additions(): { stand: number; list: readonly Addition[] }
}

/** Where each step of a case stands, and over all cases what waits for whom. It only reads. */
export interface Guide {
  /** @throws Refusal `case.not-found` */
  ofCase(id: CaseId): CaseGuide
  board(): Board
}

interface Look {
  guide: CaseGuide
  counts: ReturnType<SightingStore['counts']>
}

export function createGuide({ summary, cases, records, sightings, checks, last, firstExhibit, today, additions }: GuideOptions): Guide {
  const looks = new Map<CaseId, { last: number; today: Day; stand: number; look: Look }>()

  /** A board is looked at often and most cases rest: each is read again only when its chain has grown, the day is another, or the office's additions are. */
  function look(found: CaseSummary): Look {
    const { stand, list } = additions()
    const now = { last: last(found.id), today: today(), stand }
    const known = looks.get(found.id)
    if (known !== undefined && known.last === now.last && known.today === now.today && known.stand === stand) return known.look
    const fresh = lookAt(found, now.today, list)
    looks.set(found.id, { ...now, look: fresh })
    return fresh
  }

  function lookAt({ id, exhibits, unwitnessed, partial }: CaseSummary, day: Day, added: readonly Addition[]): Look {
    const counts = sightings.counts(id)
    const first = firstExhibit(id)
    const all = records(id)
    const { total, unseen } = checks(id, all)
    const facts: CaseFacts = {
      today: day,
      records: all.filter(({ withdrawn }) => withdrawn === null),
      // A look at whether something is still up secures nothing.
      exhibits: exhibits - total,
      unwitnessed,
      partial,
      sightings: counts,
      unseen,
      firstExhibit: first === null ? null : dayInSweden(Date.parse(first)),
      additions: added,
    }
    return { guide: { case: id, today: facts.today, steps: stepsOf(facts, duesOf(facts)) }, counts }
  }

  return {
    ofCase: (id) => look(summary(id)).guide,

    board() {
      // A closed case asks for nothing.
      const there = cases()
      // Of a case that was disposed of nothing is kept in mind either.
      for (const id of looks.keys()) if (!there.some((found) => found.id === id)) looks.delete(id)
      const looked = there.filter(({ closedAt }) => closedAt === null).map((found) => ({ found, ...look(found) }))
      const dues = looked.flatMap(({ found: { id, number }, guide }) => guide.steps.flatMap((step) => step.dues.map((due) => ({ ...due, case: id, number }))))
      return {
        today: today(),
        cases: looked.map(({ found: { id, number, title, exhibits, unwitnessed, partial }, guide, counts }) => ({
          id,
          number,
          title,
          exhibits,
          unwitnessed,
          partial,
          unsecured: counts.unsecured,
          todo: named(guide.steps, 'todo'),
          waiting: named(guide.steps, 'waiting'),
        })),
        dues: dues.sort((a, b) => (a.day === b.day ? a.number - b.number : a.day < b.day ? -1 : 1)),
      }
    },
  }
}

const named = (steps: readonly StepView[], state: StepView['state']): BoardCase['todo'] =>
  steps.flatMap(({ step, state: found, next }) => (found === state && next !== null ? [{ step, what: next.what, count: next.count }] : []))

export { dayInSweden } from './days.ts'
