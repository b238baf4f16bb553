import { useMemo } from 'react'
import type { Maskable } from '../../../shared/contract/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { useCall } from '../../client/hooks.ts'

/** Of a case's exhibits that can be masked, what of them can be covered; null: not known yet. */
export function usePossible(id: CaseId): ReadonlyMap<string, Maskable> | null {
  const { data } = useCall('masking.possible', { case: id })
  return useMemo(() => (data === undefined ? null : new Map(data.map((each) => [each.exhibit, each]))), [data])
}
