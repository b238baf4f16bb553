import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { BundlePreview, CallInput, ExhibitSummary } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call, type ClientError } from '../../client/bridge.ts'
import { type Choices, selectionOf } from './choices.ts'

/** Typing isn't interrupted by a preview for each letter, ms. */
const PAUSE = 350

export interface Previewing {
  query: UseQueryResult<BundlePreview, ClientError>
  /** It is of what was chosen a moment ago. */
  stale: boolean
  /** Nothing is chosen, so there is nothing to preview. */
  none: boolean
}

export function usePreview(id: CaseId, choices: Choices, exhibits: readonly ExhibitSummary[], recorded: ReadonlySet<number>): Previewing {
  const selection = selectionOf(choices, exhibits, recorded)
  const [typed] = useDebouncedValue(JSON.stringify([choices.profile, selection?.reason, selection?.title]), PAUSE)
  const [profile, reason, title] = JSON.parse(typed) as [Choices['profile'], string?, (string | null)?]
  // Which exhibits and which kind is asked for at once; what is typed when it rests.
  const settled = selection === null || profile !== choices.profile ? selection : { ...selection, reason: reason ?? selection.reason, title: title ?? selection.title }
  const input: CallInput<'bundle.preview'> = { case: id, profile: choices.profile, selection: settled }
  const none = selection !== null && selection.exhibits.length === 0
  const query = useQuery<BundlePreview, ClientError>({
    queryKey: ['bundle.preview', input],
    queryFn: () => call('bundle.preview', input),
    enabled: !none,
    // What is shown stays until the next is there, unless it is of another kind of bundle.
    placeholderData: (before, of) => ((of?.queryKey[1] as typeof input | undefined)?.profile === choices.profile ? before : undefined),
  })
  return { query, stale: !none && (query.isPlaceholderData || query.isFetching || JSON.stringify(settled) !== JSON.stringify(selection)), none }
}
