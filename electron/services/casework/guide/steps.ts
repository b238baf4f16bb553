import type { Due, NextAction, StepView } from '../../../../shared/contract/index.ts'
import { STEPS, type Step } from '../../../../shared/model/index.ts'
import { isDue } from './dues.ts'
import { type CaseFacts, heldOf, isPoliceOver, lastDecided, newest } from './facts.ts'

/** How a step stands by what is there. `todo`: the office can do it now; `waiting`: somebody else has to answer first. */
interface Standing {
  state: 'untouched' | 'todo' | 'waiting' | 'settled'
  next: NextAction | null
  count?: number
}

const untouched = (next: NextAction): Standing => ({ state: 'untouched', next })
const todo = (next: NextAction, count = 0): Standing => ({ state: 'todo', next, count })
const waiting = (next: NextAction): Standing => ({ state: 'waiting', next })
const settled: Standing = { state: 'settled', next: null }

/** The first that holds counts; the last line is what is left when nothing does. */
const STANDINGS: { [S in Step]: (facts: CaseFacts) => Standing } = {
  overview(facts) {
    const orders = heldOf(facts, 'monitoring-order')
    if (orders.some(({ content }) => content.sentOn !== null && content.answeredOn === null)) return waiting('await-monitoring')
    return facts.sightings.total === 0 && orders.length === 0 ? untouched('find-out') : settled
  },

  secure({ exhibits, sightings, unwitnessed, partial }) {
    if (sightings.unsecured > 0) return todo('secure-missing', sightings.unsecured)
    if (exhibits === 0) return untouched('secure-first')
    if (unwitnessed > 0) return todo('witness', unwitnessed)
    return partial > 0 ? { ...settled, next: 'look-at-partial', count: partial } : settled
  },

  report(facts) {
    if (facts.unseen.length > 0) return todo('look-at-checks', facts.unseen.length)
    const reports = heldOf(facts, 'platform-report')
    const unsent = reports.filter(({ content }) => content.sentOn === null).length
    if (unsent > 0) return todo('send-reports', unsent)
    const refused = reports.filter(({ content: { outcome, appealedOn } }) => (outcome === 'refused' || outcome === 'partly') && appealedOn === null).length
    if (refused > 0) return todo('consider-appeal', refused)
    if (reports.some(({ content: { outcome, appealedOn, appealOutcome } }) => outcome === null || (appealedOn !== null && appealOutcome === null))) return waiting('await-platform')
    return reports.length === 0 ? untouched('report-posts') : settled
  },

  // Nothing has to be done here, and that is the point of it.
  restraint: (facts) => (heldOf(facts, 'provocation').length === 0 ? untouched('keep-silent') : settled),

  accounts(facts) {
    const mandates = heldOf(facts, 'mandate').filter(({ content }) => content.endedOn === null)
    if (mandates.some(({ content }) => content.signedOn === null)) return todo('sign-mandate')
    const over = mandates.filter(({ content }) => content.until < facts.today).length
    if (over > 0) return todo('hand-back', over)
    if (mandates.length > 0) return { ...settled, next: 'look-after' }
    return heldOf(facts, 'mandate').length === 0 ? untouched('consider-mandate') : settled
  },

  police(facts) {
    const reports = heldOf(facts, 'police-report')
    const offences = heldOf(facts, 'offence')
    const filed = reports.filter(({ content }) => content.filedOn !== null)
    if (filed.length === 0) return reports.length + offences.length > 0 ? todo('file-report') : untouched('consider-police')
    const missing = offences.filter(({ content }) => content.complaint === 'missing').length
    if (missing > 0) return todo('complaint', missing)
    const unnumbered = filed.filter(({ content }) => content.reference.trim() === '').length
    if (unnumbered > 0) return todo('note-number', unnumbered)
    const decided = lastDecided(heldOf(facts, 'police-decision'))
    if (decided === 'closed' || decided === 'not-opened') return todo('consider-review')
    if (isPoliceOver(facts)) return settled
    if (!heldOf(facts, 'preservation-request').some(({ content }) => content.sentOn !== null)) return todo('ask-preservation')
    return waiting('await-police')
  },

  deindexing(facts) {
    const requests = heldOf(facts, 'deindexing')
    const unsent = requests.filter(({ content }) => content.sentOn === null).length
    if (unsent > 0) return todo('send-deindexing', unsent)
    if (requests.some(({ content }) => content.outcome === null)) return waiting('await-engine')
    const refused = requests.filter(({ content }) => content.outcome !== 'granted').length
    if (refused > 0) return { ...settled, next: 'deindexing-refused', count: refused }
    return requests.length === 0 ? untouched('consider-deindexing') : settled
  },

  civil(facts) {
    const begun = heldOf(facts, 'civil-contact').length + heldOf(facts, 'claim').length
    if (begun > 0) return { ...settled, next: 'follow-civil' }
    const decided = lastDecided(heldOf(facts, 'police-decision'))
    const isOver = decided === 'closed' || decided === 'not-opened' || decided === 'review-refused'
    return isOver ? todo('consider-civil') : untouched('consider-civil')
  },

  employer(facts) {
    const reports = heldOf(facts, 'employer-report')
    if (reports.some(({ content }) => content.serious === 'yes' && content.sentOn === null)) return todo('report-incident')
    // Asked for from the first day: the duty is the employer's, whatever comes of the rest.
    return reports.length === 0 || reports.some(({ content }) => content.serious === 'unclear') ? todo('assess-incident') : settled
  },

  victim(facts) {
    const supports = heldOf(facts, 'support')
    if (!supports.some(({ content }) => content.sort === 'contact-person')) return todo('name-contact')
    return heldOf(facts, 'wishes').length === 0 ? todo('ask-wishes') : { ...settled, next: 'keep-in-touch' }
  },
}

/** All steps of a case, with what would be next in each. `dues`: of the whole case. */
export function stepsOf(facts: CaseFacts, dues: readonly Due[]): StepView[] {
  return STEPS.map((step) => {
    const own = dues.filter((due) => due.step === step)
    const { state, next, count = 0 } = STANDINGS[step](facts)
    const mark = markOf(facts, step)
    const reached = mark === null ? state : mark.mark
    // A day that has come is for the office, whatever was said of the step: a mark hides nothing.
    const isCalled = isDue(own, facts.today)
    // What waits for somebody else, or for nobody, isn't what the office is called for: the days that have come are.
    const isOwn = mark === null && (!isCalled || state === 'todo')
    return {
      step,
      state: isCalled ? 'todo' : reached,
      next: isOwn && next !== null ? { what: next, count } : isCalled ? { what: 'do-tasks', count: own.filter(({ day }) => day <= facts.today).length } : null,
      dues: own,
      records: facts.records.filter((record) => record.step === step && record.content.kind !== 'step-mark' && record.content.kind !== 'recheck-plan').length,
      mark,
    }
  })
}

function markOf(facts: CaseFacts, step: Step): StepView['mark'] {
  const last = newest(heldOf(facts, 'step-mark').filter(({ content }) => content.step === step))
  if (last === null || last.content.mark === 'open') return null
  return { mark: last.content.mark, reason: last.content.reason, by: last.by, at: last.at }
}
