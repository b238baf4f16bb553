import type { ExhibitView, SittingItem, SittingView } from '../../../shared/contract/index.ts'
import type { Answers, ExhibitId } from '../../../shared/model/index.ts'

/** The steps in their order; those from `load` to `statement` are gone through for each exhibit. */
export const STEPS = ['who', 'relation', 'load', 'look', 'compare', 'statement', 'sign', 'done'] as const
export type ItemStep = 'load' | 'look' | 'compare' | 'statement'
export type Place = { step: ItemStep; exhibit: ExhibitId } | { step: 'sign' | 'done' | 'back' }

/** Where an exhibit stands, by what the engine knows of it; null: the witness is done with it. */
function stepOf(item: SittingItem, agreed: ReadonlySet<string>): ItemStep | null {
  switch (item.stage) {
    case 'waiting':
    case 'loaded':
      return 'load'
    case 'answered':
      // That no page came has to be told before it goes on.
      return noPage(item) ? 'load' : 'compare'
    case 'shown':
      return 'compare'
    case 'stated':
      return item.draft !== null && agreed.has(item.draft.challenge) ? null : 'statement'
    case 'signed':
    case 'declined':
      return null
  }
}

/** The original was asked for and no page came. */
export const noPage = ({ load }: SittingItem): boolean => load !== null && load.refused !== null
/** A page came, whatever stands on it. */
export const pageCame = ({ load }: SittingItem): boolean => load !== null && load.refused === null

/** How the load went, for whom it is shown to. A page that tells of an error is a page: the witness can look at it. */
export function outcomeOf(item: SittingItem): 'came' | 'gone' | 'walled' | 'failed' | 'unreachable' {
  const state = item.original?.state ?? 'unreachable'
  if (noPage(item)) return 'unreachable'
  if (state === 'unreachable') return 'failed'
  return state === 'gone' || state === 'walled' ? state : 'came'
}

export const toSign = ({ items }: SittingView): SittingItem[] => items.filter(({ stage, draft }) => stage === 'stated' && draft !== null)
export const signed = ({ items }: SittingView): SittingItem[] => items.filter(({ stage }) => stage === 'signed')

/** What comes next: the first exhibit that isn't done with, then the signing of all, then the receipt. */
export function nextPlace(sitting: SittingView, agreed: ReadonlySet<string>): Place {
  for (const item of sitting.items) {
    const step = stepOf(item, agreed)
    if (step !== null) return { step, exhibit: item.exhibit }
  }
  return { step: toSign(sitting).length > 0 ? 'sign' : 'done' }
}

/** Everybody who acquired one of the exhibits, each once. */
export const acquirersOf = (exhibits: readonly ExhibitView[]): string[] => [...new Set(exhibits.map(({ acquiredBy }) => acquiredBy))]

/** A question as it stands in the form: one that was offered by its place, `typed`, `none`, or nothing yet. */
export interface Asked {
  choice: string | null
  typed: string
}

export interface Form {
  present: Answers['present'] | null
  account: Asked
  words: Asked
  date: Asked
  pictures: Answers['pictures']
  remark: string
}

const UNASKED: Asked = { choice: null, typed: '' }
export const EMPTY_FORM: Form = { present: null, account: UNASKED, words: UNASKED, date: UNASKED, pictures: [], remark: '' }
export const QUESTIONS = ['account', 'words', 'date'] as const
const OFFERED = { account: 'accounts', words: 'words', date: 'dates' } as const

export const offered = ({ choices }: SittingItem, question: (typeof QUESTIONS)[number]): readonly string[] => choices[OFFERED[question]]

/** Whether a question is answered; where they saw nothing, or aren't sure, there is no more to ask. */
export const isAnswered = ({ choice, typed }: Asked): boolean => choice !== null && (choice !== 'typed' || typed.trim() !== '')

/** The answers of a form, null while some are missing. */
export function answersOf(form: Form, item: SittingItem): Answers | null {
  const { present, pictures, remark } = form
  if (present === null) return null
  // What was answered before they changed their mind would become a claim in the statement.
  const sure = present === 'yes'
  if (sure && !QUESTIONS.every((question) => isAnswered(form[question]))) return null
  const seen = (question: (typeof QUESTIONS)[number]): Answers['account'] => {
    const { choice, typed } = form[question]
    if (!sure || choice === 'none') return { how: 'not-seen', value: '' }
    if (choice === 'typed') return { how: 'typed', value: typed.trim() }
    return { how: 'picked', value: offered(item, question)[Number(choice)] ?? '' }
  }
  return { present, account: seen('account'), words: seen('words'), date: seen('date'), pictures: sure ? pictures : [], remark: remark.trim() }
}
