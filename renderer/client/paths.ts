import { createHashHistory, useParams, useSearch } from '@tanstack/react-router'
import { z } from 'zod'
import { CaseId, ExhibitId, MAX_SITTING, Step } from '../../shared/model/index.ts'

export const CASE_TABS = ['exhibits', 'log', 'bundles', 'steps'] as const
export type CaseTab = (typeof CASE_TABS)[number]

/** Every place that is linked to, as it stands behind the hash. */
export const paths = {
  board: () => '/board',
  cases: () => '/cases',
  /** What is looked for is never part of it. */
  search: () => '/search',
  case: (id: CaseId, tab?: CaseTab) => (tab === undefined ? `/cases/${id}` : `/cases/${id}?tab=${tab}`),
  step: (id: CaseId, step: Step) => `/cases/${id}/steps/${step}`,
  /** A list that was imported as an exhibit. */
  list: (id: CaseId, exhibit: ExhibitId) => `/cases/${id}/list/${exhibit}`,
  /** `list`: to the links that wait. */
  capture: (id: CaseId, way?: 'list') => `/cases/${id}/capture${way === undefined ? '' : `?way=${way}`}`,
  bundle: (id: CaseId) => `/cases/${id}/export`,
  receive: (id: CaseId) => `/cases/${id}/receive`,
  handOver: (id: CaseId, number: number) => `/cases/${id}/hand-over/${number}`,
  disposal: (id: CaseId) => `/cases/${id}/disposal`,
  exhibit: (id: ExhibitId) => `/exhibits/${id}`,
  /** From an exhibit, or from the export of a bundle, where it leads back to. */
  mask: (id: ExhibitId, from: 'exhibit' | 'bundle' = 'exhibit') => `/exhibits/${id}/mask${from === 'bundle' ? '?from=bundle' : ''}`,
  /** Of one exhibit, or of several of a case. */
  witness: (id: ExhibitId, others: readonly ExhibitId[] = []) => `/exhibits/${id}/witness${others.length === 0 ? '' : `?with=${others.join('_')}`}`,
} as const

export const href = (path: string): string => `#${path}`

/** Told where to, before the page is left; true keeps it where it is. */
type AskLeaving = (to: string) => boolean
let asked: AskLeaving | null = null
let here = ''

// A step back over a plain link has no number by which the router could undo it, so it must hear of it after this.
window.addEventListener('popstate', (event) => {
  if (asked === null || window.location.href === here || !asked(window.location.hash.slice(1))) return
  event.stopImmediatePropagation()
  window.history.pushState(null, '', here)
})

/** The page is served from one address; what it shows stands behind the hash. */
export const history = createHashHistory()

/** From now on `ask` decides whether the page may be left, by keys, mouse or program. Returns what ends it. */
export function askBeforeLeaving(ask: AskLeaving): () => void {
  asked = ask
  here = window.location.href
  const unblock = history.block({ enableBeforeUnload: false, blockerFn: ({ nextLocation }) => ask(nextLocation.href) })
  return () => {
    asked = null
    unblock()
  }
}

/** Goes to a path; `replace` leaves no step back. */
export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  history[how](path)
}

const CaseParams = z.object({ caseId: CaseId })
const BundleParams = CaseParams.extend({ number: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number) })
const StepParams = CaseParams.extend({ step: Step })
const ListParams = CaseParams.extend({ exhibitId: ExhibitId })
const ExhibitParams = z.object({ exhibitId: ExhibitId })
const WitnessSearch = z.object({ with: z.string().transform((text) => text.split('_')).pipe(z.array(ExhibitId)).catch([]) })
const MaskSearch = z.object({ from: z.enum(['exhibit', 'bundle']).catch('exhibit') })
const CaptureSearch = z.object({ way: z.enum(['link', 'list']).catch('link') })
const CaseSearch = z.object({ tab: z.enum(CASE_TABS).catch('exhibits') })

// Whatever stands in the address is typed by nobody: it is parsed, and a page that throws is a missing page.
const useRawParams = (): unknown => useParams({ strict: false })

export const useCaseParam = (): CaseId => CaseParams.parse(useRawParams()).caseId
export const useBundleParam = (): { caseId: CaseId; number: number } => BundleParams.parse(useRawParams())
export const useStepParam = (): { caseId: CaseId; step: Step } => StepParams.parse(useRawParams())
export function useListParam(): { caseId: CaseId; exhibit: ExhibitId } {
  const { caseId, exhibitId: exhibit } = ListParams.parse(useRawParams())
  return { caseId, exhibit }
}
export const useExhibitParam = (): ExhibitId => ExhibitParams.parse(useRawParams()).exhibitId
export function useCaptureWay(): 'link' | 'list' {
  const search: unknown = useSearch({ strict: false })
  return CaptureSearch.parse(search).way
}

export function useCaseTab(): CaseTab {
  const search: unknown = useSearch({ strict: false })
  return CaseSearch.parse(search).tab
}

/** The exhibits of a sitting that is about to begin, each once. */
export function useWitnessParam(): ExhibitId[] {
  const search: unknown = useSearch({ strict: false })
  return [...new Set([useExhibitParam(), ...WitnessSearch.parse(search).with])].slice(0, MAX_SITTING)
}

/** The exhibit that is masked, and from where somebody came to it. */
export function useMaskParam(): { exhibit: ExhibitId; from: 'exhibit' | 'bundle' } {
  const search: unknown = useSearch({ strict: false })
  return { exhibit: useExhibitParam(), from: MaskSearch.parse(search).from }
}

/** While a sitting is open no page of the officer's is shown: the one that is shown after it is chosen now. */
export function afterSitting(): void {
  const exhibit = /^\/exhibits\/([^/]+)\/witness$/.exec(history.location.pathname)?.[1]
  if (exhibit !== undefined) go(`/exhibits/${exhibit}`, 'replace')
}
