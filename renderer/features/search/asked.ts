import type { CallInput, SearchKind } from '../../../shared/contract/index.ts'
import { CaseId, Day, ExhibitKind, MAX_SEARCH, readSearch, Step, STEPS } from '../../../shared/model/index.ts'

/** What stands in the form. Kept in memory until the vault is locked, and nowhere else: neither in the address nor on disk. */
export interface Asked {
  text: string
  case: string
  /** '' everything; `exhibits`, a kind, or `step.<step>`. */
  what: string
  platform: string
  account: string
  exact: boolean
  from: string
  to: string
  witness: '' | 'witnessed' | 'unwitnessed'
  partial: boolean
}

export const NOTHING: Asked = { text: '', case: '', what: '', platform: '', account: '', exact: false, from: '', to: '', witness: '', partial: false }

type Query = CallInput<'search.find'>
export type Fault = 'tooShort' | 'from' | 'to' | 'turned'

export const STEP_CHOICES = STEPS.map((step) => ({ step, value: `step.${step}` }))

function kindsOf(what: string): Pick<Query, 'kinds' | 'step'> {
  const step = Step.safeParse(what.replace(/^step\./, ''))
  if (step.success && what.startsWith('step.')) return { kinds: ['record'], step: step.data }
  if (what === 'exhibits') return { kinds: [...ExhibitKind.options], step: null }
  return { kinds: what === '' ? [] : [what as SearchKind], step: null }
}

/** As it is asked of the engine, or what is wrong with it. */
export function queryOf(asked: Asked): { query: Query; fault: null } | { query: null; fault: Fault } {
  const { text, platform, account, exact, witness, partial, what } = asked
  const from = asked.from.trim()
  const to = asked.to.trim()
  if (from !== '' && !isDay(from)) return { query: null, fault: 'from' }
  if (to !== '' && !isDay(to)) return { query: null, fault: 'to' }
  if (from !== '' && to !== '' && to < from) return { query: null, fault: 'turned' }
  const chain = CaseId.safeParse(asked.case)
  const name = account.trim()
  const query: Query = {
    text: text.slice(0, MAX_SEARCH).toWellFormed(),
    case: chain.success ? chain.data : null,
    ...kindsOf(what),
    from: from || null,
    to: to || null,
    platform: platform || null,
    account: name === '' ? null : { name: name.toWellFormed(), exact },
    witness: witness || null,
    partial,
  }
  const isLimited = query.case !== null || what !== '' || from !== '' || to !== '' || platform !== '' || name !== '' || witness !== '' || partial
  return readSearch(text).words.length === 0 && !isLimited ? { query: null, fault: 'tooShort' } : { query, fault: null }
}

const isDay = (text: string) => Day.safeParse(text).success && /^(?:19|20|21)/.test(text)
